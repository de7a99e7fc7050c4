use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    config::{self, MailSecurity},
    http::Fault,
    wire::{Label, LanguageWord, MailAddress, Name, UnplannedWork},
};

/// The settings of the instance. The password of the mail server never leaves it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settings {
    pub organisation_name: String,
    /// The language of mails to sites, and of those who chose none.
    pub language: LanguageWord,
    /// Tell the site's team of a new request by mail [OP-7].
    pub mail_team_on_new_request: bool,
    /// Let requesters get a confirmation by mail [OP-7].
    pub confirm_to_requester: bool,
    /// Publish a request when it is entered, so that everybody at the site sees it [OP-8].
    pub publish_on_entry: bool,
    /// The general role with which an account begins [PP-6]; none, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub default_role_id: Option<Uuid>,
    /// Where the planning puts work without a resource for whoever says nothing else [PP-9].
    pub unplanned_work: UnplannedWork,
    /// Absent as long as none is set up.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub mail: Option<MailServer>,
    /// Whether the server's configuration names a mail server; the one here is not used then.
    pub mail_is_configured_elsewhere: bool,
    pub version: i32,
}

/// A mail server, without its password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurityWord,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub username: Option<String>,
    #[serde(default)]
    pub has_password: bool,
    pub from_address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub from_name: Option<String>,
}

/// The settings as they shall be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    pub organisation_name: Name,
    pub language: LanguageWord,
    pub mail_team_on_new_request: bool,
    pub confirm_to_requester: bool,
    pub publish_on_entry: bool,
    /// The general role with which an account begins [PP-6]; none, when absent.
    pub default_role_id: Option<Uuid>,
    /// Where the planning puts work without a resource for whoever says nothing else [PP-9]; on top, when absent.
    #[serde(default)]
    pub unplanned_work: UnplannedWork,
    /// No mail server, when absent.
    pub mail: Option<MailServerInput>,
}

/// A mail server to use.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServerInput {
    pub host: Host,
    #[schema(minimum = 1, maximum = 65535)]
    pub port: u16,
    pub security: MailSecurityWord,
    pub username: Option<Label>,
    /// Write-only. As it was, when absent.
    #[schema(max_length = 256, pattern = r"^[^\x00-\x1f\x7f]*$", format = Password, value_type = Option<String>)]
    pub password: Option<SecretString>,
    /// The sender of every mail.
    pub from_address: MailAddress,
    pub from_name: Option<Label>,
}

/// A host name or an IP address.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, min_length = 1, max_length = 253, pattern = r"^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$")]
pub struct Host(pub String);

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = MailSecurity)]
pub enum MailSecurityWord {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// Upgraded before anything else is said, usually port 587.
    StartTls,
    /// In the clear: for a relay on the same machine.
    None,
}

impl From<MailSecurityWord> for MailSecurity {
    fn from(word: MailSecurityWord) -> Self {
        match word {
            MailSecurityWord::Tls => Self::Tls,
            MailSecurityWord::StartTls => Self::StartTls,
            MailSecurityWord::None => Self::None,
        }
    }
}

/// Where to send a test mail.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TestMail {
    pub to: MailAddress,
}

/// What became of a test mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailTest {
    pub delivered: bool,
    /// The mail server's own words, or what kept us from reaching it.
    pub answer: String,
}

impl From<Result<String, String>> for MailTest {
    fn from(result: Result<String, String>) -> Self {
        let delivered = result.is_ok();
        Self { delivered, answer: result.unwrap_or_else(|failure| failure) }
    }
}

impl MailServerInput {
    /// The server as the mailer knows it.
    #[must_use]
    pub fn server(&self) -> config::MailServer {
        config::MailServer {
            host: self.host.0.clone(),
            port: self.port,
            security: self.security.into(),
            username: Label::filled(self.username.as_ref()),
            password: self.password.clone(),
            from_address: self.from_address.0.clone(),
            from_name: Label::filled(self.from_name.as_ref()),
            ca_file: None,
        }
    }

    /// The part of it that is kept in the clear.
    #[must_use]
    pub fn shown(&self) -> MailServer {
        MailServer {
            host: self.host.0.clone(),
            port: self.port,
            security: self.security,
            username: Label::filled(self.username.as_ref()),
            has_password: false,
            from_address: self.from_address.0.clone(),
            from_name: Label::filled(self.from_name.as_ref()),
        }
    }

    /// What no schema can say: a user name and a password go together.
    #[must_use]
    pub fn faults(&self, pointer: &str, has_password: bool) -> Vec<Fault> {
        let named = Label::filled(self.username.as_ref()).is_some();
        if named && !has_password {
            return vec![Fault::at(
                &format!("{pointer}/password"),
                "required",
                "this account needs its password",
            )];
        }
        Vec::new()
    }
}
