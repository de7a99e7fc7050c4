use serde_json::{Value, json};

use crate::{
    support::{To, id},
    test,
};

fn texts<'v>(list: &'v Value, field: &str) -> Vec<&'v str> {
    list.as_array().expect("a list").iter().map(|it| it[field].as_str().expect("text")).collect()
}

test!("one takes along what is kept about oneself, as a file", async |app| {
    let nadia = app.visitor().await;
    let request = nadia.enter(app.world.huy, "Froid").await;
    let team = app.team("Plombiers", app.world.huy, &["nadia"]).await;
    app.give(To::Team(team), authz::ShippedRole::BasicUser, app.world.huy).await;
    let tag = app.tag("Métier", "Plomberie").await;
    app.link(To::User(app.world.person("nadia")), tag, false, app.world.huy).await;
    let comment = json!({ "text": "Toujours froid", "internal": false });
    nadia.post(&format!("/requests/{}/comments", id(&request)), comment).await.expect(201);
    let body = json!({ "first_name": "Nadia", "last_name": "Lambert", "phone": "085 12" });
    nadia.with("if-match", "*").put("/me", body).await.expect(200);
    nadia
        .with("if-match", "*")
        .put("/me/preferences", crate::preferences::all_of(app.world.huy))
        .await
        .expect(200);
    let file = nadia.get("/me/export").await.expect(200);
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"palier-"));
    let data = &file.body;
    assert_eq!(
        (&data["account"]["username"], &data["account"]["phone"]),
        (&json!("nadia"), &json!("085 12"))
    );
    assert_eq!(data["preferences"]["preselected_sites"][0]["name"], "Huy");
    assert_eq!(data["sessions"].as_array().expect("a list").len(), 1);
    assert_eq!(texts(&data["teams"], "name"), ["Plombiers"]);
    assert_eq!(data["grants"].as_array().expect("a list").len(), 2);
    assert_eq!(data["tag_grants"][0]["tag"]["name"], "Plomberie");
    assert_eq!(texts(&data["requests"], "title"), ["Froid"]);
    assert_eq!(texts(&data["comments"], "text"), ["Toujours froid"]);
    let history = texts(&data["history"], "operation");
    assert!(history.contains(&"update_me") && history.contains(&"update_my_preferences"), "{history:?}");
    assert!(data["history"].to_string().contains("085 12"));
    assert_eq!(data["incomplete"], json!([]));
});

test!("what one takes along holds nothing that one may not see", async |app| {
    let (nadia, thomas, lea) = (app.visitor().await, app.manager().await, app.logged_in("lea").await);
    let request = nadia.enter(app.world.huy, "Froid").await;
    lea.enter(app.world.liege, "La demande de Léa").await;
    let path = format!("/requests/{}/comments", id(&request));
    thomas.post(&path, json!({ "text": "Remarque interne", "internal": true })).await.expect(201);
    thomas.post(&path, json!({ "text": "Réponse de Thomas", "internal": false })).await.expect(201);
    app.put_on(&request, app.tag("Métier", "Secrète").await).await;
    let theirs = format!("/users/{}/preferences", app.world.person("nadia"));
    thomas.with("if-match", "*").put(&theirs, crate::preferences::wish()).await.expect(200);
    let mine = nadia.get("/me/export").await.expect(200);
    let thomas_id = app.world.person("thomas").to_string();
    for secret in
        ["Remarque interne", "Réponse de Thomas", "La demande de Léa", "Secrète", &thomas_id, "argon2"]
    {
        assert!(!mine.text.contains(secret), "{secret}: {}", mine.text);
    }
    let row = &mine.body["requests"][0];
    assert!(row.get("tags").is_none() && row.get("assignees").is_none(), "{row}");
    let by_thomas = &mine.body["history"][0];
    assert_eq!(
        (&by_thomas["operation"], &by_thomas["by_me"]),
        (&json!("update_user_preferences"), &json!(false))
    );
    assert!(by_thomas.get("address").is_none());
});

test!("what one said internally is left out with the right to read it", async |app| {
    let (nadia, thomas) = (app.visitor().await, app.manager().await);
    let request = nadia.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/comments", id(&request));
    thomas.post(&path, json!({ "text": "Remarque interne", "internal": true })).await.expect(201);
    thomas.post(&path, json!({ "text": "En public", "internal": false })).await.expect(201);
    let all = thomas.get("/me/export").await.expect(200).body;
    assert_eq!(all["comments"].as_array().expect("a list").len(), 2);
    app.take_everything("thomas").await;
    app.give(To::User(app.world.person("thomas")), authz::ShippedRole::Visitor, app.world.huy).await;
    let less = thomas.get("/me/export").await.expect(200).body;
    assert_eq!(texts(&less["comments"], "text"), ["En public"]);
    app.take_everything("thomas").await;
    assert_eq!(thomas.get("/me/export").await.expect(200).body["comments"], json!([]));
});
