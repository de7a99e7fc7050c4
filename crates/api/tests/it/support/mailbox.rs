//! A real mail server with a mailbox: `scripts/mailbox.py`.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::until;

/// The sender of every mail in these tests.
pub const SENDER: &str = "palier@mosane.example";

/// A mail server of a test's own; it ends with the test.
pub struct Mailbox {
    process: Child,
    /// What the server said of itself: address, account, authority.
    pub about: Value,
    folder: TempDir,
}

/// A mail as it arrived, read by a library that is not the sender's.
#[derive(Debug, Clone)]
pub struct Received {
    /// What the envelope said, and how the sender came in.
    pub envelope: Value,
    headers: Vec<(String, String)>,
    pub text: String,
    pub html: String,
    /// The bytes on the wire.
    pub raw: Vec<u8>,
}

impl Mailbox {
    /// Takes mails over STARTTLS, from those who log in.
    pub fn open() -> Self {
        Self::start("starttls")
    }

    /// Takes mails in the clear, from anybody.
    pub fn open_in_the_clear() -> Self {
        Self::start("none")
    }

    /// The server as the configuration names it.
    pub fn server(&self) -> Value {
        let field = |name: &str| self.about[name].clone();
        json!({
            "host": field("host"), "port": field("port"), "security": field("security"),
            "username": field("username"), "password": field("password"), "ca_file": field("ca_file"),
            "from_address": SENDER, "from_name": "Palier",
        })
    }

    /// Waits until there are at least that many mails; answers all, oldest first.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        until(&format!("{count} mails"), async || Some(self.files()).filter(|files| files.len() >= count))
            .await;
        self.mails()
    }

    /// Waits for the first mail to that address.
    pub async fn first_to(&self, address: &str) -> Received {
        let sent_there = |mail: &Received| mail.envelope["to"] == json!([address]);
        until(&format!("a mail to {address}"), async || self.mails().into_iter().find(sent_there)).await
    }

    /// The mails that have arrived, oldest first.
    pub fn mails(&self) -> Vec<Received> {
        self.files().iter().map(|file| Received::read(file)).collect()
    }

    fn start(tls: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut process = Command::new(python())
            .arg(root().join("scripts/mailbox.py"))
            .args(["--until-eof", "--tls", tls, "--folder"])
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the mailbox starts; `just test` makes its Python environment");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("one line");
        let about = serde_json::from_str(&line).expect("the mailbox says where it is");
        Self { process, about, folder }
    }

    fn files(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder.path()).expect("the mailbox's folder");
        let files = files.map(|file| file.expect("a file").path());
        let is_mail = |file: &PathBuf| file.extension().is_some_and(|it| it == "eml") && !hidden(file);
        let mut files: Vec<_> = files.filter(is_mail).collect();
        files.sort();
        files
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Received {
    /// The values of a header, decoded.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(it, _)| it.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The only value of a header, decoded.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let [value] = self.headers(name)[..] else { panic!("one `{name}`: {:?}", self.headers) };
        value
    }

    pub fn subject(&self) -> &str {
        self.header("Subject")
    }

    fn read(file: &Path) -> Self {
        let read = Command::new(python()).arg("-c").arg(include_str!("read_mail.py")).arg(file).output();
        let read = read.expect("Python runs");
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let parts: Value = serde_json::from_slice(&read.stdout).expect("JSON");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let headers = parts["headers"].as_array().expect("a list").iter();
        let envelope = fs::read(file.with_extension("json")).expect("an envelope");
        Self {
            envelope: serde_json::from_slice(&envelope).expect("JSON"),
            headers: headers.map(|header| (text(&header[0]), text(&header[1]))).collect(),
            text: text(&parts["text"]),
            html: text(&parts["html"]),
            raw: fs::read(file).expect("a mail"),
        }
    }
}

fn hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn python() -> PathBuf {
    std::env::var_os("PALIER_TEST_PYTHON").map_or_else(|| root().join(".venv/bin/python"), PathBuf::from)
}
