use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use super::{frame::Heading, words::door_text};
use crate::{
    contract::{self, AccountLink, Presented},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Banner, Form, Show, SubmitButton},
};

/// An address that somebody says is theirs: one press proves it.
#[component]
pub(super) fn ConfirmEmail(link: AccountLink, token: String, load: Load<AccountLink>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let (form, done, token) = (Form::new(), RwSignal::new(false), StoredValue::new(token));
    let email = StoredValue::new(link.email);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let confirm =
            async move { Ok(contract::confirm_email(&Presented { token: token.get_value() }).await) };
        form.send(confirm, move |answer| match answer {
            Ok(_) => {
                done.set(true);
                know_it_here_too(session);
            }
            Err(problem) if problem.status == 410 => load.again(),
            Err(problem) => form.refuse(problem),
        });
    };
    let asked = move || now!(i18n, doors.confirm_text, email = email.get_value());
    view! {
        <Show when=move || !done.get() fallback=move || view! { <Confirmed email=email.get_value()/> }>
            <form class="stack loose" novalidate on:submit=submit>
                <Heading title=say!(i18n, doors.confirm) text=asked/>
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=move || door_text(i18n, &problem)/>
                })}
                <SubmitButton kind="primary lg wide" text=say!(i18n, doors.confirm_do) busy=form.busy/>
            </form>
        </Show>
    }
}

/// Whoever is logged in here may be the one whose address it is.
fn know_it_here_too(session: Session) {
    if untrack(|| session.me()).is_some() {
        spawn_local(async move {
            let _ = session.look_again().await;
        });
    }
}

#[component]
fn Confirmed(email: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="middle stack loose">
            <Heading title=say!(i18n, doors.confirmed)
                text=move || now!(i18n, doors.confirmed_text, email = email.as_str())/>
            <a class="btn primary lg wide" href="/">{say!(i18n, doors.go_on)}</a>
        </div>
    }
}
