//! What went wrong with a call, as the app speaks of it.

use crate::contract::{self, Action, RefusalRule};

/// A refusal of the server, or its silence.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The last part of the problem's type, such as `wrong-credentials`.
    pub slug: String,
    /// The HTTP status; 0 where no answer came.
    pub status: u16,
    /// The server's own words.
    pub detail: String,
    /// What is wrong field by field.
    pub fields: Vec<FieldFlaw>,
    /// Which rule refused, where one did.
    pub rule: Option<RefusalRule>,
    /// What one lacks for it.
    pub lacking: Vec<Action>,
    /// What to tell the people who run the server.
    pub request_id: String,
}

/// What is wrong with one field of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFlaw {
    /// A JSON pointer into what was sent.
    pub pointer: String,
    /// A stable word for the flaw.
    pub code: String,
    /// The server's own words.
    pub detail: String,
}

impl Problem {
    /// No answer came.
    #[must_use]
    pub fn offline() -> Self {
        Self::local("offline", 0)
    }

    /// The server has a newer version of the app, and no longer the files of this one.
    #[must_use]
    pub fn outdated() -> Self {
        Self::local("outdated", 404)
    }

    /// An answer came that makes no sense to this version of the app.
    #[must_use]
    pub fn unreadable(status: u16) -> Self {
        Self::local("unreadable", status)
    }

    /// What was changed is changed, and can no longer be seen.
    #[must_use]
    pub fn out_of_sight() -> Self {
        Self::local("out-of-sight", 204)
    }

    fn local(slug: &str, status: u16) -> Self {
        let nothing = String::new;
        Self {
            slug: slug.to_owned(),
            status,
            detail: nothing(),
            fields: Vec::new(),
            rule: None,
            lacking: Vec::new(),
            request_id: nothing(),
        }
    }

    /// Reads a problem document; anything else is known by its status alone.
    #[must_use]
    pub fn read(status: u16, body: &str) -> Self {
        let Ok(wire) = serde_json::from_str::<contract::Problem>(body) else {
            return Self::unreadable(status);
        };
        let flaw =
            |flaw: contract::Fault| FieldFlaw { pointer: flaw.pointer, code: flaw.code, detail: flaw.detail };
        Self {
            slug: wire.type_.rsplit('/').next().unwrap_or_default().to_owned(),
            status,
            detail: wire.detail.unwrap_or(wire.title),
            fields: wire.errors.unwrap_or_default().into_iter().map(flaw).collect(),
            rule: wire.rule,
            lacking: wire.lacking.unwrap_or_default(),
            request_id: wire.request_id,
        }
    }

    /// Whether somebody else changed the thing in the meantime.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.status == 412
    }

    /// Whether only loading the page anew helps.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.slug == "outdated"
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;

    #[test]
    fn a_problem_document_says_which_field_is_wrong() {
        let body = r#"{"type":"https://h.example/problems/invalid-body","title":"invalid body","status":422,
            "request_id":"r1","errors":[{"pointer":"/text","code":"too_long","detail":"at most 9"}]}"#;
        let problem = Problem::read(422, body);
        assert_eq!((problem.slug.as_str(), problem.status), ("invalid-body", 422));
        assert_eq!(problem.fields[0].pointer, "/text");
        assert_eq!(problem.detail, "invalid body");
    }

    #[test]
    fn a_page_of_some_proxy_is_still_a_problem() {
        assert_eq!(Problem::read(502, "<html>").slug, "unreadable");
        assert!(Problem::read(412, "").is_stale());
    }
}
