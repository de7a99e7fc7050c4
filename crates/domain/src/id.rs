use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Ids are UUIDv7: sortable by the moment they were made, never guessed from one another.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(given: &str) -> Result<Self, Self::Err> {
                given.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A node of the pyramid: the instance, a company group or a site.
    NodeId,
    /// A person with an account.
    UserId,
    /// A set of users that has rights and can be assigned [PO-2].
    TeamId,
    /// A worker, with or without a login [PL-1].
    ResourceId,
    /// A named set of permissions [PP-5].
    RoleId,
    /// A role, or single permissions, given to a user or team at a node.
    GrantId,
    /// A word that requests bear [CT-1].
    TagId,
    /// An axis along which tags classify [CT-1].
    TagCategoryId,
    /// A tag linked to a user or team, who then see what bears it [CT-3].
    TagGrantId,
    /// A version of the terms of use [CT-7].
    TermsVersionId,
    /// A login, from its first refresh token to its last.
    SessionId,
    /// Work asked for at a site.
    RequestId,
    /// A public comment or an internal remark on a request.
    CommentId,
    /// A line of what happened.
    AuditId,
    /// A message that must be sent.
    OutboxId,
    /// A key that signs access tokens; its text is the `kid`.
    SigningKeyId,
}
