mod create_role;
mod delete_role;
mod list_permissions;
mod list_roles;
mod next_request;
mod preview_role;
mod report_permissions_by_role;
mod update_role;

use serde_json::{Value, json};

use crate::support::Client;

/// A role of that name with these permissions, as `action:relation`.
fn form(name: &str, pairs: &[&str]) -> Value {
    json!({ "name": name, "permissions": permissions(pairs) })
}

pub fn permissions(pairs: &[&str]) -> Value {
    let pair = |pair: &&str| {
        let (action, relation) = pair.split_once(':').expect("action:relation");
        json!({ "action": action, "relation": relation })
    };
    pairs.iter().map(pair).collect()
}

/// The permissions of a role that the API told, as `action:relation`.
pub fn told(pairs: &Value) -> Vec<String> {
    let pairs = pairs.as_array().expect("a list").iter();
    let spelt = |pair: &Value| {
        format!("{}:{}", pair["action"].as_str().expect("a text"), pair["relation"].as_str().expect("a text"))
    };
    pairs.map(spelt).collect()
}

/// The role that shipped under that word.
pub async fn shipped(client: &Client, word: &str) -> Value {
    let roles = client.pages("/roles").await;
    roles.into_iter().find(|role| role["shipped"] == word).expect("it ships")
}
