use leptos::prelude::*;
use uuid::Uuid;

use super::{
    access::Asked,
    answer::Answer,
    folded::Folded,
    words::{ON_REQUESTS, action_text},
};
use crate::{contract::Action, i18n::use_i18n, language::now};

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
    let (kind, icon) = if offered { ("", "check") } else { ("no", "rel-none") };
    let reach = move || if offered { now!(i18n, access.yes) } else { now!(i18n, access.no) };
    let why = move || if offered { now!(i18n, access.why) } else { now!(i18n, access.why_not) };
    view! {
        <Folded kind=kind icon=icon text=move || action_text(i18n, action) reach=reach why=why>
            <Answer id=id action=action offered=offered/>
        </Folded>
    }
}
