//! What holds for the query of every list.

use serde_json::{Value, json};

use crate::{
    support::{Client, TestApp, id},
    test,
};

/// A name as long as names can be, in characters that take the most bytes.
fn longest(last: &str) -> String {
    format!("{}{last}", "𠮷".repeat(119))
}

async fn leads_to_its_end(person: &Client, path: &str) {
    let joint = if path.contains('?') { '&' } else { '?' };
    let all = person.pages(&format!("{path}{joint}limit=200")).await;
    assert!(all.len() > 1, "{path}");
    assert_eq!(person.pages(&format!("{path}{joint}limit=1")).await.len(), all.len(), "{path}");
}

test!("a list by name leads from page to page to its end, however long the names are", async |app| {
    let claire = app.administrator().await;
    let request = claire.enter(app.world.huy, "Froid").await;
    for name in ["甲", "乙"].map(longest) {
        let category =
            json!({ "name": name, "node_id": app.world.huy, "colour": 1, "in_lists": true, "position": 0 });
        let category = claire.post("/tag-categories", category).await.expect(201).body;
        for (path, body) in [
            ("/tags", json!({ "name": name, "category_id": id(&category) })),
            ("/roles", json!({ "name": name, "permissions": [] })),
            ("/teams", json!({ "name": name, "node_id": app.world.instance })),
            ("/company-groups", json!({ "name": name })),
        ] {
            claire.post(path, body).await.expect(201);
        }
        app.site(app.world.nord, &name).await;
    }
    app.execute(&format!("UPDATE user_account SET last_name = '{}'", longest("丙"))).await;
    for path in
        ["/tag-categories", "/tags", "/roles", "/teams", "/company-groups", "/nodes", "/sites", "/users"]
    {
        leads_to_its_end(&claire, path).await;
    }
    leads_to_its_end(&claire, &format!("/requests/{}/access", id(&request))).await;
});

test!("a NUL in any text of any query is refused, naming it, whatever the database", async |app| {
    let claire = app.administrator().await;
    let texts = texts(&app).await;
    assert!(texts.iter().any(|(path, name)| path == "/teams" && name == "name"), "{texts:?}");
    for (path, name) in texts {
        let answer = claire.get(&format!("{path}?{name}=%00")).await;
        assert!(answer.text.contains(&format!("`{name}`")), "{path} {name}: {}", answer.text);
        answer.problem(400, "malformed");
    }
});

/// Every text that the query of a list can hold, with the path that reads it.
async fn texts(app: &TestApp) -> Vec<(String, String)> {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let document = app.app.contract.document();
    let paths = document["paths"].as_object().expect("paths").iter();
    let parameters = paths.flat_map(|(path, item)| {
        let path = path.trim_start_matches("/api/v1").replace("{id}", id(&request));
        let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
        parameters.map(move |parameter| (path.clone(), parameter))
    });
    let is_text = |parameter: &Value| {
        parameter["in"] == "query"
            && parameter["schema"].to_string().contains("\"string\"")
            && parameter["schema"].get("format").is_none()
    };
    let texts = parameters.filter(|(_, parameter)| is_text(parameter));
    texts.map(|(path, parameter)| (path, parameter["name"].as_str().expect("a name").to_owned())).collect()
}
