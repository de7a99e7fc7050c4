use actix_web::http::Method;
use api::db::{entities::signing_key, unfenced::Because};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use crate::{
    support::{Client, TestApp},
    test,
};

/// The parts of a real token, and the key that signed it.
struct Forge {
    header: Value,
    claims: Value,
    key: SigningKey,
    nobody: Client,
}

impl Forge {
    async fn new(app: &TestApp) -> Self {
        let unfenced = app.db().unfenced(Because::NobodyIsKnownYet);
        let row = unfenced
            .find::<signing_key::Entity>()
            .one(unfenced.connection())
            .await
            .expect("read")
            .expect("a key");
        let seed = app.app.sealing.unseal(&row.sealed_private).expect("unsealed");
        let real = app.visitor().await.token().to_owned();
        let parts: Vec<Value> = real.split('.').take(2).map(decoded).collect();
        let [header, claims] = parts.try_into().expect("two parts");
        Self {
            header,
            claims,
            key: SigningKey::from_bytes(&seed.try_into().expect("32 bytes")),
            nobody: app.nobody(),
        }
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed = format!("{}.{}", encoded(header), encoded(claims));
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(self.key.sign(signed.as_bytes()).to_bytes()))
    }

    fn with_claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        self.sign(&self.header, &claims)
    }

    fn with_header(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        self.sign(&header, &self.claims)
    }

    fn without_claim(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().expect("claims").remove(name);
        self.sign(&self.header, &claims)
    }

    async fn status(&self, token: &str) -> u16 {
        self.nobody.clone().with_token(token).get("/me").await.status.as_u16()
    }

    async fn refused(&self, token: &str) {
        let answer = self.nobody.clone().with_token(token).get("/me").await;
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        answer.problem(401, "not-authenticated");
    }
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("json")
}

test!(
    "an access token is an EdDSA JWT with a key id, that says who, which session and until when",
    async |app| {
        let forge = Forge::new(&app).await;
        assert_eq!((&forge.header["alg"], &forge.header["typ"]), (&json!("EdDSA"), &json!("at+jwt")));
        assert_eq!(forge.claims["sub"], json!(app.world.person("nadia")));
        assert_eq!(
            forge.claims["exp"].as_i64().expect("exp") - forge.claims["iat"].as_i64().expect("iat"),
            600
        );
        assert_eq!(forge.claims.as_object().expect("claims").len(), 6, "nothing personal: {}", forge.claims);
        assert_eq!(forge.status(&forge.sign(&forge.header, &forge.claims)).await, 200, "the forge works");
    }
);

test!("an access token ends after ten minutes to the second", async |app| {
    let nadia = app.visitor().await;
    app.clock.advance(Duration::seconds(599));
    nadia.get("/me").await.expect(200);
    app.clock.advance(Duration::seconds(1));
    nadia.get("/me").await.problem(401, "not-authenticated");
});

test!("a token signed in any other way than ours is refused", async |app| {
    let forge = Forge::new(&app).await;
    let unsigned = |alg: &str| {
        format!(
            "{}.{}.",
            encoded(&json!({ "alg": alg, "typ": "at+jwt", "kid": forge.header["kid"] })),
            encoded(&forge.claims)
        )
    };
    for alg in ["none", "None", "NONE", "EdDSA"] {
        forge.refused(&unsigned(alg)).await;
    }
    for alg in ["HS256", "HS512", "RS256", "ES256"] {
        forge.refused(&forge.with_header("alg", json!(alg))).await;
    }
});

test!("the public key is no shared secret", async |app| {
    let forge = Forge::new(&app).await;
    let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    header.kid = forge.header["kid"].as_str().map(ToOwned::to_owned);
    header.typ = Some("at+jwt".to_owned());
    let public = forge.key.verifying_key();
    for secret in [public.as_bytes().to_vec(), URL_SAFE_NO_PAD.encode(public.as_bytes()).into_bytes()] {
        let key = jsonwebtoken::EncodingKey::from_secret(&secret);
        forge.refused(&jsonwebtoken::encode(&header, &forge.claims, &key).expect("signed")).await;
    }
});

test!(
    "a key of somebody else is refused, even under our key's id or brought along in the header",
    async |app| {
        let mut forge = Forge::new(&app).await;
        forge.key = SigningKey::from_bytes(&[7; 32]);
        forge.refused(&forge.sign(&forge.header, &forge.claims)).await;
        for kid in [
            json!("00000000-0000-0000-0000-000000000000"),
            json!("../../dev/null"),
            json!("' OR 1=1 --"),
            Value::Null,
        ] {
            forge.refused(&forge.with_header("kid", kid)).await;
        }
        let x = URL_SAFE_NO_PAD.encode(forge.key.verifying_key().as_bytes());
        forge.refused(&forge.with_header("jwk", json!({ "kty": "OKP", "crv": "Ed25519", "x": x }))).await;
        forge.refused(&forge.with_header("jku", json!("https://thief.example/jwks.json"))).await;
    }
);

test!("numbers that are texts do not switch the expiry off [jsonwebtoken CVE-2026-25537]", async |app| {
    let forge = Forge::new(&app).await;
    for exp in
        [json!("9999999999"), json!(""), Value::Null, json!([9_999_999_999_i64]), json!(1e300), json!(-1)]
    {
        forge.refused(&forge.with_claim("exp", exp)).await;
    }
    forge.refused(&forge.without_claim("exp")).await;
});

test!("a token for somebody else, by somebody else, or of another type is refused", async |app| {
    let forge = Forge::new(&app).await;
    for claim in ["iss", "aud", "sub", "sid"] {
        forge.refused(&forge.without_claim(claim)).await;
        forge.refused(&forge.with_claim(claim, json!("somebody else"))).await;
        forge.refused(&forge.with_claim(claim, json!(""))).await;
    }
    for typ in [json!("JWT"), json!("rt+jwt"), Value::Null] {
        forge.refused(&forge.with_header("typ", typ)).await;
    }
});

test!("a session opens no account but its own", async |app| {
    let forge = Forge::new(&app).await;
    for other in ["claire", "ines", "paul"] {
        forge.refused(&forge.with_claim("sub", json!(app.world.person(other)))).await;
    }
    forge.refused(&forge.with_claim("sid", json!(app.world.person("nadia")))).await;
});

test!("a token that was touched anywhere is refused", async |app| {
    let forge = Forge::new(&app).await;
    let real = forge.sign(&forge.header, &forge.claims);
    let stride = real.len() / 40;
    for at in (0..real.len()).step_by(stride) {
        let mut bytes = real.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let touched = String::from_utf8(bytes).expect("ascii");
        forge.refused(&touched).await;
    }
    forge.refused(&format!("{real}A")).await;
    forge.refused(&real[..real.len() - 1]).await;
});

test!("[PO-1] whoever brings no token, or something else, has to log in first", async |app| {
    let forge = Forge::new(&app).await;
    let real = forge.sign(&forge.header, &forge.claims);
    app.nobody().get("/me").await.problem(401, "not-authenticated");
    for value in [
        "Bearer",
        "Bearer ",
        "Basic bmFkaWE6cGFzc3dvcmQ=",
        "Bearer null",
        "Bearer a.b.c",
        &real,
        &format!("Token {real}"),
    ] {
        app.nobody().with("authorization", value).get("/me").await.problem(401, "not-authenticated");
    }
    app.nobody()
        .with("cookie", format!("access_token={real}"))
        .get("/me")
        .await
        .problem(401, "not-authenticated");
    app.nobody().get(&format!("/me?access_token={real}")).await.problem(401, "not-authenticated");
    app.nobody()
        .with("authorization", format!("bearer {real}"))
        .send(Method::GET, "/me", None)
        .await
        .expect(200);
});

test!("nobody becomes somebody by a header that a proxy might set [Kanboard CVE-2026-21881]", async |app| {
    for header in ["x-forwarded-user", "remote-user", "x-remote-user", "x-webauth-user", "x-user-id"] {
        app.nobody().with(header, "claire").get("/me").await.problem(401, "not-authenticated");
    }
});
