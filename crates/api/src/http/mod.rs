//! What every operation speaks: problems, checked bodies, cursors, preconditions.

mod body;
mod client;
mod csv;
pub mod middleware;
mod moments;
mod outcome;
mod page;
mod path;
mod precondition;
mod problem;
mod upload;

pub use body::{Body, MAX_BODY_BYTES};
pub use client::client_address;
pub use csv::{accepts_csv, csv_file, disarmed, unwritten};
pub use moments::{can_be_kept, refuse_unkept};
pub use outcome::if_seen;
pub use page::{Cursor, Order, Page, PageQuery, PageStart, start};
pub use path::{Id, InLanguage, Member, Params};
pub use precondition::{IfMatch, etag};
pub use problem::{Answer, Fault, Kind, Problem, ProblemDocument, RefusalRule};
pub use upload::Upload;
