use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use serde_json::Value;

use crate::test;

fn bytes(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().expect("text")).expect("base64url")
}

test!("anybody can check a token with the published key that it names", async |app| {
    let token = app.visitor().await.token().to_owned();
    let published = app.nobody().get("//.well-known/jwks.json").await.expect(200);
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let header: Value = serde_json::from_slice(&bytes(&Value::from(token.split('.').next()))).expect("json");
    let keys = published.body["keys"].as_array().expect("keys");
    let key = keys.iter().find(|key| key["kid"] == header["kid"]).expect("the key it names");
    assert_eq!((&key["kty"], &key["crv"], &key["use"]), (&"OKP".into(), &"Ed25519".into(), &"sig".into()));
    let key = VerifyingKey::from_bytes(&bytes(&key["x"]).try_into().expect("32 bytes")).expect("a key");
    let signature = Signature::from_slice(&bytes(&signature.into())).expect("a signature");
    key.verify(signed.as_bytes(), &signature).expect("our signature");
});

test!("what is published of a key is its public half", async |app| {
    let published = app.nobody().get("//.well-known/jwks.json").await.expect(200);
    let names: Vec<&String> = published.body["keys"][0].as_object().expect("a key").keys().collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
});

test!("two servers on one database take each other's tokens", async |app| {
    let second = app.second_server().await;
    let here = app.visitor().await;
    let there = second.log_in("nadia").await;
    second.with_token(here.token()).get("/me").await.expect(200);
    app.nobody().with_token(there.token()).get("/me").await.expect(200);
});

test!("a key that another server made since is found when its first token comes", async |app| {
    app.clock.advance(chrono::Duration::days(91));
    let second = app.second_server().await;
    let there = second.log_in("nadia").await;
    let keys = second.get("//.well-known/jwks.json").await.expect(200);
    assert_eq!(keys.body["keys"].as_array().expect("keys").len(), 2, "the second server made a younger key");
    app.nobody().with_token(there.token()).get("/me").await.expect(200);
});
