//! Few files are read at once: each may take tens of megabytes, and every core for a while.

use std::time::Duration;

use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::http::{Answer, Kind, Problem};

/// How many are read at once.
const AT_ONCE: usize = 2;

/// How long a file waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// The turns of a server.
#[derive(Debug)]
pub struct Turns(Semaphore);

impl Default for Turns {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Turns {
    /// A turn, for as long as it is held.
    ///
    /// # Errors
    /// 503 when none gets free.
    pub async fn turn(&self) -> Answer<SemaphorePermit<'_>> {
        let turn = timeout(PATIENCE, self.0.acquire()).await.ok().and_then(Result::ok);
        turn.ok_or_else(|| {
            let mend = "other files are being imported: send this one again in a minute";
            Problem::because(Kind::Unavailable, mend).retry_after(60)
        })
    }
}
