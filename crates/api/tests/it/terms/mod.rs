//! The terms of use.

mod accept_terms;
mod correct_terms;
mod create_terms_version;
mod list_terms_acceptances;
mod read_terms;

use serde_json::{Value, json};

use crate::support::Client;

/// New terms that say `word`, in French and in English.
pub fn texts(word: &str) -> Value {
    json!({ "texts": { "fr": format!("# Conditions\n\n{word}"), "en": format!("# Terms\n\n{word}") } })
}

/// Publishes and answers the id; whoever does has not accepted them yet.
pub async fn publish(by: &Client, word: &str) -> String {
    let made = by.post("/terms-versions", texts(word)).await.expect(201);
    made.body["id"].as_str().expect("an id").to_owned()
}

/// Accepts a version.
pub async fn accept(by: &Client, version: &str) {
    by.post("/me/terms-acceptance", json!({ "version_id": version })).await.expect(200);
}
