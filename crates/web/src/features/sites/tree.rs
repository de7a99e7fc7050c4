use leptos::{ev::MouseEvent, prelude::*};
use uuid::Uuid;

use super::{
    all::{instance_node, some_sites},
    desk::{Desk, Spot},
    travel::travel,
};
use crate::{
    browser,
    contract::{Action, CompanyGroup, Level, PlacedNode, Site, SitePage},
    features::authorization::{floor, place_text},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Button, Failure, Icon, Landing, Place, Show, TextSkeleton},
};

/// The instance, its company groups, their sites.
#[component]
pub(super) fn Tree(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let top = Load::new(instance_node);
    seek(desk, move |wanted| {
        let here = |groups: &Vec<CompanyGroup>| groups.iter().any(|one| (one.id, one.version) == wanted);
        desk.groups.data.with(|groups| groups.as_ref().is_some_and(here))
    });
    let ids = move || {
        let ids = |groups: &Vec<CompanyGroup>| groups.iter().map(|group| group.id).collect::<Vec<_>>();
        desk.groups.data.with(|groups| groups.as_ref().map(ids).unwrap_or_default())
    };
    view! {
        <div class="pyramid" role="group" aria-label=say!(i18n, sites.title) on:keydown=move |event| travel(&event)>
            {move || top.data.get().flatten().map(|node| view! { <Top node=node desk=desk/> })}
            <ul>
                <For each=ids key=|id| *id let:id><Group group=group_of(desk, id) desk=desk/></For>
            </ul>
        </div>
    }
}

/// The group of an id; its last known form once it is gone.
fn group_of(desk: Desk, id: Uuid) -> Memo<Option<CompanyGroup>> {
    Memo::new(move |last: Option<&Option<CompanyGroup>>| {
        let find = |groups: &Vec<CompanyGroup>| groups.iter().find(|group| group.id == id).cloned();
        desk.groups.data.with(|groups| groups.as_ref().and_then(find)).or_else(|| last.cloned().flatten())
    })
}

#[component]
fn Top(node: PlacedNode, desk: Desk) -> impl IntoView {
    let (name, allowed) = (node.name.clone(), node.allowed.clone());
    view! {
        <div class="node">
            <span class="label"><Landing floor=floor(Level::Instance)/><b>{name}</b></span>
            <May allowed=move || allowed.clone()/>
            <More desk=desk spot=move || Some(Spot::Instance(node.clone()))/>
        </div>
    }
}

#[component]
fn Group(group: Memo<Option<CompanyGroup>>, desk: Desk) -> impl IntoView {
    let Some(id) = group.with_untracked(|group| group.as_ref().map(|group| group.id)) else {
        return ().into_any();
    };
    let spot = move || group.get().map(Spot::Group);
    let is_open = Memo::new(move |_| desk.is_open(id));
    view! {
        <li>
            <div class="node" on:contextmenu=move |event| context(desk, &event, untrack(spot))>
                <button
                    type="button"
                    class="label"
                    data-node=id.to_string()
                    data-depth="1"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| desk.set_open(id, !is_open.get_untracked())
                >
                    <Icon name="right" class="icon twist"/>
                    <Landing floor=floor(Level::CompanyGroup)/>
                    <b>{move || group.with(|group| group.as_ref().map(|group| group.name.clone()))}</b>
                </button>
                <May allowed=move || group.get().map(|group| group.allowed).unwrap_or_default()/>
                <More desk=desk spot=spot/>
            </div>
            <Show when=move || is_open.get()><Sites group=id desk=desk/></Show>
        </li>
    }
    .into_any()
}

#[component]
fn Sites(group: Uuid, desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let pages = RwSignal::new(1_usize);
    let sites = Load::new(move || {
        desk.changed.track();
        some_sites(group, pages.get())
    });
    let ids = move || {
        let ids = |page: &SitePage| page.items.iter().map(|site| site.id).collect::<Vec<_>>();
        sites.data.with(|page| page.as_ref().map(ids).unwrap_or_default())
    };
    seek(desk, move |wanted| {
        let here = |page: &SitePage| page.items.iter().any(|site| (site.id, site.version) == wanted);
        sites.data.with(|page| page.as_ref().is_some_and(here))
    });
    let holds = move |what: fn(&SitePage) -> bool| sites.data.with(|page| page.as_ref().is_some_and(what));
    view! {
        <ul>
            <For each=ids key=|id| *id let:id><Line site=site_of(sites, id) desk=desk/></For>
            <Show when=move || holds(|page| page.items.is_empty())>
                <li class="muted small">{say!(i18n, sites.empty_group)}</li>
            </Show>
            <Show when=move || sites.slow.get()><li><TextSkeleton/></li></Show>
            {move || sites.problem.get().map(|problem| view! {
                <li><Failure problem=problem again=move || sites.again()/></li>
            })}
            <Show when=move || holds(|page| page.next.is_some())>
                <li>
                    <Button
                        kind="sm"
                        text=say!(i18n, sites.more)
                        busy=sites.busy
                        on_click=move || pages.update(|pages| *pages += 1)
                    />
                </li>
            </Show>
        </ul>
    }
}

/// Goes to what was saved, once it is among these.
fn seek(desk: Desk, here: impl Fn((Uuid, i64)) -> bool + 'static) {
    Effect::new(move || {
        let Some(wanted) = desk.seek.get() else { return };
        if here(wanted) {
            desk.seek.set(None);
            request_animation_frame(move || browser::focus(&format!("[data-node=\"{}\"]", wanted.0)));
        }
    });
}

/// The site of an id; its last known form once it is gone.
fn site_of(sites: Load<SitePage>, id: Uuid) -> Memo<Option<Site>> {
    Memo::new(move |last: Option<&Option<Site>>| {
        let find = |page: &SitePage| page.items.iter().find(|site| site.id == id).cloned();
        sites.data.with(|page| page.as_ref().and_then(find)).or_else(|| last.cloned().flatten())
    })
}

#[component]
fn Line(site: Memo<Option<Site>>, desk: Desk) -> impl IntoView {
    let Some(id) = site.with_untracked(|site| site.as_ref().map(|site| site.id)) else {
        return ().into_any();
    };
    let spot = move || site.get().map(Spot::Site);
    let labels = move || {
        let labels = site.get().map(|site| [site.company, site.location]);
        labels.into_iter().flatten().flatten().collect::<Vec<_>>().join(", ")
    };
    let mail = move || site.with(|site| site.as_ref().and_then(|site| site.mail_address.clone()));
    view! {
        <li>
            <div class="node" on:contextmenu=move |event| context(desk, &event, untrack(spot))>
                <a class="label" data-node=id.to_string() data-depth="2" href=format!("/requests?site_id={id}")>
                    <Landing floor=floor(Level::Site)/>
                    <span>{move || site.with(|site| site.as_ref().map(|site| site.name.clone()))}</span>
                </a>
                <span class="of muted">{labels}</span>
                <span class="mail muted">{mail}</span>
                <May allowed=move || site.get().map(|site| site.allowed).unwrap_or_default()/>
                <More desk=desk spot=spot/>
            </div>
        </li>
    }
    .into_any()
}

/// What one may do here and below.
#[component]
fn May(#[prop(into)] allowed: Signal<Vec<Action>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="may quiet">
            <span class="vh">{say!(i18n, sites.you_may)} {say!(i18n, ui.colon)} " "</span>
            {move || allowed.with(|allowed| place_text(i18n, allowed))}
        </span>
    }
}

/// The menu of a place, where there is something in it.
#[component]
fn More(desk: Desk, #[prop(into)] spot: Signal<Option<Spot>>) -> impl IntoView {
    let i18n = use_i18n();
    let managed = move || spot.with(|spot| spot.as_ref().is_some_and(Spot::is_managed));
    let label = move || {
        let name = spot.with(|spot| spot.as_ref().map(|spot| spot.name().to_owned()));
        now!(i18n, sites.actions_on, name = name.clone().unwrap_or_default())
    };
    let open = move |event: MouseEvent| {
        if desk.menu.with_untracked(Option::is_some) {
            desk.menu.set(None);
        } else if let (Some(spot), Some(place)) = (spot.get_untracked(), Place::below_target(&event, true)) {
            desk.open_menu(spot, place);
        }
    };
    view! {
        <Show when=managed>
            <button type="button" class="icon-btn sm" aria-haspopup="menu" aria-label=label on:click=open>
                <Icon name="more"/>
            </button>
        </Show>
    }
}

/// The same menu by the right button.
fn context(desk: Desk, event: &MouseEvent, spot: Option<Spot>) {
    if let Some(spot) = spot.filter(Spot::is_managed) {
        event.prevent_default();
        desk.open_menu(spot, Place::at(event));
    }
}
