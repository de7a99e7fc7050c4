use serde_json::json;

use crate::{support::id, test};

test!(
    "[PO-3] a request that is kept back is seen by its owner and the team, and by no other visitor",
    async |app| {
        let nadia = app.visitor().await;
        let henri = app.logged_in("henri").await;
        let hugo = app.logged_in("hugo").await.with("if-match", "*");
        let request = nadia.enter(app.world.huy, "Froid").await;
        let path = format!("/requests/{}", id(&request));
        henri.get(&path).await.expect(200);
        app.clock.advance(chrono::Duration::seconds(1));
        let kept = hugo.put(&format!("{path}/publication"), json!({ "published": false })).await.expect(200);
        assert_eq!(kept.body["published"], false);
        henri.get(&path).await.problem(404, "not-found");
        assert!(henri.pages("/requests").await.is_empty());
        assert!(
            nadia.get(&path).await.expect(200).body.get("published").is_none(),
            "for the working version only"
        );
        app.clock.advance(chrono::Duration::seconds(1));
        hugo.put(&format!("{path}/publication"), json!({ "published": true })).await.expect(200);
        henri.get(&path).await.expect(200);
        let kinds = |history: crate::support::Answer| {
            history.items().iter().map(|it| it["kind"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            kinds(hugo.get(&format!("{path}/history")).await),
            ["entered", "unpublished", "published"]
        );
        assert_eq!(kinds(nadia.get(&format!("{path}/history")).await), ["entered"]);
    }
);

test!("publishing takes that permission", async |app| {
    let nadia = app.visitor().await.with("if-match", "*");
    let request = nadia.enter(app.world.huy, "Froid").await;
    let path = format!("/requests/{}/publication", id(&request));
    nadia.put(&path, json!({ "published": false })).await.problem(403, "refused");
    app.stranger()
        .await
        .with("if-match", "*")
        .put(&path, json!({ "published": false }))
        .await
        .problem(404, "not-found");
});
