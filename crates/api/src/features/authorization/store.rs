use authz::{RequestFacts, Scope, Subject, Viewers};
use domain::UserId;
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    db::{
        Db, DbError,
        entities::{access_grant, tag_grant, team_member, user_account},
        instance_node,
        unfenced::Because,
    },
    features::requests::full_name,
    http::PageStart,
    identity::facts::{Whose, subjects},
    wire::Named,
};

/// Somebody who may see a request, with all that decides whether they do.
#[derive(Debug)]
pub struct Candidate {
    pub user: Named,
    pub last_name: String,
    pub subject: Subject,
}

/// How many people are looked at in one go.
pub const BATCH: u64 = 200;

/// The next people after `page.after`, by last name, of those to whom anything was given that could let them see the
/// request. The engine says whether it does.
pub async fn candidates(
    db: &Db,
    scope: &Scope<Viewers>,
    request: &RequestFacts,
    page: &PageStart,
) -> Result<Vec<Candidate>, DbError> {
    let start = page.after_name(user_account::Column::LastName, user_account::Column::Id);
    let people = db.visible::<user_account::Entity, Viewers>(scope).narrow(|people| {
        people
            .filter(Condition::all().add(may_be_let(request)).add_option(start))
            .order_by_asc(user_account::Column::LastName)
            .order_by_asc(user_account::Column::Id)
            .limit(page.limit)
    });
    let people = people.all().await?;
    let ids: Vec<Uuid> = people.iter().map(|row| row.id).collect();
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    let mut subjects = subjects(&unfenced, Whose::These(&ids)).await?;
    let candidate = |row: user_account::Model| {
        let at = subjects.iter().position(|subject| subject.user.0 == row.id)?;
        let user = Named { id: row.id, name: full_name(&row.first_name, &row.last_name) };
        Some(Candidate { user, last_name: row.last_name, subject: subjects.swap_remove(at) })
    };
    Ok(people.into_iter().filter_map(candidate).collect())
}

/// All that decides what somebody may do.
pub async fn subject(db: &Db, user: UserId) -> Result<Option<Subject>, DbError> {
    let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
    Ok(subjects(&unfenced, Whose::These(&[user.0])).await?.pop())
}

/// Nothing is seen but through a grant at the site or above it, or through a link of a tag that the request bears.
fn may_be_let(request: &RequestFacts) -> Condition {
    let given = |column: access_grant::Column| {
        let here = Condition::any()
            .add(access_grant::Column::NodeId.is_in([request.place.site.0, request.place.group.0]))
            .add(access_grant::Column::NodeId.in_subquery(instance_node()));
        let grants = Condition::all().add(here).add(column.is_not_null());
        Query::select().column(column).from(access_grant::Entity).cond_where(grants).to_owned()
    };
    let linked = |column: tag_grant::Column| {
        let borne = tag_grant::Column::TagId.is_in(request.tags.iter().map(|tag| tag.0));
        let links = Condition::all().add(borne).add(column.is_not_null());
        Query::select().column(column).from(tag_grant::Entity).cond_where(links).to_owned()
    };
    Condition::any()
        .add(user_account::Column::SuperAdministrator.eq(true))
        .add(user_account::Column::Id.in_subquery(given(access_grant::Column::UserId)))
        .add(user_account::Column::Id.in_subquery(members(given(access_grant::Column::TeamId))))
        .add(user_account::Column::Id.in_subquery(linked(tag_grant::Column::UserId)))
        .add(user_account::Column::Id.in_subquery(members(linked(tag_grant::Column::TeamId))))
}

fn members(teams: SelectStatement) -> SelectStatement {
    Query::select()
        .column(team_member::Column::UserId)
        .from(team_member::Entity)
        .and_where(team_member::Column::TeamId.in_subquery(teams))
        .to_owned()
}
