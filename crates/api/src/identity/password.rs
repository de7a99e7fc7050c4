//! Passwords: argon2id, off the async threads, a few at a time.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::http::{Kind, Problem};

/// The hash of no password: checking against it takes as long as against a real one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cGFsaWVyLW5vYm9keS0xMg$Y2hlY2tpbmcgdGFrZXMgYXMgbG9uZyBhcyBldmVyISE";

/// Hashes and checks passwords, at most a few at a time.
#[derive(Debug, Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    checks: Arc<AtomicU64>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { turns: Arc::new(Semaphore::new(cores)), checks: Arc::default() }
    }
}

impl Passwords {
    /// The hash to keep of a password.
    ///
    /// # Errors
    /// 503 when the server is stopping.
    pub async fn hash(&self, password: SecretString) -> Result<String, Problem> {
        self.turn(move || hash_now(&password)).await?.ok_or_else(|| Problem::new(Kind::Internal))
    }

    /// Whether `password` is the one behind `hash`; without a hash, as slow, and never.
    ///
    /// # Errors
    /// 503 when the server is stopping.
    pub async fn check(&self, password: SecretString, hash: Option<String>) -> Result<bool, Problem> {
        let checks = Arc::clone(&self.checks);
        self.turn(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
            let matches = PasswordHash::new(&hash).is_ok_and(|hash| {
                checks.fetch_add(1, Ordering::Relaxed);
                Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok()
            });
            known && matches
        })
        .await
    }

    /// How many times argon2id has compared a password so far: what tests count.
    #[must_use]
    pub fn checks(&self) -> u64 {
        self.checks.load(Ordering::Relaxed)
    }

    async fn turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let stopping = || Problem::new(Kind::Unavailable).retry_after(1);
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| stopping())?;
        // The turn goes with the work: whoever hangs up does not let the next one in early.
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| stopping())
    }
}

/// The hash to keep, computed on this thread: for the command line and demo data.
#[must_use]
pub fn hash_now(password: &SecretString) -> Option<String> {
    let password = password.expose_secret().as_bytes();
    Argon2::default().hash_password(password).ok().map(|hash| hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::{NOBODY, Passwords};

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse battery".into()).await.expect("hash");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.check("correct horse battery".into(), Some(hash.clone())).await.expect("checked"));
        assert!(!passwords.check("correct horse batterz".into(), Some(hash)).await.expect("checked"));
    }

    #[tokio::test]
    async fn nobody_has_a_password_but_checking_it_is_real_work() {
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODY).is_ok());
        assert!(!Passwords::default().check("anything at all".into(), None).await.expect("checked"));
    }
}
