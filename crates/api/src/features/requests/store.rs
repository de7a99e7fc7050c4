//! All SQL of requests: reading here, writing and threads below.

pub mod change;
pub mod thread;

use authz::{Actor, Place, RequestFacts, Requests, Scope};
use domain::{NodeId, RequestId, RequestStatus, UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
    sea_query::{Expr, ExprTrait, LikeExpr},
};
use uuid::Uuid;

use super::wire::{RequestQuery, full_name, reference};
use crate::{
    db::{
        Db, DbError, Scoped, Tx,
        entities::{node, request, request_assignee, site, user_account},
        unfenced::Because,
    },
    http::{Cursor, PageStart},
    identity::fold_case,
    wire::Named,
};

/// A request with the names around it and the facts that decisions look at.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub row: request::Model,
    pub site_name: String,
    pub assignees: Vec<Named>,
    pub facts: RequestFacts,
}

impl Loaded {
    fn new(row: request::Model, site_name: String, assignees: Vec<Named>) -> Self {
        let facts = RequestFacts {
            id: RequestId(row.id),
            place: Place { group: NodeId(row.group_id), site: NodeId(row.site_id) },
            owner: UserId(row.owner_id),
            assignees: assignees.iter().map(|assignee| UserId(assignee.id)).collect(),
            published: row.published,
        };
        Self { row, site_name, assignees, facts }
    }

    /// The status; the database holds no other word.
    pub fn status(&self) -> RequestStatus {
        self.row.status.parse().unwrap_or(RequestStatus::AwaitingAssignment)
    }

    pub fn reference(&self) -> String {
        reference(self.row.year, self.row.number)
    }
}

/// A page of the requests that `actor` may see, newest first: two statements.
pub async fn list(
    db: &Db,
    actor: &Actor,
    query: &RequestQuery,
    page: &PageStart,
) -> Result<Vec<Loaded>, DbError> {
    let scope = actor.requests();
    let rows = db
        .visible::<request::Entity, _>(&scope)
        .narrow(|requests| {
            with_site_name(newest_first(filtered(requests, actor, query), page.after.as_ref()))
                .limit(page.fetch())
        })
        .rows::<Row>()
        .await?;
    let ids = rows.iter().map(|row| row.request.id).collect();
    let mut assignees = assignees_of(db.visible(&scope), ids).await?;
    let loaded = rows.into_iter().map(|row| {
        let of_this =
            assignees.extract_if(.., |(request, _)| *request == row.request.id).map(|(_, name)| name);
        let of_this = of_this.collect();
        Loaded::new(row.request, row.site_name, of_this)
    });
    Ok(loaded.collect())
}

/// One request that `actor` may see.
pub async fn find(db: &Db, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    let scope = actor.requests();
    load(db.visible(&scope), db.visible(&scope), id).await
}

/// One request that `actor` may see, as it stands within a transaction.
pub async fn find_within(tx: &Tx, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    let scope = actor.requests();
    load(tx.visible(&scope), tx.visible(&scope), id).await
}

/// One request that `actor` may see, held against other writers until the transaction ends.
pub async fn lock(tx: &Tx, actor: &Actor, id: RequestId) -> Result<Option<Loaded>, DbError> {
    let scope = actor.requests();
    let held = tx.visible::<request::Entity, Requests>(&scope).locked();
    if held.narrow(|requests| requests.filter(request::Column::Id.eq(id.0))).one().await?.is_none() {
        return Ok(None);
    }
    load(tx.visible(&scope), tx.visible(&scope), id).await
}

/// The people `actor` may assign to a request, by name; at most [`MAX_CANDIDATES`] whose name holds `name`.
pub async fn list_candidates(
    db: &Db,
    scope: &Scope<authz::Candidates>,
    name: Option<&str>,
) -> Result<Vec<Named>, DbError> {
    // Folding accents and case is beyond SQLite's `lower`, so the names are compared here.
    let wanted = name.map(fold_case).unwrap_or_default();
    let people = candidates(db.visible(scope), |people| people).await?;
    let holds = |person: &Named| fold_case(&person.name).contains(&wanted);
    Ok(people.into_iter().filter(holds).take(MAX_CANDIDATES).collect())
}

/// How many candidates an answer holds at the most.
pub const MAX_CANDIDATES: usize = 200;

/// Those of `ids` whom `actor` may assign to the request.
pub async fn find_candidates(
    tx: &Tx,
    scope: &Scope<authz::Candidates>,
    ids: &[Uuid],
) -> Result<Vec<Named>, DbError> {
    let ids = ids.to_vec();
    candidates(tx.visible(scope), |people| people.filter(user_account::Column::Id.is_in(ids))).await
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

/// An account that the server writes to, or takes a requester's details from.
pub async fn account(tx: &Tx, user: UserId) -> Result<Option<user_account::Model>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let account = unfenced.find::<user_account::Entity>().filter(user_account::Column::Id.eq(user.0));
    Ok(account.one(unfenced.connection()).await?)
}

#[derive(Debug, FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    request: request::Model,
    site_name: String,
}

#[derive(Debug, FromQueryResult)]
struct AssigneeRow {
    request_id: Uuid,
    user_id: Uuid,
    first_name: String,
    last_name: String,
}

async fn load<C: ConnectionTrait>(
    requests: Scoped<'_, C, request::Entity>,
    assignees: Scoped<'_, C, request_assignee::Entity>,
    id: RequestId,
) -> Result<Option<Loaded>, DbError> {
    let row = requests.narrow(|requests| with_site_name(requests).filter(request::Column::Id.eq(id.0)));
    let Some(row) = row.row::<Row>().await? else { return Ok(None) };
    let assignees = assignees_of(assignees, vec![id.0]).await?.into_iter().map(|(_, name)| name).collect();
    Ok(Some(Loaded::new(row.request, row.site_name, assignees)))
}

async fn assignees_of<C: ConnectionTrait>(
    assignees: Scoped<'_, C, request_assignee::Entity>,
    requests: Vec<Uuid>,
) -> Result<Vec<(Uuid, Named)>, DbError> {
    let to_user: RelationDef = request_assignee::Entity::belongs_to(user_account::Entity)
        .from(request_assignee::Column::UserId)
        .to(user_account::Column::Id)
        .into();
    let rows = assignees.narrow(|assignees| {
        assignees
            .column(user_account::Column::FirstName)
            .column(user_account::Column::LastName)
            .join(JoinType::InnerJoin, to_user)
            .filter(request_assignee::Column::RequestId.is_in(requests))
            .order_by_asc(user_account::Column::LastName)
            .order_by_asc(user_account::Column::Id)
    });
    let rows = rows.rows::<AssigneeRow>().await?;
    let name = |row: AssigneeRow| Named { id: row.user_id, name: full_name(&row.first_name, &row.last_name) };
    Ok(rows.into_iter().map(|row| (row.request_id, name(row))).collect())
}

async fn candidates<C: ConnectionTrait>(
    people: Scoped<'_, C, user_account::Entity>,
    narrow: impl FnOnce(Select<user_account::Entity>) -> Select<user_account::Entity>,
) -> Result<Vec<Named>, DbError> {
    let people = people.narrow(narrow).narrow(|people| {
        let by_name =
            people.order_by_asc(user_account::Column::LastName).order_by_asc(user_account::Column::FirstName);
        by_name.order_by_asc(user_account::Column::Id).limit(2_000)
    });
    let name =
        |row: user_account::Model| Named { id: row.id, name: full_name(&row.first_name, &row.last_name) };
    Ok(people.all().await?.into_iter().map(name).collect())
}

fn filtered(
    requests: Select<request::Entity>,
    actor: &Actor,
    query: &RequestQuery,
) -> Select<request::Entity> {
    let status = query.status.map(|status| request::Column::Status.eq(RequestStatus::from(status).word()));
    let requester = query.requester.as_deref().map(fold_case).filter(|name| !name.is_empty());
    let wanted = sea_orm::Condition::all()
        .add_option(query.site_id.map(|site| request::Column::SiteId.eq(site)))
        .add_option(status)
        .add_option(
            requester.map(|name| holds(Expr::col((request::Entity, request::Column::RequesterKey)), &name)),
        )
        .add_option(query.mine.unwrap_or(false).then(|| request::Column::OwnerId.eq(actor.user().0)));
    requests.filter(wanted)
}

fn newest_first(requests: Select<request::Entity>, after: Option<&Cursor>) -> Select<request::Entity> {
    let ordered = requests.order_by_desc(request::Column::EnteredAt).order_by_desc(request::Column::Id);
    let Some(Cursor::At(at, id)) = after else { return ordered };
    let key =
        Expr::tuple([request::Column::EnteredAt.into_simple_expr(), request::Column::Id.into_simple_expr()]);
    ordered.filter(key.lt(Expr::tuple([Expr::val(*at), Expr::val(*id)])))
}

fn with_site_name(requests: Select<request::Entity>) -> Select<request::Entity> {
    let to_node: RelationDef =
        request::Entity::belongs_to(node::Entity).from(request::Column::SiteId).to(node::Column::Id).into();
    requests.column_as(node::Column::Name.into_simple_expr(), "site_name").join(JoinType::InnerJoin, to_node)
}

/// Whether a text holds `part`, taken literally.
fn holds(text: Expr, part: &str) -> Expr {
    let literal = part.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    text.like(LikeExpr::new(format!("%{literal}%")).escape('\\'))
}
