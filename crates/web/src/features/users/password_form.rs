use leptos::{ev::SubmitEvent, prelude::*};

use super::{sheet::Desk, words::name_of};
use crate::{
    contract::{self, Account, ProvisionalPassword},
    features::grants::Refusal,
    language::{now, say},
    ui::{Button, Form, Password, PasswordField, SubmitButton},
};

/// A password for somebody else, which they replace at the next login [PO-8].
#[component]
pub(super) fn PasswordForm(desk: Desk, account: Account, asking: Callback<()>) -> impl IntoView {
    let (i18n, form, password) = (desk.i18n, Form::new(), RwSignal::new(String::new()));
    let own = vec![
        account.username.clone(),
        account.email.clone(),
        account.first_name.clone(),
        account.last_name.clone(),
    ];
    let (id, version) = (account.id, account.version);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = ProvisionalPassword { password: password.get_untracked() };
            form.send(
                async move { contract::set_user_password(id, version, &body).await },
                move |account: Account| {
                    desk.toasts.say(now!(i18n, users.password_set, name = name_of(&account)));
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
                <PasswordField form=form pointer="/password" label=say!(i18n, users.provisional) value=password
                    kind=Password::New own=Signal::stored(own)/>
                <p class="muted small">{say!(i18n, users.set_password_text)}</p>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.run(())/>
                <SubmitButton text=say!(i18n, users.set_password_now) busy=form.busy/>
            </footer>
        </form>
    }
}
