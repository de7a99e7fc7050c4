use authz::ShippedRole;
use serde_json::json;
use uuid::Uuid;

use super::{colour_of, is_about, picture_of, some_picture};
use crate::{
    support::{To, id},
    test,
};

const GREEN: [u8; 3] = [20, 120, 40];
const RED: [u8; 3] = [200, 20, 20];

test!("a photo of oneself is kept as we made it, and another one takes its place", async |app| {
    let nadia = app.visitor().await;
    nadia.get("/me/photo").await.problem(404, "not-found");
    assert!(nadia.get("/me").await.expect(200).body.get("photo_id").is_none());
    let kept = nadia.put_file("/me/photo", "image/png", picture_of(GREEN, 1000, 800)).await.expect(200);
    assert_eq!((&kept.body["width"], &kept.body["height"]), (&json!(512), &json!(410)));
    assert_eq!(nadia.get("/me").await.expect(200).body["photo_id"], kept.body["id"]);
    let shown = nadia.get("/me/photo").await.expect(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
    assert!(is_about(colour_of(&shown), GREEN));
    let other = nadia.put_file("/me/photo", "image/png", picture_of(RED, 40, 40)).await.expect(200);
    assert_ne!(other.body["id"], kept.body["id"]);
    assert!(is_about(colour_of(&nadia.get("/me/photo").await.expect(200)), RED));
    assert_eq!(app.everything().await["picture"].len(), 1);
    let lines = app.audit("set_my_photo").await;
    assert!(lines.iter().all(|line| line.subject_id == app.world.person("nadia")) && lines.len() == 2);
    assert!(lines.iter().any(|line| line.detail["picture"] == other.body["id"]));
});

test!("a photo that is removed is gone, and removing it again changes nothing", async |app| {
    let nadia = app.visitor().await;
    nadia.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
    nadia.delete("/me/photo").await.expect(204);
    nadia.get("/me/photo").await.problem(404, "not-found");
    let before = app.everything().await;
    nadia.delete("/me/photo").await.expect(204);
    assert_eq!(app.everything().await, before);
    assert_eq!(app.audit("remove_my_photo").await.len(), 1);
});

test!("a picture is served so that nothing in it can run, and nobody between keeps it", async |app| {
    let nadia = app.visitor().await;
    let kept = nadia.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
    let shown = nadia.get("/me/photo").await.expect(200);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("content-disposition", "inline; filename=\"photo.jpg\""),
        ("cache-control", "private, no-cache"),
        ("etag", &format!("\"{}\"", id(&kept.body))),
    ] {
        assert_eq!(shown.header(name), value, "{name}");
    }
    let again = nadia.with("if-none-match", shown.header("etag")).get("/me/photo").await.expect(304);
    assert_eq!((again.header("etag"), again.bytes.len()), (shown.header("etag"), 0));
    let other = nadia.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
    let changed = nadia.with("if-none-match", shown.header("etag")).get("/me/photo").await.expect(200);
    assert_eq!(changed.header("etag"), format!("\"{}\"", id(&other.body)));
});

test!(
    "a file that is no picture, lies about its type or would fill the memory changes nothing",
    async |app| {
        let nadia = app.visitor().await;
        nadia.put_file("/me/photo", "image/png", some_picture()).await.expect(200);
        let before = app.everything().await;
        let mut wide = some_picture();
        wide[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        let half = some_picture()[..60].to_vec();
        for (said, file, code) in [
            ("image/jpeg", some_picture(), "other_type"),
            ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "no_picture"),
            ("image/webp", b"<html><script>alert(1)</script>".to_vec(), "no_picture"),
            ("image/png", Vec::new(), "no_picture"),
            ("image/png", half, "broken"),
            ("image/png", wide, "broken"),
        ] {
            let refused = nadia.put_file("/me/photo", said, file).await;
            assert_eq!(refused.problem(422, "invalid-body"), [(String::new(), code.to_owned())], "{said}");
        }
        for said in ["image/svg+xml", "text/html", "application/json", "image/gif", ""] {
            let refused = nadia.put_file("/me/photo", said, some_picture()).await;
            refused.problem(415, "unsupported-media-type");
        }
        let large = nadia.put_file("/me/photo", "image/png", vec![0; 10 * 1024 * 1024 + 1]).await;
        assert_eq!(large.detail(), "the limit is 10 MiB");
        large.problem(413, "too-large");
        assert_eq!(app.everything().await, before);
    }
);

test!("the photo of somebody is shown to those who see the account, and is nothing to others", async |app| {
    let nadia = app.visitor().await;
    nadia.put_file("/me/photo", "image/png", picture_of(RED, 30, 30)).await.expect(200);
    nadia.put_file("/me/signature", "image/png", picture_of(GREEN, 30, 30)).await.expect(200);
    let path = format!("/users/{}/photo", app.world.person("nadia"));
    for who in ["nadia", "thomas", "claire"] {
        let shown = app.logged_in(who).await.get(&path).await.expect(200);
        assert!(is_about(colour_of(&shown), RED), "{who} sees the photo, not the signature");
    }
    for who in ["stranger", "henri", "sophie"] {
        app.logged_in(who).await.get(&path).await.problem(404, "not-found");
    }
    let thomas = app.manager().await;
    let listed = thomas.get("/users?name=nadia").await.expect(200);
    let shown = thomas.get(&path).await.expect(200);
    assert_eq!(
        shown.header("etag"),
        format!("\"{}\"", listed.body["items"][0]["photo_id"].as_str().expect("id"))
    );
    thomas.get(&format!("/users/{}/photo", Uuid::nil())).await.problem(404, "not-found");
    // Whoever loses the right loses the photo with the very next request, whatever they keep of it.
    app.take_everything("thomas").await;
    let kept = thomas.with("if-none-match", shown.header("etag"));
    kept.get(&path).await.problem(404, "not-found");
});

test!(
    "the photo of somebody is set by who may change their account, and their signature by nobody",
    async |app| {
        let (thomas, nadia) = (app.manager().await, app.world.person("nadia"));
        let path = format!("/users/{nadia}/photo");
        thomas.put_file(&path, "image/png", picture_of(RED, 30, 30)).await.expect(200);
        assert!(is_about(colour_of(&app.visitor().await.get("/me/photo").await.expect(200)), RED));
        assert_eq!(app.audit("set_user_photo").await[0].actor_id, Some(app.world.person("thomas")));
        thomas.put_file(&format!("/users/{nadia}/signature"), "image/png", some_picture()).await.expect(404);
        // Somebody who may do more is out of reach, and what they would send is not even read.
        app.give(To::User(nadia), ShippedRole::Editor, app.world.sud).await;
        let before = app.everything().await["picture"].clone();
        for file in [some_picture(), vec![0; 10 * 1024 * 1024 + 1]] {
            let refused = thomas.put_file(&path, "image/png", file).await.expect(403);
            assert_eq!(refused.body["rule"], "beyond");
        }
        assert_eq!(thomas.delete(&path).await.expect(403).body["rule"], "beyond");
        app.stranger().await.put_file(&path, "image/png", some_picture()).await.problem(404, "not-found");
        assert_eq!(app.everything().await["picture"], before);
        app.administrator().await.delete(&path).await.expect(204);
        app.visitor().await.get("/me/photo").await.problem(404, "not-found");
    }
);
