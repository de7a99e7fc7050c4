use authz::Action;

use crate::test;

test!("[PO-4] the list of permissions is complete, and explains each", async |app| {
    let list = app.visitor().await.get("/permissions").await.expect(200);
    let items = list.items();
    assert_eq!(items.len(), Action::ALL.len());
    for item in items {
        assert!(item["meaning"].as_str().is_some_and(|meaning| meaning.ends_with('.')), "{item}");
        assert!(
            !item["relations"].as_array().expect("a list").is_empty()
                && !item["rows"].as_array().expect("a list").is_empty()
        );
    }
    let french = app.visitor().await.get("/permissions?language=fr").await.expect(200);
    assert_eq!(french.items()[0]["label"], "Entrer une demande");
    let create = items.iter().find(|item| item["action"] == "create_user").expect("it is there");
    assert_eq!(
        (&create["lowest_level"], &create["relations"]),
        (&"company_group".into(), &serde_json::json!(["any"]))
    );
});
