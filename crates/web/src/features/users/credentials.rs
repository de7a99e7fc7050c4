use leptos::prelude::*;

use super::sheet::Desk;
use crate::{
    contract::Account,
    language::{Words, now, say},
    ui::{Icon, Show},
};

/// What somebody logs in with.
#[component]
pub(super) fn Credentials(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let username = desk.of(|account| account.username.clone());
    let email = desk.of(|account| account.email.clone());
    let pending = desk.of(|account| account.pending_email.clone());
    let password = desk.of(password);
    view! {
        <section class="stack tight" aria-labelledby="credentials">
            <h2 id="credentials">{say!(i18n, users.credentials)}</h2>
            <dl class="props">
                <dt>{say!(i18n, login.username)}</dt><dd>{move || username.get()}</dd>
                <dt>{say!(i18n, entry.email)}</dt>
                <dd>
                    {move || email.get()}
                    <Show when=move || pending.get().flatten().is_some()>
                        <p class="small">
                            <span class="badge" data-tone="amber"><Icon name="clock"/>{say!(i18n, users.email_pending)}</span>
                            " " {move || pending.get().flatten()}
                        </p>
                    </Show>
                </dd>
                <dt>{say!(i18n, login.password)}</dt>
                <dd>{move || password.get().map(|password| password_text(i18n, password))}</dd>
            </dl>
        </section>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Password {
    None,
    Provisional,
    Own,
}

const fn password(account: &Account) -> Password {
    match (account.has_password, account.password_provisional) {
        (false, _) => Password::None,
        (true, true) => Password::Provisional,
        (true, false) => Password::Own,
    }
}

fn password_text(i18n: Words, password: Password) -> &'static str {
    match password {
        Password::None => now!(i18n, users.password_none),
        Password::Provisional => now!(i18n, users.password_provisional),
        Password::Own => now!(i18n, users.password_own),
    }
}
