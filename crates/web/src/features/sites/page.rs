use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    all_groups,
    desk::{Ask, Desk},
    layer::Layer,
    opened,
    tree::Tree,
};
use crate::{
    contract::Action,
    i18n::use_i18n,
    language::say,
    load::Load,
    session::Session,
    ui::{Button, Empty, Failure, ListSkeleton, PageTitle, Show},
};

/// The tree of the pyramid: where the sites are, and which mailbox their requests go to.
#[component]
pub fn SitesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let groups = Load::new(all_groups);
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| opened::read(query.get("open").as_deref())));
    let desk = Desk::new(groups, asked);
    let none = move || groups.data.with(|groups| groups.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, sites.title)/>
            <Show when=move || session.may_everywhere(Action::ManageSites)>
                <Button icon="group" text=say!(i18n, sites.add_group) on_click=move || desk.ask.set(Some(Ask::AddGroup))/>
            </Show>
            <Show when=move || !desk.targets().is_empty()>
                <Button
                    kind="primary"
                    icon="plus"
                    text=say!(i18n, sites.add)
                    on_click=move || desk.ask.set(Some(Ask::AddSite(None)))
                />
            </Show>
        </div>
        {move || groups.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || groups.again()/></div>
        })}
        <Show when=move || groups.slow.get()><ListSkeleton/></Show>
        <Show when=none><Empty title=say!(i18n, sites.no_group) text=say!(i18n, sites.no_group_text)/></Show>
        <Show when=move || groups.data.with(Option::is_some) && !none()><Tree desk=desk/></Show>
        <Layer desk=desk/>
    }
}
