use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use authz::{Actor, Grant, Node, Place, Role};
use chrono::{DateTime, Utc};
use domain::{NodeId, SessionId, UserId};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef, Select,
};
use uuid::Uuid;

use super::token::Claims;
use crate::{
    app::App,
    db::{
        Db, DbError,
        entities::{node, role_grant, session, user_account},
        unfenced::Because,
    },
    http::{Answer, Kind, Problem},
};

/// Somebody with a valid access token, a living session and an active account, as of this very request.
#[derive(Debug)]
pub struct Caller {
    pub actor: Actor,
    pub session: SessionId,
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Answer<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = bearer(request);
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            let app = app.ok_or_else(|| Problem::new(Kind::Internal))?;
            let token = token.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
            let claims = claims(&app, &token).await?;
            caller(&app, &claims).await?.ok_or_else(|| Problem::new(Kind::NotAuthenticated))
        })
    }
}

/// The form of a username or email in which two that differ by case are one [PP-2].
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.trim().to_lowercase()
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

async fn claims(app: &App, token: &str) -> Answer<Claims> {
    let refused = || Problem::new(Kind::NotAuthenticated);
    if !app.keys.knows(token) && jsonwebtoken::decode_header(token).is_ok_and(|header| header.kid.is_some()) {
        app.keys
            .reload(&app.db, &app.sealing)
            .await
            .map_err(|_| Problem::new(Kind::Unavailable).retry_after(2))?;
    }
    app.keys.read(token, app.clock.now()).ok_or_else(refused)
}

async fn caller(app: &App, claims: &Claims) -> Answer<Option<Caller>> {
    let rows = rights(&app.db, claims, app.clock.now()).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let active = first.active;
    let grants = rows.iter().filter_map(Right::grant).collect();
    let actor = Actor::new(UserId(claims.sub), active, grants);
    Ok(active.then_some(Caller { actor, session: SessionId(claims.sid) }))
}

/// One grant of the user, or a row without one.
#[derive(Debug, FromQueryResult)]
struct Right {
    active: bool,
    role: Option<String>,
    node_id: Option<Uuid>,
    level: Option<String>,
    parent_id: Option<Uuid>,
}

impl Right {
    fn grant(&self) -> Option<Grant> {
        let role = Role::named(self.role.as_deref()?)?;
        let id = NodeId(self.node_id?);
        let node = match self.level.as_deref()?.parse().ok()? {
            domain::Level::Instance => Node::Instance,
            domain::Level::CompanyGroup => Node::CompanyGroup(id),
            domain::Level::Site => Node::Site(Place { group: NodeId(self.parent_id?), site: id }),
        };
        Some(Grant { role, node })
    }
}

/// Session, account and grants in one statement, so that a change of any holds for the very next request [PL-7].
async fn rights(db: &Db, claims: &Claims, now: DateTime<Utc>) -> Result<Vec<Right>, DbError> {
    let db = db.unfenced(Because::NobodyIsKnownYet);
    let rows = rights_of(db.find::<user_account::Entity>(), claims.sub)
        .join(JoinType::InnerJoin, to_sessions())
        .filter(session::Column::Id.eq(claims.sid))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now));
    Ok(rows.into_model::<Right>().all(db.connection()).await?)
}

/// The actor behind an account, for one who has just proven to be that person.
///
/// # Errors
/// When the database fails.
pub async fn actor_of(db: &Db, user: UserId) -> Result<Actor, DbError> {
    let db = db.unfenced(Because::NobodyIsKnownYet);
    let rows = rights_of(db.find::<user_account::Entity>(), user.0)
        .into_model::<Right>()
        .all(db.connection())
        .await?;
    let active = rows.first().is_some_and(|row| row.active);
    Ok(Actor::new(user, active, rows.iter().filter_map(Right::grant).collect()))
}

fn rights_of(accounts: Select<user_account::Entity>, user: Uuid) -> Select<user_account::Entity> {
    accounts
        .select_only()
        .column(user_account::Column::Active)
        .column(role_grant::Column::Role)
        .column(role_grant::Column::NodeId)
        .column(node::Column::Level)
        .column(node::Column::ParentId)
        .join(JoinType::LeftJoin, to_grants())
        .join(JoinType::LeftJoin, to_nodes())
        .filter(user_account::Column::Id.eq(user))
}

fn to_sessions() -> RelationDef {
    user_account::Entity::belongs_to(session::Entity)
        .from(user_account::Column::Id)
        .to(session::Column::UserId)
        .into()
}

fn to_grants() -> RelationDef {
    user_account::Entity::belongs_to(role_grant::Entity)
        .from(user_account::Column::Id)
        .to(role_grant::Column::UserId)
        .into()
}

fn to_nodes() -> RelationDef {
    role_grant::Entity::belongs_to(node::Entity).from(role_grant::Column::NodeId).to(node::Column::Id).into()
}
