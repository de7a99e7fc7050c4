use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::{Kind, Problem};
use crate::app::App;

/// No JSON body is larger; pictures have a limit of their own.
pub const MAX_BODY_BYTES: usize = 256 * 1024;

/// A JSON body that keeps to its schema in the contract: every field checked, all faults told at once.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + ToSchema> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = web::Bytes::from_request(request, payload);
        let json = request.content_type().eq_ignore_ascii_case("application/json");
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            if !json {
                return Err(Problem::because(
                    Kind::UnsupportedMediaType,
                    "the body must be application/json",
                ));
            }
            let bytes = bytes.await.map_err(|error| unreadable(&error))?;
            let app = app.ok_or_else(|| Problem::new(Kind::Internal))?;
            Ok(Self(read(&app, &bytes)?))
        })
    }
}

fn read<T: DeserializeOwned + ToSchema>(app: &App, bytes: &[u8]) -> Result<T, Problem> {
    let value: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|error| Problem::because(Kind::Malformed, format!("the body is not JSON: {error}")))?;
    let faults = app.contract.faults(&T::name(), &value);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let pointer = format!("/{}", error.path().to_string().replace('.', "/"));
        Problem::at(Kind::InvalidBody, &pointer, "value", "this value cannot be taken; see the contract")
    })
}

fn unreadable(error: &actix_web::Error) -> Problem {
    let overflow = error.as_response_error().status_code() == actix_web::http::StatusCode::PAYLOAD_TOO_LARGE;
    if overflow {
        let limit = format!("the limit is {} KiB", MAX_BODY_BYTES / 1024);
        return Problem::because(Kind::TooLarge, limit);
    }
    Problem::because(Kind::Malformed, "the body did not arrive whole")
}
