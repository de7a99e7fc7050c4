//! All of it is read through the scopes of the one whose it is.

use authz::{Accounts, Actor};
use chrono::{DateTime, Utc};
use domain::SessionId;
use sea_orm::{EntityTrait, IntoSimpleExpr, JoinType, QueryOrder, QuerySelect, RelationDef};

use super::wire::{MyAcceptance, MyAccount, MyData};
use crate::{
    db::{
        Db, DbError,
        entities::{team, terms_acceptance, terms_version, user_account},
    },
    features::{account, audit, grants, links, preferences, requests},
    http::{Answer, Kind, Problem},
    wire::Named,
};

/// As many of each list as one document holds: beyond, the oldest are left out.
const AT_MOST: u64 = 5000;

/// What is kept about `actor`, as far as they may see it.
///
/// # Errors
/// 401 when the account is gone.
pub async fn collect(db: &Db, actor: &Actor, session: SessionId, now: DateTime<Utc>) -> Answer<MyData> {
    let account = db.visible::<user_account::Entity, Accounts>(&actor.own_account()).one().await?;
    let account = account.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    let pending_email = links::pending_email(db, account.id, now).await?;
    let requests = requests::asked_by_myself(db, actor, AT_MOST + 1).await?;
    let comments = requests::said_by_myself(db, actor, AT_MOST + 1).await?;
    let history = audit::about_myself(db, actor, AT_MOST + 1).await?;
    let mut data = MyData {
        made_at: now,
        account: MyAccount::new(account, pending_email),
        preferences: preferences::find_own(db, actor).await?,
        sessions: account::list_sessions(db, &actor.own_sessions(), session, now).await?.items,
        teams: teams(db, actor).await?,
        grants: grants::given_to_myself(db, actor).await?,
        tag_grants: grants::linked_to_myself(db, actor).await?,
        terms: acceptances(db, actor).await?,
        requests,
        comments,
        history,
        incomplete: Vec::new(),
    };
    data.incomplete = [
        ("requests", cut(&mut data.requests)),
        ("comments", cut(&mut data.comments)),
        ("history", cut(&mut data.history)),
    ]
    .into_iter()
    .filter(|(_, cut)| *cut)
    .map(|(name, _)| name.to_owned())
    .collect();
    Ok(data)
}

/// Keeps as many as one document holds; whether there were more.
fn cut<T>(list: &mut Vec<T>) -> bool {
    let more = list.len() as u64 > AT_MOST;
    list.truncate(usize::try_from(AT_MOST).unwrap_or(usize::MAX));
    more
}

async fn teams(db: &Db, actor: &Actor) -> Result<Vec<Named>, DbError> {
    let own = db.visible::<team::Entity, Accounts>(&actor.own_account());
    let own = own.narrow(|teams| teams.order_by_asc(team::Column::Name)).all().await?;
    Ok(own.into_iter().map(|team| Named { id: team.id, name: team.name }).collect())
}

async fn acceptances(db: &Db, actor: &Actor) -> Result<Vec<MyAcceptance>, DbError> {
    let to_version: RelationDef = terms_acceptance::Entity::belongs_to(terms_version::Entity)
        .from(terms_acceptance::Column::VersionId)
        .to(terms_version::Column::Id)
        .into();
    let own = db.visible::<terms_acceptance::Entity, Accounts>(&actor.own_account());
    let own = own.narrow(|own| {
        own.column_as(terms_version::Column::Number.into_simple_expr(), "number")
            .join(JoinType::InnerJoin, to_version)
            .order_by_asc(terms_acceptance::Column::AcceptedAt)
    });
    own.rows().await
}

#[cfg(test)]
mod tests {
    use super::{AT_MOST, cut};

    #[test]
    fn a_list_that_is_cut_says_so() {
        let mut fits = vec![(); usize::try_from(AT_MOST).expect("a length")];
        assert!(!cut(&mut fits));
        fits.push(());
        assert!(cut(&mut fits));
        assert!(!cut(&mut fits));
    }
}
