use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    filter::{Filter, Sort},
    words::state_text,
};
use crate::{
    contract::{Level, PlacedNode, UserState},
    features::sites::{all_nodes, level_icon},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Button, Facet, Icon, MenuItem, SearchField, Show},
};

type Change = Callback<Filter>;

/// What narrows the list of people, and what orders it.
#[component]
pub(super) fn Filters(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let (navigate, typing) = (use_navigate(), use_navigate());
    let change = Change::new(move |filter: Filter| navigate(&filter.path(), NavigateOptions::default()));
    // The address is replaced, so that back leaves the page.
    let typed = move |name: String| {
        let changed = filter.get_untracked().with(|filter| filter.name = name);
        typing(&changed.path(), NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    let clear =
        move || change.run(Filter { sort: filter.with_untracked(|filter| filter.sort), ..Filter::default() });
    view! {
        <div class="filters" role="group" aria-label=say!(i18n, users.filters)>
            <SearchField label=say!(i18n, users.find) class="requester" pauses=true
                value=Signal::derive(move || filter.with(|filter| filter.name.clone())) on_type=typed/>
            <StateFacet filter=filter change=change/>
            <PlaceFacet filter=filter change=change/>
            <SortFacet filter=filter change=change/>
            <Show when=move || filter.with(Filter::is_narrow)>
                <Button kind="ghost sm" text=say!(i18n, users.clear) on_click=clear/>
            </Show>
        </div>
    }
}

#[component]
fn StateFacet(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = Signal::derive(move || {
        filter.with(|filter| filter.state).map(|state| state_text(i18n, state).to_owned())
    });
    let item = move |state: Option<UserState>| {
        let on = filter.with_untracked(|filter| filter.state) == state;
        let choose = move || change.run(filter.get_untracked().with(|filter| filter.state = state));
        let text =
            move || state.map_or_else(|| now!(i18n, users.all_states), |state| state_text(i18n, state));
        view! { <MenuItem text=text checked=on on_choose=choose/> }.into_any()
    };
    let items = move || {
        let states = UserState::ALL.iter().copied().map(Some);
        std::iter::once(None).chain(states).map(item).collect::<Vec<AnyView>>()
    };
    view! { <Facet icon="user" label=say!(i18n, users.state) chosen=chosen>{items()}</Facet> }
}

#[component]
fn PlaceFacet(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let nodes = Load::new(|| all_nodes(None));
    let chosen = Signal::derive(move || {
        let id = filter.with(|filter| filter.node_id)?;
        let name =
            |nodes: &Vec<PlacedNode>| nodes.iter().find(|node| node.id == id).map(|node| node.name.clone());
        nodes.data.with(|nodes| nodes.as_ref().and_then(name)).or_else(|| Some("…".to_owned()))
    });
    let item = move |node: PlacedNode| {
        let (id, level) = (Some(node.id), node.level);
        let on = filter.with_untracked(|filter| filter.node_id) == id;
        let choose = move || change.run(filter.get_untracked().with(|filter| filter.node_id = id));
        let icon = move || view! { <Icon name=level_icon(level)/> };
        view! { <MenuItem icon=icon text=node.name checked=on on_choose=choose/> }.into_any()
    };
    let items = move || {
        let mut nodes = nodes.data.get().unwrap_or_default();
        nodes.retain(|node| node.level != Level::Instance);
        nodes.into_iter().map(item).collect::<Vec<AnyView>>()
    };
    let everywhere = move || change.run(filter.get_untracked().with(|filter| filter.node_id = None));
    view! {
        <Facet icon="pin" label=say!(i18n, users.home) chosen=chosen>
            <MenuItem
                text=say!(i18n, users.all_places)
                checked=filter.with_untracked(|filter| filter.node_id.is_none())
                on_choose=everywhere
            />
            {items}
        </Facet>
    }
}

#[component]
fn SortFacet(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let sort = Memo::new(move |_| filter.with(|filter| filter.sort));
    let chosen = Signal::derive(move || {
        Some(sort.get()).filter(|sort| *sort != Sort::default()).map(|sort| sort_text(i18n, sort).to_owned())
    });
    let item = move |one: Sort| {
        let choose = move || change.run(filter.get_untracked().with(|filter| filter.sort = one));
        view! {
            <MenuItem text=move || sort_text(i18n, one) checked=sort.get_untracked() == one on_choose=choose/>
        }
        .into_any()
    };
    let items = move || Sort::ALL.into_iter().map(item).collect::<Vec<AnyView>>();
    view! { <Facet icon="sort" label=say!(i18n, users.sort) chosen=chosen>{items()}</Facet> }
}

fn sort_text(i18n: Words, sort: Sort) -> &'static str {
    match sort {
        Sort::Name => now!(i18n, users.by_name),
        Sort::Username => now!(i18n, users.by_username),
        Sort::Newest => now!(i18n, users.by_newest),
    }
}
