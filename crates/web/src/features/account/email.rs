use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    contract::{self, EmailChange},
    i18n::use_i18n,
    language::{now, say},
    session::Session,
    ui::{Banner, Button, Form, Password, PasswordField, SubmitButton, TextField, Toasts, problem_text},
};

/// The email address one has, and the way to another.
#[component]
pub(super) fn Email() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let asked = RwSignal::new(None::<String>);
    let present = move || session.me().map(|me| me.email).unwrap_or_default();
    let waits = Memo::new(move |_| asked.get().or_else(|| session.me()?.pending_email));
    // Whoever asked finds an empty form again.
    let form = move || {
        asked.track();
        view! { <EmailForm asked=asked/> }
    };
    view! {
        <section class="stack">
            <h2>{say!(i18n, entry.email)}</h2>
            <p>{move || now!(i18n, account.email_now, email = present())}</p>
            {move || waits.get().map(|to| view! { <Waits to=to asked=asked/> })}
            {form}
        </section>
    }
}

/// Another address: it holds once it is confirmed there.
#[component]
fn EmailForm(asked: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let (form, email, password) = (Form::new(), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let to = email.get_untracked().trim().to_owned();
            let change = EmailChange { email: to.clone(), password: password.get_untracked() };
            form.send(async move { contract::change_my_email(&change).await }, move |()| asked.set(Some(to)));
        }
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved)
                    text=move || problem_text(i18n, &problem)/>
            })}
            <div class="stack">
                <TextField form=form pointer="/email" label=say!(i18n, account.new_email) kind="email" value=email
                    rule=EmailChange::EMAIL.required() help=say!(i18n, account.new_email_help)
                    autocomplete="email"/>
                <PasswordField form=form pointer="/password" label=say!(i18n, password.current) value=password
                    kind=Password::Current/>
            </div>
            <div><SubmitButton text=say!(i18n, account.change_email) busy=form.busy/></div>
        </form>
    }
}

/// What happens until the new address is confirmed, and the way back.
#[component]
fn Waits(to: String, asked: RwSignal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let form = Form::new();
    let cancel = move || {
        let call = async move {
            contract::cancel_my_email_change().await?;
            session.look_again().await
        };
        form.send(call, move |()| {
            toasts.say(now!(i18n, account.email_kept));
            asked.set(None);
        });
    };
    view! {
        <Banner tone="green" icon="mail" title=say!(i18n, account.email_sent)
            text=move || now!(i18n, account.email_waits, email = to.as_str())>
            <Button kind="sm" text=say!(i18n, account.keep_email) busy=form.busy on_click=cancel/>
        </Banner>
        {move || form.problem.get().map(|problem| view! {
            <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved)
                text=move || problem_text(i18n, &problem)/>
        })}
    }
}
