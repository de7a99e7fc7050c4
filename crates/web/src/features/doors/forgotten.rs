use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    frame::{Door, Heading, instance},
    words::login_as,
};
use crate::{
    contract::{self, PasswordResetAsk},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, Show, SubmitButton, TextField, problem_text},
};

/// Whoever forgot their password gets a link, if they are known; the answer is the same if not.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let asked = RwSignal::new(String::new());
    let known = use_query_map().read_untracked().get("username").unwrap_or_default();
    let login = RwSignal::new(known);
    view! {
        <Door instance=instance()>
            <Show
                when=move || asked.with(String::is_empty)
                fallback=move || view! { <Asked login=asked.get_untracked()/> }
            >
                <Ask login=login asked=asked/>
            </Show>
        </Door>
    }
}

#[component]
fn Ask(login: RwSignal<String>, asked: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let given = login.get_untracked().trim().to_owned();
            let ask = PasswordResetAsk { login: given.clone() };
            form.send(async move { contract::ask_password_reset(&ask).await }, move |()| asked.set(given));
        }
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <Heading title=say!(i18n, doors.forgotten) text=say!(i18n, doors.forgotten_text)/>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=move || problem_text(i18n, &problem)/>
            })}
            <TextField form=form pointer="/login" label=say!(i18n, doors.who) value=login
                rule=PasswordResetAsk::LOGIN.required() autocomplete="username" large=true/>
            <SubmitButton kind="primary lg wide" text=say!(i18n, doors.send_link) busy=form.busy/>
            <p class="small"><a href="/login">{say!(i18n, doors.back)}</a></p>
        </form>
    }
}

#[component]
fn Asked(login: String) -> impl IntoView {
    let i18n = use_i18n();
    let back = login_as(&login);
    view! {
        <div class="middle stack loose">
            <Heading title=say!(i18n, doors.asked)
                text=move || now!(i18n, doors.asked_text, login = login.as_str())/>
            <p class="muted small">{say!(i18n, doors.asked_help)}</p>
            <a class="btn lg wide" href=back>{say!(i18n, doors.back)}</a>
        </div>
    }
}
