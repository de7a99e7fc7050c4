use std::{future::Future, marker::PhantomData, net::IpAddr, pin::Pin, sync::Arc};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use authz::{Actor, Gate, Stamp};
use chrono::{DateTime, Utc};
use domain::{SessionId, UserId};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef};

use super::token::Claims;
use crate::{
    app::App,
    db::{
        Db, DbError, Hold, Tx,
        entities::{session, user_account},
        epoch,
        unfenced::Because,
    },
    http::{Answer, Kind, Problem, client_address},
};

/// How often a read is judged anew when rights change under it, before the caller is told to come back.
const PATIENCE: usize = 10;

/// Somebody with a valid access token, a living session and an open account, as of this very request.
///
/// Nothing waits for them at the gate, unless the door `D` says otherwise.
#[derive(Debug)]
pub struct Caller<D: Door = Front> {
    pub session: SessionId,
    actor: Arc<Actor>,
    /// Where they ask from.
    address: Option<IpAddr>,
    door: PhantomData<D>,
}

/// Somebody who is let in, but may have to choose a password or accept the terms before anything else.
pub type Newcomer = Caller<Hall>;

/// Whom an operation answers.
pub trait Door: std::fmt::Debug + 'static {
    fn lets(gate: Gate) -> bool;
}

/// Only those for whom nothing waits.
#[derive(Debug)]
pub enum Front {}

/// Also those for whom something waits: what they need to do it.
#[derive(Debug)]
pub enum Hall {}

impl Door for Front {
    fn lets(gate: Gate) -> bool {
        gate.is_open()
    }
}

impl Door for Hall {
    fn lets(gate: Gate) -> bool {
        gate.lets_in()
    }
}

/// Somebody who writes: their rights stay as they are until the transaction ends.
#[derive(Debug)]
pub struct Acting {
    pub tx: Tx,
    pub actor: Arc<Actor>,
}

impl<D: Door> Caller<D> {
    #[must_use]
    pub fn user(&self) -> UserId {
        self.actor.user()
    }

    /// Reads as this caller, and again when the rights changed in the meantime: nothing is read by outdated ones.
    ///
    /// # Errors
    /// What `read` answers; 503 when rights change without end.
    pub async fn read<T>(&self, app: &App, read: impl AsyncFn(&Actor) -> Answer<T>) -> Answer<T> {
        let mut actor = Arc::clone(&self.actor);
        for _ in 0..PATIENCE {
            match read(&actor).await {
                Err(problem) if problem.kind == Kind::Stale => actor = current::<D>(app, self.user()).await?,
                answer => return answer,
            }
        }
        Err(Problem::new(Kind::Stale).retry_after(1))
    }

    /// Begins to write as this caller.
    ///
    /// # Errors
    /// 401 when the account is closed, 503 when the database is not available.
    pub async fn begin(&self, app: &App) -> Answer<Acting> {
        self.begin_holding(app, Hold::Shared).await
    }

    /// Begins to change rights as this caller: nobody else writes by theirs until it is done.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn begin_on_rights(&self, app: &App) -> Answer<Acting> {
        self.begin_holding(app, Hold::Alone).await
    }

    async fn begin_holding(&self, app: &App, hold: Hold) -> Answer<Acting> {
        let closed = || Problem::new(Kind::NotAuthenticated);
        let (tx, stamp) = app.db.begin_as(self.user(), hold).await?.ok_or_else(closed)?;
        let tx = tx.from(self.address);
        let unfenced = tx.unfenced(Because::NobodyIsKnownYet);
        let actor = app.rights.actor(&unfenced, self.user(), stamp, app.clock.now()).await?;
        Ok(Acting { tx, actor: admitted::<D>(actor)? })
    }
}

impl<D: Door> FromRequest for Caller<D> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Answer<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = bearer(request);
        let app = request.app_data::<web::Data<App>>().cloned();
        let address = app.as_ref().and_then(|app| client_address(request, &app.config));
        Box::pin(async move {
            let app = app.ok_or_else(|| Problem::new(Kind::Internal))?;
            let token = token.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
            let claims = claims(&app, &token).await?;
            caller(&app, &claims, address).await
        })
    }
}

/// The actor behind an account, as of now.
///
/// # Errors
/// 401 when the account is closed, 403 when something waits that the door asks for first.
pub async fn current<D: Door>(app: &App, user: UserId) -> Answer<Arc<Actor>> {
    let closed = || Problem::new(Kind::NotAuthenticated);
    let stamp = app.db.stamp_of(user).await?.ok_or_else(closed)?;
    let unfenced = app.db.unfenced(Because::NobodyIsKnownYet);
    let actor = app.rights.actor(&unfenced, user, stamp, app.clock.now()).await?;
    admitted::<D>(actor)
}

/// Whoever comes through the door; the others are told what they must do first.
fn admitted<D: Door>(actor: Option<Arc<Actor>>) -> Answer<Arc<Actor>> {
    let actor = actor.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    if D::lets(actor.gate()) { Ok(actor) } else { Err(waits(actor.gate())) }
}

/// What somebody is told for whom something waits at the gate.
#[must_use]
pub fn waits(gate: Gate) -> Problem {
    match gate {
        Gate::Password => Problem::because(Kind::PasswordPending, PASSWORD_PENDING),
        Gate::Terms => Problem::because(Kind::TermsPending, TERMS_PENDING),
        Gate::Open | Gate::Inactive | Gate::Suspended | Gate::Ended => Problem::new(Kind::NotAuthenticated),
    }
}

const PASSWORD_PENDING: &str = "somebody else has set this password: log in to the app and choose your own";

const TERMS_PENDING: &str = "read the terms of use with `read_terms` and accept them with `accept_terms`, or log in to \
                             the app and accept them there; until then nothing else is answered";

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

async fn caller<D: Door>(app: &App, claims: &Claims, address: Option<IpAddr>) -> Answer<Caller<D>> {
    let now = app.clock.now();
    let stamp = living_session(&app.db, claims, now).await?;
    let stamp = stamp.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    let unfenced = app.db.unfenced(Because::NobodyIsKnownYet);
    let actor = app.rights.actor(&unfenced, UserId(claims.sub), stamp, now).await?;
    Ok(Caller { session: SessionId(claims.sid), actor: admitted::<D>(actor)?, address, door: PhantomData })
}

/// The state of the caller's rights, if their session is alive: one statement, so that the end of a session and any
/// change of rights hold for the very next request [PL-7, PL-10].
async fn living_session(db: &Db, claims: &Claims, now: DateTime<Utc>) -> Result<Option<Stamp>, DbError> {
    #[derive(FromQueryResult)]
    struct Now {
        authz_version: i64,
        epoch: i64,
    }
    let to_sessions: RelationDef = user_account::Entity::belongs_to(session::Entity)
        .from(user_account::Column::Id)
        .to(session::Column::UserId)
        .into();
    let db = db.unfenced(Because::NobodyIsKnownYet);
    let rows = db
        .find::<user_account::Entity>()
        .select_only()
        .column(user_account::Column::AuthzVersion)
        .expr_as(epoch(), "epoch")
        .join(JoinType::InnerJoin, to_sessions)
        .filter(user_account::Column::Id.eq(claims.sub))
        .filter(session::Column::Id.eq(claims.sid))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now));
    let row = rows.into_model::<Now>().one(db.connection()).await?;
    Ok(row.map(|now| Stamp { epoch: now.epoch, version: now.authz_version }))
}
