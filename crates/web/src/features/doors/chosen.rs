use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{
    frame::{Heading, Username},
    words::{door_text, login_as},
};
use crate::{
    client::Problem,
    contract::{self, AccountLink, ChosenPassword, Credentials, Instance, LinkKind},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Banner, Form, Password, PasswordField, Show, SubmitButton},
};

/// A password of one's own, then straight in.
#[component]
pub(super) fn ChoosePassword(
    link: AccountLink,
    token: String,
    load: Load<AccountLink>,
    instance: Load<Instance>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    let (form, password, done) = (Form::new(), RwSignal::new(String::new()), RwSignal::new(false));
    let kept = StoredValue::new((token, link.username.clone()));
    let own = known_of(&link, instance);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        let ((token, username), password) = (kept.get_value(), password.get_untracked());
        let navigate = navigate.clone();
        form.send(choose_and_enter(session, token, username, password), move |entered| match entered {
            Ok(true) => navigate("/", NavigateOptions { replace: true, ..Default::default() }),
            Ok(false) => done.set(true),
            // Somebody was faster, or it ran out meanwhile: the link itself says which.
            Err(problem) if problem.status == 410 => load.again(),
            Err(problem) => form.refuse(problem),
        });
    };
    let username = link.username.clone();
    view! {
        <Show when=move || !done.get() fallback=move || view! { <Chosen username=kept.get_value().1/> }>
            <form class="stack loose" novalidate on:submit=submit.clone()>
                <Title link=link.clone()/>
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=move || door_text(i18n, &problem)/>
                })}
                <div class="stack">
                    <Username name=username.clone()/>
                    <PasswordField form=form pointer="/password" label=say!(i18n, login.password) value=password
                        kind=Password::New own=own large=true/>
                </div>
                <SubmitButton kind="primary lg wide" text=say!(i18n, doors.choose) busy=form.busy/>
            </form>
        </Show>
    }
}

/// Whether one is in, once the password is chosen; a login that fails is no reason to choose again.
async fn choose_and_enter(
    session: Session,
    token: String,
    username: String,
    password: String,
) -> Result<Result<bool, Problem>, Problem> {
    if let Err(problem) =
        contract::choose_password(&ChosenPassword { token, password: password.clone() }).await
    {
        return Ok(Err(problem));
    }
    let entered = session.log_in(Credentials { login: username, password, stay: None }).await;
    Ok(Ok(entered.is_ok()))
}

/// What others know of whoever follows the link.
fn known_of(link: &AccountLink, instance: Load<Instance>) -> Signal<Vec<String>> {
    let known = [link.username.clone(), link.name.clone()];
    Signal::derive(move || {
        let house = instance.data.with(|read| read.as_ref().map(|read| read.name.clone()));
        known.iter().cloned().chain(house).collect()
    })
}

#[component]
fn Title(link: AccountLink) -> impl IntoView {
    let i18n = use_i18n();
    match link.kind {
        LinkKind::PasswordReset => view! {
            <Heading title=say!(i18n, doors.reset) text=say!(i18n, doors.reset_text)/>
        }
        .into_any(),
        _ => {
            let name = link.name;
            view! {
                <Heading title=move || now!(i18n, doors.welcome, name = name.as_str())
                    text=say!(i18n, doors.welcome_text)/>
            }
            .into_any()
        }
    }
}

/// The password is chosen, but the way in was not found.
#[component]
fn Chosen(username: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="middle stack loose">
            <Heading title=say!(i18n, doors.chosen) text=say!(i18n, doors.chosen_text)/>
            <a class="btn primary lg wide" href=login_as(&username)>{say!(i18n, login.submit)}</a>
        </div>
    }
}
