use leptos::{ev::SubmitEvent, prelude::*};

use super::sheet::Desk;
use crate::{
    contract::{self, Account, EmailInput},
    features::grants::Refusal,
    language::{now, say},
    text::Text,
    ui::{Button, Form, SubmitButton, TextField},
};

/// Another address for somebody; where they have a password, it waits for its confirmation [PP-2].
#[component]
pub(super) fn EmailForm(desk: Desk, account: Account, asking: Callback<()>) -> impl IntoView {
    let (i18n, form) = (desk.i18n, Form::new());
    let email = RwSignal::new(account.pending_email.clone().unwrap_or_else(|| account.email.clone()));
    let help: Text = match account.has_password {
        true => say!(i18n, users.email_confirmed).into(),
        false => say!(i18n, users.email_at_once).into(),
    };
    let (id, version) = (account.id, account.version);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = EmailInput { email: email.get_untracked().trim().to_owned() };
            form.send(
                async move { contract::change_user_email(id, version, &body).await },
                move |account: Account| {
                    desk.toasts.say(match &account.pending_email {
                        Some(pending) => now!(i18n, users.email_asked, address = pending.as_str()),
                        None => now!(i18n, users.email_changed, address = account.email.as_str()),
                    });
                    desk.adopt(account);
                    asking.run(());
                },
            );
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <TextField form=form pointer="/email" label=say!(i18n, users.new_email) value=email kind="email"
                    rule=EmailInput::EMAIL.required() help=help autocomplete="off"/>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.run(())/>
                <SubmitButton text=say!(i18n, users.change_email_now) busy=form.busy/>
            </footer>
        </form>
    }
}
