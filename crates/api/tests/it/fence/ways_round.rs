use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::plain_test;

/// Who goes round the fence, and how often: reviewed. It only shrinks; new code finds a scope and a permit.
const REVIEWED: [(&str, usize); 38] = [
    ("audit.rs", 1),
    ("cli/audit.rs", 1),
    ("features/account/store.rs", 1),
    ("features/audit/names.rs", 1),
    ("features/authorization/labels.rs", 1),
    ("features/authorization/store.rs", 2),
    ("features/grants/recipient.rs", 1),
    ("features/grants/taken_along.rs", 1),
    ("features/instance/link.rs", 4),
    ("features/instance/store.rs", 4),
    ("features/links/asks.rs", 5),
    ("features/links/choose_password.rs", 2),
    ("features/links/confirm_email.rs", 1),
    ("features/links/many.rs", 1),
    ("features/links/redeem.rs", 1),
    ("features/links/store.rs", 9),
    ("features/requests/store.rs", 2),
    ("features/requests/store/change.rs", 1),
    ("features/resources/store/links.rs", 1),
    ("features/roles/shipped.rs", 2),
    ("features/roles/store.rs", 2),
    ("features/session/store.rs", 8),
    ("features/session/throttle.rs", 3),
    ("features/settings/store.rs", 5),
    ("features/sites/store.rs", 3),
    ("features/tags/store/links.rs", 3),
    ("features/tags/store/merging.rs", 2),
    ("features/teams/many.rs", 1),
    ("features/teams/store.rs", 3),
    ("features/users/importing/senders.rs", 1),
    ("features/users/store.rs", 6),
    ("features/users/store/leaving.rs", 2),
    ("features/users/store/many.rs", 2),
    ("features/users/store/touching.rs", 3),
    ("idempotency.rs", 2),
    ("identity/caller.rs", 4),
    ("identity/keys.rs", 2),
    ("mail/queue.rs", 3),
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    files.sort();
    files
}

/// How often `text` stands in each file of the crate, without the tests; files without it are left out.
fn occurrences(text: &str) -> BTreeMap<String, usize> {
    let root = sources();
    let files =
        rust_files(&root).into_iter().filter(|file| file.file_name().is_none_or(|name| name != "tests.rs"));
    let count = |file: PathBuf| {
        let source = fs::read_to_string(&file).expect("a source");
        let product = source.split("#[cfg(test)]").next().unwrap_or_default();
        let name = file.strip_prefix(&root).expect("below").to_str().expect("a name").to_owned();
        (name, product.matches(text).count())
    };
    files.map(count).filter(|(_, count)| *count > 0).collect()
}

plain_test!("the ways round the fence are counted, and only get fewer", || {
    let mut found = occurrences(".unfenced(");
    for (file, count) in occurrences(".record_unfenced(") {
        *found.entry(file).or_default() += count;
    }
    found.retain(|file, _| !file.starts_with("db/"));
    let reviewed: BTreeMap<String, usize> =
        REVIEWED.into_iter().map(|(file, count)| (file.to_owned(), count)).collect();
    assert_eq!(
        found, reviewed,
        "left: the code, right: the review. Fewer: lower the list. More: use a scope or a permit."
    );
});

plain_test!(
    "only the database module, the clock and the source of randomness use what clippy.toml bans",
    || {
        let allowed = |file: &str| file.starts_with("db/") || file == "clock.rs" || file == "random.rs";
        let offenders: Vec<String> = ["clippy::disallowed_methods", "clippy::disallowed_types"]
            .into_iter()
            .flat_map(occurrences)
            .map(|(file, _)| file)
            .filter(|file| !allowed(file))
            .collect();
        assert!(offenders.is_empty(), "{offenders:?}");
    }
);

plain_test!("clippy.toml bans every way to start a query, and the lints deny it", || {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bans = fs::read_to_string(root.join("clippy.toml")).expect("clippy.toml");
    let starts = [
        "find",
        "find_by_id",
        "insert",
        "insert_many",
        "update",
        "update_many",
        "delete",
        "delete_by_id",
        "delete_many",
    ];
    let banned = starts.iter().map(|method| format!("sea_orm::EntityTrait::{method}"));
    let others =
        ["insert", "update", "save", "delete"].map(|method| format!("sea_orm::ActiveModelTrait::{method}"));
    let rest = [
        "sea_orm::Statement::from_string",
        "sea_orm::Statement::from_sql_and_values",
        "sea_orm::Database::connect",
        "chrono::Utc::now",
    ];
    for path in banned.chain(others).chain(rest.map(ToOwned::to_owned)) {
        assert!(bans.contains(&format!("path = \"{path}\"")), "{path} is not banned");
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("Cargo.toml");
    for lint in [
        "disallowed_methods = \"deny\"",
        "disallowed_types = \"deny\"",
        "allow_attributes = \"deny\"",
        "unsafe_code = \"forbid\"",
    ] {
        assert!(manifest.contains(lint), "{lint}");
    }
    let inherits = fs::read_to_string(root.join("crates/api/Cargo.toml")).expect("Cargo.toml");
    assert!(inherits.contains("[lints]\nworkspace = true"));
});
