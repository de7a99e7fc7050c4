use authz::{Actor, People};
use domain::UserId;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoSimpleExpr, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, Select,
};

use super::wire::{UserQuery, UserRow};
use crate::{
    db::{
        Db, DbError, Tx,
        entities::{node, user_account},
        names,
    },
    features::requests::full_name,
    http::PageStart,
};

/// A page of the people whose accounts `actor` may see, by last name.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &UserQuery,
    page: &PageStart,
) -> Result<Vec<UserRow>, DbError> {
    let wanted = names::sought(query.name.as_deref());
    let people = db.visible::<user_account::Entity, People>(&actor.people()).narrow(|people| {
        let start = page.after_name(user_account::Column::LastName, user_account::Column::Id);
        with_home(people)
            .filter(Condition::all().add_option(start).add_option(wanted.as_deref().map(called)))
            .order_by_asc(user_account::Column::LastName)
            .order_by_asc(user_account::Column::Id)
            .limit(page.fetch())
    });
    people.rows().await
}

/// Somebody, if `actor` may see their account.
///
/// # Errors
/// When the database fails.
pub async fn find_user(tx: &Tx, actor: &Actor, id: UserId) -> Result<Option<UserId>, DbError> {
    let people = tx.visible::<user_account::Entity, People>(&actor.people());
    let user = people.narrow(|people| people.filter(user_account::Column::Id.eq(id.0))).one().await?;
    Ok(user.map(|user| UserId(user.id)))
}

/// The name of somebody whose account `actor` may see, or who they are themselves.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn name_of(db: &Db, actor: &Actor, id: UserId) -> Result<Option<String>, DbError> {
    let this = user_account::Column::Id.eq(id.0);
    let row = if id == actor.user() {
        db.visible::<user_account::Entity, authz::Accounts>(&actor.own_account()).one().await?
    } else {
        let people = db.visible::<user_account::Entity, People>(&actor.people());
        people.narrow(|people| people.filter(this)).one().await?
    };
    Ok(row.map(|row| full_name(&row.first_name, &row.last_name)))
}

fn called(name: &str) -> Condition {
    Condition::any()
        .add(names::holds(user_account::Column::NameKey, name))
        .add(names::holds(user_account::Column::UsernameKey, name))
}

fn with_home(people: Select<user_account::Entity>) -> Select<user_account::Entity> {
    let to_home: RelationDef = user_account::Entity::belongs_to(node::Entity)
        .from(user_account::Column::HomeNodeId)
        .to(node::Column::Id)
        .into();
    people
        .column_as(node::Column::Level.into_simple_expr(), "level")
        .column_as(node::Column::Name.into_simple_expr(), "home_name")
        .join(JoinType::LeftJoin, to_home)
}
