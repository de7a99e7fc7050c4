use chrono::Duration;
use serde_json::json;

use crate::{support::id, test};

test!(
    "comments come oldest first, page by page, without skip or repeat while new ones are said",
    async |app| {
        let hugo = app.logged_in("hugo").await;
        let request = hugo.enter(app.world.huy, "Froid").await;
        let path = format!("/requests/{}/comments", id(&request));
        for at in 0..5 {
            hugo.post(&path, json!({ "text": format!("numéro {at}"), "internal": at % 2 == 1 }))
                .await
                .expect(201);
            app.clock.advance(Duration::milliseconds(1));
        }
        let (mut read, mut next) = (Vec::new(), String::new());
        for _ in 0..3 {
            let page = hugo.get(&format!("{path}?limit=2{next}")).await.expect(200);
            read.extend(page.items().iter().map(|comment| comment["text"].clone()));
            hugo.post(&path, json!({ "text": "entre-temps" })).await.expect(201);
            app.clock.advance(Duration::milliseconds(1));
            next = format!("&cursor={}", page.body["next"].as_str().expect("a next page"));
        }
        assert_eq!(read, ["numéro 0", "numéro 1", "numéro 2", "numéro 3", "numéro 4", "entre-temps"]);
        let public = app.visitor().await.pages(&format!("{path}?limit=1")).await;
        assert_eq!(public.len(), 6);
        assert!(public.iter().all(|comment| comment["internal"] == false));
    }
);

test!("comments said at one moment are all listed", async |app| {
    let hugo = app.logged_in("hugo").await;
    let request = hugo.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/comments", id(&request));
    for at in 0..5 {
        hugo.post(&path, json!({ "text": format!("numéro {at}") })).await.expect(201);
    }
    let mut read: Vec<_> =
        hugo.pages(&format!("{path}?limit=2")).await.iter().map(|it| it["text"].to_string()).collect();
    read.sort();
    assert_eq!(read, (0..5).map(|at| format!("\"numéro {at}\"")).collect::<Vec<_>>());
});
