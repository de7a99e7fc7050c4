use leptos::{ev, prelude::*};

use super::{
    chosen::ChoosePassword,
    closed::{Closed, Unknown},
    confirm::ConfirmEmail,
    frame::{Door, instance},
};
use crate::{
    browser,
    contract::{self, AccountLink, Instance, LinkKind, LinkState, Presented},
    i18n::use_i18n,
    language::speak,
    load::Load,
    ui::{Failure, Show, TextSkeleton},
};

/// Where the button of a mail leads: what the link is for, or why it no longer opens anything.
#[component]
pub fn LinkPage() -> impl IntoView {
    let (token, instance) = (RwSignal::new(browser::take_fragment()), instance());
    // A second link that is opened in the same tab changes nothing but what stands behind the `#`.
    let another = window_event_listener(ev::hashchange, move |_| {
        if let Some(fragment) = browser::take_fragment() {
            token.set(Some(fragment));
        }
    });
    on_cleanup(move || another.remove());
    view! {
        <Door instance=instance>
            {move || match token.get() {
                Some(token) => view! { <Opened token=token instance=instance/> }.into_any(),
                None => view! { <Unknown/> }.into_any(),
            }}
        </Door>
    }
}

#[component]
fn Opened(token: String, instance: Load<Instance>) -> impl IntoView {
    let i18n = use_i18n();
    let kept = StoredValue::new(token);
    let link = Load::new(move || async move {
        let link = contract::open_link(&Presented { token: kept.get_value() }).await?;
        // The page speaks as its mail did.
        speak(i18n, link.language);
        Ok(link)
    });
    let gone = move || link.problem.with(|problem| problem.as_ref().is_some_and(|it| it.status == 410));
    let failed = move || link.problem.get().filter(|problem| problem.status != 410);
    view! {
        <Show when=gone><Unknown/></Show>
        {move || failed().map(|problem| view! {
            <div class="middle"><Failure problem=problem again=move || link.again()/></div>
        })}
        <Show when=move || link.slow.get()><div class="middle"><TextSkeleton/></div></Show>
        {move || link.data.get().filter(|_| !gone()).map(|read| view! {
            <What link=read token=kept.get_value() load=link instance=instance/>
        })}
    }
}

#[component]
fn What(
    link: AccountLink,
    token: String,
    load: Load<AccountLink>,
    instance: Load<Instance>,
) -> impl IntoView {
    match (link.state, link.kind) {
        (LinkState::Used | LinkState::Expired | LinkState::Cancelled, _) => {
            view! { <Closed link=link/> }.into_any()
        }
        (_, LinkKind::EmailChange) => view! { <ConfirmEmail link=link token=token load=load/> }.into_any(),
        (_, LinkKind::Invitation | LinkKind::PasswordReset | LinkKind::Other) => {
            view! { <ChoosePassword link=link token=token load=load instance=instance/> }.into_any()
        }
    }
}
