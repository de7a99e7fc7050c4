//! What the lines of a file have taken so far: no two may be about one person, or want one name.

use std::collections::HashMap;

use domain::fold_case;
use uuid::Uuid;

use super::{columns::Column, wire::ImportProblem};
use crate::identity::username::{login_key, skeleton};

/// Who wants what, each with the line.
#[derive(Debug, Default)]
pub struct Claims {
    people: HashMap<Uuid, u64>,
    usernames: HashMap<String, u64>,
    external_ids: HashMap<String, u64>,
    /// Of accounts that are made.
    logins: HashMap<String, u64>,
    skeletons: HashMap<String, (u64, bool)>,
    emails: HashMap<String, u64>,
}

impl Claims {
    /// Says whom a line is about; refuses a second line about the same.
    pub fn about(
        &mut self,
        line: u64,
        person: Option<Uuid>,
        username: Option<&str>,
        external_id: Option<&str>,
    ) -> Vec<ImportProblem> {
        let username = username.and_then(|name| first(&mut self.usernames, login_key(name), line));
        let external_id = external_id.and_then(|id| first(&mut self.external_ids, id.to_owned(), line));
        let person = person.and_then(|id| first(&mut self.people, id, line));
        let again = |column: Column, other: Option<u64>| other.map(|other| duplicate(Some(column), other));
        let told: Vec<ImportProblem> = again(Column::Username, username)
            .into_iter()
            .chain(again(Column::ExternalId, external_id))
            .collect();
        // By its username in one line, by its external id in another.
        if told.is_empty() { person.map(|other| duplicate(None, other)).into_iter().collect() } else { told }
    }

    /// What of a new account's username an earlier line has taken.
    pub fn of_username(&self, username: &str) -> Option<ImportProblem> {
        let key = login_key(username);
        let taken = |line: &u64| {
            ImportProblem::at(Column::Username, "taken", format!("line {line} gives somebody this address"))
        };
        let look = |(line, ascii): &(u64, bool)| {
            let detail = format!("this looks like the username of line {line}: take another one");
            (!(*ascii && key.is_ascii())).then(|| ImportProblem::at(Column::Username, "confusable", detail))
        };
        self.emails.get(&key).map(taken).or_else(|| self.skeletons.get(&skeleton(&key)).and_then(look))
    }

    /// Whether an earlier line has taken an address.
    pub fn of_email(&self, email: &str) -> Option<ImportProblem> {
        let line = self.emails.get(&fold_case(email)).or_else(|| self.logins.get(&login_key(email)))?;
        Some(ImportProblem::at(
            Column::Email,
            "taken",
            format!("line {line} has this address: give another one"),
        ))
    }

    /// Keeps what a line takes.
    pub fn take(&mut self, line: u64, new_username: Option<&str>, email: Option<&str>) {
        if let Some(username) = new_username {
            let key = login_key(username);
            self.skeletons.insert(skeleton(&key), (line, key.is_ascii()));
            self.logins.insert(key, line);
        }
        self.emails.extend(email.map(|email| (fold_case(email), line)));
    }
}

/// The earlier line that has the key, if one does.
fn first<K: std::hash::Hash + Eq>(those: &mut HashMap<K, u64>, key: K, line: u64) -> Option<u64> {
    let earlier = *those.entry(key).or_insert(line);
    (earlier != line).then_some(earlier)
}

fn duplicate(column: Option<Column>, line: u64) -> ImportProblem {
    let problem = ImportProblem::of_line(
        "duplicate",
        format!("line {line} is about the same person: keep one of them"),
    );
    ImportProblem { column, ..problem }
}
