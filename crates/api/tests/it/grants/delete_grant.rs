use authz::ShippedRole;
use serde_json::json;

use crate::{
    support::{ADMINISTRATORS_ONLY, To},
    test,
};

test!("[PL-7] what is taken is gone on the very next request", async |app| {
    let grant = app.give(To::User(app.world.person("paul")), ShippedRole::Reviewer, app.world.nord).await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let paul = app.logged_in("paul").await;
    assert_eq!(paul.pages("/requests").await.len(), 1);
    let thomas = app.manager().await;
    thomas.delete(&format!("/grants/{grant}")).await.problem(428, "precondition-required");
    thomas.if_match(&json!(1)).delete(&format!("/grants/{grant}")).await.expect(204);
    assert!(paul.pages("/requests").await.is_empty());
    thomas.if_match(&json!(1)).delete(&format!("/grants/{grant}")).await.problem(404, "not-found");
    assert_eq!(app.audit("delete_grant").await[0].detail["user"], json!(app.world.person("paul")));
});

test!("[PL-6] only administrators take anything from an administrator", async |app| {
    let grant = app.give(To::User(app.world.person("claire")), ShippedRole::Visitor, app.world.huy).await;
    app.allow_everything(To::User(app.world.person("sophie")), app.world.instance).await;
    let path = format!("/grants/{grant}");
    app.logged_in("sophie").await.with("if-match", "*").delete(&path).await.refused(ADMINISTRATORS_ONLY);
    app.administrator().await.with("if-match", "*").delete(&path).await.expect(204);
});

test!("who may give and take may give up what is theirs", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let own = thomas.pages(&format!("/grants?user_id={}", app.world.person("thomas"))).await;
    thomas.delete(&format!("/grants/{}", crate::support::id(&own[0]))).await.expect(204);
    assert!(thomas.pages("/grants").await.is_empty());
});
