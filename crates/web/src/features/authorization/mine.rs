use leptos::{ev::Event, prelude::*, web_sys};
use uuid::Uuid;
use wasm_bindgen::JsCast as _;

use super::{
    access::Asked,
    answer::Answer,
    words::{ON_REQUESTS, action_text},
};
use crate::{
    contract::Action,
    i18n::use_i18n,
    language::now,
    ui::{Icon, Show},
};

/// What who is looking may do with the request and what not; each tells why when it is opened.
#[component]
pub(super) fn Mine() -> impl IntoView {
    let Asked { id, allowed } = expect_context::<Asked>();
    let permission = move |action| {
        let offered = allowed.contains(&action);
        view! { <Permission id=id action=action offered=offered/> }
    };
    view! { <div class="eff">{ON_REQUESTS.into_iter().map(permission).collect_view()}</div> }
}

#[component]
fn Permission(id: Uuid, action: Action, offered: bool) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let toggled = move |event: Event| {
        let details = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let (class, icon) = if offered { ("perm", "check") } else { ("perm no", "rel-none") };
    let reach = move || if offered { now!(i18n, access.yes) } else { now!(i18n, access.no) };
    let why = move || if offered { now!(i18n, access.why) } else { now!(i18n, access.why_not) };
    view! {
        <details class=class on:toggle=toggled>
            <summary>
                <Icon name=icon/>
                <span>{move || action_text(i18n, action)}</span>
                <span class="reach">{reach}</span>
                <span class="why">{why} <Icon name="down"/></span>
            </summary>
            <Show when=move || open.get()><Answer id=id action=action offered=offered/></Show>
        </details>
    }
}
