use std::future::Future;

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    client::Problem,
    contract::{MailTest, TestMail},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, SubmitButton, TextField, problem_text},
};

/// Sends a mail and says what the mail server answered.
#[component]
pub fn TestMailForm<F, S>(#[prop(into)] to: String, send: S) -> impl IntoView
where
    S: Fn(String) -> F + 'static,
    F: Future<Output = Result<MailTest, Problem>> + 'static,
{
    let i18n = use_i18n();
    let (form, to, answer) = (Form::new(), RwSignal::new(to), RwSignal::new(None));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            answer.set(None);
            form.send(send(to.get_untracked().trim().to_owned()), move |given| answer.set(Some(given)));
        }
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <TextField form=form pointer="/to" label=say!(i18n, settings.test_to) kind="email" value=to
                rule=TestMail::TO.required()/>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=move || problem_text(i18n, &problem)/>
            })}
            <MailAnswer answer=answer/>
            <SubmitButton kind="" icon="send" text=say!(i18n, settings.test_send) busy=form.busy/>
        </form>
    }
}

/// What the mail server answered.
#[component]
pub fn MailAnswer(#[prop(into)] answer: Signal<Option<MailTest>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        answer.get().map(|given| {
            let title = move || {
                if given.delivered {
                    now!(i18n, settings.delivered)
                } else {
                    now!(i18n, settings.not_delivered)
                }
            };
            let (tone, icon) = if given.delivered { ("green", "check") } else { ("red", "alert") };
            view! { <Banner tone=tone icon=icon title=title text=given.answer/> }
        })
    }
}
