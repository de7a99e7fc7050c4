//! What the operator decides before the server starts: a TOML file, then `PALIER_*` variables, which win.
//!
//! Two underscores step into a table: `PALIER_MAIL__HOST` is `mail.host`. docs/administrators/configuration.md
//! explains every key; a test compares that page with [`Config`].

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

pub use crate::db::Synchronous;

/// The whole configuration. Unknown keys are refused; secrets never print.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the server listens.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// The address people type; links in mails start with it.
    #[serde(default = "default_public_url")]
    pub public_url: Url,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[serde(default, deserialize_with = "addresses")]
    pub trusted_proxies: Vec<IpAddr>,
    /// The data folder: the SQLite file and the key that seals secrets.
    #[serde(default = "default_data")]
    pub data: PathBuf,
    /// `sqlite:///path` or `postgres://…`; by default `palier.sqlite` in the data folder.
    pub database_url: Option<SecretString>,
    #[serde(default)]
    pub database: DatabaseConfig,
    /// The mail server. When set here, the one in the app's settings is not used.
    pub mail: Option<MailServer>,
    /// What is logged, in the syntax of `tracing-subscriber`'s `EnvFilter`.
    #[serde(default = "default_log")]
    pub log: String,
}

/// Details of the database.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseConfig {
    /// SQLite's `synchronous`; anything but `FULL` is for tests.
    #[serde(default)]
    pub sqlite_synchronous: Synchronous,
}

/// A mail server and the account it is used with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    #[serde(default)]
    pub security: MailSecurity,
    pub username: Option<String>,
    pub password: Option<SecretString>,
    /// The sender of every mail.
    pub from_address: String,
    pub from_name: Option<String>,
    /// A PEM file with the authority that signed the server's certificate, if the public ones did not.
    pub ca_file: Option<PathBuf>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte, usually port 465.
    Tls,
    /// Upgraded before anything else is said, usually port 587; refused when the server cannot.
    #[default]
    StartTls,
    /// In the clear: for a relay on the same machine.
    None,
}

/// A configuration that cannot be used: one line that names the key.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("configuration: {}", one_line(.0))]
    Unreadable(#[from] config::ConfigError),
    #[error(
        "configuration: `listen` is {0}, beyond this machine, and `public_url` is plain http; put a proxy with TLS in \
         front and name it in `trusted_proxies`, or listen on 127.0.0.1"
    )]
    PlainHttp(SocketAddr),
    #[error("configuration: `public_url` must be http:// or https:// with a host and nothing after it")]
    PublicUrl,
    #[error(
        "configuration: `public_url` is {0}, plain http beyond this machine; put a proxy with TLS in front"
    )]
    PlainPublicUrl(Url),
}

impl Config {
    /// Reads `file`, if any, then the environment.
    ///
    /// # Errors
    /// When a key is unknown, a value is of the wrong kind, or the whole would be unsafe.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut sources = config::Config::builder();
        if let Some(file) = file {
            sources = sources.add_source(config::File::from(file).format(config::FileFormat::Toml));
        }
        let environment = config::Environment::with_prefix("PALIER")
            .prefix_separator("_")
            .separator("__")
            .source(Some(ours(std::env::vars())));
        let config: Self = sources.add_source(environment).build()?.try_deserialize()?;
        config.checked()
    }

    /// The database's URL.
    #[must_use]
    pub fn database_url(&self) -> SecretString {
        self.database_url.clone().unwrap_or_else(|| {
            format!("sqlite://{}?mode=rwc", self.data.join("palier.sqlite").display()).into()
        })
    }

    /// Whether browsers may be told to insist on TLS and to keep cookies off plain HTTP.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    fn checked(self) -> Result<Self, ConfigError> {
        let url = &self.public_url;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.authority() == host(url);
        if !matches!(url.scheme(), "http" | "https") || !bare {
            return Err(ConfigError::PublicUrl);
        }
        if !self.is_https() && !is_this_machine(url) {
            return Err(ConfigError::PlainPublicUrl(self.public_url));
        }
        let reachable = !self.listen.ip().is_loopback();
        if reachable && (self.trusted_proxies.is_empty() || !self.is_https()) {
            return Err(ConfigError::PlainHttp(self.listen));
        }
        Ok(self)
    }
}

/// The host of a URL, with its port.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What is wrong, without the lines of the file that the parser shows: they may hold secrets.
fn one_line(error: &config::ConfigError) -> String {
    let text = error.to_string();
    let shows_the_file =
        |line: &&str| line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit()).starts_with('|');
    let said: Vec<&str> = text.lines().filter(|line| !shows_the_file(line)).map(str::trim).collect();
    said.join(", ")
}

/// A list, or its items in one text, split at commas: what a variable can hold.
fn addresses<'d, D: serde::Deserializer<'d>>(from: D) -> Result<Vec<IpAddr>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        List(Vec<IpAddr>),
    }
    match Either::deserialize(from)? {
        Either::List(list) => Ok(list),
        Either::Text(text) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(|item| item.parse().map_err(serde::de::Error::custom)).collect()
        }
    }
}

/// The variables that are configuration: `PALIER_CONFIG` names the file, `PALIER_TEST_*` belongs to the test suite.
fn ours(variables: impl Iterator<Item = (String, String)>) -> config::Map<String, String> {
    variables.filter(|(name, _)| name != "PALIER_CONFIG" && !name.starts_with("PALIER_TEST_")).collect()
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_public_url() -> Url {
    Url::parse("http://127.0.0.1:8080").unwrap_or_else(|error| unreachable!("a constant URL: {error}"))
}

fn default_data() -> PathBuf {
    PathBuf::from("data")
}

fn default_log() -> String {
    "info,sea_orm_migration=warn".to_owned()
}
