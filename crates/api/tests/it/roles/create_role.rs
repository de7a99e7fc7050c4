use super::{form, told};
use crate::test;

test!("[PP-5] an administrator makes a role, and a copy of one under another name", async |app| {
    let claire = app.administrator().await;
    let made =
        claire.post("/roles", form(" Concierge ", &["view_request:any", "comment_on_request:any"])).await;
    let made = made.expect(201);
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(
        made.header("location"),
        format!("/api/v1/roles/{}", made.body["id"].as_str().expect("a text"))
    );
    assert_eq!(made.body["name"], "Concierge");
    assert_eq!(told(&made.body["permissions"]), ["view_request:any", "comment_on_request:any"]);
    let mut copy = form("Concierge de nuit", &[]);
    copy["permissions"] = made.body["permissions"].clone();
    let copy = claire.post("/roles", copy).await.expect(201).body;
    assert_eq!(copy["permissions"], made.body["permissions"]);
    assert_eq!(app.audit("create_role").await.len(), 2);
});

test!("what `any` says already is said once", async |app| {
    let pairs = ["view_request:own", "view_request:any", "view_request:any"];
    let made = app.administrator().await.post("/roles", form("Double", &pairs)).await.expect(201);
    assert_eq!(told(&made.body["permissions"]), ["view_request:any"]);
});

test!("two roles of one name could not be told apart", async |app| {
    let claire = app.administrator().await;
    for name in ["manager", "MANAGER"] {
        let taken = claire.post("/roles", form(name, &[])).await.problem(409, "conflict");
        assert_eq!(taken, [("/name".to_owned(), "taken".to_owned())]);
    }
});

test!("unknown words and meaningless pairs are refused, each with its place", async |app| {
    let claire = app.administrator().await;
    let before = app.everything().await;
    let meaningless = claire.post("/roles", form("X", &["view_request:any", "create_user:own"])).await;
    assert_eq!(
        meaningless.problem(422, "invalid-body"),
        [("/permissions/1/relation".to_owned(), "meaningless".to_owned())]
    );
    for pair in ["fly:any", "view_request:sometimes"] {
        assert_eq!(claire.post("/roles", form("X", &[pair])).await.problem(422, "invalid-body").len(), 1);
    }
    assert_eq!(app.everything().await, before);
});

test!(
    "[PP-5] making roles takes that permission at the instance: a manager of a group has it not",
    async |app| {
        for who in ["thomas", "hugo", "nadia", "paul"] {
            app.logged_in(who).await.post("/roles", form("Pirate", &[])).await.lacks("manage_roles");
        }
    }
);
