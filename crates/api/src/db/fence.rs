//! What a scope says, as SQL. The only place where it is said, but for the order of lists: see `streams`.

mod candidates;
mod workers;

use std::collections::BTreeMap;

use authz::{
    Acceptances, Accounts, AllOrNothing, Atom, Audit, Comments, CompanyGroups, DeadLetters, Filter, Grants,
    History, Node, OneUser, People, Pyramid, Reach, Requests, Roles, Rows, Sessions, Settings, Sites, Tags,
    Teams, Terms, Thread, Told, Viewers, Viewing,
};
use domain::Level;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::{
    Engine,
    entities::{
        access_grant, audit, instance_settings, node, outbox, request, request_assignment, request_comment,
        request_tag, role, session, site, tag, tag_category, tag_grant, team, team_member, terms_acceptance,
        terms_text, terms_version, user_account, user_preference,
    },
    lists::one_of,
};

/// A table whose rows a scope over `R` can fence in.
pub trait Fenced<R: Rows>: EntityTrait {
    /// The condition under which a row may be read.
    fn fence(filter: &R::Filter, engine: Engine) -> Condition;
}

impl Fenced<Requests> for request::Entity {
    fn fence(filter: &Filter, engine: Engine) -> Condition {
        let mut by_atoms: BTreeMap<&[Atom], Vec<Node>> = BTreeMap::new();
        for clause in &filter.clauses {
            by_atoms.entry(&clause.atoms).or_default().push(clause.node);
        }
        let everywhere = |nodes: &[Node]| nodes.contains(&Node::Instance);
        if by_atoms.get(&[][..]).is_some_and(|nodes| everywhere(nodes)) {
            return Condition::all();
        }
        by_atoms.into_iter().fold(nothing(), |sum, (atoms, nodes)| {
            let related = atoms.iter().map(|&atom| stands(atom, filter, engine));
            sum.add(related.fold(requests_at(&nodes, engine), Condition::add))
        })
    }
}

impl Fenced<Requests> for request_assignment::Entity {
    fn fence(filter: &Filter, engine: Engine) -> Condition {
        of_request(filter, engine, (request_assignment::Entity, request_assignment::Column::RequestId))
    }
}

impl Fenced<Requests> for request_comment::Entity {
    fn fence(filter: &Filter, engine: Engine) -> Condition {
        of_request(filter, engine, (request_comment::Entity, request_comment::Column::RequestId))
    }
}

impl Fenced<Comments> for request_comment::Entity {
    fn fence(thread: &Thread, _: Engine) -> Condition {
        let Some(request) = thread.request else { return nothing() };
        let rows = Condition::all().add(request_comment::Column::RequestId.eq(request.0));
        if thread.working { rows } else { rows.add(request_comment::Column::Internal.eq(false)) }
    }
}

impl Fenced<History> for audit::Entity {
    fn fence(thread: &Thread, _: Engine) -> Condition {
        let Some(request) = thread.request else { return nothing() };
        let rows = Condition::all()
            .add(audit::Column::SubjectId.eq(request.0))
            .add(audit::Column::Subject.eq("request"));
        if thread.working { rows } else { rows.add(audit::Column::Working.eq(false)) }
    }
}

impl Fenced<Sites> for site::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let nodes = Split::of(nodes);
        if nodes.everywhere {
            return Condition::all();
        }
        nothing().add(one_of(site::Column::GroupId, &nodes.groups, engine)).add(one_of(
            site::Column::Id,
            &nodes.sites,
            engine,
        ))
    }
}

impl Fenced<CompanyGroups> for node::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let groups = Condition::all().add(node::Column::Level.eq(Level::CompanyGroup.word()));
        let nodes = Split::of(nodes);
        if nodes.everywhere {
            return groups;
        }
        groups.add(one_of(node::Column::Id, &[nodes.groups, nodes.above].concat(), engine))
    }
}

impl Fenced<Pyramid> for node::Entity {
    fn fence(reach: &Reach, engine: Engine) -> Condition {
        let fence = if reach.above { on_one_line } else { at_or_below };
        fence(node::Column::Id, &reach.nodes, engine)
    }
}

impl Fenced<Viewers> for user_account::Entity {
    fn fence(viewing: &Viewing, _: Engine) -> Condition {
        match viewing {
            Viewing::All => Condition::all(),
            Viewing::Own(user) => Condition::all().add(user_account::Column::Id.eq(user.0)),
            Viewing::Nothing => nothing(),
        }
    }
}

impl Fenced<Accounts> for user_account::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(user_account::Column::Id.eq(user.0))
    }
}

impl Fenced<Accounts> for user_preference::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(user_preference::Column::UserId.eq(user.0))
    }
}

impl Fenced<Accounts> for team::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(team::Column::Id.in_subquery(teams_of(user.0)))
    }
}

impl Fenced<Accounts> for access_grant::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::any()
            .add(access_grant::Column::UserId.eq(user.0))
            .add(access_grant::Column::TeamId.in_subquery(teams_of(user.0)))
    }
}

impl Fenced<Accounts> for tag_grant::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::any()
            .add(tag_grant::Column::UserId.eq(user.0))
            .add(tag_grant::Column::TeamId.in_subquery(teams_of(user.0)))
    }
}

impl Fenced<Accounts> for audit::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(audit::Column::SubjectId.eq(user.0)).add(audit::Column::Subject.eq("user"))
    }
}

impl Fenced<Sessions> for session::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(session::Column::UserId.eq(user.0)).add(session::Column::EndedAt.is_null())
    }
}

impl Fenced<People> for user_account::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        // What is left of the deleted is for the history to name.
        let there = Condition::all().add(user_account::Column::DeletedAt.is_null());
        there.add(at_or_below(user_account::Column::HomeNodeId, nodes, engine))
    }
}

impl Fenced<People> for user_preference::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let people = <user_account::Entity as Fenced<People>>::fence(nodes, engine);
        let people = ids_of(select::<user_account::Entity>(), user_account::Column::Id, people);
        Condition::all().add(user_preference::Column::UserId.in_subquery(people))
    }
}

impl Fenced<Teams> for team::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        at_or_below(team::Column::NodeId, nodes, engine)
    }
}

impl Fenced<Teams> for team_member::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let teams = ids_of(
            select::<team::Entity>(),
            team::Column::Id,
            <team::Entity as Fenced<Teams>>::fence(nodes, engine),
        );
        Condition::all().add(team_member::Column::TeamId.in_subquery(teams))
    }
}

impl Fenced<Grants> for access_grant::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        at_or_below(access_grant::Column::NodeId, nodes, engine)
    }
}

impl Fenced<Grants> for tag_grant::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        at_or_below(tag_grant::Column::NodeId, nodes, engine)
    }
}

impl Fenced<Roles> for role::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<Tags> for tag_category::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        on_one_line(tag_category::Column::NodeId, nodes, engine)
    }
}

impl Fenced<Tags> for tag::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let seen = tag_category::Entity::fence(nodes, engine);
        let seen = ids_of(select::<tag_category::Entity>(), tag_category::Column::Id, seen);
        Condition::all().add(tag::Column::CategoryId.in_subquery(seen))
    }
}

impl Fenced<Settings> for instance_settings::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<DeadLetters> for outbox::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter).add(outbox::Column::State.eq("dead"))
    }
}

impl Fenced<Terms> for terms_version::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<Terms> for terms_text::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<Acceptances> for user_account::Entity {
    fn fence(filter: &AllOrNothing, _: Engine) -> Condition {
        all_or_nothing(*filter)
    }
}

impl Fenced<Accounts> for terms_acceptance::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(terms_acceptance::Column::UserId.eq(user.0))
    }
}

impl Fenced<Audit> for audit::Entity {
    fn fence(told: &Told, _: Engine) -> Condition {
        match told {
            Told::All => Condition::all(),
            Told::WithoutRequests => Condition::all().add(audit::Column::Subject.ne("request")),
            Told::Nothing => nothing(),
        }
    }
}

/// The requests at one of the nodes or below; of the instance, all.
pub fn requests_at(nodes: &[Node], engine: Engine) -> Condition {
    let nodes = Split::of(nodes);
    if nodes.everywhere {
        return Condition::all();
    }
    Condition::all().add(
        nothing().add_option(filled(request::Column::GroupId, &nodes.groups, engine)).add_option(filled(
            request::Column::SiteId,
            &nodes.sites,
            engine,
        )),
    )
}

/// Whether an atom of a filter holds for the request of a row.
pub fn stands(atom: Atom, filter: &Filter, engine: Engine) -> Condition {
    match atom {
        Atom::Owner => Condition::any()
            .add_option(filter.user.map(|user| request::Column::OwnerId.eq(user.0)))
            .add(never()),
        Atom::Published => Condition::all().add(request::Column::Published.eq(true)),
        Atom::HasTag(bearing) => {
            let borne = Condition::all().add(request_tag::Column::TagId.eq(bearing.0));
            let borne = ids_of(select::<request_tag::Entity>(), request_tag::Column::RequestId, borne);
            Condition::all().add(request::Column::Id.in_subquery(borne))
        }
        Atom::Assignee => {
            let teams: Vec<Uuid> = filter.teams.iter().map(|team| team.0).collect();
            let theirs = nothing()
                .add_option(filter.user.map(|user| request_assignment::Column::UserId.eq(user.0)))
                .add_option(filled(request_assignment::Column::TeamId, &teams, engine));
            let theirs =
                ids_of(select::<request_assignment::Entity>(), request_assignment::Column::RequestId, theirs);
            Condition::all().add(request::Column::Id.in_subquery(theirs))
        }
    }
}

/// Rows that belong to a request which the filter lets through.
fn of_request(
    filter: &Filter,
    engine: Engine,
    column: (impl sea_orm::sea_query::IntoIden, impl sea_orm::sea_query::IntoIden),
) -> Condition {
    let fence = request::Entity::fence(filter, engine);
    if fence.is_empty() {
        return fence;
    }
    let this = Expr::col((request::Entity, request::Column::Id)).equals(column);
    let requests = ids_of(select::<request::Entity>().filter(this), request::Column::Id, fence);
    Condition::all().add(Expr::exists(requests))
}

/// The teams that somebody belongs to.
fn teams_of(user: Uuid) -> SelectStatement {
    let theirs = Condition::all().add(team_member::Column::UserId.eq(user));
    ids_of(select::<team_member::Entity>(), team_member::Column::TeamId, theirs)
}

/// Rows whose node is one of these or stands below one.
fn at_or_below(column: impl ColumnTrait, nodes: &[Node], engine: Engine) -> Condition {
    let nodes = Split::of(nodes);
    if nodes.everywhere {
        return Condition::all();
    }
    let below = Condition::all().add(one_of(node::Column::ParentId, &nodes.groups, engine));
    nothing()
        .add_option(filled(column, &[nodes.groups.clone(), nodes.sites].concat(), engine))
        .add(column.in_subquery(ids_of(select::<node::Entity>(), node::Column::Id, below)))
}

/// Rows whose node stands above, at or below one of these.
fn on_one_line(column: impl ColumnTrait, nodes: &[Node], engine: Engine) -> Condition {
    let split = Split::of(nodes);
    if nodes.is_empty() || split.everywhere {
        return at_or_below(column, nodes, engine);
    }
    at_or_below(column, nodes, engine)
        .add_option(filled(column, &split.above, engine))
        .add(column.in_subquery(instance_node()))
}

fn filled(column: impl ColumnTrait, ids: &[Uuid], engine: Engine) -> Option<Expr> {
    (!ids.is_empty()).then(|| one_of(column, ids, engine))
}

/// An empty union: `FALSE`, never "no clause".
pub fn nothing() -> Condition {
    Condition::any().add(never())
}

fn never() -> Expr {
    Expr::val(1).eq(0)
}

fn all_or_nothing(filter: AllOrNothing) -> Condition {
    match filter {
        AllOrNothing::All => Condition::all(),
        AllOrNothing::Nothing => Condition::all().add(never()),
    }
}

/// The id of the node at the top, as a subquery.
#[must_use]
pub fn instance_node() -> SelectStatement {
    ids_of(select::<node::Entity>(), node::Column::Id, node::Column::Level.eq(Level::Instance.word()).into())
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
