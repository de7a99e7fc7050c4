use super::uuid;
use crate::{
    support::{To, id},
    test,
};

test!("a tag that nothing bears and nobody is linked to is deleted", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let tag = thomas.add_tag(&axis, "Chauffage").await;
    thomas.delete(&format!("/tags/{}", id(&tag))).await.expect(204);
    assert!(thomas.pages("/tags").await.is_empty());
    assert_eq!(app.audit("delete_tag").await[0].detail["name"], "Chauffage");
});

test!("a tag in use stays, and the answer says by how much and what to do", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let tag = thomas.add_tag(&axis, "Chauffage").await;
    let path = format!("/tags/{}", id(&tag));
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    thomas.put_tags(&request, &[&tag]).await;
    let kept = thomas.delete(&path).await;
    let expected = "requests that bear this tag: 1, links that lead from it: 0; take it off and remove the links, or \
                    merge it into another tag";
    assert_eq!(kept.detail(), expected);
    kept.problem(409, "conflict");
    thomas.put_tags(&request, &[]).await;
    app.link(To::User(app.world.person("paul")), uuid(&tag), false, app.world.sud).await;
    let before = app.everything().await;
    let kept = thomas.delete(&path).await;
    assert!(
        kept.detail().contains("links that lead from it: 0, and some that you do not see;"),
        "{}",
        kept.text
    );
    assert!(kept.problem(409, "conflict").is_empty());
    assert_eq!(app.everything().await, before);
    app.execute("DELETE FROM tag_grant").await;
    thomas.delete(&path).await.expect(204);
});

test!("a tag is deleted by those who manage tags where it lives, in the version they read", async |app| {
    let thomas = app.manager().await;
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    let path = format!("/tags/{}", id(&thomas.add_tag(&axis, "Chauffage").await));
    for (who, status) in [("hugo", 403), ("sophie", 404), ("nadia", 404)] {
        app.logged_in(who).await.with("if-match", "*").delete(&path).await.expect(status);
    }
    thomas.delete(&path).await.problem(428, "precondition-required");
    thomas.with("if-match", "\"2\"").delete(&path).await.problem(412, "precondition-failed");
    thomas.with("if-match", "\"1\"").delete(&path).await.expect(204);
});
