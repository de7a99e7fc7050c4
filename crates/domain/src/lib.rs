//! The words of the product, pure: no I/O, no clock, no database. Builds for wasm.
//!
//! Only what both the server and the app must spell alike lives here.

mod case;
mod email;
mod id;
mod language;
mod level;
mod lifecycle;
mod password;
mod reference;
mod title;
mod word;

pub use case::fold_case;
pub use email::{EmailAddress, NotAnEmailAddress};
pub use id::{
    AuditId, CommentId, GrantId, NodeId, OutboxId, RequestId, ResourceId, RoleId, SessionId, SigningKeyId,
    TagCategoryId, TagGrantId, TagId, TeamId, TermsVersionId, UserId,
};
pub use language::Language;
pub use level::Level;
pub use lifecycle::{ForbiddenMove, RequestStatus};
pub use password::{MAX_CHARS, MIN_CHARS, PasswordFlaw, Strength, password_flaw, strength};
pub use reference::Reference;
pub use title::title_of;
pub use word::UnknownWord;
