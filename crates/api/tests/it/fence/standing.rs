//! What every role that ships may do with a request that its holder entered, and with one that is assigned to them.
//!
//! Nobody but its team sees it otherwise: it is not published. As in `matrix.txt`, nothing here asks the engine.

use std::collections::BTreeMap;

use actix_web::http::Method;
use authz::ShippedRole;
use serde_json::{Value, json};
use uuid::Uuid;

use super::matrix::{ROLES, column, same};
use crate::{
    plain_test,
    support::{Client, TestApp, To, id, rewritten},
    test,
};

/// A line for what is asked, a column a role; `own/assigned`, each as the status that answers.
const TABLE: &str = include_str!("standing.txt");

/// What is asked of a request, and the status in which it is then.
struct Ask {
    name: &'static str,
    method: Method,
    path: &'static str,
    body: Value,
    is_done: bool,
}

fn asks() -> Vec<Ask> {
    let ask = |name, method, path, body| Ask { name, method, path, body, is_done: name == "reopen" };
    let read = |name, path| ask(name, Method::GET, path, Value::Null);
    let put = |name, path, body| ask(name, Method::PUT, path, body);
    let say = |name, body| ask(name, Method::POST, "/comments", body);
    vec![
        read("read_request", ""),
        read("read_request_access", "/access"),
        read("list_request_comments", "/comments"),
        read("list_request_history", "/history"),
        read("list_assignee_candidates", "/assignee-candidates"),
        put("update_request", "", rewritten("Nadia")),
        put("publish_request", "/publication", json!({ "published": true })),
        put("assign_request", "/assignment", json!({ "assignee_ids": [] })),
        put("tag_request", "/tags", json!({ "tag_ids": [] })),
        put("take_on", "/status", json!({ "status": "in_progress" })),
        put("cancel", "/status", json!({ "status": "cancelled" })),
        put("reopen", "/status", json!({ "status": "in_progress" })),
        say("comment", json!({ "text": "Vu" })),
        say("remark", json!({ "text": "Vu", "internal": true })),
    ]
}

/// A request of Huy that nobody sees by its publication, in the status that the question takes; answers its path.
async fn entered(site: Uuid, by: &Client, thomas: &Client, ask: &Ask, assignees: &[Uuid]) -> String {
    let request = by.enter(site, "Froid").await;
    let path = format!("/requests/{}", id(&request));
    let hidden = json!({ "published": false });
    thomas.with("if-match", "*").put(&format!("{path}/publication"), hidden).await.expect(200);
    thomas.assign(&request, assignees).await;
    if ask.is_done {
        thomas.move_to(&request, "in_progress").await;
        thomas.move_to(&request, "done").await;
    }
    path
}

async fn answered(by: &Client, ask: &Ask, path: &str) -> u16 {
    let path = format!("{path}{}", ask.path);
    let body = (!ask.body.is_null()).then(|| ask.body.to_string());
    by.with("if-match", "*").send(ask.method.clone(), &path, body).await.status.as_u16()
}

async fn stands(app: &TestApp, role: ShippedRole) {
    let (world, paul) = (&app.world, app.logged_in("paul").await);
    let (nadia, thomas) = (app.visitor().await, app.manager().await);
    let him = world.person("paul");
    // To enter some and be assigned to others: taken before anything is asked.
    for needed in [ShippedRole::Visitor, ShippedRole::TaskResponsible] {
        app.give(To::User(him), needed, world.huy).await;
    }
    let mut staged = Vec::new();
    for ask in asks() {
        let own = entered(world.huy, &paul, &thomas, &ask, &[]).await;
        let assigned = entered(world.huy, &nadia, &thomas, &ask, &[him]).await;
        staged.push((ask, own, assigned));
    }
    app.take_everything("paul").await;
    app.give(To::User(him), role, world.nord).await;
    let mut found = BTreeMap::new();
    for (ask, own, assigned) in &staged {
        let (own, assigned) = (answered(&paul, ask, own).await, answered(&paul, ask, assigned).await);
        found.insert(ask.name, format!("{own}/{assigned}"));
    }
    same(role, &column(TABLE, role), &found);
}

plain_test!("[PO-3] the table of what one stands to has everything that is asked, and every cell", || {
    let mut asked: Vec<&str> = asks().iter().map(|ask| ask.name).collect();
    asked.sort_unstable();
    for role in ROLES {
        assert_eq!(column(TABLE, role).into_keys().collect::<Vec<_>>(), asked, "{role:?}");
    }
});

test!("[OP-2] what a visitor may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Visitor).await;
});

test!("[PP-5] what a basic user may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::BasicUser).await;
});

test!("[PO-3] what a reviewer may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Reviewer).await;
});

test!("[PO-3] what an editor may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Editor).await;
});

test!(
    "[PO-3] what a task responsible may do with their own and with what is assigned to them",
    async |app| {
        stands(&app, ShippedRole::TaskResponsible).await;
    }
);

test!("[PL-4] what an employee may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Employee).await;
});

test!("[CT-4] what a read-only user may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::ReadOnly).await;
});

test!("[CT-4] what a read-write user may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::ReadWrite).await;
});

test!("[PP-5] what a manager may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Manager).await;
});

test!("[OP-4] what an administrator may do with their own and with what is assigned to them", async |app| {
    stands(&app, ShippedRole::Administrator).await;
});
