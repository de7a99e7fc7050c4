//! Pictures that people send: looked at before they are decoded, made anew, so that nothing is kept but what one sees.

mod remake;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use actix_web::web::Bytes;
use tokio::sync::Semaphore;

pub use remake::{Flaw, remake};

use crate::http::{Answer, Kind, Problem};

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Of a person, to recognise them by [PL-1].
    Photo,
    /// As they sign, for the documents that are printed [PP-3].
    Signature,
}

impl PictureKind {
    /// The word in the database and in names of files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Signature => "signature",
        }
    }
}

/// A picture that we made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub kind: PictureKind,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The kinds of file that are taken. None of them can hold a script.
pub const TAKEN: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// No file is larger.
pub const MAX_PICTURE_BYTES: usize = 10 * 1024 * 1024;

/// How many are decoded at once: each may take a hundred megabytes while it is.
const AT_ONCE: usize = 2;

/// Makes pictures anew, off the async threads, a few at a time.
#[derive(Debug, Clone)]
pub struct Pictures {
    turns: Arc<Semaphore>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Pictures {
    /// The picture in `file`, which is said to be of the type `said`.
    ///
    /// # Errors
    /// 422 with what is wrong with it, 503 when the server is stopping.
    pub async fn make(&self, kind: PictureKind, said: String, file: Bytes) -> Answer<Picture> {
        let stopping = || Problem::new(Kind::Unavailable).retry_after(1);
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| stopping())?;
        // The turn goes with the work: whoever hangs up does not let the next one in early.
        let work = move || {
            let _turn = turn;
            remake(kind, &said, &file)
        };
        let made = tokio::task::spawn_blocking(work).await;
        match made {
            Ok(made) => made.map_err(Into::into),
            // What makes a decoder panic is no picture.
            Err(error) if error.is_panic() => Err(Flaw::Broken.into()),
            Err(_) => Err(stopping()),
        }
    }
}

impl From<Flaw> for Problem {
    fn from(flaw: Flaw) -> Self {
        Self::at(Kind::InvalidBody, "", flaw.code(), flaw.to_string())
    }
}
