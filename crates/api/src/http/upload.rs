use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    web::{self, Bytes},
};

use super::{Answer, Kind, Problem};

/// A body that is no JSON. It is read when asked for: nobody sends megabytes to be refused afterwards.
pub struct Upload {
    kind: String,
    payload: web::Payload,
}

impl Upload {
    /// The bytes, and what they are said to be.
    ///
    /// # Errors
    /// 413 when there are more than `limit`, 415 when they are said to be none of `kinds`.
    pub async fn read(self, limit: usize, kinds: &[&str]) -> Answer<(String, Bytes)> {
        if !kinds.contains(&self.kind.as_str()) {
            let taken = format!("send {}, and say which in `Content-Type`", kinds.join(", "));
            return Err(Problem::because(Kind::UnsupportedMediaType, taken));
        }
        let bytes = self.payload.to_bytes_limited(limit).await;
        let bytes = bytes.map_err(|_| too_large(limit))?;
        Ok((self.kind, bytes.map_err(|_| cut_short())?))
    }
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.content_type().to_ascii_lowercase();
        let payload = web::Payload::from_request(request, payload).into_inner();
        ready(payload.map(|payload| Self { kind, payload }).map_err(|_| cut_short()))
    }
}

fn too_large(limit: usize) -> Problem {
    Problem::because(Kind::TooLarge, format!("the limit is {} MiB", limit / 1024 / 1024))
}

fn cut_short() -> Problem {
    Problem::because(Kind::Malformed, "the body did not arrive whole")
}
