use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt};

use super::palier;
use crate::plain_test;

plain_test!("a port that is taken stops the start with one line that names it", || {
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = holder.local_addr().expect("an address").to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    let run = palier(
        &["serve"],
        &[("PALIER_LISTEN", &address), ("PALIER_DATA", data), ("PALIER_LOG", "error")],
        "",
    );
    assert!(run.refused().contains(&address), "{run:?}");
    assert!(run.refused().contains("`listen`"), "it says what to do: {run:?}");
    assert!(!run.said.contains("setup"), "no link was printed: {run:?}");
});

plain_test!("a data folder that cannot be one stops the start with one line that names it", || {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    // Not even root makes a folder below a file, or in the kernel's own.
    for data in [file.to_str().expect("a path"), &format!("{}/data", file.display()), "/proc/palier"] {
        for command in ["serve", "migrate"] {
            let run = palier(&[command], &[("PALIER_DATA", data), ("PALIER_LOG", "error")], "");
            assert!(run.refused().contains(data), "{run:?}");
        }
    }
});

plain_test!("a damaged key file stops the start with one line that names it", || {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("palier.key"), "short").expect("written");
    let data = folder.path().to_str().expect("a path");
    let run = palier(
        &["serve"],
        &[("PALIER_DATA", data), ("PALIER_LISTEN", "127.0.0.1:0"), ("PALIER_LOG", "error")],
        "",
    );
    assert!(run.refused().contains("palier.key"), "{run:?}");
});

plain_test!("another key than the database's stops the start with one line that says so", || {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = holder.local_addr().expect("an address").to_string();
    let serve = || {
        palier(&["serve"], &[("PALIER_DATA", data), ("PALIER_LISTEN", &address), ("PALIER_LOG", "error")], "")
    };
    // The taken port ends the first start after it made its key.
    assert!(serve().refused().contains(&address));
    fs::write(folder.path().join("palier.key"), [7; 32]).expect("written");
    assert!(serve().refused().contains("palier.key"));
});

plain_test!("a database that cannot be opened stops the start with one line, without its password", || {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    for url in [
        "postgres://palier:swordfish@127.0.0.1:1/palier",
        "postgres://palier:swordfish@127.0.0.1:port/palier",
        "mysql://palier:swordfish@127.0.0.1/palier",
        "swordfish",
        "sqlite:///nowhere/palier.sqlite",
    ] {
        let run = palier(&["migrate"], &[("PALIER_DATA", data), ("PALIER_DATABASE_URL", url)], "");
        assert!(run.refused().contains("`database_url`"), "{run:?}");
        assert!(!format!("{run:?}").contains("swordfish"), "{run:?}");
    }
});

plain_test!("a log filter that is none stops the start with one line", || {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    let run = palier(&["serve"], &[("PALIER_DATA", data), ("PALIER_LOG", "=,=")], "");
    assert!(run.refused().contains("log filter"), "{run:?}");
});

plain_test!("what the first start makes is for its owner only", || {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = holder.local_addr().expect("an address").to_string();
    let variables = [
        ("PALIER_DATA", data.to_str().expect("a path")),
        ("PALIER_LISTEN", &*address),
        ("PALIER_LOG", "error"),
    ];
    palier(&["serve"], &variables, "").refused();
    let mode = |path| fs::metadata(path).expect("made").permissions().mode() & 0o777;
    assert_eq!((mode(data.clone()), mode(data.join("palier.key"))), (0o700, 0o600));
});

plain_test!("wrong arguments exit with 2 and show how it is used", || {
    let run = palier(&["fly"], &[], "");
    assert_eq!(run.code, Some(2));
    assert!(run.complained.contains("Usage"), "{run:?}");
});

plain_test!("demo data goes into an empty database only", || {
    let folder = tempfile::tempdir().expect("a folder");
    let data = [("PALIER_DATA", folder.path().to_str().expect("a path"))];
    let first = palier(&["demo"], &data, "");
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(palier(&["demo"], &data, "").refused().contains("not empty"));
});
