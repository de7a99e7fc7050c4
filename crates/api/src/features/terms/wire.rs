use chrono::{DateTime, Utc};
use domain::Language;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::{Document, LanguageWord};

/// The terms of use in force, for the reader.
#[derive(Debug, Serialize, ToSchema)]
pub struct Terms {
    pub version_id: Uuid,
    /// Versions are numbered from 1.
    pub number: i32,
    pub published_at: DateTime<Utc>,
    pub language: LanguageWord,
    /// Markdown (CommonMark); HTML in it is text.
    pub markdown: String,
    /// When the reader accepted them; absent where they have not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub accepted_at: Option<DateTime<Utc>>,
}

/// Which version was read and is accepted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsConsent {
    pub version_id: Uuid,
}

/// That somebody accepted a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedTerms {
    pub version_id: Uuid,
    pub number: i32,
    pub accepted_at: DateTime<Utc>,
}

/// A text for each language that the app speaks.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsTexts {
    pub fr: Document,
    pub en: Document,
}

impl TermsTexts {
    /// The text of a language, without the spaces around it.
    pub fn of(&self, language: Language) -> String {
        match language {
            Language::French => self.fr.trimmed(),
            Language::English => self.en.trimmed(),
        }
    }
}

/// New terms of use, for everybody to accept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTermsVersion {
    pub texts: TermsTexts,
}

/// A version that was just published.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedTerms {
    pub id: Uuid,
    pub number: i32,
    pub published_at: DateTime<Utc>,
}

/// A version of the terms of use, and how many accepted it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsVersion {
    pub id: Uuid,
    pub number: i32,
    pub published_at: DateTime<Utc>,
    /// The name of whoever published it.
    pub published_by: String,
    /// Whether it is the one that must be accepted.
    pub in_force: bool,
    /// How many people accepted it.
    pub accepted: i64,
    /// How many active accounts have accepted neither it nor a later one.
    pub waiting: i64,
}

/// A page of versions, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsVersionPage {
    pub items: Vec<TermsVersion>,
    /// How many active accounts there are: so many would have to accept a new version.
    pub people: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// A version with its texts.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsVersionTexts {
    pub id: Uuid,
    pub number: i32,
    pub texts: Vec<TermsText>,
}

/// One language of a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsText {
    pub language: LanguageWord,
    pub markdown: String,
    pub changed_at: DateTime<Utc>,
    /// The version that `If-Match` names.
    pub version: i32,
}

/// The text as it should have been.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsCorrection {
    pub markdown: Document,
}

/// Whether somebody accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Accepted,
    Waiting,
}

/// Whose acceptances.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AcceptanceQuery {
    /// Only those who accepted, or only those who have not yet.
    #[param(inline)]
    pub state: Option<Consent>,
    /// Only those whose name or username holds this, whatever the case.
    #[param(max_length = 120)]
    pub name: Option<String>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// Somebody who accepted a version, or has yet to.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsAcceptance {
    /// The person's.
    pub id: Uuid,
    pub name: String,
    pub username: String,
    /// Absent where they have not accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub accepted_at: Option<DateTime<Utc>>,
    /// The network address from which they accepted, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub address: Option<String>,
}

/// A page of acceptances, by last name.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermsAcceptancePage {
    pub items: Vec<TermsAcceptance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}
