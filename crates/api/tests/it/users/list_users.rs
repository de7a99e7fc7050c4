use crate::{support::TestApp, test};

test!("[PO-6] who deals with people finds those whose accounts live there or below, by name", async |app| {
    let all = ["claire", "henri", "hugo", "ines", "lea", "nadia", "paul", "sophie", "stranger", "thomas"];
    assert_eq!(usernames(&app, "claire", "").await, all);
    assert_eq!(usernames(&app, "thomas", "").await, ["henri", "hugo", "ines", "lea", "nadia", "thomas"]);
    assert_eq!(usernames(&app, "sophie", "").await, ["sophie", "stranger"]);
    assert!(usernames(&app, "nadia", "").await.is_empty());
    assert_eq!(usernames(&app, "claire", "?limit=3").await, all);
});

test!(
    "[PO-6] a part of a name or username finds a person, upper and lower case and accents alike",
    async |app| {
        app.execute(
            "UPDATE user_account SET first_name = 'Élise', name_key = 'élise test' WHERE username = 'lea'",
        )
        .await;
        assert_eq!(usernames(&app, "claire", "?name=%C3%89LI").await, ["lea"]);
        assert_eq!(usernames(&app, "claire", "?name=STRANG").await, ["stranger"]);
        assert_eq!(usernames(&app, "claire", "?name=hugo+t").await, ["hugo"]);
        assert!(usernames(&app, "claire", "?name=%25").await.is_empty());
        assert!(usernames(&app, "thomas", "?name=sophie").await.is_empty());
    }
);

test!("whether an account is active, where it lives and whether it is one's own is told", async |app| {
    let people = app.manager().await.pages("/users").await;
    let person = |username: &str| people.iter().find(|it| it["username"] == username).expect("listed");
    assert_eq!((&person("ines")["active"], &person("nadia")["active"]), (&false.into(), &true.into()));
    assert_eq!(person("nadia")["home"]["name"], "Huy");
    assert_eq!(person("thomas")["home"]["level"], "company_group");
    assert_eq!((&person("thomas")["own"], &person("hugo")["own"]), (&true.into(), &false.into()));
});

async fn usernames(app: &TestApp, who: &str, query: &str) -> Vec<String> {
    let people = app.logged_in(who).await.pages(&format!("/users{query}")).await;
    let mut names: Vec<String> =
        people.iter().map(|it| it["username"].as_str().expect("a text").to_owned()).collect();
    names.sort();
    names
}
