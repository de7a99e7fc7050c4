//! Secrets at rest: sealed with a key that stands outside the database.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit},
};

use crate::random::Random;

const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;

/// Seals and opens secrets (XChaCha20-Poly1305, a random nonce in front).
#[derive(Clone)]
pub struct Sealing(XChaCha20Poly1305);

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
        read_or_make(&path, random)
            .map(|key| Self(XChaCha20Poly1305::new(&key.into())))
            .map_err(|cause| KeyFile { path, cause })
    }

    /// # Panics
    /// Never: the cipher takes messages of any length we hold.
    #[must_use]
    pub fn seal(&self, secret: &[u8], random: &dyn Random) -> String {
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce);
        let sealed = self.0.encrypt(XNonce::from_slice(&nonce), secret).unwrap_or_default();
        STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// # Errors
    /// When the secret was sealed with another key or altered.
    pub fn unseal(&self, sealed: &str) -> Result<Vec<u8>, CannotOpen> {
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| CannotOpen)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(CannotOpen)?;
        self.0.decrypt(XNonce::from_slice(nonce), sealed).map_err(|_| CannotOpen)
    }
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
}
