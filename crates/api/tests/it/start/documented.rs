use std::collections::BTreeSet;

use api::config::{Config, DatabaseConfig, MailServer};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::plain_test;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/administrators/configuration.md");

/// The keys that a table of the configuration takes, in serde's own words.
fn keys<T: DeserializeOwned>(table: &str) -> Vec<String> {
    let error =
        serde_json::from_value::<T>(json!({ "?": 1 })).err().expect("no key is called so").to_string();
    let listed = error.split("expected ").nth(1).expect("it lists the keys");
    let names = listed.split('`').skip(1).step_by(2);
    names.map(|name| if table.is_empty() { name.to_owned() } else { format!("{table}.{name}") }).collect()
}

/// The rows of the page's table: key and variable.
fn documented() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(PAGE).expect("the page");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>());
    cells.map(|cells| (cells[1].clone(), cells[2].clone())).collect()
}

plain_test!("every key of the configuration is documented, and no other", || {
    let mut taken: BTreeSet<String> = keys::<Config>("").into_iter().collect();
    for (table, keys) in
        [("database", keys::<DatabaseConfig>("database")), ("mail", keys::<MailServer>("mail"))]
    {
        assert!(taken.remove(table), "{table} is a table");
        taken.extend(keys);
    }
    assert!(taken.len() > 10, "{taken:?}");
    let documented: BTreeSet<String> = documented().into_iter().map(|(key, _)| key).collect();
    assert_eq!(taken, documented, "left: the code, right: docs/administrators/configuration.md");
});

plain_test!("every key is documented with the variable that sets it", || {
    for (key, variable) in documented() {
        assert_eq!(variable, format!("PALIER_{}", key.replace('.', "__").to_uppercase()));
    }
});
