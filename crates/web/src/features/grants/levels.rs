use leptos::prelude::*;

use super::{
    board::{Board, Known},
    custom::Custom,
    read::Giving,
    refusal::Refusal,
    role_pick::RolePick,
    row::{Validity, marks},
    words::grant_name,
};
use crate::{
    contract::{CompanyGroup, Grant, Level, Node, PrincipalRef},
    features::{authorization::floor, sites::NodeName},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    text::Text,
    ui::{Failure, Icon, IconButton, Landing, Show, TextSkeleton, Toasts},
};

/// More groups than this are shown only where something is given.
const AT_A_GLANCE: usize = 12;

/// What somebody is given on the three levels of the pyramid: everywhere, by company group, by site [PP-6].
#[component]
pub fn Levels(
    to: PrincipalRef,
    giving: Giving,
    /// The address of the page; `?grant=` is added for one of them.
    #[prop(into)]
    here: String,
    /// What they may do changed.
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let known = {
        let to = to.clone();
        Load::new(move || {
            let (to, me) = (to.clone(), session.me().map(|me| me.id).unwrap_or_default());
            async move { Known::read(i18n, to, me).await }
        })
    };
    let refused = RwSignal::new(None);
    let board =
        Board { to, load: known, refused, giving, here, changed, toasts: expect_context::<Toasts>(), i18n };
    let shown = board.clone();
    view! {
        {move || known.problem.get().map(|problem| view! {
            <Failure problem=problem again=move || known.again()/>
        })}
        {move || refused.get().map(|problem| view! { <Refusal problem=problem/> })}
        <Show when=move || known.slow.get()><TextSkeleton/></Show>
        <Custom board=board/>
        {move || known.data.get().map(|known| view! { <Three board=shown.clone() known=known/> })}
    }
}

#[component]
fn Three(board: Board, known: Known) -> impl IntoView {
    let i18n = board.i18n;
    let sites = known.at_level(Level::Site);
    let add = format!("{}?grant=new", board.here);
    let giving = board.giving;
    let at_sites: Vec<AnyView> =
        sites.into_iter().map(|grant| given_row(&board, &known, grant, None)).collect();
    let none = at_sites.is_empty().then(|| view! { <p class="muted">{say!(i18n, grants.no_site)}</p> });
    view! {
        <div class="levels">
            <section aria-labelledby="everywhere">
                <span class="step"><Landing floor=floor(Level::Instance)/></span>
                <header>
                    <h2 id="everywhere">{say!(i18n, grants.everywhere)}</h2>
                    <p>{say!(i18n, grants.everywhere_text)}</p>
                </header>
                {everywhere(&board, &known)}
            </section>
            <section aria-labelledby="by-group">
                <span class="step"><Landing floor=floor(Level::CompanyGroup)/></span>
                <header><h2 id="by-group">{say!(i18n, grants.by_group)}</h2></header>
                {table(&board, "by-group", say!(i18n, sites.level_group).into(), by_group(&board, &known))}
            </section>
            <section aria-labelledby="by-site">
                <span class="step"><Landing floor=floor(Level::Site)/></span>
                <header><h2 id="by-site">{say!(i18n, grants.by_site)}</h2></header>
                {none}
                {table(&board, "by-site", say!(i18n, sites.level_site).into(), at_sites)}
                <Show when=move || giving.anywhere()>
                    <a class="btn ghost sm flush" href=add.clone()><Icon name="plus"/>{say!(i18n, grants.add)}</a>
                </Show>
            </section>
        </div>
    }
}

/// The general role, then what is given everywhere besides.
fn everywhere(board: &Board, known: &Known) -> AnyView {
    let i18n = board.i18n;
    let mut given = known.at_level(Level::Instance).into_iter();
    let general = given.next().filter(|grant| grant.role.is_some());
    let rest: Vec<Grant> = match &general {
        Some(_) => given.collect(),
        None => known.at_level(Level::Instance),
    };
    let rows: Vec<AnyView> =
        general.into_iter().chain(rest).map(|grant| given_row(board, known, grant, None)).collect();
    if rows.is_empty() {
        let choose = now!(i18n, grants.choose_role).to_owned();
        let top = known.top.clone();
        return view! {
            <p class="muted">{say!(i18n, grants.no_general)}</p>
            {top.map(|at| view! { <RolePick board=board.clone() known=known.clone() at=at grant=None none=choose/> })}
        }
        .into_any();
    }
    table(board, "everywhere", say!(i18n, grants.place).into(), rows)
}

/// Each company group with its role; one without inherits the general one.
fn by_group(board: &Board, known: &Known) -> Vec<AnyView> {
    let given = known.at_level(Level::CompanyGroup);
    let inherited = inherited(board, known);
    let few = known.groups.len() <= AT_A_GLANCE;
    let of_group = |group: &CompanyGroup| {
        let here: Vec<Grant> = given.iter().filter(|grant| grant.node.id == group.id).cloned().collect();
        let node = Node { id: group.id, level: Level::CompanyGroup, name: group.name.clone() };
        let blank = here.iter().all(|grant| grant.role.is_none());
        let rows = here.into_iter().map(|grant| given_row(board, known, grant, Some(inherited.clone())));
        let first = (blank && few).then(|| blank_row(board, known, node, inherited.clone()));
        first.into_iter().chain(rows.collect::<Vec<_>>()).collect::<Vec<AnyView>>()
    };
    let unseen = given.iter().filter(|grant| known.groups.iter().all(|group| group.id != grant.node.id));
    let unseen: Vec<AnyView> =
        unseen.cloned().map(|grant| given_row(board, known, grant, Some(inherited.clone()))).collect();
    known.groups.iter().flat_map(of_group).chain(unseen).collect()
}

/// What a group without a role of its own says: what comes from above.
fn inherited(board: &Board, known: &Known) -> String {
    let i18n = board.i18n;
    let general = known.at_level(Level::Instance).into_iter().find(|grant| grant.role.is_some());
    match general {
        Some(grant) => now!(i18n, grants.inherited, role = grant_name(i18n, &grant)),
        None => now!(i18n, grants.no_role_here).to_owned(),
    }
}

fn table(board: &Board, id: &'static str, first: Text, rows: Vec<AnyView>) -> AnyView {
    let i18n = board.i18n;
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <table class="grants" role="table" aria-labelledby=id>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{first}</th>
                    <th role="columnheader" scope="col">{say!(i18n, grants.gives)}</th>
                    <th role="columnheader" scope="col">{say!(i18n, grants.validity)}</th>
                    <th role="columnheader" scope="col"><span class="vh">{say!(i18n, grants.actions)}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A place where nothing is given by role yet.
fn blank_row(board: &Board, known: &Known, node: Node, inherited: String) -> AnyView {
    let (giving, id, shown) = (board.giving, node.id, node.clone());
    let (board, known, text) = (board.clone(), known.clone(), inherited.clone());
    let pick = move || {
        match giving.at(id) {
        true => view! {
            <RolePick board=board.clone() known=known.clone() at=node.clone() grant=None none=inherited.clone()/>
        }
        .into_any(),
        false => view! { <span class="inherited">{text.clone()}</span> }.into_any(),
    }
    };
    view! {
        <tr role="row">
            <td role="cell"><NodeName node=shown/></td>
            <td role="cell">{pick}</td>
            <td role="cell"></td>
            <td role="cell"></td>
        </tr>
    }
    .into_any()
}

/// Something that is given at a place: its role to be changed in place, the rest behind a link.
fn given_row(board: &Board, known: &Known, grant: Grant, none: Option<String>) -> AnyView {
    let (i18n, giving) = (board.i18n, board.giving);
    let (at, href) = (grant.node.clone(), format!("{}?grant={}", board.here, grant.id));
    let marks = marks(i18n, &grant, &known.actions);
    let (place, take_from) = (grant.node.name.clone(), grant.node.name.clone());
    let detail = move || now!(i18n, grants.details_of, place = place.as_str());
    let label = move || now!(i18n, grants.take_from, place = take_from.as_str());
    let (own, node, chosen) = (grant.clone(), grant.node.clone(), grant.clone());
    let (picking, known, taking) = (board.clone(), known.clone(), board.clone());
    let name = move || match giving.at(at.id) && chosen.role.is_some() {
        true => view! {
            <RolePick board=picking.clone() known=known.clone() at=at.clone() grant=Some(chosen.clone())
                none=none.clone().unwrap_or_default()/>
        }
        .into_any(),
        false => view! { <span>{grant_name(i18n, &chosen)}</span> }.into_any(),
    };
    let id = node.id;
    view! {
        <tr role="row">
            <td role="cell"><NodeName node=node/></td>
            <td role="cell">{name} {marks}</td>
            <td role="cell"><Validity from=grant.valid_from until=grant.valid_until/></td>
            <td role="cell">
                {move || giving.at(id).then(|| {
                    let (own, taking, label, href) = (own.clone(), taking.clone(), label.clone(), href.clone());
                    let detail = detail.clone();
                    let title = detail.clone();
                    view! {
                        <a class="icon-btn sm" href=href aria-label=detail title=title><Icon name="pencil"/></a>
                        <IconButton icon="x" kind="sm" label=label on_click=move || taking.take(own.clone())/>
                    }
                })}
            </td>
        </tr>
    }
    .into_any()
}
