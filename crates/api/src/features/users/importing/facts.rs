//! All that is known of the people of a slice, read in as many statements whether they are two or two hundred.

use std::collections::HashMap;

use authz::{AccountChange, Actor};
use chrono::{DateTime, Utc};
use domain::fold_case;
use uuid::Uuid;

use super::{
    super::{
        store::{self, Keys},
        wire::UserRow,
    },
    cells,
    columns::Column,
    directory::Directory,
    file::{Line, Table},
    senders::Senders,
    wanted::MAX_ITEMS,
};
use crate::{
    db::{DbError, Tx, entities::user_account},
    features::{
        grants::{self, LoadedGrant, LoadedLink},
        links, teams,
    },
    identity::username::{login_key, skeleton},
};

/// What a slice is judged by.
#[derive(Debug)]
pub struct Facts {
    pub directory: Directory,
    /// All whom a line could be about or in the way of, seen or not.
    pub likes: Vec<user_account::Model>,
    pub people: HashMap<Uuid, Person>,
    /// What the teams give that are named, or that somebody here belongs to.
    pub given: teams::Given,
}

/// Somebody whose account the caller sees.
#[derive(Debug)]
pub struct Person {
    pub row: UserRow,
    pub change: AccountChange,
    pub grants: Vec<LoadedGrant>,
    pub links: Vec<LoadedLink>,
    pub teams: Vec<Uuid>,
    /// The address that waits to be proven as theirs.
    pub pending_email: Option<String>,
    /// Whether an invitation to the address that they have lets them in.
    pub invited: bool,
}

impl Facts {
    pub async fn read(
        tx: &Tx,
        actor: &Actor,
        (table, lines): (&Table, &[Line]),
        now: DateTime<Utc>,
        hold: bool,
    ) -> Result<Self, DbError> {
        let directory = Directory::read(tx, actor).await?;
        let likes = store::like_any(tx, keys(table, lines)).await?;
        let ids: Vec<Uuid> = likes.iter().map(|row| row.id).collect();
        if hold && !ids.is_empty() {
            store::lock_many(tx, actor, &ids).await?;
        }
        let people = people(tx, actor, &ids, now).await?;
        let joined = people.values().flat_map(|person| &person.teams).copied();
        let mut concerned: Vec<Uuid> = joined.chain(named_teams(table, lines, &directory)).collect();
        concerned.sort_unstable();
        concerned.dedup();
        let given = teams::Given::by(tx, &concerned, now).await?;
        Ok(Self { directory, likes, people, given })
    }
}

fn keys(table: &Table, lines: &[Line]) -> Keys {
    let mut keys = Keys::default();
    for line in lines {
        let filled = |column| table.cell(line, column).filter(|cell| !cell.is_empty());
        if let Some(username) = filled(Column::Username) {
            let key = login_key(username);
            keys.skeletons.push(skeleton(&key));
            keys.emails.push(key.clone());
            keys.logins.push(key);
        }
        if let Some(email) = filled(Column::Email) {
            keys.emails.push(fold_case(email));
            keys.logins.push(login_key(email));
        }
        keys.external_ids.extend(filled(Column::ExternalId).map(ToOwned::to_owned));
    }
    keys
}

fn named_teams(table: &Table, lines: &[Line], directory: &Directory) -> Vec<Uuid> {
    let cells = lines.iter().filter_map(|line| table.cell(line, Column::Teams));
    cells
        .flat_map(|cell| cells::several(cell).take(MAX_ITEMS))
        .filter_map(|team| directory.teams.find(team).ok())
        .map(|team| team.id)
        .collect()
}

async fn people(
    tx: &Tx,
    actor: &Actor,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, Person>, DbError> {
    let rows = store::read_many(tx, actor, ids).await?;
    let seen: Vec<Uuid> = rows.iter().map(|row| row.account.id).collect();
    let mut changes = store::changes_of_many(tx, &rows, now).await?;
    let mut sent = links::sent_to(tx, &seen, now).await?;
    let senders = Senders::read(tx, actor, sent.values(), now).await?;
    let mut grants = by_person(grants::grants_of_many(tx, actor, &seen).await?, |grant| grant.to);
    let mut links = by_person(grants::links_of_many(tx, actor, &seen).await?, |link| link.to);
    let mut teams: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (user, team) in teams::memberships(tx, actor, &seen).await? {
        teams.entry(user).or_default().push(team);
    }
    let person = |row: UserRow| {
        let id = row.account.id;
        let (change, sent) = (changes.remove(&id)?, sent.remove(&id).unwrap_or_default());
        let person = Person {
            invited: senders.let_in(&sent, &row.account, &change),
            pending_email: sent.pending_email,
            change,
            row,
            grants: grants.remove(&id).unwrap_or_default(),
            links: links.remove(&id).unwrap_or_default(),
            teams: teams.remove(&id).unwrap_or_default(),
        };
        Some((id, person))
    };
    Ok(rows.into_iter().filter_map(person).collect())
}

fn by_person<T>(things: Vec<T>, to: impl Fn(&T) -> authz::Principal) -> HashMap<Uuid, Vec<T>> {
    let mut sorted: HashMap<Uuid, Vec<T>> = HashMap::new();
    for thing in things {
        if let authz::Principal::User(user) = to(&thing) {
            sorted.entry(user.0).or_default().push(thing);
        }
    }
    sorted
}
