mod assigned;
mod create_resource;
mod link_resource;
mod list_resources;
mod photos;
mod update_resource;
mod upgrading;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, id};

impl Client {
    /// Makes a resource; answers it.
    pub async fn add_resource(&self, last_name: &str, node: Uuid) -> Value {
        let new = json!({ "first_name": "Marc", "last_name": last_name, "node_id": node });
        self.post("/resources", new).await.expect(201).body
    }

    /// Changes some fields of a resource; answers it.
    pub async fn change_resource(&self, resource: &Value, fields: Value) -> Value {
        let path = format!("/resources/{}", id(resource));
        self.with("if-match", "*").put(&path, changed(resource, fields)).await.expect(200).body
    }
}

/// What a resource says, with other values for some fields.
pub fn changed(resource: &Value, fields: Value) -> Value {
    let mut body = json!({ "node_id": resource["home"]["id"] });
    for field in ["first_name", "last_name", "active", "code", "colour", "hourly_rate"] {
        if let Some(value) = resource.get(field) {
            body[field] = value.clone();
        }
    }
    for (field, value) in fields.as_object().expect("fields") {
        body[field] = value.clone();
    }
    body
}
