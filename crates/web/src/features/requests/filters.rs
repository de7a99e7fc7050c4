use domain::RequestStatus;
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{filter::Filter, site_facet::SiteFacet};
use crate::{
    i18n::use_i18n,
    language::say,
    session::Session,
    ui::{Button, Facet, MenuItem, SearchField, Show, StatusGlyph, status_text},
};

pub(super) type Change = Callback<Filter>;

/// What narrows the list: a site, a status, the name of who asked.
#[component]
pub(super) fn Filters(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let (navigate, session) = (use_navigate(), expect_context::<Session>());
    let change = Change::new(move |filter: Filter| navigate(&filter.path(), NavigateOptions::default()));
    let clear =
        move || change.run(filter.with_untracked(|filter| filter.cleared(untrack(|| session.preselects()))));
    view! {
        <div class="filters" role="group" aria-label=say!(i18n, requests.filters)>
            <SiteFacet filter=filter change=change/>
            <StatusFacet filter=filter change=change/>
            <RequesterField filter=filter/>
            <Show when=move || filter.with(Filter::is_narrow)>
                <Button kind="ghost sm" text=say!(i18n, requests.clear) on_click=clear/>
            </Show>
            <span class="push muted small nowrap not-small" aria-hidden="true">
                <kbd class="kbd">"J"</kbd> " " <kbd class="kbd">"K"</kbd> " " {say!(i18n, requests.to_move)}
            </span>
        </div>
    }
}

#[component]
fn StatusFacet(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = Signal::derive(move || {
        filter.with(|filter| filter.status).map(|status| status_text(i18n, status).to_owned())
    });
    let item = move |&status: &RequestStatus| {
        let on = filter.with_untracked(|filter| filter.status) == Some(status);
        let choose = move || change.run(filter.get_untracked().with(|filter| filter.status = Some(status)));
        view! {
            <MenuItem
                icon=move || view! { <StatusGlyph status=status/> }
                text=move || status_text(i18n, status)
                checked=on
                on_choose=choose
            />
        }
    };
    view! {
        <Facet icon="st-progress" label=say!(i18n, requests.status) chosen=chosen>
            <MenuItem
                text=say!(i18n, requests.all_statuses)
                checked=filter.with_untracked(|filter| filter.status.is_none())
                on_choose=move || change.run(filter.get_untracked().with(|filter| filter.status = None))
            />
            {RequestStatus::ALL.iter().map(item).collect_view()}
        </Facet>
    }
}

/// The list follows once typing pauses; the address is replaced, so that back leaves the page.
#[component]
fn RequesterField(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let typed = move |name: String| {
        let changed = filter.get_untracked().with(|filter| filter.requester = name);
        navigate(&changed.path(), NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    let value = Signal::derive(move || filter.with(|filter| filter.requester.clone()));
    view! {
        <SearchField label=say!(i18n, requests.requester) icon="user" class="requester" value=value
            on_type=typed pauses=true/>
    }
}
