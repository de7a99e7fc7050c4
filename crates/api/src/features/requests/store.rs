//! All SQL of requests: reading here, writing and threads below.

pub mod candidates;
pub mod change;
pub mod thread;

use authz::{Action, Actor, Place, Principal, RequestFacts, Requests, Scope};
use domain::{NodeId, RequestId, RequestStatus, TagId, TeamId, UserId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, JoinType,
    QueryFilter, QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Query, SelectStatement},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    mails::Owner,
    wire::{Assignee, AssigneeKind, Request, RequestQuery, ShownTag, full_name, reference},
};
use crate::{
    db::{
        Db, DbError, Engine, Scoped, Tx, Wanted,
        entities::{node, request, request_assignment, site, user_account, user_preference},
        gathered, names, one_of,
        unfenced::Because,
    },
    features::preferences::{to_preferences, unwanted_mails},
    http::{Cursor, PageStart},
};

/// A request with the names around it and the facts that decisions look at.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub row: request::Model,
    pub site_name: String,
    pub assignees: Vec<Assignee>,
    pub tags: Vec<ShownTag>,
    pub facts: RequestFacts,
}

impl Loaded {
    fn new(row: Row) -> Result<Self, DbError> {
        let mut assignees: Vec<Held> = gathered::read(&row.assignees)?;
        assignees.sort_by(|one, other| (&one.last, one.id).cmp(&(&other.last, other.id)));
        let mut tags: Vec<Borne> = gathered::read(&row.tags)?;
        tags.sort_by(|one, other| one.rank().cmp(&other.rank()));
        let request = row.request;
        let facts = RequestFacts {
            id: RequestId(request.id),
            place: Place { group: NodeId(request.group_id), site: NodeId(request.site_id) },
            owner: UserId(request.owner_id),
            assignees: assignees.iter().filter_map(Held::principal).collect(),
            tags: tags.iter().map(|tag| TagId(tag.id)).collect(),
            published: request.published,
        };
        Ok(Self {
            row: request,
            site_name: row.site_name,
            assignees: assignees.into_iter().map(Into::into).collect(),
            tags: tags.into_iter().map(Into::into).collect(),
            facts,
        })
    }

    /// The status; the database holds no other word.
    pub fn status(&self) -> RequestStatus {
        self.row.status.parse().unwrap_or(RequestStatus::AwaitingAssignment)
    }

    pub fn reference(&self) -> String {
        reference(self.row.year, self.row.number)
    }
}

/// A page of the requests that `actor` may see, newest first: one statement.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &RequestQuery,
    page: &PageStart,
) -> Result<Vec<Loaded>, DbError> {
    let after = match page.after {
        Some(Cursor::At(at, id)) => Some((at, id)),
        _ => None,
    };
    let wanted = Wanted {
        filters: asked_for(actor, query, db.engine()),
        after,
        limit: page.fetch(),
        engine: db.engine(),
    };
    let with = |requests| with_what_belongs(requests, db.engine());
    let rows = db.newest_requests::<Row>(&told(actor, query), &wanted, with).await?;
    rows.into_iter().map(Loaded::new).collect()
}

/// The requests that `actor` owns or entered, as far as they see them, newest first: `limit` at the most.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn asked_by_myself(db: &Db, actor: &Actor, limit: u64) -> Result<Vec<Request>, DbError> {
    use request::Column::{EnteredAt, EnteredById, Id, OwnerId};
    let me = actor.user().0;
    let own = db.visible::<request::Entity, Requests>(&actor.requests()).narrow(|requests| {
        with_what_belongs(requests, db.engine())
            .filter(Condition::any().add(OwnerId.eq(me)).add(EnteredById.eq(me)))
            .order_by_desc(EnteredAt)
            .order_by_desc(Id)
            .limit(limit)
    });
    let rows = own.rows::<Row>().await?.into_iter();
    rows.map(|row| Ok(Request::new(actor, &Loaded::new(row)?))).collect()
}

/// One request that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    load(db.visible::<request::Entity, Requests>(&actor.requests()), db.engine(), id).await
}

/// The facts about a request that decisions look at, if `actor` may see it.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn facts_of(db: &Db, actor: &Actor, id: RequestId) -> Result<Option<RequestFacts>, DbError> {
    Ok(find(db, actor, id).await?.map(|loaded| loaded.facts))
}

/// How many of the requests that a subquery names `actor` may see.
///
/// # Errors
/// When the database fails.
pub async fn count_seen(tx: &Tx, actor: &Actor, these: SelectStatement) -> Result<u64, DbError> {
    #[derive(FromQueryResult)]
    struct Counted {
        count: i64,
    }
    let seen = tx.visible::<request::Entity, Requests>(&actor.requests()).narrow(|requests| {
        let these = requests.filter(request::Column::Id.in_subquery(these));
        these.select_only().column_as(request::Column::Id.count(), "count")
    });
    Ok(seen.row::<Counted>().await?.and_then(|row| row.count.try_into().ok()).unwrap_or_default())
}

/// One request that `actor` may see, as it stands within a transaction.
pub async fn find_within(tx: &Tx, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    load(tx.visible::<request::Entity, Requests>(&actor.requests()), tx.engine(), id).await
}

/// One request that `actor` may see, held against other writers until the transaction ends.
pub async fn lock(tx: &Tx, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    let scope = actor.requests();
    let held = tx.visible::<request::Entity, Requests>(&scope).locked();
    if held.narrow(|requests| requests.filter(request::Column::Id.eq(id.0))).one().await?.is_none() {
        return Ok(None);
    }
    find_within(tx, actor, id).await
}

/// Where the team of a site reads its mail.
pub async fn team_address(tx: &Tx, site: NodeId) -> Result<Option<String>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let site = unfenced
        .find::<site::Entity>()
        .filter(site::Column::Id.eq(site.0))
        .one(unfenced.connection())
        .await?;
    Ok(site.map(|site| site.mail_address))
}

/// Somebody whom the server writes to, or takes a requester's details from.
pub async fn owner(tx: &Tx, user: UserId) -> Result<Option<Owner>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let account = unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(user.0));
    let account = account.join(JoinType::LeftJoin, to_preferences()).select_also(user_preference::Entity);
    let row = account.one(unfenced.connection()).await?;
    Ok(row.map(|(account, kept)| Owner { account, unwanted: unwanted_mails(kept.as_ref()) }))
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    request: request::Model,
    site_name: String,
    assignees: String,
    tags: String,
}

/// Who works on it, as `db::gathered` tells.
#[derive(Debug, Deserialize)]
struct Held {
    id: Uuid,
    team: u8,
    resource: u8,
    first: String,
    last: String,
}

impl Held {
    const fn kind(&self) -> AssigneeKind {
        match (self.team, self.resource) {
            (0, 0) => AssigneeKind::User,
            (0, _) => AssigneeKind::Resource,
            _ => AssigneeKind::Team,
        }
    }

    /// Whom rights concern: nobody where there is no login.
    const fn principal(&self) -> Option<Principal> {
        match self.kind() {
            AssigneeKind::User => Some(Principal::User(UserId(self.id))),
            AssigneeKind::Team => Some(Principal::Team(TeamId(self.id))),
            AssigneeKind::Resource => None,
        }
    }
}

impl From<Held> for Assignee {
    fn from(row: Held) -> Self {
        Self { id: row.id, kind: row.kind(), name: full_name(&row.first, &row.last) }
    }
}

/// A tag that it bears, as `db::gathered` tells.
#[derive(Debug, Deserialize)]
struct Borne {
    id: Uuid,
    name: String,
    category: String,
    colour: i32,
    in_lists: u8,
    position: i32,
}

impl Borne {
    /// Axis by axis, in the order that these ask for.
    fn rank(&self) -> (i32, &str, &str) {
        (self.position, &self.category, &self.name)
    }
}

impl From<Borne> for ShownTag {
    fn from(row: Borne) -> Self {
        Self {
            id: row.id,
            name: row.name,
            category: row.category,
            colour: row.colour,
            in_lists: row.in_lists != 0,
        }
    }
}

async fn load<C: ConnectionTrait>(
    requests: Scoped<'_, C, request::Entity>,
    engine: Engine,
    id: RequestId,
) -> Result<Option<Loaded>, DbError> {
    let row = requests
        .narrow(|requests| with_what_belongs(requests, engine).filter(request::Column::Id.eq(id.0)))
        .row::<Row>()
        .await?;
    row.map(Loaded::new).transpose()
}

/// Who only sees the public face learns from no filter who works on something or whose it is.
fn told(actor: &Actor, query: &RequestQuery) -> Scope<Requests> {
    let asks_who = query.assignee_id.is_some() || query.owner_id.is_some();
    if asks_who { actor.requests_for(Action::ViewWorking) } else { actor.requests() }
}

/// What the query asks for, within what may be seen.
fn asked_for(actor: &Actor, query: &RequestQuery, engine: Engine) -> Condition {
    let status = query.status.map(|status| request::Column::Status.eq(RequestStatus::from(status).word()));
    let requester = names::sought(query.requester.as_deref());
    let open = RequestStatus::ALL.iter().filter(|status| status.is_open()).map(|status| status.word());
    let open = query.open.map(|wanted| {
        if wanted { request::Column::Status.is_in(open) } else { request::Column::Status.is_not_in(open) }
    });
    Condition::all()
        .add_option(query.site_id.map(|site| request::Column::SiteId.eq(site)))
        .add_option(query.site_ids.as_ref().map(|sites| one_of(request::Column::SiteId, &sites.0, engine)))
        .add_option(status)
        .add_option(requester.map(|name| names::holds(request::Column::RequesterKey, &name)))
        .add_option(open)
        .add_option(query.assignee_id.map(|who| request::Column::Id.in_subquery(assigned_to(who))))
        .add_option(query.owner_id.map(|owner| request::Column::OwnerId.eq(owner)))
        .add_option(query.mine.unwrap_or(false).then(|| request::Column::OwnerId.eq(actor.user().0)))
}

/// By the three columns that have an index.
fn assigned_to(assignee: Uuid) -> SelectStatement {
    use request_assignment::Column::{RequestId, ResourceId, TeamId, UserId};
    let theirs = [UserId, TeamId, ResourceId].map(|column| column.eq(assignee));
    Query::select()
        .column(RequestId)
        .from(request_assignment::Entity)
        .cond_where(theirs.into_iter().fold(Condition::any(), Condition::add))
        .to_owned()
}

/// The request with its site's name, who works on it, and its tags.
fn with_what_belongs(requests: Select<request::Entity>, engine: Engine) -> Select<request::Entity> {
    let to_node: RelationDef =
        request::Entity::belongs_to(node::Entity).from(request::Column::SiteId).to(node::Column::Id).into();
    requests
        .column_as(node::Column::Name.into_simple_expr(), "site_name")
        .expr_as(gathered::assignees(engine), "assignees")
        .expr_as(gathered::tags(engine), "tags")
        .join(JoinType::InnerJoin, to_node)
}
