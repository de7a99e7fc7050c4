use serde_json::json;

use super::{invited, open};
use crate::test;

test!("a link that nobody sent is no link, and its answer tells nothing", async |app| {
    for made_up in ["x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        open(&app.nobody(), made_up).await.problem(410, "link-gone");
    }
});

test!("following a link does not use it up: programs that look at mails follow it too", async |app| {
    let (_, link) = invited(&app).await;
    for _ in 0..3 {
        let opened = open(&app.nobody(), &link).await.expect(200).body;
        assert_eq!((&opened["kind"], &opened["state"]), (&json!("invitation"), &json!("opened")));
        assert_eq!((&opened["name"], &opened["language"]), (&json!("Zoé Lenoir"), &json!("fr")));
    }
});
