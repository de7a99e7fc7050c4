//! What belongs to a row, gathered into one column of it: a list is one statement, however much its rows carry.

use authz::{Grants, Requests, Scope};
use sea_orm::{
    DbErr,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};
use serde::de::DeserializeOwned;

use super::{
    DbError, Engine, Fenced,
    entities::{request, request_tag, tag, tag_grant},
};

/// What such a column holds.
///
/// # Errors
/// When it is not what the functions of this module gather.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<Vec<T>, DbError> {
    serde_json::from_str(json).map_err(|error| DbError::Broken(DbErr::Json(error.to_string())))
}

/// Who works on the request of the row: a JSON array of `{id, team, resource, first, last}`.
pub fn assignees(engine: Engine) -> Expr {
    let fields = "'id', {id}, 'team', CASE WHEN held.team_id IS NULL THEN 0 ELSE 1 END, \
                  'resource', CASE WHEN held.resource_id IS NULL THEN 0 ELSE 1 END, \
                  'first', COALESCE(person.first_name, worker.first_name, ''), \
                  'last', COALESCE(person.last_name, worker.last_name, team.name)";
    let from = "request_assignment AS held \
                LEFT JOIN user_account AS person ON person.id = held.user_id \
                LEFT JOIN resource AS worker ON worker.id = held.resource_id \
                LEFT JOIN team ON team.id = held.team_id WHERE held.request_id = request.id";
    gathered(engine, "held.assignee_id", fields, from)
}

/// The tags of the request of the row: a JSON array of `{id, name, category, colour, in_lists, position}`.
pub fn tags(engine: Engine) -> Expr {
    let fields = "'id', {id}, 'name', tag.name, 'category', axis.name, 'colour', axis.colour, \
                  'in_lists', CASE WHEN axis.in_lists THEN 1 ELSE 0 END, 'position', axis.position";
    let from = "request_tag AS borne JOIN tag ON tag.id = borne.tag_id \
                JOIN tag_category AS axis ON axis.id = tag.category_id WHERE borne.request_id = request.id";
    gathered(engine, "tag.id", fields, from)
}

/// The people, teams and resources of whom the line of a history speaks: a JSON array of `{id, first, last}`.
pub fn spoken_of(engine: Engine) -> Expr {
    let fields = "'id', {id}, 'first', COALESCE(person.first_name, worker.first_name, ''), \
                  'last', COALESCE(person.last_name, worker.last_name, team.name, '')";
    let assignees = match engine {
        Engine::Postgres => "SELECT value::uuid FROM json_array_elements_text(audit.detail -> 'assignees')",
        Engine::Sqlite => "SELECT unhex(value, '-') FROM json_each(audit.detail, '$.assignees')",
    };
    let from = format!(
        "(SELECT audit.actor_id AS id UNION {assignees}) AS spoken \
         LEFT JOIN user_account AS person ON person.id = spoken.id LEFT JOIN team ON team.id = spoken.id \
         LEFT JOIN resource AS worker ON worker.id = spoken.id WHERE spoken.id IS NOT NULL"
    );
    gathered(engine, "spoken.id", fields, &from)
}

/// The personal values of the line of the audit that are there: a JSON array of `{name, side, value}`.
pub fn personal_values(engine: Engine) -> Expr {
    let fields = "'name', held.name, 'side', held.side, 'value', held.value";
    gathered(engine, "held.audit_id", fields, "audit_value AS held WHERE held.audit_id = audit.id")
}

fn gathered(engine: Engine, id: &str, fields: &str, from: &str) -> Expr {
    Expr::cust(match engine {
        Engine::Postgres => {
            let fields = fields.replace("{id}", id);
            format!("(SELECT COALESCE(json_agg(json_build_object({fields})), '[]'::json)::text FROM {from})")
        }
        // SQLite keeps ids as bytes, which JSON has not.
        Engine::Sqlite => {
            let fields = fields.replace("{id}", &format!("lower(hex({id}))"));
            format!("(SELECT json_group_array(json_object({fields})) FROM {from})")
        }
    })
}

/// The permissions of the role of the row: a JSON array of `{action, relation}`.
pub fn permissions(engine: Engine) -> Expr {
    let fields = "'action', held.action, 'relation', held.relation";
    gathered(engine, "held.role_id", fields, "role_permission AS held WHERE held.role_id = role.id")
}

/// What the grant of the row switches: a JSON array of `{action, relation, on}`.
pub fn switches(engine: Engine) -> Expr {
    let fields = "'action', held.action, 'relation', held.relation, \
                  'on', CASE WHEN held.switched_on THEN 1 ELSE 0 END";
    let from = "access_grant_permission AS held WHERE held.grant_id = access_grant.id";
    gathered(engine, "held.grant_id", fields, from)
}

/// How many of the newest requests that bear the tag of the row are counted.
const COUNTED: u64 = 500;

/// How many requests bear the tag of the row, of those that `scope` lets through; among the newest.
pub fn bearers(scope: &Scope<Requests>, engine: Engine) -> Expr {
    let this =
        Expr::col((request_tag::Entity, request_tag::Column::TagId)).equals((tag::Entity, tag::Column::Id));
    let mut newest = Query::select();
    newest
        .column((request_tag::Entity, request_tag::Column::RequestId))
        .from(request_tag::Entity)
        .and_where(this)
        .order_by((request_tag::Entity, request_tag::Column::EnteredAt), Order::Desc)
        .limit(COUNTED);
    let mut seen = counted();
    // A cross join keeps its order in SQLite, which would rather read all requests of a group for each tag.
    seen.from_subquery(newest, "newest")
        .cross_join(request::Entity)
        .and_where(
            Expr::col((request::Entity, request::Column::Id))
                .equals(("newest", request_tag::Column::RequestId)),
        )
        .cond_where(request::Entity::fence(scope.filter(), engine));
    Expr::SubQuery(None, Box::new(seen.into()))
}

/// How many links of the tag of the row `scope` lets through.
pub fn links(scope: &Scope<Grants>, engine: Engine) -> Expr {
    let mut seen = counted();
    seen.from(tag_grant::Entity)
        .and_where(
            Expr::col((tag_grant::Entity, tag_grant::Column::TagId)).equals((tag::Entity, tag::Column::Id)),
        )
        .cond_where(<tag_grant::Entity as Fenced<Grants>>::fence(scope.filter(), engine));
    Expr::SubQuery(None, Box::new(seen.into()))
}

/// The photo of the account of the row, if there is one.
pub fn photo_of_user() -> Expr {
    Expr::cust(
        "(SELECT picture.id FROM picture WHERE picture.user_id = user_account.id AND picture.kind = 'photo')",
    )
}

/// The photo of the resource of the row, if there is one.
pub fn photo_of_resource() -> Expr {
    Expr::cust(
        "(SELECT picture.id FROM picture WHERE picture.resource_id = resource.id AND picture.kind = 'photo')",
    )
}

/// How many tags the category of the row holds.
pub fn tags_held() -> Expr {
    Expr::cust("(SELECT COUNT(*) FROM tag WHERE tag.category_id = tag_category.id)")
}

fn counted() -> SelectStatement {
    Query::select().expr(Expr::cust("COUNT(*)")).to_owned()
}

/// How many people hold the role of the row, by themselves or through a team.
pub fn holders() -> Expr {
    Expr::cust(
        "(SELECT COUNT(DISTINCT COALESCE(given.user_id, member.user_id)) FROM access_grant AS given \
         LEFT JOIN team_member AS member ON member.team_id = given.team_id WHERE given.role_id = role.id)",
    )
}
