mod list_dead_letters;
mod retry_dead_letter;

use chrono::Duration;
use serde_json::Value;

use crate::support::{Client, TestApp, until};

/// Sends every mail about new requests of Huy to that address.
async fn redirect(app: &TestApp, address: &str) {
    app.execute(&format!("UPDATE site SET mail_address = '{address}'")).await;
    app.execute("UPDATE instance_settings SET confirm_to_requester = FALSE").await;
}

/// Waits for that many dead letters.
async fn dead_letters(claire: &Client, count: usize) -> Vec<Value> {
    until("dead letters", async || Some(claire.pages("/dead-letters").await).filter(|it| it.len() == count))
        .await
}

/// A moment, so that what follows is newer.
fn later(app: &TestApp) {
    app.pass(Duration::seconds(1));
}
