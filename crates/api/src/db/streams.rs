//! The order of a list of requests, newest first, without reading more than a page's worth of each stream.
//!
//! What somebody sees is a union: some company groups, some sites, their own, what they are assigned to, a tag. Each
//! of these is a stream that an index keeps in order. A page is the top of all of them, merged; where somebody sees
//! much of everything it is a scan in that order, and where they see all of it there is nothing to fence. One big
//! `OR` would be neither: no index serves it, and whoever sees little reads everything.

use std::collections::BTreeMap;

use authz::{Atom, Filter, Node};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait, IntoSimpleExpr,
    sea_query::{Expr, IntoIden, Order, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{
    Engine,
    entities::{request, request_assignment, request_tag},
    fence::{nothing, requests_at, stands},
    lists::as_json,
    population::Population,
};

/// Which page of the list.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What the caller asks for, within what they may see.
    pub filters: Condition,
    /// The last of the page before.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    pub limit: u64,
    pub engine: Engine,
}

impl Wanted {
    /// What comes after the page before.
    pub fn beyond(&self) -> Condition {
        self.beyond_of(request::Column::EnteredAt, request::Column::Id)
    }

    fn beyond_of(&self, entered_at: impl ColumnTrait, id: impl ColumnTrait) -> Condition {
        let beyond = self.after.map(|(at, last)| {
            let key = Expr::tuple([entered_at.into_simple_expr(), id.into_simple_expr()]);
            key.lt(Expr::tuple([Expr::val(at), Expr::val(last)]))
        });
        Condition::all().add_option(beyond)
    }
}

/// How a page is read. The choice changes what it costs, never what is on it.
#[derive(Debug)]
pub enum Plan {
    /// All may be seen.
    Everything,
    /// Read in order until the page is full, but no further than this many rows.
    Scan { rows: u64 },
    /// The top of each stream, merged.
    Merge(Streams),
}

/// The streams that a filter is the union of.
#[derive(Debug, Default)]
pub struct Streams {
    /// By what must hold beside the place: nothing, or being published.
    places: BTreeMap<Vec<Atom>, Places>,
    /// By what leads to the requests: the nodes at which it counts, and what must hold besides.
    leads: BTreeMap<Lead, Vec<(Node, Vec<Atom>)>>,
}

#[derive(Debug, Default)]
struct Places {
    everywhere: bool,
    groups: Vec<Uuid>,
    sites: Vec<Uuid>,
}

/// What keeps a stream in order other than a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    Owner(Uuid),
    Assignee(Uuid),
    Team(Uuid),
    Tag(Uuid),
}

/// Beyond this many streams a scan may be cheaper.
const FEW_STREAMS: usize = 16;

/// How far a scan goes before the streams are taken instead.
const SCAN_BOUND: u64 = 4_000;

/// What opening one stream costs, in rows of a scan.
const ROWS_A_STREAM: u64 = 4;

/// Chooses how to read a page.
pub fn plan(filter: &Filter, population: &Population, wanted: &Wanted) -> Plan {
    let streams = Streams::of(filter);
    if streams.places.get(&Vec::new()).is_some_and(|places| places.everywhere) {
        return Plan::Everything;
    }
    let published_everywhere = streams.places.values().any(|places| places.everywhere);
    let count = streams.count();
    if published_everywhere && streams.leads.is_empty() && streams.places.len() == 1 {
        return Plan::Scan { rows: SCAN_BOUND };
    }
    if count <= FEW_STREAMS {
        return Plan::Merge(streams);
    }
    let at = wanted.after.map(|(at, _)| at);
    let share = streams.places.values().map(|it| population.share_of(&it.groups, &it.sites, at)).sum::<f64>();
    let expected = wanted.limit as f64 / share.max(f64::EPSILON);
    let streams_cost = (count as u64 * ROWS_A_STREAM) as f64;
    // Half the bound, so that a scan that was chosen seldom ends in vain.
    if expected < streams_cost && expected < SCAN_BOUND as f64 / 2.0 {
        return Plan::Scan { rows: SCAN_BOUND };
    }
    Plan::Merge(streams)
}

impl Streams {
    /// Each clause goes to the stream that narrows it most.
    pub fn of(filter: &Filter) -> Self {
        let mut streams = Self::default();
        for clause in &filter.clauses {
            let leads = leads_of(&clause.atoms, filter);
            if leads.is_empty() {
                streams.places.entry(clause.atoms.clone()).or_default().add(clause.node);
            }
            for (lead, atom) in leads {
                let rest = clause.atoms.iter().copied().filter(|&other| other != atom).collect();
                streams.leads.entry(lead).or_default().push((clause.node, rest));
            }
        }
        streams
    }

    /// How many streams there are.
    pub fn count(&self) -> usize {
        let places =
            self.places.values().map(|it| usize::from(it.everywhere) + it.groups.len() + it.sites.len());
        places.sum::<usize>() + self.leads.len()
    }

    /// The ids of the page: the top of the streams, merged.
    fn keys(&self, filter: &Filter, wanted: &Wanted) -> SelectStatement {
        let mut all = Vec::new();
        for (atoms, places) in &self.places {
            let related = atoms
                .iter()
                .fold(Condition::all(), |sum, &atom| sum.add(stands(atom, filter, wanted.engine)));
            if places.everywhere {
                all.push(top(wanted, related));
                continue;
            }
            all.extend(of_each(request::Column::GroupId, &places.groups, wanted, &related));
            all.extend(of_each(request::Column::SiteId, &places.sites, wanted, &related));
        }
        for (lead, clauses) in &self.leads {
            let scope = clauses.iter().fold(nothing(), |sum, (node, atoms)| {
                let here = requests_at(&[*node], wanted.engine);
                sum.add(atoms.iter().fold(here, |sum, &atom| sum.add(stands(atom, filter, wanted.engine))))
            });
            let unbounded = clauses.iter().any(|(node, atoms)| *node == Node::Instance && atoms.is_empty());
            // The union stands as one: what is added to it must hold besides.
            let scope = if unbounded { Condition::all() } else { Condition::all().add(scope) };
            all.push(lead.top(wanted, scope));
        }
        merged(all, wanted.limit)
    }
}

impl Places {
    fn add(&mut self, node: Node) {
        match node {
            Node::Instance => self.everywhere = true,
            Node::CompanyGroup(group) => self.groups.push(group.0),
            Node::Site(place) => self.sites.push(place.site.0),
        }
    }
}

impl Plan {
    /// The condition under which a request is on the page; nothing where the order and the limit say it all.
    pub fn keys(&self, filter: &Filter, wanted: &Wanted) -> Option<SelectStatement> {
        match self {
            Self::Everything => None,
            Self::Scan { rows } => Some(scan(filter, wanted, *rows)),
            Self::Merge(streams) => Some(streams.keys(filter, wanted)),
        }
    }
}

/// The leads of a clause with the atom that each stands for; being assigned may lead through the user or a team.
fn leads_of(atoms: &[Atom], filter: &Filter) -> Vec<(Lead, Atom)> {
    let tag = atoms.iter().find_map(|&atom| match atom {
        Atom::HasTag(tag) => Some(vec![(Lead::Tag(tag.0), atom)]),
        _ => None,
    });
    let user = filter.user.map(|user| user.0);
    let assigned = || {
        let user = user.map(Lead::Assignee).into_iter();
        let all = user.chain(filter.teams.iter().map(|team| Lead::Team(team.0)));
        atoms.contains(&Atom::Assignee).then(|| all.map(|lead| (lead, Atom::Assignee)).collect())
    };
    let owned = || {
        let owner = atoms.contains(&Atom::Owner).then(|| user.map(Lead::Owner)).flatten();
        owner.map(|lead| vec![(lead, Atom::Owner)])
    };
    tag.or_else(assigned).or_else(owned).unwrap_or_default()
}

impl Lead {
    /// The newest requests to which it leads.
    fn top(self, wanted: &Wanted, scope: Condition) -> SelectStatement {
        match self {
            Self::Owner(user) => top(wanted, scope.add(request::Column::OwnerId.eq(user))),
            Self::Assignee(user) => {
                let of_user = request_assignment::Column::UserId.eq(user);
                through(
                    request_assignment::Entity,
                    (request_assignment::Column::EnteredAt, request_assignment::Column::RequestId),
                    of_user,
                    wanted,
                    scope,
                )
            }
            Self::Team(team) => {
                let of_team = request_assignment::Column::TeamId.eq(team);
                through(
                    request_assignment::Entity,
                    (request_assignment::Column::EnteredAt, request_assignment::Column::RequestId),
                    of_team,
                    wanted,
                    scope,
                )
            }
            Self::Tag(tag) => through(
                request_tag::Entity,
                (request_tag::Column::EnteredAt, request_tag::Column::RequestId),
                request_tag::Column::TagId.eq(tag),
                wanted,
                scope,
            ),
        }
    }
}

/// The newest requests for which `which` holds.
fn top(wanted: &Wanted, which: Condition) -> SelectStatement {
    let columns = (request::Column::EnteredAt, request::Column::Id);
    let mut top = Query::select();
    top.expr_as(request::Column::Id.into_simple_expr(), "id")
        .expr_as(request::Column::EnteredAt.into_simple_expr(), "entered_at")
        .from(request::Entity)
        .cond_where(which)
        .cond_where(wanted.filters.clone());
    in_order(&mut top, columns, wanted);
    top
}

/// The newest requests that a table of links leads to. The request itself is looked at only where something is asked
/// of it.
fn through<E, C>(
    table: E,
    (entered_at, request_id): (C, C),
    which: Expr,
    wanted: &Wanted,
    scope: Condition,
) -> SelectStatement
where
    E: sea_orm::EntityTrait<Column = C>,
    C: ColumnTrait,
{
    let mut top = Query::select();
    top.expr_as(request_id.into_simple_expr(), "id")
        .expr_as(entered_at.into_simple_expr(), "entered_at")
        .from(table)
        .and_where(which);
    if !scope.is_empty() || !wanted.filters.is_empty() {
        top.inner_join(
            request::Entity,
            request::Column::Id.into_simple_expr().eq(request_id.into_simple_expr()),
        )
        .cond_where(scope)
        .cond_where(wanted.filters.clone());
    }
    in_order(&mut top, (entered_at, request_id), wanted);
    top
}

fn in_order<C: ColumnTrait>(select: &mut SelectStatement, (entered_at, id): (C, C), wanted: &Wanted) {
    select
        .cond_where(wanted.beyond_of(entered_at, id))
        .order_by_expr(entered_at.into_simple_expr(), Order::Desc)
        .order_by_expr(id.into_simple_expr(), Order::Desc)
        .limit(wanted.limit);
}

/// The newest requests of each of several places. A few are streams of their own; many are unfolded from one value.
fn of_each(
    column: request::Column,
    places: &[Uuid],
    wanted: &Wanted,
    related: &Condition,
) -> Vec<SelectStatement> {
    const A_FEW: usize = 4;
    if places.len() <= A_FEW {
        return places.iter().map(|&place| top(wanted, related.clone().add(column.eq(place)))).collect();
    }
    let list = as_json(places, wanted.engine);
    let mut each = Query::select();
    match wanted.engine {
        Engine::Postgres => {
            let of_one =
                top(wanted, related.clone().add(column.into_simple_expr().eq(Expr::col(("place", "id")))));
            let mut unfolded = Query::select();
            unfolded
                .expr_as(Expr::cust_with_values("json_array_elements_text($1::json)::uuid", [list]), "id");
            each.expr_as(Expr::col(("newest", "id")), "id")
                .expr_as(Expr::col(("newest", "entered_at")), "entered_at")
                .from_subquery(unfolded, "place")
                .join_lateral(sea_orm::JoinType::InnerJoin, of_one, "newest", Expr::val(1).eq(1));
        }
        // SQLite has no LATERAL; a subquery that looks at the row outside is the same.
        Engine::Sqlite => {
            let here = Expr::cust("unhex(place.value)");
            let mut of_one = top(wanted, related.clone().add(column.into_simple_expr().eq(here)));
            of_one.clear_selects().expr(request::Column::Id.into_simple_expr());
            let unfolded = sea_orm::sea_query::Func::cust("json_each").arg(Expr::val(list));
            each.expr_as(Expr::col(("newest", "id")), "id")
                .expr_as(Expr::col(("newest", "entered_at")), "entered_at")
                .from_function(unfolded, "place")
                .join_as(
                    sea_orm::JoinType::CrossJoin,
                    request::Entity,
                    "newest".into_iden(),
                    Condition::all(),
                )
                .and_where(Expr::col(("newest", "id")).in_subquery(of_one));
        }
    }
    vec![each]
}

/// The top of all of them: each row once, in order.
fn merged(streams: Vec<SelectStatement>, limit: u64) -> SelectStatement {
    let mut parts = streams.into_iter().enumerate().map(|(at, stream)| {
        let mut part = Query::select();
        part.column("id").column("entered_at").from_subquery(stream, format!("stream_{at}"));
        part
    });
    let Some(mut union) = parts.next() else { return none() };
    union.unions(parts.map(|part| (UnionType::All, part)));
    let mut top = Query::select();
    top.distinct()
        .column("id")
        .column("entered_at")
        .from_subquery(union, "merged")
        .order_by("entered_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(limit);
    ids(top)
}

/// Reads in order, and stops after so many rows whether the page is full or not.
fn scan(filter: &Filter, wanted: &Wanted, rows: u64) -> SelectStatement {
    use super::Fenced;
    let open = Wanted { filters: Condition::all(), limit: rows, ..wanted.clone() };
    let mut newest = Query::select();
    newest.expr(Expr::cust("request.*")).from(request::Entity);
    in_order(&mut newest, (request::Column::EnteredAt, request::Column::Id), &open);
    let mut page = Query::select();
    page.expr_as(request::Column::Id.into_simple_expr(), "id")
        .from_subquery(newest, "request")
        .cond_where(<request::Entity as Fenced<authz::Requests>>::fence(filter, wanted.engine))
        .cond_where(wanted.filters.clone())
        .order_by_expr(request::Column::EnteredAt.into_simple_expr(), Order::Desc)
        .order_by_expr(request::Column::Id.into_simple_expr(), Order::Desc)
        .limit(wanted.limit);
    page
}

fn none() -> SelectStatement {
    let mut none = Query::select();
    none.column("id").from(request::Entity).and_where(Expr::val(1).eq(0));
    none
}

fn ids(keys: SelectStatement) -> SelectStatement {
    let mut ids = Query::select();
    ids.column("id").from_subquery(keys, "page");
    ids
}
