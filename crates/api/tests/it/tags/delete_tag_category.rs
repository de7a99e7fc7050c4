use crate::{support::id, test};

test!("an axis that holds no tags is deleted", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    thomas.delete(&format!("/tag-categories/{}", id(&axis))).await.expect(204);
    assert!(thomas.pages("/tag-categories").await.is_empty());
    assert_eq!(app.audit("delete_tag_category").await.len(), 1);
});

test!("an axis that holds tags stays, and the answer says how many and what to do", async |app| {
    let thomas = app.manager().await.with("if-match", "*");
    let axis = thomas.add_axis("Métier", app.world.nord).await;
    for name in ["Chauffage", "Serrurerie"] {
        thomas.add_tag(&axis, name).await;
    }
    let before = app.everything().await;
    let kept = thomas.delete(&format!("/tag-categories/{}", id(&axis))).await;
    assert_eq!(kept.detail(), "tags in this category: 2; delete them or merge them into others first");
    assert!(kept.problem(409, "conflict").is_empty());
    assert_eq!(app.everything().await, before);
});

test!("an axis is deleted by those who manage tags where it lives, in the version they read", async |app| {
    let thomas = app.manager().await;
    let path = format!("/tag-categories/{}", id(&thomas.add_axis("Métier", app.world.nord).await));
    for (who, status) in [("hugo", 403), ("sophie", 404), ("nadia", 404)] {
        app.logged_in(who).await.with("if-match", "*").delete(&path).await.expect(status);
    }
    thomas.delete(&path).await.problem(428, "precondition-required");
    thomas.with("if-match", "\"2\"").delete(&path).await.problem(412, "precondition-failed");
    thomas.with("if-match", "\"1\"").delete(&path).await.expect(204);
});
