//! Somebody who asks the API: with a token or without.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    rc::Rc,
};

use actix_web::{
    body,
    cookie::Cookie,
    http::{Method, StatusCode, header::HeaderMap},
    test::TestRequest,
};
use serde_json::{Value, json};

use super::{app::Ask, conformity, world::PASSWORD};

/// Somebody who asks. Paths are relative to `/api/v1`, unless they start with `//`.
#[derive(Clone)]
pub struct Client {
    ask: Ask,
    token: Option<String>,
    refresh: Option<Cookie<'static>>,
    headers: Vec<(String, String)>,
    peer: IpAddr,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
    pub cookies: Vec<Cookie<'static>>,
}

/// The rule by which nobody but an administrator touches administrators.
pub const ADMINISTRATORS_ONLY: &str = "only administrators give, take or change what makes an administrator";

impl Client {
    pub fn nobody(ask: Ask) -> Self {
        Self { ask, token: None, refresh: None, headers: Vec::new(), peer: Ipv4Addr::LOCALHOST.into() }
    }

    /// Logs in with the password that everybody in the world has.
    pub async fn log_in(&self, login: &str) -> Self {
        let answer = self.post("/session", json!({ "login": login, "password": PASSWORD })).await.expect(200);
        self.clone().holding(&answer)
    }

    /// The same person with what a login or a refresh handed out.
    #[must_use]
    pub fn holding(mut self, answer: &Answer) -> Self {
        self.token = answer.body["access_token"].as_str().map(ToOwned::to_owned);
        self.refresh =
            answer.cookies.iter().find(|cookie| cookie.name().ends_with("palier-refresh")).cloned();
        self
    }

    #[must_use]
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    pub fn token(&self) -> &str {
        self.token.as_deref().expect("logged in")
    }

    /// The refresh cookie that this person holds.
    pub fn cookie(&self) -> &Cookie<'static> {
        self.refresh.as_ref().expect("logged in")
    }

    #[must_use]
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.refresh = Some(cookie);
        self
    }

    /// The same person, asking from another address.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.peer = address.parse().expect("an address");
        self
    }

    /// The same person, sending a header along; twice the same name makes two lines.
    #[must_use]
    pub fn with(&self, name: &str, value: impl ToString) -> Self {
        let mut with = self.clone();
        with.headers.push((name.to_owned(), value.to_string()));
        with
    }

    /// The same person, changing that version.
    #[must_use]
    pub fn if_match(&self, version: &Value) -> Self {
        self.with("if-match", format!("\"{version}\""))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body.to_string())).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body.to_string())).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends a file that is said to be of that type.
    pub async fn put_file(&self, path: &str, kind: &str, file: Vec<u8>) -> Answer {
        self.send_file(Method::PUT, path, Some((kind, file))).await
    }

    /// The same, where something is made of it.
    pub async fn post_file(&self, path: &str, kind: &str, file: Vec<u8>) -> Answer {
        self.send_file(Method::POST, path, Some((kind, file))).await
    }

    /// Sends any body as JSON.
    pub async fn send(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let body = body.map(|body| ("application/json", body.into_bytes()));
        self.send_file(method, path, body).await
    }

    async fn send_file(&self, method: Method, path: &str, body: Option<(&str, Vec<u8>)>) -> Answer {
        let uri = path
            .strip_prefix('/')
            .filter(|rest| rest.starts_with('/'))
            .map_or_else(|| format!("/api/v1{path}"), ToOwned::to_owned);
        let mut request = TestRequest::default().method(method.clone()).uri(&uri);
        request = request.peer_addr(SocketAddr::new(self.peer, 40_000));
        if let Some(token) = &self.token {
            request = request.insert_header(("authorization", format!("Bearer {token}")));
        }
        if let Some(cookie) = &self.refresh {
            request = request.cookie(cookie.clone());
        }
        if let Some((kind, body)) = body {
            request = request.insert_header(("content-type", kind)).set_payload(body);
        }
        for (at, (name, value)) in self.headers.iter().enumerate() {
            let header = (name.as_str(), value.as_str());
            let again = self.headers[..at].iter().any(|(earlier, _)| earlier == name);
            request = if again { request.append_header(header) } else { request.insert_header(header) };
        }
        let answer = Answer::read((Rc::clone(&self.ask))(request.to_request()).await).await;
        conformity::check(&method, &uri, &answer);
        answer
    }
}

impl Answer {
    async fn read(response: actix_web::dev::ServiceResponse<body::BoxBody>) -> Self {
        let (_, response) = response.into_parts();
        let cookies = response.cookies().map(Cookie::into_owned).collect();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = body::to_bytes(response.into_body()).await.expect("a whole body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, body, text, bytes: bytes.to_vec(), cookies }
    }

    /// The same answer, if it has that status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Checks that this is a problem of that status and slug; answers its faults as `(pointer, code)`.
    #[track_caller]
    pub fn problem(self, status: u16, slug: &str) -> Vec<(String, String)> {
        let answer = self.expect(status);
        assert_eq!(answer.body["type"], format!("/problems/{slug}"), "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.body["request_id"], answer.header("x-request-id"));
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let faults = answer.body["errors"].as_array().into_iter().flatten();
        faults.map(|fault| (text(&fault["pointer"]), text(&fault["code"]))).collect()
    }

    /// Checks that this is refused for lack of that permission, and says so.
    #[track_caller]
    pub fn lacks(self, permission: &str) {
        self.refused(&format!("`{permission}`"));
    }

    /// Checks that this is refused by the rule with these words.
    #[track_caller]
    pub fn refused(self, rule: &str) {
        assert!(self.detail().contains(rule), "{rule}: {}", self.text);
        assert!(self.problem(403, "refused").is_empty());
    }

    /// What a problem says.
    #[track_caller]
    pub fn detail(&self) -> &str {
        self.body["detail"].as_str().expect("a problem")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
    }

    /// The items of a list.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        self.body["items"].as_array().expect("a list")
    }
}
