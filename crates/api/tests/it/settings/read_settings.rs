use crate::test;

test!("[OP-10] only an administrator reads the settings", async |app| {
    for username in ["thomas", "hugo", "nadia", "stranger", "paul"] {
        let answer = app.logged_in(username).await.get("/settings").await;
        assert!(answer.problem(403, "refused").is_empty(), "{username}");
    }
    let read = app.administrator().await.get("/settings").await.expect(200);
    assert_eq!(read.header("etag"), "\"1\"");
    assert_eq!(read.body["organisation_name"], "Mosane");
    for switch in ["mail_team_on_new_request", "confirm_to_requester", "publish_on_entry"] {
        assert_eq!(read.body[switch], true, "{switch}");
    }
    assert!(read.body.get("mail").is_none());
});
