//! Talks to the mail server.
//!
//! lettre's own pool puts a connection back that was left in the middle of a command, after which every answer
//! belongs to the command before. Here a connection that did not answer in time is never used again.

mod failure;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use domain::OutboxId;
use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail as MailFrom, Rcpt, Rset},
        extension::ClientId,
        response::Response,
    },
};
use secrecy::ExposeSecret;
use tokio::time::{Instant, timeout};

pub use failure::Delivery;
use failure::{Failure, within};

use super::{
    Mail, Receiver, queue,
    render::{Links, Sender, render},
};
use crate::{
    config::{MailSecurity, MailServer},
    random::Random,
};

/// How long the mail server may take.
const PATIENCE: Patience = Patience { step: Duration::from_secs(10), content: Duration::from_secs(40) };
/// Servers close what is silent for longer.
const IDLE: Duration = Duration::from_secs(20);

/// A mail server that cannot be used as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    #[error("the sender's address `{0}` is not an email address; it looks like name@example.org")]
    Sender(String),
    #[error("the file `{0}` with the mail server's authority cannot be read: {1}")]
    Authority(PathBuf, #[source] std::io::Error),
    #[error("the file `{0}` holds no PEM certificate")]
    NoCertificate(PathBuf),
    #[error("TLS with the mail server cannot be set up: {0}")]
    Tls(#[source] Error),
    #[error("a user name for the mail server needs a password, and a password a user name")]
    HalfAnAccount,
}

/// A mail server and the connections to it that wait for the next mail.
pub struct Mailer {
    host: String,
    port: u16,
    security: MailSecurity,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello: ClientId,
    sender: Sender,
    patience: Patience,
    idle: Mutex<Vec<Idle>>,
}

#[derive(Debug, Clone, Copy)]
struct Patience {
    /// For a connection, and for each command on it.
    step: Duration,
    /// For looking at a mail. Giving up too early sends it twice.
    content: Duration,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl Mailer {
    /// Reads the certificate, if any; connects to nothing yet.
    ///
    /// # Errors
    /// When the configuration cannot work.
    pub fn new(server: &MailServer) -> Result<Self, MailerError> {
        let address = server.from_address.parse();
        let address = address.map_err(|_| MailerError::Sender(server.from_address.clone()))?;
        let tls = match server.security {
            MailSecurity::None => None,
            MailSecurity::Tls | MailSecurity::StartTls => Some(tls(&server.host, server.ca_file.as_deref())?),
        };
        Ok(Self {
            host: server.host.clone(),
            port: server.port,
            security: server.security,
            tls,
            credentials: credentials(server)?,
            hello: ClientId::default(),
            sender: Sender { address, name: server.from_name.clone().filter(|it| !it.trim().is_empty()) },
            patience: PATIENCE,
            idle: Mutex::default(),
        })
    }

    /// Who its mails come from.
    #[must_use]
    pub const fn sender(&self) -> &Sender {
        &self.sender
    }

    /// Delivers one mail; answers with the server's words.
    ///
    /// # Errors
    /// When the server did not take it, or did not say so in time.
    pub async fn send(&self, message: &Message) -> Result<String, Delivery> {
        let mut connection = match self.waiting_connection().await {
            Some(connection) => connection,
            None => self.connect().await.map_err(Failure::before_the_mail)?,
        };
        match self.hand_over(&mut connection, message).await {
            Ok(response) => {
                self.keep(connection);
                Ok(words(&response))
            }
            Err(failure) => {
                if failure.is_answer() {
                    self.keep(connection);
                }
                Err(failure.of_the_mail())
            }
        }
    }

    /// Says goodbye on the connections that waited longer than servers like.
    pub async fn rest(&self) {
        let old: Vec<Idle> = self.idle().extract_if(.., |idle| idle.since.elapsed() >= IDLE).collect();
        goodbye(old).await;
    }

    /// Says goodbye on every waiting connection.
    pub async fn close(&self) {
        let all = std::mem::take(&mut *self.idle());
        goodbye(all).await;
    }

    /// A connection that waited and still answers.
    async fn waiting_connection(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle().pop().filter(|idle| idle.since.elapsed() < IDLE)?;
        let reset = within(self.patience.step, idle.connection.command(Rset)).await;
        reset.is_ok().then_some(idle.connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let wrapped = self.tls.clone().filter(|_| self.security == MailSecurity::Tls);
        let server = (self.host.as_str(), self.port);
        let step = self.patience.step;
        let opening = AsyncSmtpConnection::connect_tokio1(server, Some(step), &self.hello, wrapped, None);
        let mut connection = within(step, opening)
            .await
            .map_err(|failure| failure.told(&format!("cannot connect to {}:{}", self.host, self.port)))?;
        if let Some(tls) = self.tls.clone().filter(|_| self.security == MailSecurity::StartTls) {
            let upgrade = connection.starttls(tls, &self.hello);
            within(step, upgrade).await.map_err(|failure| failure.told("cannot protect the connection"))?;
        }
        if let Some(credentials) = &self.credentials {
            let account = connection.auth(DEFAULT_MECHANISMS, credentials);
            within(step, account).await.map_err(|failure| failure.told("cannot log in"))?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        message: &Message,
    ) -> Result<Response, Failure> {
        let Patience { step, content } = self.patience;
        let envelope = message.envelope();
        within(step, connection.command(MailFrom::new(envelope.from().cloned(), vec![]))).await?;
        for to in envelope.to() {
            within(step, connection.command(Rcpt::new(to.clone(), vec![]))).await?;
        }
        within(step, connection.command(Data)).await?;
        within(content, connection.message(&message.formatted())).await
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        self.idle().push(Idle { connection, since: Instant::now() });
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sends a test mail at once, past the outbox, while somebody waits. The answer is the server's own words.
///
/// # Errors
/// What the server said, or what kept us from reaching it.
pub async fn try_out(
    server: &MailServer,
    receiver: Receiver,
    links: &Links,
    random: &(dyn Random + 'static),
    now: DateTime<Utc>,
) -> Result<String, String> {
    let mailer = Mailer::new(server).map_err(|error| error.to_string())?;
    let id = OutboxId(random.id(now));
    let mail = Mail::Test { receiver };
    let message = render(&mail, id, now, mailer.sender(), links).map_err(|error| error.to_string())?;
    let answer = mailer.send(&message).await;
    mailer.close().await;
    answer.map(|words| queue::kept(&words)).map_err(|failure| queue::kept(&failure.to_string()))
}

async fn goodbye(connections: Vec<Idle>) {
    for mut idle in connections {
        // A server that does not say goodbye is left without one.
        let _ = timeout(Duration::from_secs(1), idle.connection.quit()).await;
    }
}

fn words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" ")).trim_end().to_owned()
}

fn tls(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters, MailerError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = ca_file {
        let pem = fs::read(file).map_err(|error| MailerError::Authority(file.to_owned(), error))?;
        let certificate = Certificate::from_pem(&pem).map_err(MailerError::Tls)?;
        if !pem.windows(BEGIN.len()).any(|it| it == BEGIN) {
            return Err(MailerError::NoCertificate(file.to_owned()));
        }
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(MailerError::Tls)
}

/// A file without it parses as no certificates at all.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

fn credentials(server: &MailServer) -> Result<Option<Credentials>, MailerError> {
    let name = server.username.clone().filter(|it| !it.is_empty());
    let password =
        server.password.as_ref().map(|it| it.expose_secret().to_owned()).filter(|it| !it.is_empty());
    match (name, password) {
        (Some(name), Some(password)) => Ok(Some(Credentials::new(name, password))),
        (None, None) => Ok(None),
        _ => Err(MailerError::HalfAnAccount),
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
