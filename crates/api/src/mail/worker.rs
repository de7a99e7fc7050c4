//! Sends what waits in the outbox.

use std::{future::Future, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use tokio::{
    sync::{Notify, watch},
    task::{JoinError, JoinSet},
    time::sleep,
};

use super::{
    Mail, backoff,
    queue::{self, Claimed, Outcome},
    render::{Links, render},
    smtp::{Delivery, Mailer, MailerError},
};
use crate::{
    clock::Clock,
    config::MailServer,
    db::{Db, DbError},
    random::Random,
};

/// How many mails are under way at once.
const AT_ONCE: usize = 4;
/// How often the outbox is looked at when nobody wakes the worker: another server may have filled it.
const EVERY: Duration = Duration::from_secs(5);
/// How long the worker keeps still after something failed that no mail is to blame for, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Seconds before each attempt to write down what became of a mail.
const SETTLE_AFTER: [u64; 5] = [0, 1, 2, 4, 8];

/// Which mail server to use; asked anew every round, since the settings may change.
pub trait MailServers: Send + Sync {
    /// The server of the configuration, else the one of the settings. `None`: mails wait.
    fn current(&self) -> impl Future<Output = Option<MailServer>> + Send;

    /// Puts into the outbox what somebody asked for without waiting.
    fn prepare(
        &self,
        random: &dyn Random,
        now: DateTime<Utc>,
    ) -> impl Future<Output = Result<(), DbError>> + Send;
}

/// Delivers mails until it is told to stop.
#[derive(Debug)]
pub struct Worker<S> {
    desk: Arc<Desk>,
    servers: S,
    wake: Arc<Notify>,
    mailer: Option<(MailServer, Arc<Mailer>)>,
    under_way: JoinSet<()>,
}

/// What every delivery needs.
#[derive(Debug)]
struct Desk {
    db: Db,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    links: Links,
}

/// Why nothing could be claimed.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    MailServer(#[from] MailerError),
}

impl<S: MailServers> Worker<S> {
    /// A worker that is woken by `wake`: call `notify_one` after the commit that filled the outbox.
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        servers: S,
        wake: Arc<Notify>,
        links: Links,
    ) -> Self {
        let desk = Arc::new(Desk { db, clock, random, links });
        Self { desk, servers, wake, mailer: None, under_way: JoinSet::new() }
    }

    /// Works until `stop` holds `true` or its sender is gone; then finishes what is under way and returns.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut troubles = 0;
        while !*stop.borrow() {
            troubles = match self.round().await {
                Ok(_) => 0,
                Err(trouble) => {
                    tracing::warn!(error = ?trouble, "no mail could be taken from the outbox: {trouble}");
                    troubles + 1
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => break,
                () = self.wake.notified(), if troubles == 0 => {}
                Some(done) = self.under_way.join_next(), if troubles == 0 => report(done),
                () = sleep(pause(troubles)) => {}
            }
        }
        self.finish().await;
    }

    /// Claims as many rows as can be under way and starts on them; says how many.
    async fn round(&mut self) -> Result<usize, Trouble> {
        while let Some(done) = self.under_way.try_join_next() {
            report(done);
        }
        self.servers.prepare(&*self.desk.random, self.desk.clock.now()).await?;
        let free = AT_ONCE.saturating_sub(self.under_way.len());
        let now = self.desk.clock.now();
        if free == 0 || !queue::any_due(&self.desk.db, now).await? {
            self.rest().await;
            return Ok(0);
        }
        let Some(server) = self.servers.current().await else { return Ok(0) };
        let mailer = self.mailer_for(server).await?;
        // What is claimed is started at once, so that no claim runs out in a queue.
        let claimed = queue::claim(&self.desk.db, now, free as u64).await?;
        let started = claimed.len();
        for row in claimed {
            self.under_way.spawn(Arc::clone(&self.desk).deliver(Arc::clone(&mailer), row));
        }
        Ok(started)
    }

    /// The mailer of last time, with its connections, unless the server is another one now.
    async fn mailer_for(&mut self, server: MailServer) -> Result<Arc<Mailer>, MailerError> {
        if let Some((known, mailer)) = &self.mailer {
            if is_same(known, &server) {
                return Ok(Arc::clone(mailer));
            }
            mailer.close().await;
            self.mailer = None;
        }
        let mailer = Arc::new(Mailer::new(&server)?);
        self.mailer = Some((server, Arc::clone(&mailer)));
        Ok(mailer)
    }

    async fn rest(&self) {
        if let Some((_, mailer)) = &self.mailer {
            mailer.rest().await;
        }
    }

    async fn finish(&mut self) {
        while let Some(done) = self.under_way.join_next().await {
            report(done);
        }
        if let Some((_, mailer)) = self.mailer.take() {
            mailer.close().await;
        }
    }
}

impl Desk {
    async fn deliver(self: Arc<Self>, mailer: Arc<Mailer>, claimed: Claimed) {
        let outcome = self.outcome(&mailer, &claimed).await;
        match &outcome {
            Outcome::Sent { .. } => tracing::info!(outbox_id = %claimed.id, "mail sent"),
            Outcome::Later { due_at, error } => {
                tracing::warn!(outbox_id = %claimed.id, %due_at, "mail not sent, to be tried again: {error}");
            }
            Outcome::Dead { error } => tracing::error!(outbox_id = %claimed.id, "mail given up: {error}"),
        }
        self.settle(&claimed, &outcome).await;
    }

    async fn outcome(&self, mailer: &Mailer, claimed: &Claimed) -> Outcome {
        let mail: Mail = match serde_json::from_value(claimed.message.clone()) {
            Ok(mail) => mail,
            Err(error) => return Outcome::Dead { error: format!("the kept mail cannot be read: {error}") },
        };
        let message = render(&mail, claimed.id, claimed.created_at, mailer.sender(), &self.links);
        match message {
            Ok(message) => self.judge(mailer.send(&message).await, claimed.attempts),
            Err(error) => Outcome::Dead { error: error.to_string() },
        }
    }

    fn judge(&self, answer: Result<String, Delivery>, attempts: i32) -> Outcome {
        let now = self.clock.now();
        match answer {
            Ok(_) => Outcome::Sent { at: now },
            Err(Delivery::Permanent(error)) => Outcome::Dead { error },
            Err(Delivery::Temporary(error)) => {
                match backoff::delay(attempts.saturating_add(1), &*self.random) {
                    Some(delay) => Outcome::Later { due_at: now + delay, error },
                    None => Outcome::Dead { error },
                }
            }
        }
    }

    /// A database that is away for a moment must not send a mail twice.
    async fn settle(&self, claimed: &Claimed, outcome: &Outcome) {
        for seconds in SETTLE_AFTER {
            sleep(Duration::from_secs(seconds)).await;
            match queue::settle(&self.db, claimed, outcome).await {
                Ok(()) => return,
                Err(error) => {
                    tracing::warn!(outbox_id = %claimed.id, error = ?error, "outcome not written yet")
                }
            }
        }
        tracing::error!(outbox_id = %claimed.id, "outcome not written; the mail will be tried again");
    }
}

fn report(done: Result<(), JoinError>) {
    if let Err(error) = done {
        tracing::error!("a delivery ended halfway and will be tried again: {error}");
    }
}

/// How long to keep still after so many failures in a row.
fn pause(troubles: u32) -> Duration {
    match troubles {
        0 => EVERY,
        _ => Duration::from_secs(1 << (troubles - 1).min(5)).min(LONGEST_PAUSE),
    }
}

fn is_same(one: &MailServer, other: &MailServer) -> bool {
    let words = |it: &MailServer| {
        let password = it.password.as_ref().map(|it| it.expose_secret().to_owned());
        let sender = (it.from_address.clone(), it.from_name.clone());
        (it.host.clone(), it.port, it.security, it.username.clone(), password, sender, it.ca_file.clone())
    };
    words(one) == words(other)
}

#[cfg(test)]
mod tests;
