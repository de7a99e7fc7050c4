//! Errors as people and programs meet them: RFC 9457.
//!
//! Which error belongs where: stores answer [`DbError`], decisions answer [`Refused`], operations answer
//! [`Problem`]. The two former become the latter here and nowhere else.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use authz::{Actions, Refused};
use serde::Serialize;
use utoipa::ToSchema;

use super::middleware::current_request_id;
use crate::{
    db::DbError,
    wire::{ActionWord, actions},
};

/// What an operation answers.
pub type Answer<T> = Result<T, Problem>;

/// The kinds of problem, each with its stable `type`, its status and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Malformed,
    NotAuthenticated,
    WrongCredentials,
    Refused,
    PasswordPending,
    TermsPending,
    NotFound,
    MethodNotAllowed,
    ForbiddenMove,
    AlreadySetUp,
    Conflict,
    LinkGone,
    PreconditionFailed,
    PreconditionRequired,
    TooLarge,
    UnsupportedMediaType,
    InvalidBody,
    Throttled,
    Stale,
    Unavailable,
    Internal,
}

impl Kind {
    /// Every kind, for the documentation.
    pub const ALL: [Self; 21] = [
        Self::Malformed,
        Self::NotAuthenticated,
        Self::WrongCredentials,
        Self::Refused,
        Self::PasswordPending,
        Self::TermsPending,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::ForbiddenMove,
        Self::AlreadySetUp,
        Self::Conflict,
        Self::LinkGone,
        Self::PreconditionFailed,
        Self::PreconditionRequired,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::InvalidBody,
        Self::Throttled,
        Self::Stale,
        Self::Unavailable,
        Self::Internal,
    ];

    const fn describe(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::Malformed => ("malformed", 400, "the request cannot be read"),
            Self::NotAuthenticated => ("not-authenticated", 401, "log in first"),
            Self::WrongCredentials => ("wrong-credentials", 401, "the name or the password is wrong"),
            Self::Refused => ("refused", 403, "you may not do this here"),
            Self::PasswordPending => ("password-pending", 403, "choose a password of your own first"),
            Self::TermsPending => ("terms-pending", 403, "accept the terms of use first"),
            Self::NotFound => ("not-found", 404, "there is nothing here that you may see"),
            Self::MethodNotAllowed => ("method-not-allowed", 405, "this address does not take that method"),
            Self::ForbiddenMove => ("forbidden-move", 409, "the life cycle does not know this move"),
            Self::AlreadySetUp => ("already-set-up", 409, "this instance has been set up already"),
            Self::Conflict => ("conflict", 409, "something else is in the way"),
            Self::LinkGone => ("link-gone", 410, "this link is not valid any more"),
            Self::PreconditionFailed => ("precondition-failed", 412, "somebody changed it in the meantime"),
            Self::PreconditionRequired => ("precondition-required", 428, "say which version you change"),
            Self::TooLarge => ("too-large", 413, "the body is too large"),
            Self::UnsupportedMediaType => {
                ("unsupported-media-type", 415, "this address takes bodies of another kind")
            }
            Self::InvalidBody => ("invalid-body", 422, "some fields need another value"),
            Self::Throttled => ("throttled", 429, "too many attempts"),
            Self::Stale => ("rights-changed", 503, "your permissions have just changed"),
            Self::Unavailable => ("unavailable", 503, "the server cannot do this right now"),
            Self::Internal => ("internal", 500, "the server made a mistake"),
        }
    }

    #[must_use]
    pub const fn status(self) -> u16 {
        self.describe().1
    }
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// Where, as a JSON pointer (RFC 6901) into the body.
    #[schema(example = "/site/mail_address")]
    pub pointer: String,
    /// What, as a word that programs can compare.
    #[schema(example = "pattern")]
    pub code: String,
    /// What to do about it.
    pub detail: String,
}

impl Fault {
    #[must_use]
    pub fn at(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}

/// Which rule refused what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalRule {
    /// It takes a permission here.
    Lacks,
    /// Nobody gives, takes or acts with more than they have.
    Beyond,
    /// Nor for longer than they have it.
    Outlasts,
    /// Tagging is sharing.
    Sharing,
    NotYours,
    AdministratorsOnly,
    SuperAdministratorsOnly,
    LastSuperAdministrator,
    SuperAdministratorStays,
    NotYourself,
    FixedRole,
}

impl From<Refused> for RefusalRule {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Lacks(_) => Self::Lacks,
            Refused::Beyond { .. } => Self::Beyond,
            Refused::Outlasts => Self::Outlasts,
            Refused::Sharing(_) => Self::Sharing,
            Refused::NotYours => Self::NotYours,
            Refused::AdministratorsOnly => Self::AdministratorsOnly,
            Refused::SuperAdministratorsOnly => Self::SuperAdministratorsOnly,
            Refused::LastSuperAdministrator => Self::LastSuperAdministrator,
            Refused::SuperAdministratorStays => Self::SuperAdministratorStays,
            Refused::NotYourself => Self::NotYourself,
            Refused::FixedRole => Self::FixedRole,
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug)]
pub struct Problem {
    pub kind: Kind,
    detail: Option<String>,
    faults: Vec<Fault>,
    rule: Option<RefusalRule>,
    lacking: Actions,
    /// Seconds after which to try again.
    retry_after: Option<u64>,
}

/// How a [`Problem`] looks on the wire.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// A stable name for this kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/invalid-body")]
    kind: String,
    title: String,
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The same as in the `X-Request-Id` header and in the server's log.
    request_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Fault>,
    /// With 403: which rule refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    rule: Option<RefusalRule>,
    /// With 403: the actions that the caller lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    lacking: Vec<ActionWord>,
}

impl Problem {
    #[must_use]
    pub const fn new(kind: Kind) -> Self {
        Self { kind, detail: None, faults: Vec::new(), rule: None, lacking: Actions::NONE, retry_after: None }
    }

    #[must_use]
    pub fn because(kind: Kind, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..Self::new(kind) }
    }

    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    /// The body is well-formed, but some of its fields cannot be taken.
    #[must_use]
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::new(Kind::InvalidBody) }
    }

    /// Something else is in the way of some of the fields.
    #[must_use]
    pub fn conflicting(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::new(Kind::Conflict) }
    }

    /// A problem with one field.
    #[must_use]
    pub fn at(kind: Kind, pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { faults: vec![Fault::at(pointer, code, detail)], ..Self::new(kind) }
    }

    /// What is wrong with single fields.
    #[must_use]
    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    fn document(&self) -> ProblemDocument {
        let (slug, status, title) = self.kind.describe();
        ProblemDocument {
            kind: format!("/problems/{slug}"),
            title: title.to_owned(),
            status,
            detail: self.detail.clone(),
            request_id: current_request_id(),
            errors: self.faults.clone(),
            rule: self.rule,
            lacking: actions(self.lacking),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        Self {
            rule: Some(refused.into()),
            lacking: refused.lacking(),
            ..Self::because(Kind::Refused, refused.to_string())
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(cause) => {
                tracing::warn!(%cause, "the database is not available");
                Self::new(Kind::Unavailable).retry_after(2)
            }
            DbError::Taken(_) => Self::new(Kind::Conflict),
            DbError::Stale => Self::new(Kind::Stale).retry_after(1),
            DbError::Broken(cause) => {
                tracing::error!(%cause, "a statement failed");
                Self::new(Kind::Internal)
            }
        }
    }
}

impl Problem {
    /// A write that failed: 409 at `pointer` where a row of the same key is there already.
    #[must_use]
    pub fn taken_at(error: DbError, pointer: &str, detail: &str) -> Self {
        match error {
            DbError::Taken(_) => Self::at(Kind::Conflict, pointer, "taken", detail),
            other => other.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.describe().2)
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        if let Some(seconds) = self.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if self.kind == Kind::NotAuthenticated {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        let body = serde_json::to_string(&self.document()).unwrap_or_default();
        answer.insert_header((header::CONTENT_TYPE, "application/problem+json")).body(body)
    }
}
