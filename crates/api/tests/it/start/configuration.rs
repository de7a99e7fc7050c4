use std::fs;

use super::palier;
use crate::plain_test;

/// Runs `palier migrate` with that file and those variables.
fn migrate(toml: &str, variables: &[(&str, &str)]) -> super::Run {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("palier.toml");
    fs::write(&file, toml).expect("written");
    let data = folder.path().join("data");
    let mut all = vec![("PALIER_DATA", data.to_str().expect("a path"))];
    all.extend_from_slice(variables);
    palier(&["--config", file.to_str().expect("a path"), "migrate"], &all, "")
}

plain_test!("an unknown key of the file stops the start, and is named", || {
    assert!(migrate("listne = \"127.0.0.1:0\"", &[]).refused().contains("`listne`"));
    assert!(migrate("[database]\nsynchronous = \"OFF\"", &[]).refused().contains("`synchronous`"));
    let mail = "[mail]\nhost = \"h\"\nport = 25\nfrom_address = \"a@b.example\"\ntls = true";
    assert!(migrate(mail, &[]).refused().contains("`tls`"));
});

plain_test!("an unknown variable stops the start, and is named", || {
    assert!(migrate("", &[("PALIER_LISTNE", "127.0.0.1:0")]).refused().contains("`listne`"));
    assert!(migrate("", &[("PALIER_DATABASE__FOO", "1")]).refused().contains("`foo`"));
});

plain_test!("a value of the wrong kind stops the start, and its key is named", || {
    for (variable, value, key) in [
        ("PALIER_LISTEN", "8080", "`listen`"),
        ("PALIER_TRUSTED_PROXIES", "10.0.0.300", "`trusted_proxies`"),
        ("PALIER_PUBLIC_URL", "demandes", "`public_url`"),
        ("PALIER_DATABASE__SQLITE_SYNCHRONOUS", "MAYBE", "`database.sqlite_synchronous`"),
        ("PALIER_MAIL__HOST", "smtp.example.org", "mail."),
    ] {
        let run = migrate("", &[(variable, value)]);
        assert!(run.refused().contains(key), "{run:?}");
    }
});

plain_test!("a file that cannot be read stops the start with one line", || {
    assert!(palier(&["--config", "nowhere.toml", "migrate"], &[], "").refused().contains("nowhere.toml"));
    assert!(migrate("listen = ", &[]).refused().contains("line 1"));
});

plain_test!(
    "a file with a mistake beside a password is complained about without showing the password",
    || {
        let mail = "[mail]\nhost = \"h\"\nport = 25\nfrom_address = \"a@b.example\"\npassword = \"swordfish\nusername = 3";
        let run = migrate(mail, &[]);
        assert!(run.refused().contains("line 5"), "{run:?}");
        assert!(!format!("{run:?}").contains("swordfish"));
    }
);

plain_test!("plain http beyond this machine is refused, however it is asked for", || {
    let refused = |variables: &[(&str, &str)]| migrate("", variables).refused().to_owned();
    let listen = ("PALIER_LISTEN", "0.0.0.0:8080");
    let https = ("PALIER_PUBLIC_URL", "https://demandes.example.org");
    let proxy = ("PALIER_TRUSTED_PROXIES", "10.0.0.1");
    assert!(refused(&[listen]).contains("`listen`"));
    assert!(refused(&[listen, https]).contains("`trusted_proxies`"));
    assert!(refused(&[listen, proxy]).contains("`listen`"));
    assert!(refused(&[("PALIER_PUBLIC_URL", "http://demandes.example.org")]).contains("`public_url`"));
    assert!(
        refused(&[("PALIER_PUBLIC_URL", "http://10.0.0.5:8080"), listen, proxy]).contains("`public_url`")
    );
    assert_eq!(migrate("", &[listen, https, proxy]).code, Some(0));
    for local in ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080"] {
        assert_eq!(migrate("", &[("PALIER_PUBLIC_URL", local)]).code, Some(0), "{local}");
    }
});

plain_test!("a public address is a scheme and a host, and nothing that could end up in links", || {
    for wrong in [
        "ftp://example.org",
        "https://example.org/palier",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://me:swordfish@example.org",
    ] {
        let run = migrate("", &[("PALIER_PUBLIC_URL", wrong)]);
        assert!(run.refused().contains("`public_url`"), "{run:?}");
        assert!(!run.complained.contains("swordfish"));
    }
});

plain_test!("variables win over the file, which a variable can name", || {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("palier.toml");
    fs::write(&file, "listen = \"no address\"").expect("written");
    let data = folder.path().join("data");
    let named = ("PALIER_CONFIG", file.to_str().expect("a path"));
    let data = ("PALIER_DATA", data.to_str().expect("a path"));
    assert!(palier(&["migrate"], &[named, data], "").refused().contains("`listen`"));
    let run = palier(&["migrate"], &[named, data, ("PALIER_LISTEN", "127.0.0.1:0")], "");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(folder.path().join("data/palier.sqlite").is_file());
});

plain_test!("the proxies of a variable are a list with commas", || {
    let proxies = ("PALIER_TRUSTED_PROXIES", "10.0.0.1, 2001:db8::1");
    let run = migrate("", &[proxies]);
    assert_eq!(run.code, Some(0), "{run:?}");
});
