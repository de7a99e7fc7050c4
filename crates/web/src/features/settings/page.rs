use leptos::prelude::*;

use super::{dead_letters::DeadLetters, mail_form::SettingsForm, test_mail::TestMailForm};
use crate::{
    contract::{self, Action, TestMail},
    i18n::use_i18n,
    language::say,
    load::Load,
    session::Session,
    ui::{Failure, PageTitle, Show, TextSkeleton},
};

/// What holds for the whole instance.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let settings = Load::new(contract::read_settings);
    let to = untrack(|| session.me()).map(|me| me.email).unwrap_or_default();
    let has_server = move || {
        settings.data.with(|settings| {
            settings
                .as_ref()
                .is_some_and(|settings| settings.mail.is_some() || settings.mail_is_configured_elsewhere)
        })
    };
    view! {
        <div class="column slim form">
            <PageTitle text=say!(i18n, settings.title)/>
            {move || settings.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || settings.again()/>
            })}
            <Show when=move || settings.slow.get()><TextSkeleton/></Show>
            {move || settings.data.get().map(|read| view! { <SettingsForm settings=read load=settings/> })}
            <section class="stack tight" aria-labelledby="terms">
                <h2 id="terms">{say!(i18n, terms.title)}</h2>
                <p class="muted">{say!(i18n, terms.manage_text)}</p>
                <p><a href="/settings/terms">{say!(i18n, terms.manage)}</a></p>
            </section>
            <Show when=has_server>
                <section class="stack" aria-labelledby="test">
                    <h2 id="test">{say!(i18n, settings.test)}</h2>
                    <TestMailForm
                        to=to.clone()
                        send=|to: String| async move { contract::test_mail(&TestMail { to }).await }
                    />
                </section>
            </Show>
            <Show when=move || session.may(Action::ManageDeadLetters)><DeadLetters/></Show>
        </div>
    }
}
