//! What a scope says, as SQL. The only place where it is said.

use authz::{
    Accounts, AllOrNothing, Candidates, Clause, Comments, CompanyGroups, DeadLetters, Filter, History, Node,
    OneUser, Place, Relation, Requests, Rows, Settings, Sites, Thread,
};
use domain::NodeId;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::entities::{
    audit, instance_settings, node, outbox, request, request_assignee, request_comment, role_grant, site,
    user_account,
};

/// A table whose rows a scope over `R` can fence in.
pub trait Fenced<R: Rows>: EntityTrait {
    /// The condition under which a row may be read.
    fn fence(filter: &R::Filter) -> Condition;
}

impl Fenced<Requests> for request::Entity {
    fn fence(filter: &Filter) -> Condition {
        if filter.clauses.iter().any(|clause| below(clause.node).or_else(|| related(clause)).is_none()) {
            return Condition::all();
        }
        filter.clauses.iter().fold(nothing(), |sum, clause| sum.add(clause_of(clause)))
    }
}

impl Fenced<Requests> for request_assignee::Entity {
    fn fence(filter: &Filter) -> Condition {
        let fence = request::Entity::fence(filter);
        if fence.is_empty() {
            return fence;
        }
        let this = Expr::col((request::Entity, request::Column::Id))
            .equals((request_assignee::Entity, request_assignee::Column::RequestId));
        let requests = select::<request::Entity>().filter(this);
        let requests = ids_of(requests, request::Column::Id, fence);
        Condition::all().add(Expr::exists(requests))
    }
}

impl Fenced<Comments> for request_comment::Entity {
    fn fence(thread: &Thread) -> Condition {
        let Some(request) = thread.request else { return nothing() };
        let rows = Condition::all().add(request_comment::Column::RequestId.eq(request.0));
        if thread.working { rows } else { rows.add(request_comment::Column::Internal.eq(false)) }
    }
}

impl Fenced<History> for audit::Entity {
    fn fence(thread: &Thread) -> Condition {
        let Some(request) = thread.request else { return nothing() };
        let rows = Condition::all()
            .add(audit::Column::SubjectId.eq(request.0))
            .add(audit::Column::Subject.eq("request"));
        if thread.working { rows } else { rows.add(audit::Column::Working.eq(false)) }
    }
}

impl Fenced<Sites> for site::Entity {
    fn fence(nodes: &Vec<Node>) -> Condition {
        let nodes = Split::of(nodes);
        if nodes.everywhere {
            return Condition::all();
        }
        nothing().add(site::Column::GroupId.is_in(nodes.groups)).add(site::Column::Id.is_in(nodes.sites))
    }
}

impl Fenced<CompanyGroups> for node::Entity {
    fn fence(nodes: &Vec<Node>) -> Condition {
        let groups = Condition::all().add(node::Column::Level.eq(domain::Level::CompanyGroup.word()));
        let nodes = Split::of(nodes);
        if nodes.everywhere {
            return groups;
        }
        groups.add(node::Column::Id.is_in([nodes.groups, nodes.above].concat()))
    }
}

impl Fenced<Candidates> for user_account::Entity {
    fn fence(place: &Option<Place>) -> Condition {
        let Some(place) = place else { return nothing() };
        let roles = authz::Role::ALL
            .into_iter()
            .filter(|role| role.permissions().contains(authz::Action::BeAssigned, Relation::Any))
            .map(authz::Role::word);
        let here = Condition::any()
            .add(role_grant::Column::NodeId.is_in([place.site.0, place.group.0]))
            .add(role_grant::Column::NodeId.in_subquery(instance_node()));
        let holders = Condition::all().add(role_grant::Column::Role.is_in(roles)).add(here);
        let holders = ids_of(select::<role_grant::Entity>(), role_grant::Column::UserId, holders);
        Condition::all()
            .add(user_account::Column::Active.eq(true))
            .add(user_account::Column::Id.in_subquery(holders))
    }
}

impl Fenced<Accounts> for user_account::Entity {
    fn fence(user: &Option<OneUser>) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(user_account::Column::Id.eq(user.0))
    }
}

impl Fenced<Settings> for instance_settings::Entity {
    fn fence(filter: &AllOrNothing) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<DeadLetters> for outbox::Entity {
    fn fence(filter: &AllOrNothing) -> Condition {
        all_or_nothing(*filter).add(outbox::Column::State.eq("dead"))
    }
}

fn clause_of(clause: &Clause) -> Condition {
    Condition::all().add_option(below(clause.node)).add_option(related(clause))
}

fn below(node: Node) -> Option<Expr> {
    match node {
        Node::Instance => None,
        Node::CompanyGroup(NodeId(group)) => Some(request::Column::GroupId.eq(group)),
        Node::Site(place) => Some(request::Column::SiteId.eq(place.site.0)),
    }
}

fn related(clause: &Clause) -> Option<Expr> {
    match clause.relation {
        Relation::Any => None,
        Relation::Own => Some(request::Column::OwnerId.eq(clause.user.0)),
        Relation::Published => Some(request::Column::Published.eq(true)),
        Relation::Assigned => {
            let theirs = Condition::all().add(request_assignee::Column::UserId.eq(clause.user.0));
            let theirs =
                ids_of(select::<request_assignee::Entity>(), request_assignee::Column::RequestId, theirs);
            Some(request::Column::Id.in_subquery(theirs))
        }
    }
}

/// An empty union: `FALSE`, never "no clause".
fn nothing() -> Condition {
    Condition::any().add(Expr::val(1).eq(0))
}

fn all_or_nothing(filter: AllOrNothing) -> Condition {
    match filter {
        AllOrNothing::All => Condition::all(),
        AllOrNothing::Nothing => Condition::all().add(Expr::val(1).eq(0)),
    }
}

fn instance_node() -> SelectStatement {
    let top = Condition::all().add(node::Column::Level.eq(domain::Level::Instance.word()));
    ids_of(select::<node::Entity>(), node::Column::Id, top)
}

fn ids_of<E: EntityTrait>(select: Select<E>, column: impl ColumnTrait, filter: Condition) -> SelectStatement {
    select.select_only().column(column).filter(filter).into_query()
}

#[expect(
    clippy::disallowed_methods,
    reason = "subqueries of a fence; they run only as part of a scoped select"
)]
fn select<E: EntityTrait>() -> Select<E> {
    E::find()
}

/// Nodes sorted by level.
#[derive(Default)]
struct Split {
    everywhere: bool,
    groups: Vec<Uuid>,
    sites: Vec<Uuid>,
    /// The groups above the sites.
    above: Vec<Uuid>,
}

impl Split {
    fn of(nodes: &[Node]) -> Self {
        nodes.iter().fold(Self::default(), |mut split, node| {
            match node {
                Node::Instance => split.everywhere = true,
                Node::CompanyGroup(group) => split.groups.push(group.0),
                Node::Site(place) => {
                    split.sites.push(place.site.0);
                    split.above.push(place.group.0);
                }
            }
            split
        })
    }
}
