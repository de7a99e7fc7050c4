use crate::{
    client::FieldFlaw,
    language::{Words, now},
    rule::Flaw,
};

/// What is missing in a text, and how to mend it.
#[must_use]
pub fn flaw_text(i18n: Words, flaw: Flaw) -> String {
    match flaw {
        Flaw::Missing => now!(i18n, flaw.missing).to_owned(),
        Flaw::TooShort(min) => now!(i18n, flaw.too_short, min = min),
        Flaw::TooLong(max) => now!(i18n, flaw.too_long, max = max),
        Flaw::NotAnEmailAddress => now!(i18n, flaw.not_an_email_address).to_owned(),
    }
}

/// The server's word about a field, in ours where its code is known.
#[must_use]
pub fn refusal_text(i18n: Words, flaw: &FieldFlaw) -> String {
    match flaw.code.as_str() {
        "missing" | "required" | "empty" => flaw_text(i18n, Flaw::Missing),
        "email" | "invalid_email" | "not_an_email" => flaw_text(i18n, Flaw::NotAnEmailAddress),
        "taken" => now!(i18n, flaw.taken).to_owned(),
        _ => flaw.detail.clone(),
    }
}
