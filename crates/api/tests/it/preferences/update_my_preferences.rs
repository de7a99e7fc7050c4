use serde_json::json;

use super::{all_of, wish};
use crate::test;

test!("[PP-9] preferences are as the product ships them until one changes them", async |app| {
    let nadia = app.visitor().await;
    let shipped = nadia.get("/me/preferences").await.expect(200);
    assert_eq!(
        shipped.body,
        json!({
            "start_screen": "home", "instance_unplanned_work": "top", "site_tree_top": "site", "site_order": [],
            "preselected_sites": [], "unwanted_mails": [], "version": 0,
        })
    );
    let changed = nadia.if_match(&json!(0)).put("/me/preferences", all_of(app.world.huy)).await.expect(200);
    let huy = json!([{ "id": app.world.huy, "name": "Huy" }]);
    assert_eq!((changed.header("etag"), &changed.body["version"]), ("\"1\"", &json!(1)));
    assert_eq!((&changed.body["site_order"], &changed.body["preselected_sites"]), (&huy, &huy));
    assert_eq!(changed.body["unplanned_work"], "bottom");
    assert_eq!(nadia.get("/me/preferences").await.expect(200).body, changed.body);
    let me = nadia.get("/me").await.expect(200).body;
    assert_eq!((&me["start_screen"], &me["site_tree_top"]), (&json!("requests"), &json!("company_group")));
    assert_eq!(me["preselected_sites"], json!([app.world.huy]));
    let line = &app.audit("update_my_preferences").await[0];
    assert_eq!(line.detail["before"]["start_screen"], "home");
    assert_eq!(line.detail["after"]["preselected_sites"], json!([app.world.huy]));
});

test!("[PP-9] whoever says nothing of the planning has what the instance says", async |app| {
    let (claire, nadia) = (app.administrator().await, app.visitor().await);
    claire.set(json!({ "unplanned_work": "bottom" })).await;
    nadia.if_match(&json!(0)).put("/me/preferences", wish()).await.expect(200);
    let kept = nadia.get("/me/preferences").await.expect(200).body;
    assert_eq!((kept.get("unplanned_work"), &kept["instance_unplanned_work"]), (None, &json!("bottom")));
});

test!("[PP-9] sites that one does not see are named, each where it stands", async |app| {
    let nadia = app.visitor().await.with("if-match", "*");
    let mut body = all_of(app.world.huy);
    body["site_order"] = json!([app.world.huy, app.world.namur]);
    body["preselected_sites"] = json!([uuid::Uuid::nil()]);
    let refused = nadia.put("/me/preferences", body).await.problem(422, "invalid-body");
    let at = |pointer: &str| (pointer.to_owned(), "unknown".to_owned());
    assert_eq!(refused, [at("/site_order/1"), at("/preselected_sites/0")]);
    assert_eq!(nadia.get("/me/preferences").await.expect(200).body["version"], 0);
});

test!("[PP-9] a site that went out of sight is left out on reading, and comes back with it", async |app| {
    let nadia = app.visitor().await;
    nadia.if_match(&json!(0)).put("/me/preferences", all_of(app.world.huy)).await.expect(200);
    app.take_everything("nadia").await;
    let without = nadia.get("/me/preferences").await.expect(200).body;
    assert_eq!((&without["site_order"], &without["preselected_sites"]), (&json!([]), &json!([])));
    assert_eq!(nadia.get("/me").await.expect(200).body["preselected_sites"], json!([]));
    let to = crate::support::To::User(app.world.person("nadia"));
    app.give(to, authz::ShippedRole::Visitor, app.world.huy).await;
    assert_eq!(nadia.get("/me").await.expect(200).body["preselected_sites"], json!([app.world.huy]));
});

test!(
    "[PP-9] a site named twice is kept once, and a second change names the version of the first",
    async |app| {
        let nadia = app.visitor().await;
        let mut body = wish();
        body["preselected_sites"] = json!([app.world.huy, app.world.huy]);
        let first = nadia.if_match(&json!(0)).put("/me/preferences", body).await.expect(200);
        assert_eq!(first.body["preselected_sites"].as_array().expect("a list").len(), 1);
        nadia.if_match(&json!(0)).put("/me/preferences", wish()).await.problem(412, "precondition-failed");
        let second = nadia.if_match(&json!(1)).put("/me/preferences", wish()).await.expect(200);
        assert_eq!(second.body["preselected_sites"], json!([]));
    }
);

test!("[PP-9] requests are listed of several sites at once, and of no others", async |app| {
    let (nadia, lea) = (app.visitor().await, app.logged_in("lea").await);
    nadia.enter(app.world.huy, "Froid").await;
    app.clock.advance(chrono::Duration::minutes(1));
    lea.enter(app.world.liege, "Chaud").await;
    let thomas = app.manager().await;
    let titles = async |path: &str| {
        let list = thomas.get(path).await.expect(200);
        list.items().iter().map(|it| it["title"].as_str().expect("a title").to_owned()).collect::<Vec<_>>()
    };
    let (huy, liege) = (app.world.huy, app.world.liege);
    assert_eq!(titles(&format!("/requests?site_ids={huy}")).await, ["Froid"]);
    assert_eq!(titles(&format!("/requests?site_ids={huy},{liege}")).await, ["Chaud", "Froid"]);
    // A site that one does not see adds nothing, and is not told apart from one that is not there.
    assert_eq!(titles(&format!("/requests?site_ids={}", app.world.namur)).await, [""; 0]);
    thomas.get("/requests?site_ids=huy").await.problem(400, "malformed");
});
