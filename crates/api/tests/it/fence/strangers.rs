use std::collections::{BTreeMap, BTreeSet};

use api::{
    clock::Clock,
    contract::Contract,
    db::{entities::outbox, unfenced::Because},
};
use authz::ShippedRole;
use sea_orm::{ColumnTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use super::operations::{Probe, Target, World, fresh, probes};
use crate::{
    pictures::some_picture,
    plain_test,
    roles::permissions,
    support::{Answer, TestApp, To, id},
    tags::uuid,
    test,
};

const TEXT: &str = "Fuite au plafond";
const REMARK: &str = "Le voisin est en cause";
const AXIS: &str = "Corps de métier";
const TAG: &str = "Couverture";
const WORKER: &str = "Servais";

/// What only those know who have to do with Nord.
const NORD: [&str; 12] = [
    TEXT,
    REMARK,
    AXIS,
    TAG,
    WORKER,
    "Nord",
    "Huy",
    "Liège",
    "Nadia",
    "Thomas",
    "Hugo",
    "huy@mosane.example",
];

/// What only the team of the site knows.
const WORKING: [&str; 6] = [REMARK, AXIS, TAG, WORKER, "Hugo", "huy@mosane.example"];

/// A request of Nord that nadia entered, assigned, with an internal remark, and a mail of it that could not be sent.
pub async fn stage(app: &TestApp) -> Target {
    let entered = app
        .visitor()
        .await
        .post("/requests", json!({ "site_id": app.world.huy, "text": TEXT }))
        .await
        .expect(201);
    let request = entered.body["id"].as_str().expect("id").to_owned();
    app.visitor().await.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
    let thomas = app.manager().await;
    let remark = json!({ "text": REMARK, "internal": true });
    thomas.post(&format!("/requests/{request}/comments"), remark).await.expect(201);
    let axis = thomas.add_axis(AXIS, app.world.nord).await;
    let [tag, other_tag, loose_tag] = [TAG, "Zinguerie", "Charpente"].map(|name| thomas.add_tag(&axis, name));
    let (tag, other_tag, loose_tag) = (tag.await, other_tag.await, loose_tag.await);
    let resource = thomas.add_resource(WORKER, app.world.nord).await;
    let photo = format!("/resources/{}/photo", id(&resource));
    thomas.put_file(&photo, "image/png", some_picture()).await.expect(200);
    let empty_category = thomas.add_axis("Chantier", app.world.nord).await;
    thomas.put_tags(&entered.body, &[&tag]).await;
    let role = json!({ "name": "Concierge", "permissions": permissions(&["view_request:any"]) });
    let role = app.administrator().await.post("/roles", role).await.expect(201).body;
    let assignees = json!({ "assignee_ids": [app.world.person("hugo")] });
    thomas.with("if-match", "*").put(&format!("/requests/{request}/assignment"), assignees).await.expect(200);
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    let dead = unfenced.update_many::<outbox::Entity>().col_expr(outbox::Column::State, Expr::value("dead"));
    dead.filter(outbox::Column::CreatedAt.lte(app.clock.now()))
        .exec(unfenced.connection())
        .await
        .expect("dead letters");
    let letter =
        unfenced.find::<outbox::Entity>().one(unfenced.connection()).await.expect("read").expect("a mail");
    let (team, nord) = (app.team("Plombiers du Nord", app.world.nord, &["hugo"]).await, app.world.nord);
    let grant = app.give(To::Team(team), ShippedRole::Reviewer, nord).await;
    let link = app.link(To::Team(team), uuid(&tag), true, nord).await;
    let terms = app.publish_terms(1).await.to_string();
    app.everybody_accepted().await;
    let (team, grant, link) = (team.to_string(), grant.to_string(), link.to_string());
    let [tag_category, tag, other_tag, loose_tag, empty_category, role] =
        [&axis, &tag, &other_tag, &loose_tag, &empty_category, &role].map(|it| id(it).to_owned());
    Target {
        request,
        letter: letter.id.to_string(),
        team,
        resource: id(&resource).to_owned(),
        grant,
        link,
        tag_category,
        tag,
        other_tag,
        loose_tag,
        empty_category,
        role,
        terms,
        app: World::of(app),
    }
}

/// The database but for what belongs to logging in, who says that they forgot a password, and one's own account.
pub async fn kept(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut everything = app.everything().await;
    for own in [
        "session",
        "refresh_token",
        "throttle",
        "user_account",
        "user_preference",
        "picture",
        "password_reset_ask",
        "audit_head",
        "audit_value",
    ] {
        assert!(everything.remove(own).is_some(), "{own} is a table");
    }
    let audit = everything.get_mut("audit").expect("a table");
    let own =
        ["set_my_", "remove_my_", "update_me", "update_my_", "log_out_everywhere", "end_my_other_sessions"];
    audit.retain(|line| !own.iter().any(|operation| line.contains(operation)));
    everything
}

fn tells(answer: &Answer, secrets: &[&str]) -> Vec<String> {
    let headers = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}"));
    let all = headers.chain([answer.text.clone()]).collect::<Vec<_>>().join("\n");
    secrets.iter().filter(|secret| all.contains(**secret)).map(ToString::to_string).collect()
}

fn is_refusal(probe: &Probe, answer: &Answer) -> bool {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", probe.operation);
    answer.body.get("items").is_none()
}

plain_test!("every operation of the contract is probed by nobody, a stranger and a reader", || {
    let contract = Contract::new();
    let paths = contract.document()["paths"].as_object().expect("paths").values();
    let operations = paths.flat_map(|path| path.as_object().expect("operations").values());
    let known: BTreeSet<&str> =
        operations.map(|operation| operation["operationId"].as_str().expect("an id")).collect();
    let probes = probes();
    let probed: BTreeSet<&str> = probes.iter().map(|probe| probe.operation).collect();
    assert_eq!(known, probed, "add what is missing to operations.rs");
    assert_eq!(probes.len(), probed.len(), "each once");
});

test!("[PO-1] nobody gets anything but what is public, and changes nothing", async |app| {
    let target = stage(&app).await;
    let before = kept(&app).await;
    for probe in probes() {
        let answer = probe.send(&app.nobody(), &target).await.expect(probe.nobody);
        assert_eq!(tells(&answer, &NORD), Vec::<String>::new(), "{}: {}", probe.operation, answer.text);
        assert!(answer.status.is_success() || is_refusal(&probe, &answer), "{}", probe.operation);
    }
    assert_eq!(kept(&app).await, before);
});

test!("[PO-1] a stranger meets nothing of another company group, and changes nothing there", async |app| {
    let target = stage(&app).await;
    let (session, before) = (app.stranger().await, kept(&app).await);
    let mut stranger = session;
    for probe in probes() {
        let answer = probe.send(&fresh(&app, "stranger", &stranger, &probe).await, &target).await;
        let answer = answer.expect(probe.stranger);
        assert_eq!(tells(&answer, &NORD), Vec::<String>::new(), "{}: {}", probe.operation, answer.text);
        assert!(answer.status.is_success() || is_refusal(&probe, &answer), "{}", probe.operation);
        if probe.operation == "refresh_session" {
            stranger = stranger.holding(&answer);
        }
    }
    assert_eq!(kept(&app).await, before);
});

test!("what a stranger may not see answers as what does not exist", async |app| {
    let target = stage(&app).await;
    let stranger = app.stranger().await;
    let missing = Target::nowhere(&app, "00000000-0000-7000-8000-000000000000");
    for probe in probes().into_iter().filter(|probe| probe.stranger == 404) {
        let told = |mut answer: Answer| {
            answer.body["request_id"] = Value::Null;
            (answer.status, answer.body)
        };
        let there = probe.send(&stranger, &target).await;
        assert_eq!(told(there), told(probe.send(&stranger, &missing).await), "{}", probe.operation);
    }
});

test!("[OP-2] a reader reads the public face of a request, and changes nothing", async |app| {
    let target = stage(&app).await;
    let (session, before) = (app.logged_in("henri").await, kept(&app).await);
    let mut henri = session;
    for probe in probes() {
        let answer =
            probe.send(&fresh(&app, "henri", &henri, &probe).await, &target).await.expect(probe.reader);
        assert_eq!(tells(&answer, &WORKING), Vec::<String>::new(), "{}: {}", probe.operation, answer.text);
        if probe.operation == "refresh_session" {
            henri = henri.holding(&answer);
        }
    }
    assert_eq!(kept(&app).await, before);
});

test!("whoever was here before the session ended is nobody now", async |app| {
    let target = stage(&app).await;
    let claire = app.administrator().await;
    claire.delete("/sessions").await.expect(204);
    let before = kept(&app).await;
    for probe in probes() {
        probe.send(&claire, &target).await.expect(probe.nobody);
    }
    assert_eq!(kept(&app).await, before);
});
