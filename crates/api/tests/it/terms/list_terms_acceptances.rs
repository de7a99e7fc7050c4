use api::clock::Clock;
use serde_json::{Value, json};

use super::{accept, publish};
use crate::test;

fn usernames(items: &[Value]) -> Vec<&str> {
    let mut names: Vec<&str> = items.iter().map(|it| it["username"].as_str().expect("a name")).collect();
    names.sort_unstable();
    names
}

test!("[CT-7] who accepted what and when, and who has yet to", async |app| {
    let claire = app.administrator().await;
    let id = publish(&claire, "Première").await;
    accept(&claire, &id).await;
    accept(&app.visitor().await.from("192.0.2.7"), &id).await;
    let path = format!("/terms-versions/{id}/acceptances");
    let all = claire.pages(&format!("{path}?limit=4")).await;
    let active = ["claire", "henri", "hugo", "lea", "nadia", "paul", "sophie", "stranger", "thomas"];
    assert_eq!(usernames(&all), active);
    let of = |who: &str| all.iter().find(|it| it["username"] == who).expect("a line");
    let (nadia, henri) = (of("nadia"), of("henri"));
    assert_eq!((&nadia["address"], &nadia["accepted_at"]), (&json!("192.0.2.7"), &json!(app.clock.now())));
    assert!(henri.get("accepted_at").is_none() && henri.get("address").is_none());
    let accepted = claire.pages(&format!("{path}?state=accepted")).await;
    assert_eq!(usernames(&accepted), ["claire", "nadia"]);
    assert_eq!(claire.pages(&format!("{path}?state=waiting")).await.len(), 7);
    assert_eq!(usernames(&claire.pages(&format!("{path}?name=NADI")).await), ["nadia"]);
});

test!(
    "[CT-7] an older version shows who accepted it, and nobody waits for it who accepted a later one",
    async |app| {
        let claire = app.administrator().await;
        let first = publish(&claire, "Première").await;
        for who in [&claire, &app.visitor().await] {
            accept(who, &first).await;
        }
        let second = publish(&claire, "Deuxième").await;
        for who in [&claire, &app.logged_in("lea").await] {
            accept(who, &second).await;
        }
        app.set_account("nadia", "active = FALSE").await;
        let of = async |id: &str, state: &str| {
            let items = claire.pages(&format!("/terms-versions/{id}/acceptances?state={state}")).await;
            usernames(&items).join(" ")
        };
        assert_eq!(of(&first, "accepted").await, "claire nadia", "who left is proven to have accepted");
        assert_eq!(of(&first, "waiting").await, "henri hugo paul sophie stranger thomas");
        assert_eq!(of(&second, "accepted").await, "claire lea");
        assert_eq!(of(&second, "waiting").await, "henri hugo paul sophie stranger thomas");
    }
);

test!("[CT-7] as CSV all of them are there, and no name runs as a formula", async |app| {
    let claire = app.administrator().await;
    let id = publish(&claire, "Première").await;
    accept(&claire, &id).await;
    app.set_account("nadia", "last_name = '=cmd|calc'").await;
    let path = format!("/terms-versions/{id}/acceptances?limit=1");
    let file = claire.with("accept", "text/csv").get(&path).await.expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"terms-1-acceptances.csv\"");
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!((lines[0], lines.len()), ("username,last_name,first_name,state,accepted_at,address", 10));
    let of = |who: &str| *lines.iter().find(|line| line.starts_with(who)).expect("a line");
    let at = app.clock.now().format("%Y-%m-%dT%H:%M:%SZ");
    assert!(of("claire,").contains(&format!(",accepted,{at},")), "{}", of("claire,"));
    assert!(of("nadia,").starts_with("nadia,'=cmd|calc,") && of("nadia,").ends_with(",waiting,,"));
});

test!("an acceptance of what there is not is not found", async |app| {
    let claire = app.administrator().await;
    let nowhere = "/terms-versions/00000000-0000-7000-8000-000000000000";
    claire.get(nowhere).await.problem(404, "not-found");
    claire.get(&format!("{nowhere}/acceptances")).await.problem(404, "not-found");
});
