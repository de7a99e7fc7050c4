//! What is open over the tree: a menu, or a question.

use leptos::prelude::*;

use super::{
    desk::{Ask, Desk, Spot},
    group_form::GroupForm,
    move_form::MoveForm,
    site_form::SiteForm,
};
use crate::{
    i18n::use_i18n,
    language::{now, say},
    text::Text,
    ui::{Dialog, Icon, Menu, MenuItem},
};

/// The menu of a place and the dialogs, whichever is open.
#[component]
pub(super) fn Layer(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    Effect::new(move || open.set(desk.ask.with(Option::is_some)));
    Effect::new(move || {
        if !open.get() && desk.ask.with_untracked(Option::is_some) {
            desk.ask.set(None);
        }
    });
    let title = move || match desk.ask.get() {
        Some(Ask::AddGroup) => now!(i18n, sites.add_group).to_owned(),
        Some(Ask::Rename(_)) => now!(i18n, sites.rename_group).to_owned(),
        Some(Ask::Change(_)) => now!(i18n, sites.edit).to_owned(),
        Some(Ask::Move(site)) => now!(i18n, sites.move_title, name = site.name.as_str()),
        Some(Ask::AddSite(_)) | None => now!(i18n, sites.add).to_owned(),
    };
    view! {
        <Menu open=desk.menu label=say!(i18n, requests.actions)><Items desk=desk/></Menu>
        <Dialog open=open id="d-site" title=title>{asked(desk)}</Dialog>
    }
}

fn asked(desk: Desk) -> AnyView {
    match desk.ask.get_untracked() {
        Some(Ask::AddGroup) => view! { <GroupForm group=None desk=desk/> }.into_any(),
        Some(Ask::Rename(group)) => view! { <GroupForm group=Some(group) desk=desk/> }.into_any(),
        Some(Ask::AddSite(group)) => view! { <SiteForm site=None group=group desk=desk/> }.into_any(),
        Some(Ask::Change(site)) => view! { <SiteForm site=Some(site) group=None desk=desk/> }.into_any(),
        Some(Ask::Move(site)) => view! { <MoveForm site=site desk=desk/> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Items(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let item = move |icon: &'static str, text: Text, ask: Ask| {
        view! {
            <MenuItem
                icon=move || view! { <Icon name=icon/> }
                text=text
                on_choose=move || desk.put(ask.clone())
            />
        }
    };
    match desk.spot.get_untracked() {
        Some(Spot::Instance(_)) => item("plus", say!(i18n, sites.add_group).into(), Ask::AddGroup).into_any(),
        Some(Spot::Group(group)) => view! {
            {item("plus", say!(i18n, sites.add_here).into(), Ask::AddSite(Some(group.id)))}
            {item("pencil", say!(i18n, sites.rename).into(), Ask::Rename(group))}
        }
        .into_any(),
        Some(Spot::Site(site)) => view! {
            {item("pencil", say!(i18n, sites.edit_more).into(), Ask::Change(site.clone()))}
            {item("group", say!(i18n, sites.move_more).into(), Ask::Move(site))}
        }
        .into_any(),
        None => ().into_any(),
    }
}
