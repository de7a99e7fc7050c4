//! What people of the world do in many tests.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Client;

/// The id of something that the API answered.
#[track_caller]
pub fn id(thing: &Value) -> &str {
    thing["id"].as_str().expect("an id")
}

/// The strings of a list.
#[track_caller]
pub fn words(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|word| word.as_str().expect("a word")).collect()
}

/// What an editor makes of a request, under the requester's first name.
pub fn rewritten(first_name: &str) -> Value {
    json!({
        "title": "Radiateur", "text": "Froid", "noticed_on": "2026-11-20",
        "requester": { "first_name": first_name, "last_name": "Test" },
    })
}

impl Client {
    /// Enters a request and answers it.
    pub async fn enter(&self, site: Uuid, text: &str) -> Value {
        self.post("/requests", json!({ "site_id": site, "text": text })).await.expect(201).body
    }

    /// Reads a request as it is now.
    pub async fn read(&self, request: &Value) -> Value {
        self.get(&format!("/requests/{}", id(request))).await.expect(200).body
    }

    /// Moves a request along its life cycle, whatever its version, and answers it.
    pub async fn move_to(&self, request: &Value, status: &str) -> Value {
        let reason = (status == "rejected").then_some("Hors de notre ressort");
        let path = format!("/requests/{}/status", id(request));
        self.with("if-match", "*")
            .put(&path, json!({ "status": status, "reason": reason }))
            .await
            .expect(200)
            .body
    }

    /// Says who does the work, whatever the version, and answers the request.
    pub async fn assign(&self, request: &Value, people: &[Uuid]) -> Value {
        let path = format!("/requests/{}/assignment", id(request));
        self.with("if-match", "*").put(&path, json!({ "assignee_ids": people })).await.expect(200).body
    }

    /// Changes some of the settings and answers them all.
    pub async fn set(&self, changes: Value) -> Value {
        let mut settings = self.get("/settings").await.expect(200).body;
        let fields = settings.as_object_mut().expect("an object");
        fields
            .retain(|name, _| !matches!(name.as_str(), "version" | "mail" | "mail_is_configured_elsewhere"));
        fields.extend(changes.as_object().expect("an object").clone());
        self.with("if-match", "*").put("/settings", settings).await.expect(200).body
    }

    /// Walks through all pages of a list; answers the items in order.
    pub async fn pages(&self, path: &str) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let (mut items, mut next) = (Vec::new(), None::<String>);
        loop {
            let page = match &next {
                None => self.get(path).await,
                Some(cursor) => self.get(&format!("{path}{joint}cursor={cursor}")).await,
            };
            let page = page.expect(200);
            items.extend(page.items().iter().cloned());
            let following = page.body["next"].as_str().map(ToOwned::to_owned);
            assert!(following.is_none() || following != next, "{path} leads from a page to the same page");
            next = following;
            if next.is_none() {
                return items;
            }
        }
    }
}
