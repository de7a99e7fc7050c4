use std::{
    future::{Ready, ready},
    str::FromStr,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use domain::{Language, UserId};
use serde::de::DeserializeOwned;

use super::{Kind, Problem};
use crate::app::App;

/// The `{id}` of a path. What is no id names nothing: 404.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request, "id").map(Self))
    }
}

/// The `{user_id}` of a path that names somebody within something else.
#[derive(Debug, Clone, Copy)]
pub struct Member(pub UserId);

impl FromRequest for Member {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request, "user_id").map(Self))
    }
}

/// The `{language}` of a path. What the app does not speak names nothing: 404.
#[derive(Debug, Clone, Copy)]
pub struct InLanguage(pub Language);

impl FromRequest for InLanguage {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request, "language").map(Self))
    }
}

fn named<T: FromStr>(request: &HttpRequest, name: &str) -> Result<T, Problem> {
    let id = request.match_info().get(name).and_then(|id| id.parse().ok());
    id.ok_or_else(Problem::not_found)
}

/// The query of a URL. Unknown and misspelt parameters are refused, so that no filter is silently ignored.
#[derive(Debug, Clone)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Params<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if let Some(fault) = fault(request) {
            return ready(Err(Problem::because(
                Kind::Malformed,
                format!("the query of the address: {fault}"),
            )));
        }
        let query = web::Query::<T>::from_query(request.query_string());
        ready(query.map(|query| Self(query.into_inner())).map_err(|error| {
            let text = error.to_string();
            let said = text.strip_prefix("Query deserialize error: ").unwrap_or(&text);
            Problem::because(Kind::Malformed, format!("the query of the address: {said}"))
        }))
    }
}

/// The first parameter that does not keep to its schema in the contract.
fn fault(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let template = request.match_pattern()?;
    let pairs = web::Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?;
    app.contract.query_fault(request.method().as_str(), &template, &pairs)
}
