use leptos::prelude::*;

use super::{
    email_form::EmailForm, password_form::PasswordForm, sheet::Desk, standing_form::StandingForm,
    words::name_of,
};
use crate::{
    contract::{self, Account, SuperAdministratorInput},
    features::grants::Refusal,
    language::{now, say},
    text::Text,
    ui::{Button, Dialog, Form},
};

/// What is asked before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Email,
    Password,
    Standing,
    EndSessions,
    Super,
}

/// The question of the moment.
#[component]
pub(super) fn Dialogs(desk: Desk, ask: RwSignal<Option<Ask>>) -> impl IntoView {
    let i18n = desk.i18n;
    let open = RwSignal::new(false);
    // Each follows the other, and only what differs is set: else they would go on for ever.
    Effect::new(move || {
        let asks = ask.with(Option::is_some);
        if open.get_untracked() != asks {
            open.set(asks);
        }
    });
    Effect::new(move || {
        if !open.get() && ask.with_untracked(Option::is_some) {
            ask.set(None);
        }
    });
    let name = move || desk.account().map(|account| name_of(&account)).unwrap_or_default();
    let title = move || match ask.get_untracked() {
        Some(Ask::Email) => now!(i18n, users.email_title, name = name()),
        Some(Ask::Password) => now!(i18n, users.password_title, name = name()),
        Some(Ask::Standing) => now!(i18n, users.standing_title, name = name()),
        Some(Ask::EndSessions) => now!(i18n, users.end_title, name = name()),
        Some(Ask::Super) => now!(i18n, users.super_title, name = name()),
        None => String::new(),
    };
    view! { <Dialog open=open id="d-account" title=title>{asked(desk, ask)}</Dialog> }
}

fn asked(desk: Desk, ask: RwSignal<Option<Ask>>) -> AnyView {
    let Some(account) = desk.account() else { return ().into_any() };
    let close = Callback::new(move |()| ask.set(None));
    match ask.get_untracked() {
        Some(Ask::Email) => view! { <EmailForm desk=desk account=account asking=close/> }.into_any(),
        Some(Ask::Password) => view! { <PasswordForm desk=desk account=account asking=close/> }.into_any(),
        Some(Ask::Standing) => view! { <StandingForm desk=desk account=account asking=close/> }.into_any(),
        Some(Ask::EndSessions) => view! { <EndSessions desk=desk account=account asking=close/> }.into_any(),
        Some(Ask::Super) => view! { <ChangeSuper desk=desk account=account asking=close/> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn EndSessions(desk: Desk, account: Account, asking: Callback<()>) -> impl IntoView {
    let (i18n, form, id) = (desk.i18n, Form::new(), account.id);
    let name = name_of(&account);
    let end = move || {
        let told = now!(i18n, users.sessions_ended, name = name.as_str());
        form.send(async move { contract::end_user_sessions(id).await }, move |()| {
            desk.toasts.say(told);
            desk.load.again();
            asking.run(());
        });
    };
    view! {
        <Question form=form text=say!(i18n, users.end_text) yes=say!(i18n, users.end_sessions_now) asking=asking
            act=Callback::new(move |()| end())/>
    }
}

#[component]
fn ChangeSuper(desk: Desk, account: Account, asking: Callback<()>) -> impl IntoView {
    let (i18n, form) = (desk.i18n, Form::new());
    let (id, version, becomes) = (account.id, account.version, !account.super_administrator);
    let change = move |()| {
        let body = SuperAdministratorInput { super_administrator: becomes };
        form.send(
            async move { contract::change_super_administrator(id, version, &body).await },
            move |account: Account| {
                desk.toasts.say(now!(i18n, users.saved, name = name_of(&account)));
                desk.adopt(account);
                asking.run(());
            },
        );
    };
    let text: Text = match becomes {
        true => say!(i18n, users.super_give_text).into(),
        false => say!(i18n, users.super_take_text).into(),
    };
    let yes: Text = match becomes {
        true => say!(i18n, users.super_give_now).into(),
        false => say!(i18n, users.super_take_now).into(),
    };
    view! { <Question form=form text=text yes=yes asking=asking act=Callback::new(change)/> }
}

/// Says what will happen; once said, one press does it.
#[component]
fn Question(
    form: Form,
    #[prop(into)] text: Text,
    #[prop(into)] yes: Text,
    asking: Callback<()>,
    act: Callback<()>,
) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    view! {
        <div class="body">
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            <p>{text}</p>
        </div>
        <footer>
            <Button text=say!(i18n, ui.cancel) on_click=move || asking.run(())/>
            <Button kind="danger" text=yes busy=form.busy on_click=move || act.run(())/>
        </footer>
    }
}
