mod create_tag;
mod create_tag_category;
mod delete_tag;
mod delete_tag_category;
mod list_tag_categories;
mod list_tags;
mod merge_tags;
mod update_tag;
mod update_tag_category;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, id};

/// A category of that name, as a form sends it.
pub fn axis(name: &str, node: Uuid) -> Value {
    json!({ "name": name, "node_id": node, "colour": 3, "in_lists": true, "position": 1 })
}

impl Client {
    /// Adds a category and answers it.
    pub async fn add_axis(&self, name: &str, node: Uuid) -> Value {
        self.post("/tag-categories", axis(name, node)).await.expect(201).body
    }

    /// Adds a tag to a category and answers it.
    pub async fn add_tag(&self, axis: &Value, name: &str) -> Value {
        self.post("/tags", json!({ "category_id": id(axis), "name": name })).await.expect(201).body
    }

    /// Says which tags a request bears, whatever its version, and answers it.
    pub async fn put_tags(&self, request: &Value, tags: &[&Value]) -> Value {
        let ids: Vec<&str> = tags.iter().map(|tag| id(tag)).collect();
        let path = format!("/requests/{}/tags", id(request));
        self.with("if-match", "*").put(&path, json!({ "tag_ids": ids })).await.expect(200).body
    }
}

/// The names in a list, in its order.
pub fn names(list: &[Value]) -> Vec<&str> {
    list.iter().map(|item| item["name"].as_str().expect("a name")).collect()
}

/// The id of something that the API answered.
pub fn uuid(thing: &Value) -> Uuid {
    id(thing).parse().expect("an id")
}
