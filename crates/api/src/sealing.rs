//! Secrets at rest: sealed with a key that stands outside the database.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit},
};

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;

use crate::random::Random;

const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;

/// Seals and opens secrets (XChaCha20-Poly1305, a random nonce in front).
#[derive(Clone)]
pub struct Sealing {
    cipher: XChaCha20Poly1305,
    audit: AuditKey,
}

/// Seals the head of the audit, so that who can write to the database alone can neither cut nor rewrite it unnoticed.
#[derive(Debug, Clone)]
pub struct AuditKey(Arc<SecretBox<[u8; KEY_BYTES]>>);

/// A secret that this key cannot open.
#[derive(Debug, thiserror::Error)]
#[error("a secret in the database was sealed with another key; put the `palier.key` of this database back")]
pub struct CannotOpen;

/// The key file cannot be read or made.
#[derive(Debug, thiserror::Error)]
#[error("the key file {path}: {cause}", path = path.display())]
pub struct KeyFile {
    path: PathBuf,
    cause: io::Error,
}

impl Sealing {
    /// Reads `palier.key` in the data folder; makes it at the first start, readable by its owner only.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds no key.
    pub fn open(data: &Path, random: &dyn Random) -> Result<Self, KeyFile> {
        let path = data.join("palier.key");
        let key = read_or_make(&path, random).map_err(|cause| KeyFile { path, cause })?;
        Ok(Self { cipher: XChaCha20Poly1305::new(&key.into()), audit: AuditKey::of(&key) })
    }

    /// The key that seals the audit.
    #[must_use]
    pub fn audit_key(&self) -> AuditKey {
        self.audit.clone()
    }

    /// Seals with a key that no file holds.
    #[cfg(test)]
    #[must_use]
    pub fn of_key(key: [u8; KEY_BYTES]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&key.into()), audit: AuditKey::of(&key) }
    }

    /// # Panics
    /// Never: the cipher takes messages of any length we hold.
    #[must_use]
    pub fn seal(&self, secret: &[u8], random: &dyn Random) -> String {
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce);
        let sealed = self.cipher.encrypt(XNonce::from_slice(&nonce), secret).unwrap_or_default();
        STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// # Errors
    /// When the secret was sealed with another key or altered.
    pub fn unseal(&self, sealed: &str) -> Result<Vec<u8>, CannotOpen> {
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| CannotOpen)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(CannotOpen)?;
        self.cipher.decrypt(XNonce::from_slice(nonce), sealed).map_err(|_| CannotOpen)
    }
}

impl AuditKey {
    fn of(key: &[u8; KEY_BYTES]) -> Self {
        let own = mac(key, b"palier: the head of the audit").finalize().into_bytes().into();
        Self(Arc::new(SecretBox::new(Box::new(own))))
    }

    /// The seal of a chain that ends with line `seq`, whose hash is `hash`.
    #[must_use]
    pub fn seal(&self, seq: i64, hash: &str) -> String {
        let sealed = self.over(seq, hash).finalize().into_bytes();
        STANDARD_NO_PAD.encode(sealed)
    }

    /// Whether `seal` is that of such a chain.
    #[must_use]
    pub fn sealed(&self, seq: i64, hash: &str, seal: &str) -> bool {
        let seal = STANDARD_NO_PAD.decode(seal);
        seal.is_ok_and(|seal| self.over(seq, hash).verify_slice(&seal).is_ok())
    }

    fn over(&self, seq: i64, hash: &str) -> Hmac<Sha256> {
        mac(self.0.expose_secret(), format!("{seq} {hash}").as_bytes())
    }
}

fn mac(key: &[u8; KEY_BYTES], message: &[u8]) -> Hmac<Sha256> {
    let keyed = <Hmac<Sha256> as Mac>::new_from_slice(key);
    let Ok(mut mac) = keyed else { unreachable!("HMAC takes keys of any length") };
    mac.update(message);
    mac
}

impl std::fmt::Debug for Sealing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealing")
    }
}

fn read_or_make(path: &Path, random: &dyn Random) -> io::Result<[u8; KEY_BYTES]> {
    match fs::read(path) {
        Ok(bytes) => bytes.try_into().map_err(|_| io::Error::other("this is no key: it must hold 32 bytes")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path, random),
        Err(error) => Err(error),
    }
}

fn make(path: &Path, random: &dyn Random) -> io::Result<[u8; KEY_BYTES]> {
    let mut key = [0; KEY_BYTES];
    random.fill(&mut key);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&key)?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::Sealing;
    use crate::random::SystemRandom;

    #[test]
    fn a_sealed_secret_opens_with_its_key_only() {
        let [ours, theirs] = [(), ()].map(|()| tempfile::tempdir().expect("folder"));
        let sealing = Sealing::open(ours.path(), &SystemRandom).expect("key");
        let sealed = sealing.seal(b"swordfish", &SystemRandom);
        assert!(!sealed.contains("swordfish"));
        let again = Sealing::open(ours.path(), &SystemRandom).expect("key");
        assert_eq!(again.unseal(&sealed).expect("opens"), b"swordfish");
        assert!(Sealing::open(theirs.path(), &SystemRandom).expect("key").unseal(&sealed).is_err());
    }

    #[test]
    fn the_seal_of_the_audit_holds_for_one_key_one_number_and_one_hash() {
        let [ours, theirs] = [(), ()].map(|()| tempfile::tempdir().expect("folder"));
        let key = Sealing::open(ours.path(), &SystemRandom).expect("key").audit_key();
        let seal = key.seal(7, "abc");
        assert!(key.sealed(7, "abc", &seal));
        assert!(!key.sealed(8, "abc", &seal) && !key.sealed(7, "abd", &seal) && !key.sealed(7, "abc", ""));
        let other = Sealing::open(theirs.path(), &SystemRandom).expect("key").audit_key();
        assert!(!other.sealed(7, "abc", &seal));
    }
}
