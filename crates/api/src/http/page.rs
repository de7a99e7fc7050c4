use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Kind, Problem};

/// Which page of a list: opaque `cursor`s lead from one to the next.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// The `cursor` of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The place after which a page starts: the order's key, so that pages neither skip nor repeat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cursor {
    /// Lists ordered by a moment.
    At(DateTime<Utc>, Uuid),
    /// Lists ordered by a name.
    Named(String, Uuid),
    /// The audit, by moment and place in the chain.
    Chained(DateTime<Utc>, i64),
}

impl Cursor {
    /// The longest that a list gives: a name of 120 characters, four bytes each, with two ids around it, in base64.
    pub const LONGEST: usize = 1000;

    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn decode(text: &str, order: Order) -> Result<Self, Problem> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cursor| cursor.fits(order))
            .ok_or_else(|| {
                Problem::because(Kind::Malformed, "`cursor` is none that this list gave; start without it")
            })
    }

    /// Whether a list in that order can have given it, and a database can compare with it.
    fn fits(&self, order: Order) -> bool {
        match self {
            Self::At(at, _) => order == Order::ByTime && (1..=9999).contains(&at.year()),
            Self::Chained(at, _) => order == Order::ByChain && (1..=9999).contains(&at.year()),
            Self::Named(name, _) => order == Order::ByName && !name.contains('\0'),
        }
    }
}

/// What a list is ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    ByTime,
    ByName,
    ByChain,
}

/// The default length of a page [design: the app].
const DEFAULT_LIMIT: u64 = 50;

/// The checked form of [`PageQuery`].
#[derive(Debug, Clone)]
pub struct PageStart {
    pub after: Option<Cursor>,
    pub limit: u64,
}

impl PageQuery {
    /// Checks cursor and limit.
    ///
    /// # Errors
    /// 400 for a foreign cursor or a limit out of bounds.
    pub fn start(&self, order: Order) -> Result<PageStart, Problem> {
        start(order, self.cursor.as_deref(), self.limit)
    }
}

/// Checks `cursor` and `limit`, for operations whose query holds more than those.
///
/// # Errors
/// 400 for a foreign cursor or a limit out of bounds.
pub fn start(order: Order, cursor: Option<&str>, limit: Option<u64>) -> Result<PageStart, Problem> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=200).contains(&limit) {
        return Err(Problem::because(Kind::Malformed, "`limit` must be between 1 and 200"));
    }
    Ok(PageStart { after: cursor.map(|cursor| Cursor::decode(cursor, order)).transpose()?, limit })
}

impl PageStart {
    /// One more than asked for, to learn whether there is a next page.
    #[must_use]
    pub const fn fetch(&self) -> u64 {
        self.limit + 1
    }

    /// Cuts the surplus row off and says where the next page starts.
    pub fn cut<R>(&self, rows: &mut Vec<R>, key: impl Fn(&R) -> Cursor) -> Option<String> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        if rows.len() <= limit {
            return None;
        }
        rows.truncate(limit);
        rows.last().map(|row| key(row).encode())
    }
}
