use serde_json::json;

use crate::{
    support::{TestApp, id},
    test,
};

const CHANGE: &str = r#"{ "name": "Corps de métier", "colour": 7, "in_lists": false, "position": 9 }"#;

fn change() -> serde_json::Value {
    serde_json::from_str(CHANGE).expect("JSON")
}

test!("[CT-1] an axis says anew how its tags are displayed, and requests show them so", async |app| {
    let (hugo, claire) = (app.logged_in("hugo").await, app.administrator().await);
    let axis = claire.add_axis("Métier", app.world.instance).await;
    let tag = claire.add_tag(&axis, "Chauffage").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    hugo.put_tags(&request, &[&tag]).await;
    let path = format!("/tag-categories/{}", id(&axis));
    let changed = claire.if_match(&axis["version"]).put(&path, change()).await.expect(200);
    assert_eq!((changed.header("etag"), &changed.body["position"]), ("\"2\"", &json!(9)));
    let shown = &hugo.read(&request).await["tags"][0];
    let expected = json!({
        "id": tag["id"], "name": "Chauffage", "category": "Corps de métier", "colour": 7, "in_lists": false,
    });
    assert_eq!(shown, &expected);
    let line = &app.audit("update_tag_category").await[0].detail;
    assert_eq!(
        (&line["before"]["name"], &line["after"]["name"]),
        (&json!("Métier"), &json!("Corps de métier"))
    );
});

test!("an axis cannot take the name of another at its place", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let axis = claire.add_axis("Métier", app.world.nord).await;
    claire.add_axis("corps de Métier", app.world.nord).await;
    let taken =
        claire.put(&format!("/tag-categories/{}", id(&axis)), change()).await.problem(409, "conflict");
    assert_eq!(taken, [("/name".to_owned(), "taken".to_owned())]);
});

test!("an axis is changed by those who manage tags where it lives", async |app| {
    let axis = app.manager().await.add_axis("Métier", app.world.nord).await;
    let path = format!("/tag-categories/{}", id(&axis));
    let before = changeable(&app).await;
    for (who, status) in [("hugo", 403), ("sophie", 404), ("nadia", 404)] {
        app.logged_in(who).await.with("if-match", "*").put(&path, change()).await.expect(status);
    }
    let thomas = app.manager().await;
    thomas.put(&path, change()).await.problem(428, "precondition-required");
    thomas.with("if-match", "\"2\"").put(&path, change()).await.problem(412, "precondition-failed");
    assert_eq!(changeable(&app).await, before);
});

async fn changeable(app: &TestApp) -> Vec<String> {
    let all = app.everything().await;
    [all["tag_category"].clone(), all["audit"].clone()].concat()
}
