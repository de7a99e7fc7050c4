use actix_web::cookie::SameSite;
use serde_json::json;

use crate::{
    support::{Answer, Client, PASSWORD},
    test,
};

async fn log_in(client: &Client, stay: bool) -> Answer {
    client.post("/session", json!({ "login": "nadia", "password": PASSWORD, "stay": stay })).await.expect(200)
}

test!("the refresh cookie is out of the reach of scripts and of other sites", async |app| {
    let answer = log_in(&app.nobody(), false).await;
    let cookie = &answer.cookies[0];
    assert_eq!((cookie.name(), cookie.path()), ("palier-refresh", Some("/")));
    assert_eq!((cookie.http_only(), cookie.same_site()), (Some(true), Some(SameSite::Strict)));
    assert_eq!(
        (cookie.domain(), cookie.max_age(), cookie.expires()),
        (None, None, None),
        "it ends with the browser"
    );
    assert!(!answer.text.contains(cookie.value()), "it is nowhere but in the cookie");
});

test!("over https it is bound to the host and to TLS", async |app| {
    let server = app.server_with(json!({ "public_url": "https://demandes.example.org" })).await;
    let answer = log_in(&server, false).await;
    let header = answer.header("set-cookie");
    assert!(header.starts_with("__Host-palier-refresh="), "{header}");
    for attribute in ["; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/"] {
        assert!(header.contains(attribute), "{header}");
    }
    assert!(!header.contains("Domain"), "{header}");
    let nadia = server.clone().holding(&answer);
    let refreshed = nadia.post("/session/refresh", json!(null)).await.expect(200);
    assert!(refreshed.header("set-cookie").starts_with("__Host-palier-refresh="));
    let out = nadia.clone().holding(&refreshed).delete("/session").await.expect(204);
    let header = out.header("set-cookie");
    assert!(
        header.starts_with("__Host-palier-refresh=;")
            && header.contains("; Secure")
            && header.contains("Max-Age=0"),
        "{header}"
    );
});

test!(
    "over https a cookie without the prefix, which a neighbour could have set, is not looked at",
    async |app| {
        let server = app.server_with(json!({ "public_url": "https://demandes.example.org" })).await;
        let nadia = server.clone().holding(&log_in(&server, false).await);
        let bare = actix_web::cookie::Cookie::new("palier-refresh", nadia.cookie().value().to_owned());
        server
            .with_cookie(bare)
            .post("/session/refresh", json!(null))
            .await
            .problem(401, "not-authenticated");
    }
);

test!("it outlives the browser only for those who stay, also after a refresh", async |app| {
    let answer = log_in(&app.nobody(), true).await;
    assert_eq!(answer.cookies[0].max_age().expect("an age").whole_days(), 30);
    let nadia = app.nobody().holding(&answer);
    let refreshed = nadia.post("/session/refresh", json!(null)).await.expect(200);
    assert_eq!(refreshed.cookies[0].max_age().expect("an age").whole_days(), 30);
});
