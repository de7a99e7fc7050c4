use api::config::Config;
use serde_json::json;

use crate::{plain_test, test};

const SECRET: &str = "swordfish";

plain_test!("the configuration prints no secret", || {
    let config: Config = serde_json::from_value(json!({
        "database_url": format!("postgres://palier:{SECRET}@127.0.0.1/palier"),
        "mail": { "host": "h", "port": 25, "from_address": "a@b.example", "username": "palier", "password": SECRET },
    }))
    .expect("a configuration");
    let printed = format!("{config:?} {config:#?}");
    assert!(printed.contains("REDACTED") && !printed.contains(SECRET), "{printed}");
});

test!("nothing that operations are given prints a key or a password", async |app| {
    let key = std::fs::read(app.folder().join("palier.key")).expect("the key file");
    let printed = format!("{:?}", app.app);
    let numbers = |bytes: &[u8]| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    assert!(!printed.contains(&numbers(&key[..4])), "the sealing key");
    let database = app.database_url.rsplit_once('@').map(|(account, _)| account.to_owned());
    let password =
        database.and_then(|account| account.rsplit_once(':').map(|(_, password)| password.to_owned()));
    assert!(password.is_none_or(|password| !printed.contains(&password)), "the database's password");
});
