use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    features::settings::MailServerInput,
    wire::{LanguageWord, MailAddress, Name, ShippedRoleWord},
};

/// What everybody may know of an instance, logged in or not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Instance {
    /// The organisation's name; empty before the set-up.
    pub name: String,
    pub language: LanguageWord,
    pub set_up: bool,
    /// The version of Palier.
    pub version: String,
    /// Whether it holds demo data.
    pub demo: bool,
    /// Who can log in to the demo; absent elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub demo_logins: Option<Vec<DemoLogin>>,
}

/// A login of the demo.
#[derive(Debug, Serialize, ToSchema)]
pub struct DemoLogin {
    pub username: String,
    pub password: String,
    pub role: ShippedRoleWord,
}

/// The first answers of a new instance.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// From the set-up link on the terminal.
    #[schema(min_length = 1, max_length = 100, value_type = String)]
    pub token: SecretString,
    pub organisation_name: Name,
    pub language: LanguageWord,
    pub company_group_name: Name,
    pub site: FirstSite,
    pub administrator: FirstAdministrator,
    /// Can be set up later.
    pub mail: Option<MailServerInput>,
}

/// The first site.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstSite {
    pub name: Name,
    /// Where new requests are announced [OP-1].
    pub mail_address: MailAddress,
}

/// The first administrator.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdministrator {
    /// Unique, upper and lower case alike; an email address is a good one.
    pub username: Name,
    pub email: MailAddress,
    pub first_name: Name,
    pub last_name: Name,
    #[schema(min_length = 15, max_length = 256, format = Password, value_type = String)]
    pub password: SecretString,
}

/// A mail server to try out before the set-up is complete.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupMailTest {
    /// From the set-up link on the terminal.
    #[schema(min_length = 1, max_length = 100, value_type = String)]
    pub token: SecretString,
    pub mail: MailServerInput,
    /// Where to send the test mail.
    pub to: MailAddress,
    pub language: LanguageWord,
}
