use crate::{
    contract::{self, ListUsersQuery, User},
    ui::{Choice, Face, Lookup},
};

/// Finds people whose accounts one sees, by a part of their name or username.
#[must_use]
pub fn find_people() -> Lookup {
    Lookup::new(|name| async move {
        let query = ListUsersQuery { name, limit: Some(50), ..Default::default() };
        Ok(contract::list_users(&query).await?.items.into_iter().map(choice).collect())
    })
}

fn choice(user: User) -> Choice {
    Choice { id: user.id, name: user.name, note: user.username, face: Face::Person }
}
