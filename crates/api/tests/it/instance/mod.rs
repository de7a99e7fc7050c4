mod before_set_up;
mod complete_setup;
mod setup_link;

use serde_json::{Value, json};

/// The answers of a wizard, with the token of a link.
pub fn answers(token: &str) -> Value {
    json!({
        "token": token,
        "organisation_name": "Mosane",
        "language": "fr",
        "company_group_name": "Nord",
        "site": { "name": "Huy", "mail_address": "huy@mosane.example" },
        "administrator": {
            "username": "claire", "email": "Claire@Mosane.example",
            "first_name": "Claire", "last_name": "Test", "password": "correct horse battery",
        },
    })
}
