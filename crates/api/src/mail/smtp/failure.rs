//! Why a mail was not delivered, and whether it is worth another attempt.

use std::{future::Future, time::Duration};

use lettre::transport::smtp::Error;
use tokio::time::timeout;

/// A failed delivery, in the server's words where it said any.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Delivery {
    /// Nothing is wrong with this mail: the same may succeed later.
    #[error("{0}")]
    Temporary(String),
    /// The server will never take this mail.
    #[error("{0}")]
    Permanent(String),
}

/// A command without success.
#[derive(Debug)]
pub enum Failure {
    /// The server answered with this code, and the connection can go on.
    Answer(u16, String),
    /// No answer that could be understood; the connection is lost.
    Silence(String),
}

/// Waits for a command, but not forever.
pub async fn within<T>(
    limit: Duration,
    command: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    match timeout(limit, command).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Failure::from(&error)),
        Err(_) => {
            Err(Failure::Silence(format!("the mail server did not answer within {} s", limit.as_secs())))
        }
    }
}

impl Failure {
    /// Before the mail was even offered, nothing can be its fault.
    pub fn before_the_mail(self) -> Delivery {
        match self {
            Self::Answer(_, text) | Self::Silence(text) => Delivery::Temporary(text),
        }
    }

    pub fn of_the_mail(self) -> Delivery {
        match self {
            Self::Answer(code, text) if is_final(code) => Delivery::Permanent(text),
            Self::Answer(_, text) | Self::Silence(text) => Delivery::Temporary(text),
        }
    }

    /// Whether the connection is still in step. 421 announces that the server hangs up.
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::Answer(code, _) if *code != 421)
    }

    /// Says at which step it happened.
    pub fn told(self, what: &str) -> Self {
        match self {
            Self::Answer(code, text) => Self::Answer(code, format!("{what}: {text}")),
            Self::Silence(text) => Self::Silence(format!("{what}: {text}")),
        }
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let said = root(error).to_string();
        match error.status() {
            Some(code) => Self::Answer(code.into(), format!("{code} {said}").trim_end().to_owned()),
            None => Self::Silence(plain(said)),
        }
    }
}

/// What is at the bottom of it: the layers above only repeat it.
fn root(error: &Error) -> &dyn std::error::Error {
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest
}

/// What the libraries say in their own language, and what an operator can do about it.
const PLAIN: [(&str, &str); 6] = [
    (
        "UnknownIssuer",
        "its certificate comes from an authority that is not known here; name the authority's PEM file in `ca_file`",
    ),
    ("NotValidForName", "its certificate is for another host; use the name that is in the certificate"),
    ("Expired", "its certificate has expired; it needs a new one"),
    ("InvalidContentType", "it does not speak TLS from the first byte; choose `starttls`"),
    (
        "STARTTLS is not supported",
        "it offers no STARTTLS; choose `tls`, or `none` for a relay on this machine",
    ),
    (
        "No compatible authentication",
        "it offers no way to log in; it may want TLS first, or no user name and password",
    ),
];

fn plain(said: String) -> String {
    let known = PLAIN.iter().find(|(theirs, _)| said.contains(theirs));
    known.map_or(said, |(_, ours)| (*ours).to_owned())
}

/// Whether a code says that this mail will never be taken. Those about the conversation (500 to 504, 521) or about
/// our account (530 to 538) say nothing about the mail: the operator can mend them.
const fn is_final(code: u16) -> bool {
    matches!(code, 500..=599) && !matches!(code, 500..=504 | 521 | 530..=538)
}

#[cfg(test)]
mod tests {
    use super::{
        Delivery::{Permanent, Temporary},
        Failure, PLAIN, is_final, plain,
    };

    #[test]
    fn only_what_is_wrong_with_the_mail_is_final() {
        for code in [550, 551, 552, 553, 554, 541, 556] {
            assert!(is_final(code), "{code}");
        }
        for code in [421, 450, 451, 452, 454, 500, 502, 503, 504, 521, 530, 534, 535, 538, 250, 354] {
            assert!(!is_final(code), "{code}");
        }
    }

    #[test]
    fn nothing_said_before_the_mail_is_final() {
        let no = || Failure::Answer(550, "550 no".to_owned());
        assert_eq!(no().before_the_mail(), Temporary("550 no".to_owned()));
        assert_eq!(no().of_the_mail(), Permanent("550 no".to_owned()));
        assert_eq!(Failure::Silence("gone".to_owned()).of_the_mail(), Temporary("gone".to_owned()));
    }

    #[test]
    fn a_connection_goes_on_after_an_answer_only() {
        assert!(Failure::Answer(550, String::new()).is_answer());
        assert!(!Failure::Answer(421, String::new()).is_answer());
        assert!(!Failure::Silence(String::new()).is_answer());
    }

    #[test]
    fn what_an_operator_can_mend_is_said_in_plain_words() {
        let theirs = "invalid peer certificate: UnknownIssuer".to_owned();
        assert_eq!(plain(theirs), PLAIN[0].1);
        assert_eq!(plain("connection refused".to_owned()), "connection refused");
    }
}
