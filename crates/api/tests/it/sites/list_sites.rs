use serde_json::Value;

use crate::{
    support::{TestApp, words},
    test,
};

test!("everybody finds the sites they have to do with, by name, and no other", async |app| {
    for (username, sites) in [
        ("claire", vec!["Huy", "Liège", "Namur"]),
        ("thomas", vec!["Huy", "Liège"]),
        ("hugo", vec!["Huy"]),
        ("nadia", vec!["Huy"]),
        ("stranger", vec!["Namur"]),
        ("paul", vec![]),
    ] {
        for query in ["", "?limit=1", "?may=create_request"] {
            assert_eq!(names(&sites_of(&app, username, query).await), sites, "{username} {query}");
        }
    }
});

test!("sites are narrowed to those where something may be done", async |app| {
    assert!(sites_of(&app, "nadia", "?may=assign_request").await.is_empty());
    assert_eq!(names(&sites_of(&app, "hugo", "?may=assign_request").await), ["Huy"]);
    assert!(sites_of(&app, "nadia", "?may=manage_sites").await.is_empty());
    assert_eq!(names(&sites_of(&app, "thomas", "?may=manage_sites").await), ["Huy", "Liège"]);
    assert_eq!(names(&sites_of(&app, "claire", "?may=manage_sites").await), ["Huy", "Liège", "Namur"]);
    let answer = app.visitor().await.get("/sites?may=fly").await;
    assert!(answer.problem(400, "malformed").is_empty());
});

test!("the mail address of a site is shown to those who may change it", async |app| {
    let seen = sites_of(&app, "claire", "").await;
    assert_eq!(seen[0]["mail_address"], "huy@mosane.example");
    assert!(words(&seen[0]["allowed"]).contains(&"manage_sites"));
    for username in ["henri", "lea", "nadia"] {
        let seen = sites_of(&app, username, "").await;
        assert!(seen.iter().all(|site| site.get("mail_address").is_none()), "{username}");
    }
});

async fn sites_of(app: &TestApp, username: &str, query: &str) -> Vec<Value> {
    app.logged_in(username).await.pages(&format!("/sites{query}")).await
}

fn names(sites: &[Value]) -> Vec<&str> {
    sites.iter().map(|site| site["name"].as_str().expect("a name")).collect()
}
