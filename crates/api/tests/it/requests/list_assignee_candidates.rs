use crate::{
    support::{TestApp, id},
    test,
};

test!("the candidates of a request are those who can be assigned at its site or above it", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "").await, ["Claire Test", "Hugo Test", "Thomas Test"]);
    let elsewhere = app.stranger().await.enter(app.world.namur, "Froid").await;
    assert_eq!(names(&app, "sophie", id(&elsewhere), "").await, ["Claire Test", "Sophie Test"]);
});

test!("candidates are found by a part of their name, upper and lower case alike", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "?name=THOM").await, ["Thomas Test"]);
    assert_eq!(names(&app, "hugo", id(&request), "?name=hugo+t").await, ["Hugo Test"]);
    assert!(names(&app, "hugo", id(&request), "?name=%25").await.is_empty());
    assert!(names(&app, "hugo", id(&request), "?name=sophie").await.is_empty());
});

test!("somebody inactive is no candidate", async |app| {
    app.execute("UPDATE user_account SET active = FALSE WHERE username = 'thomas'").await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert_eq!(names(&app, "hugo", id(&request), "").await, ["Claire Test", "Hugo Test"]);
});

test!("a visitor learns of no candidate", async |app| {
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    assert!(names(&app, "nadia", id(&request), "").await.is_empty());
});

async fn names(app: &TestApp, username: &str, request: &str, query: &str) -> Vec<String> {
    let answer =
        app.logged_in(username).await.get(&format!("/requests/{request}/assignee-candidates{query}")).await;
    answer
        .expect(200)
        .items()
        .iter()
        .map(|person| person["name"].as_str().expect("a name").to_owned())
        .collect()
}
