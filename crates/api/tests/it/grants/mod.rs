mod create_grant;
mod create_tag_grant;
mod delete_grant;
mod lasting;
mod list_grants;
mod pyramid;
mod race;
mod tag_grants;
mod update_grant;

use authz::ShippedRole;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::TestApp;

/// A role for somebody of the world, at a node.
fn role_for(app: &TestApp, username: &str, role: ShippedRole, node: Uuid) -> Value {
    json!({ "to": user(app, username), "node_id": node, "role_id": app.world.role(role) })
}

fn user(app: &TestApp, username: &str) -> Value {
    json!({ "kind": "user", "id": app.world.person(username) })
}
