//! The columns that a file of people may have, each called as the field of the API is.

use serde::Serialize;
use utoipa::ToSchema;

/// Declares the columns once: the variant, its word, and the words beside.
macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident = $word:tt),+ $(,)?) => {
        /// A column of a file of people.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
        #[schema(as = ImportColumn)]
        pub enum Column { $($(#[$doc])* #[serde(rename = $word)] $column),+ }

        impl Column {
            /// Every column, in the order of the template.
            pub const ALL: &[Self] = &[$(Self::$column),+];

            /// How it is called in the header, and in bodies of the API.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$column => $word),+ }
            }
        }
    };
}

columns! {
    /// What they log in with; never changes.
    Username = "username",
    /// The key by which another system knows them.
    ExternalId = "external_id",
    FirstName = "first_name",
    LastName = "last_name",
    Email = "email",
    Phone = "phone",
    Language = "language",
    /// Whether they are let in.
    Active = "active",
    /// The last day on which they are.
    EndsAt = "ends_at",
    /// Where the account lives.
    Home = "home",
    DefaultSite = "default_site",
    /// The general role: what they hold at the top.
    Role = "role",
    /// What they hold below the top.
    Roles = "roles",
    Teams = "teams",
    Tags = "tags",
    /// Whether those without a password are sent an invitation.
    Invite = "invite",
}

/// What the list of refused lines says beside each line; read over when it comes back.
pub const REMARKS: &str = "problems";

impl Column {
    /// The column of a cell in the header, however it is written.
    pub fn named(head: &str) -> Option<Self> {
        let word: String = head.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.iter().copied().find(|column| column.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn a_head_is_known_however_it_is_written() {
        assert_eq!(Column::named(" First Name "), Some(Column::FirstName));
        assert_eq!(Column::named("EXTERNAL-ID"), Some(Column::ExternalId));
        assert_eq!(Column::named("prenom"), None);
    }
}
