use serde_json::json;

use super::{colour_of, picture_of, some_picture};
use crate::test;

const INK: [u8; 3] = [10, 10, 60];

test!("[PP-3] a signature is kept exactly, no larger than it is printed, for its owner alone", async |app| {
    let nadia = app.visitor().await;
    let kept = nadia.put_file("/me/signature", "image/png", picture_of(INK, 1600, 400)).await.expect(200);
    assert_eq!((&kept.body["width"], &kept.body["height"]), (&json!(800), &json!(200)));
    let shown = nadia.get("/me/signature").await.expect(200);
    assert_eq!((shown.header("content-type"), colour_of(&shown)), ("image/png", INK));
    assert_eq!(shown.header("content-disposition"), "inline; filename=\"signature.png\"");
    for who in ["thomas", "claire"] {
        app.logged_in(who).await.get("/me/signature").await.problem(404, "not-found");
    }
    let line = &app.audit("set_my_signature").await[0];
    assert_eq!(line.actor_id, Some(app.world.person("nadia")));
});

test!("a signature and a photo do not get into each other's way", async |app| {
    let nadia = app.visitor().await;
    nadia.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
    nadia.put_file("/me/signature", "image/png", picture_of(INK, 40, 20)).await.expect(200);
    nadia.delete("/me/photo").await.expect(204);
    assert_eq!(colour_of(&nadia.get("/me/signature").await.expect(200)), INK);
    nadia.delete("/me/signature").await.expect(204);
    nadia.get("/me/signature").await.problem(404, "not-found");
});

test!("of two signatures at once one is kept, and neither fails", async |app| {
    let nadia = app.visitor().await;
    let there = app.second_server().await.with_token(nadia.token());
    let (one, other) = tokio::join!(
        nadia.put_file("/me/signature", "image/png", picture_of(INK, 40, 20)),
        there.put_file("/me/signature", "image/png", some_picture()),
    );
    for answer in [one, other] {
        answer.expect(200);
    }
    assert_eq!(app.everything().await["picture"].len(), 1);
});
