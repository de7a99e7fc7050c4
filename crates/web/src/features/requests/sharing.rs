//! Who can see a request: the one switch there is, and the way to the whole answer.

use leptos::{prelude::*, task::spawn_local};

use super::{actions::Actions, subject::Subject};
use crate::{
    contract::{Action, Request},
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Icon, Switch},
};

/// The part of the panel about who can see the request.
#[component]
pub(super) fn Sharing(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let ask = move || actions.open_access(request.with_untracked(|request| Subject::from(request)));
    view! {
        <section>
            <h2>{say!(i18n, access.heading)}</h2>
            <div class="stack tight">
                <Publication request=request actions=actions/>
                <Button kind="sm" icon="eye" text=say!(i18n, access.entry) on_click=ask/>
            </div>
        </section>
    }
}

#[component]
fn Publication(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let settable =
        Memo::new(move |_| request.with(|request| request.allowed.contains(&Action::PublishRequest)));
    let published = Memo::new(move |_| request.with(|request| request.published));
    move || match (published.get().is_some(), settable.get()) {
        (true, true) => view! { <PublicationSwitch request=request actions=actions/> }.into_any(),
        (true, false) => view! { <PublicationFact published=published/> }.into_any(),
        (false, _) => ().into_any(),
    }
}

#[component]
fn PublicationFact(published: Memo<Option<bool>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        match published.get() {
        Some(true) => {
            view! { <span class="facts"><span><Icon name="globe"/>{say!(i18n, requests.published)}</span></span> }
        }
        .into_any(),
        _ => {
            view! { <span class="facts"><span><Icon name="lock"/>{say!(i18n, requests.internal_only)}</span></span> }
        }
        .into_any(),
    }
    }
}

#[component]
fn PublicationSwitch(request: Signal<Request>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let present = move || request.with(|request| request.published == Some(true));
    let shown = RwSignal::new(untrack(present));
    Effect::new(move || shown.set(present()));
    let change = move |published: bool| {
        shown.set(published);
        let subject = request.with_untracked(|request| Subject::from(request));
        spawn_local(async move {
            actions.publish(subject, published).await;
            // What the server did is what the switch shows, refused or not.
            let present = request.try_with_untracked(|request| request.published == Some(true));
            shown.try_set(present.unwrap_or_default());
        });
    };
    let help = move || match shown.get() {
        true => now!(i18n, requests.published_help),
        false => now!(i18n, requests.internal_only),
    };
    view! { <Switch label=say!(i18n, requests.published) help=help value=shown on_change=change/> }
}
