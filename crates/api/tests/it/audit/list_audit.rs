use authz::{Action, Relation, ShippedRole};
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{Client, TestApp, To, id},
    test,
};

fn operations(page: &[Value]) -> Vec<&str> {
    page.iter().map(|line| line["operation"].as_str().expect("a word")).collect()
}

async fn found(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("/audit?{query}")).await.expect(200);
    operations(page.items()).into_iter().map(ToOwned::to_owned).collect()
}

test!(
    "[PP-12] who may consult the audit reads who changed what, from what to what, and from where",
    async |app| {
        let claire = app.administrator().await.from("192.0.2.7");
        let team = claire.add_team("Électricité", app.world.nord).await;
        let renamed = json!({ "name": "Courant fort" });
        claire.with("if-match", "*").put(&format!("/teams/{team}"), renamed).await.expect(200);
        let line = app.administrator().await.get("/audit").await.expect(200).items()[0].clone();
        assert_eq!(line["actor"], json!({ "id": app.world.person("claire"), "name": "Claire Test" }));
        assert_eq!((&line["operation"], &line["kind"]), (&json!("update_team"), &json!("team")));
        assert_eq!((&line["thing"], &line["thing_id"]), (&json!("Courant fort"), &json!(team)));
        assert_eq!((&line["address"], &line["line"]), (&json!("192.0.2.7"), &json!(2)));
        let change =
            json!({ "field": "name", "before": "Électricité", "after": "Courant fort", "erased": false });
        assert_eq!(line["changes"], json!([change]));
    }
);

test!(
    "[PP-12] the audit is for who holds the permission at the instance, and for nobody else",
    async |app| {
        app.busy().await;
        for who in ["thomas", "hugo", "nadia", "paul"] {
            app.logged_in(who).await.get("/audit").await.lacks("view_audit");
            app.logged_in(who).await.with("accept", "text/csv").get("/audit").await.lacks("view_audit");
        }
        app.give(To::User(app.world.person("paul")), ShippedRole::Manager, app.world.instance).await;
        assert_eq!(app.logged_in("paul").await.get("/audit").await.expect(200).items().len(), 3);
    }
);

test!("who consults the audit without seeing all requests is told nothing of requests", async |app| {
    app.visitor().await.enter(app.world.huy, "Froid").await;
    app.busy().await;
    let paul = To::User(app.world.person("paul"));
    app.allow(paul, Action::ViewAudit, Relation::Any, app.world.instance).await;
    let paul = app.logged_in("paul").await;
    assert_eq!(found(&paul, "").await, ["create_team"; 3]);
    assert!(found(&paul, "kind=request").await.is_empty());
    assert_eq!(found(&app.administrator().await, "kind=request").await, ["create_request"]);
});

test!("the audit is narrowed by period, person, kind, operation and what it is about", async |app| {
    let claire = app.administrator().await;
    let team = claire.add_team("Électricité", app.world.nord).await;
    app.clock.advance(Duration::minutes(3));
    let noon = app.clock_text();
    let paul = app.world.person("paul");
    claire.put(&format!("/teams/{team}/members/{paul}"), json!({})).await.expect(204);
    let site =
        json!({ "name": "Seraing", "company_group_id": app.world.nord, "mail_address": "s@mosane.example" });
    app.manager().await.post("/sites", site).await.expect(201);
    for (query, expected) in [
        (format!("from={noon}"), vec!["create_site", "add_team_member"]),
        (format!("until={noon}"), vec!["create_team"]),
        (format!("actor_id={}", app.world.person("thomas")), vec!["create_site"]),
        (format!("about_id={team}"), vec!["add_team_member", "create_team"]),
        (format!("about_id={paul}"), vec!["add_team_member"]),
        ("kind=node".to_owned(), vec!["create_site"]),
        ("operation=create_team".to_owned(), vec!["create_team"]),
        ("operation=create_team&kind=node".to_owned(), vec![]),
    ] {
        assert_eq!(found(&claire, &query).await, expected, "{query}");
    }
    claire.get("/audit?since=2026").await.problem(400, "malformed");
});

test!("pages of the audit neither skip nor repeat a line, even of one moment", async |app| {
    for _ in 0..3 {
        app.more_teams().await;
    }
    let claire = app.administrator().await;
    let (mut lines, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = claire.get(&format!("/audit?limit=2{cursor}")).await.expect(200);
        lines.extend(page.items().iter().map(|line| line["line"].as_i64().expect("a number")));
        let Some(next) = page.body["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(lines, (1..=9).rev().collect::<Vec<_>>());
});

test!("the audit comes as a table whose cells no spreadsheet runs, longer than a page of it", async |app| {
    let claire = app.administrator().await;
    let axis = claire.add_axis("=1+1", app.world.nord).await;
    let lines = 501;
    for number in 0..lines - 1 {
        claire.add_tag(&axis, &format!("T{number}")).await;
    }
    let table = claire.with("accept", "text/csv").get("/audit").await.expect(200);
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let mut reader = csv::Reader::from_reader(table.text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a table");
    assert_eq!(rows.len(), lines);
    assert_eq!((&rows[0][0], &rows[lines - 1][0]), ("501", "1"));
    assert_eq!((&rows[lines - 1][2], &rows[lines - 1][6]), ("Claire Test", "'=1+1"));
    assert_eq!(&rows[lines - 1][12], &app.chain().await[0].hash);
    let one = claire.with("accept", "text/csv").get("/audit?operation=create_tag_category").await.expect(200);
    assert_eq!(one.text.lines().count(), 2);
});

test!(
    "a value that was erased shows as such in the audit, and a thing that is gone keeps its name",
    async |app| {
        let claire = app.administrator().await;
        let team = claire.add_team("Électricité", app.world.nord).await;
        let paul = app.world.person("paul");
        claire.put(&format!("/teams/{team}/members/{paul}"), json!({})).await.expect(204);
        claire.with("if-match", "*").delete(&format!("/teams/{team}")).await.expect(204);
        app.marie().await;
        app.execute("DELETE FROM audit_value WHERE name = 'email'").await;
        let page = claire.get("/audit").await.expect(200);
        let [marie, deleted] = [&page.items()[0], &page.items()[1]];
        assert!(marie["actor"].is_null());
        assert_eq!((&marie["thing"], &marie["address"]), (&json!("Marie Test"), &json!("command line")));
        let erased = json!({ "field": "email", "erased": true });
        assert!(marie["changes"].as_array().expect("changes").contains(&erased), "{marie}");
        assert_eq!(
            (&deleted["operation"], &deleted["thing"]),
            (&json!("delete_team"), &json!("Électricité"))
        );
        let members = json!({ "field": "members", "before": "Paul Test", "erased": false });
        assert!(deleted["changes"].as_array().expect("changes").contains(&members), "{deleted}");
    }
);

impl TestApp {
    fn clock_text(&self) -> String {
        use api::clock::Clock;
        self.clock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    async fn more_teams(&self) {
        let claire = self.administrator().await;
        for _ in 0..3 {
            let name = format!("Équipe {}", self.db().statements());
            claire.add_team(&name, self.world.nord).await;
        }
    }
}

impl Client {
    async fn add_team(&self, name: &str, node: Uuid) -> Uuid {
        let team = self.post("/teams", json!({ "name": name, "node_id": node })).await.expect(201);
        id(&team.body).parse().expect("an id")
    }
}
