use serde_json::json;

use crate::test;

test!("[PP-2] one changes one's language, for oneself only", async |app| {
    let nadia = app.visitor().await;
    let changed =
        nadia.if_match(&json!(1)).put("/me/language", json!({ "language": "en" })).await.expect(200);
    assert_eq!((&changed.body["language"], changed.header("etag")), (&json!("en"), "\"2\""));
    assert_eq!(nadia.get("/me").await.expect(200).body["language"], "en");
    assert_eq!(app.logged_in("henri").await.get("/me").await.expect(200).body["language"], "fr");
});

test!("a change of a version that is no more is refused, and changes nothing", async |app| {
    let nadia = app.visitor().await;
    nadia.if_match(&json!(1)).put("/me/language", json!({ "language": "en" })).await.expect(200);
    for stale in ["\"1\"", "\"3\"", "W/\"2\"", "2", "\"\"", "\"2\", \"3\"", ""] {
        let answer = nadia.with("if-match", stale).put("/me/language", json!({ "language": "fr" })).await;
        answer.problem(412, "precondition-failed");
    }
    assert_eq!(nadia.get("/me").await.expect(200).body["language"], "en");
    nadia.with("if-match", "*").put("/me/language", json!({ "language": "fr" })).await.expect(200);
});

test!("a change that does not say which version it changes is refused", async |app| {
    let answer = app.visitor().await.put("/me/language", json!({ "language": "en" })).await;
    answer.problem(428, "precondition-required");
});

test!("of two changes of one version at once, one is made", async |app| {
    let nadia = app.visitor().await.if_match(&json!(1));
    let there = app.second_server().await.with_token(nadia.token()).if_match(&json!(1));
    let language = json!({ "language": "en" });
    let both = tokio::join!(nadia.put("/me/language", language.clone()), there.put("/me/language", language));
    let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
});

test!("a language that is not spoken is refused, naming those that are", async |app| {
    let nadia = app.visitor().await.if_match(&json!(1));
    for (body, pointer, code) in [
        (json!({ "language": "xx" }), "/language", "not_an_option"),
        (json!({ "language": null }), "/language", "type"),
        (json!({}), "/language", "required"),
        (json!({ "language": "en", "active": true }), "/active", "unknown_field"),
    ] {
        let faults = nadia.put("/me/language", body.clone()).await.problem(422, "invalid-body");
        assert_eq!(faults[0], (pointer.to_owned(), code.to_owned()), "{body}");
    }
});
