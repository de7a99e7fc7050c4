//! However a page is read, it holds the same requests.

use std::collections::BTreeSet;

use authz::{Action, Relation, ShippedRole};
use chrono::Duration;
use serde_json::json;

use crate::{
    support::{Client, TestApp, To, id},
    test,
};

const SITES: usize = 24;

/// Many sites with some requests each, of which paul sees those of most sites, and a few more for other reasons.
async fn fill(app: &TestApp) -> BTreeSet<String> {
    let paul = To::User(app.world.person("paul"));
    let claire = app.administrator().await;
    let tag = app.tag("Métier", "Chauffage").await;
    let mut expected = BTreeSet::new();
    for number in 0..SITES {
        let site = app.site(app.world.sud, &format!("Site {number:02}")).await;
        let seen = number % 6 != 0;
        if seen {
            app.give(paul, ShippedRole::Reviewer, site).await;
        }
        for turn in 0..3 {
            app.clock.advance(Duration::seconds(1));
            let request =
                claire.post("/requests", json!({ "site_id": site, "text": "Froid" })).await.expect(201).body;
            let tagged = turn == 1 && number % 12 == 0;
            if tagged {
                app.put_on(&request, tag).await;
            }
            if seen || tagged {
                expected.insert(id(&request).to_owned());
            }
        }
    }
    app.link(paul, tag, false, app.world.instance).await;
    expected
}

async fn listed(client: &Client) -> Vec<String> {
    let pages = client.pages("/requests?limit=7").await;
    pages.iter().map(|request| id(request).to_owned()).collect()
}

test!(
    "merged from streams or scanned in order, the pages hold the same requests in the same order",
    async |app| {
        let expected = fill(&app).await;
        let paul = app.logged_in("paul").await;
        let merged = listed(&paul).await;
        assert_eq!(merged.len(), expected.len(), "none twice");
        assert_eq!(merged.iter().cloned().collect::<BTreeSet<_>>(), expected);
        // With the counts known, twenty sites of twenty-four are scanned.
        app.db().count_requests().await.expect("counted");
        assert_eq!(listed(&paul).await, merged);
        let scanned = |before| app.db().statements() - before;
        let before = app.db().statements();
        paul.get("/requests?limit=7").await.expect(200);
        assert_eq!(scanned(before), 2, "a full page of a scan");
        let before = app.db().statements();
        paul.get("/requests?limit=64").await.expect(200);
        assert_eq!(scanned(before), 3, "a scan that ends too early is followed by the streams");
    }
);

test!("whoever sees only what is published everywhere reads it in order", async |app| {
    let expected = fill(&app).await.len();
    let lea = app.logged_in("lea").await;
    app.take_everything("lea").await;
    app.allow(
        To::User(app.world.person("lea")),
        Action::ViewRequest,
        Relation::Published,
        app.world.instance,
    )
    .await;
    let all = listed(&lea).await;
    assert_eq!(all.len(), SITES * 3);
    assert!(all.len() > expected);
    assert_eq!(all, listed(&app.administrator().await).await);
});

test!("a filter narrows every stream", async |app| {
    fill(&app).await;
    let paul = app.logged_in("paul").await;
    let site = paul.pages("/requests").await[0]["site"]["id"].as_str().expect("an id").to_owned();
    for counted in [false, true] {
        if counted {
            app.db().count_requests().await.expect("counted");
        }
        let here = paul.pages(&format!("/requests?limit=2&site_id={site}")).await;
        assert_eq!(here.len(), 3);
        assert!(here.iter().all(|request| request["site"]["id"] == site.as_str()));
        assert!(paul.pages("/requests?status=done").await.is_empty());
        assert!(paul.pages("/requests?mine=true").await.is_empty());
    }
});
