//! One call: what goes out, with the token; what comes back, with one more try after a refresh.

use gloo_net::http::{Request, RequestBuilder};
use leptos::web_sys::{AbortController, Blob};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Problem, refresh, token, waiting};

/// A call that is being put together by the generated client.
#[derive(Debug, Clone)]
pub struct Call {
    method: &'static str,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Body>,
    accept: &'static str,
    public: bool,
}

#[derive(Debug, Clone)]
enum Body {
    Json(String),
    File(Blob),
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    status: u16,
    bytes: Vec<u8>,
}

impl Call {
    /// A call without query, conditions or body.
    #[must_use]
    pub fn new(method: &'static str, path: &str) -> Self {
        let path = path.to_owned();
        Self {
            method,
            path,
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            accept: "application/json",
            public: false,
        }
    }

    /// Needs no session, so a refusal is final.
    pub fn public(&mut self) {
        self.public = true;
    }

    /// Adds a parameter, if there is a value for it.
    pub fn query(&mut self, name: &'static str, value: Option<&impl ToString>) {
        if let Some(value) = value {
            self.query.push((name, value.to_string()));
        }
    }

    /// Asks for the change only while the thing is at this version.
    pub fn if_match(&mut self, version: i64) {
        self.headers.push(("If-Match", etag(version)));
    }

    /// Makes sending the same thing twice do it once.
    pub fn idempotency_key(&mut self, key: Option<Uuid>) {
        if let Some(key) = key {
            self.headers.push(("Idempotency-Key", key.to_string()));
        }
    }

    /// Asks for the answer in another form.
    pub fn accept(&mut self, media_type: &'static str) {
        self.accept = media_type;
    }

    /// Sets the body.
    pub fn json(&mut self, body: &impl Serialize) {
        // Ours are plain structs with string keys: they always have a JSON form.
        self.body = serde_json::to_string(body).ok().map(Body::Json);
    }

    /// Sends a file along, as what it says it is.
    pub fn file(&mut self, file: &Blob) {
        self.body = Some(Body::File(file.clone()));
    }

    /// Sends it; where the token has run out, gets a new one and sends it again, once.
    ///
    /// Dropping the future takes the call back.
    ///
    /// # Errors
    /// The server's refusal, or its silence.
    pub async fn send(&self) -> Result<Reply, Problem> {
        let token = if self.public { None } else { token::token() };
        let reply = self.attempt(token.as_deref()).await?;
        let reply = match token {
            Some(stale) if reply.status == 401 => {
                refresh::renew(Some(&stale)).await?;
                self.attempt(token::token().as_deref()).await?
            }
            _ => reply,
        };
        if reply.is_success() {
            return Ok(reply);
        }
        let problem = Problem::read(reply.status, &reply.into_text());
        waiting::tell(&problem);
        Err(problem)
    }

    async fn attempt(&self, token: Option<&str>) -> Result<Reply, Problem> {
        let abort = Abort::new();
        let request = self.request(token, &abort).map_err(|_| Problem::offline())?;
        let answer = request.send().await.map_err(|_| Problem::offline())?;
        let bytes = answer.binary().await.map_err(|_| Problem::offline())?;
        Ok(Reply { status: answer.status(), bytes })
    }

    fn request(&self, token: Option<&str>, abort: &Abort) -> Result<Request, gloo_net::Error> {
        let mut builder = RequestBuilder::new(&self.path)
            .method(self.method.parse().unwrap_or_default())
            .abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref())
            .query(self.query.iter().map(|(name, value)| (*name, value)))
            .header("Accept", self.accept);
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        if let Some(token) = token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        match &self.body {
            Some(Body::Json(body)) => builder.header("Content-Type", "application/json").body(body),
            Some(Body::File(file)) => builder.header("Content-Type", &file.type_()).body(file.clone()),
            None => builder.build(),
        }
    }
}

impl Reply {
    /// Reads the body.
    ///
    /// # Errors
    /// When it is not what the contract says, or the change took what it changed out of sight.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if self.status == 204 {
            return Err(Problem::out_of_sight());
        }
        serde_json::from_slice(&self.bytes).map_err(|_| Problem::unreadable(self.status))
    }

    /// The body as text.
    #[must_use]
    pub fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as it came.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Takes a call back when nobody waits for it any more; after the answer it does nothing.
struct Abort(Option<AbortController>);

impl Abort {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

#[cfg(test)]
mod tests {
    use super::{Call, etag};

    #[test]
    fn a_version_makes_a_strong_etag() {
        assert_eq!(etag(7), "\"7\"");
    }

    #[test]
    fn only_parameters_with_a_value_go_out() {
        let mut call = Call::new("GET", "/api/v1/requests");
        call.query("status", None::<&String>);
        call.query("mine", Some(&true));
        assert_eq!(call.query, [("mine", "true".to_owned())]);
    }
}
