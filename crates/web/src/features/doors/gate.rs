use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::frame::{Door, Heading, Username, instance};
use crate::{
    browser,
    contract::{self, Instance, Me, PasswordChange, Waiting},
    i18n::use_i18n,
    language::say,
    load::Load,
    session::{Session, Who, destination, login_path},
    shell::full_name,
    ui::{Banner, Button, Failure, Form, Password, PasswordField, SubmitButton, Toasts, problem_text},
};

/// Whose password somebody else has set chooses their own before anything else.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let (session, instance) = (expect_context::<Session>(), instance());
    lead_away();
    // Another language must not throw away what somebody types.
    let waits = Memo::new(move |_| match session.who() {
        Who::Someone(me) => me.waiting == Some(Waiting::Password),
        _ => false,
    });
    let choose = move || {
        let me = waits.get().then(|| untrack(|| session.me())).flatten()?;
        Some(view! { <Choose me=me instance=instance/> })
    };
    view! {
        <Door instance=instance>
            {move || match session.who() {
                Who::Unreachable(problem) => Some(view! {
                    <div class="middle"><Failure problem=problem again=move || session.resume()/></div>
                }),
                _ => None,
            }}
            {choose}
        </Door>
    }
}

/// Nobody logs in first; for whom nothing waits there is a page among their own.
fn lead_away() {
    let (session, query, navigate) = (expect_context::<Session>(), use_query_map(), use_navigate());
    Effect::new(move || {
        let asked = query.read_untracked().get("next");
        let path = match session.who() {
            Who::Nobody => login_path(&browser::here()),
            Who::Someone(me) if me.waiting != Some(Waiting::Password) => match asked {
                Some(asked) => destination(Some(&asked)),
                None => "/".to_owned(),
            },
            _ => return,
        };
        navigate(&path, NavigateOptions { replace: true, ..Default::default() });
    });
}

#[component]
fn Choose(me: Me, instance: Load<Instance>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let (form, password) = (Form::new(), RwSignal::new(String::new()));
    let username = me.username.clone();
    let own = known_of(&me, instance);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let change = PasswordChange { current_password: None, password: password.get_untracked() };
            // Once nothing waits, the page leads on by itself.
            form.send(async move { contract::change_my_password(&change).await }, move |me| session.know(me));
        }
    };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <Heading title=say!(i18n, doors.own) text=say!(i18n, doors.own_text)/>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=move || problem_text(i18n, &problem)/>
            })}
            <div class="stack">
                <Username name=username/>
                <PasswordField form=form pointer="/password" label=say!(i18n, password.fresh) value=password
                    kind=Password::New own=own large=true/>
            </div>
            <SubmitButton kind="primary lg wide" text=say!(i18n, doors.choose) busy=form.busy/>
            <div><Leave/></div>
        </form>
    }
}

fn known_of(me: &Me, instance: Load<Instance>) -> Signal<Vec<String>> {
    let known = [me.username.clone(), me.email.clone(), full_name(&me.first_name, &me.last_name)];
    Signal::derive(move || {
        let house = instance.data.with(|read| read.as_ref().map(|read| read.name.clone()));
        known.iter().cloned().chain(house).collect()
    })
}

#[component]
fn Leave() -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let leave = move || {
        spawn_local(async move {
            if let Err(problem) = session.log_out(false).await {
                toasts.warn(problem_text(i18n, &problem));
            }
        });
    };
    view! { <Button kind="ghost sm" icon="logout" text=say!(i18n, shell.log_out) on_click=leave/> }
}
