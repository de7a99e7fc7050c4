mod change_super_administrator;
mod change_user_standing;
mod check_username;
mod create_user;
mod delete_user;
mod import_users;
mod list_users;
mod plan_user_import;
mod read_user;
mod sessions;
mod set_user_password;
mod update_user;

use serde_json::{Value, json};
use uuid::Uuid;

/// The body of a creation: somebody of that username, whose account lives at a node.
pub fn newcomer(username: &str, node: Uuid) -> Value {
    let mailbox: String = username.chars().filter(char::is_ascii_alphanumeric).collect();
    json!({
        "username": username, "email": format!("{mailbox}@neuf.example"), "first_name": "Zoé",
        "last_name": "Lenoir", "language": "fr", "node_id": node,
    })
}
