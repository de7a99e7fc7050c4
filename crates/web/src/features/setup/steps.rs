use leptos::{prelude::*, task::spawn_local};

use super::answers::Answers;
use crate::{
    contract::{self, FirstAdministrator, FirstSite, MailTest, Setup, SetupMailTest},
    features::settings::{MailAnswer, MailServerFields},
    i18n::use_i18n,
    language::{language, say},
    ui::{Button, Form, Password, PasswordField, Show, TextField, Toasts, problem_text},
};

/// What the organisation is called.
#[component]
pub(super) fn OrganisationStep(form: Form, answers: Answers) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField form=form pointer="/organisation_name" label=say!(i18n, setup.organisation_name)
            help=say!(i18n, setup.organisation_help) value=answers.organisation
            rule=Setup::ORGANISATION_NAME.required() autocomplete="organization" large=true/>
    }
}

/// The first company group, the first site, and where its requests are mailed.
#[component]
pub(super) fn SiteStep(form: Form, answers: Answers) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack">
            <TextField form=form pointer="/company_group_name" label=say!(i18n, sites.group_name)
                help=say!(i18n, setup.group_help) value=answers.group
                rule=Setup::COMPANY_GROUP_NAME.required() large=true/>
            <TextField form=form pointer="/site/name" label=say!(i18n, setup.site_name) value=answers.site
                rule=FirstSite::NAME.required() large=true/>
            <TextField form=form pointer="/site/mail_address" label=say!(i18n, setup.site_mail) kind="email"
                help=say!(i18n, sites.mail_address_help) value=answers.site_mail
                rule=FirstSite::MAIL_ADDRESS.required() large=true/>
        </div>
    }
}

/// Who runs it.
#[component]
pub(super) fn AdministratorStep(form: Form, answers: Answers) -> impl IntoView {
    let i18n = use_i18n();
    let own = Signal::derive(move || {
        let known =
            [answers.username, answers.email, answers.first_name, answers.last_name, answers.organisation];
        known.map(|answer| answer.get()).to_vec()
    });
    view! {
        <div class="stack">
            <TextField form=form pointer="/administrator/first_name" label=say!(i18n, entry.first_name)
                value=answers.first_name rule=FirstAdministrator::FIRST_NAME.required() autocomplete="given-name"
                large=true/>
            <TextField form=form pointer="/administrator/last_name" label=say!(i18n, entry.last_name)
                value=answers.last_name rule=FirstAdministrator::LAST_NAME.required() autocomplete="family-name"
                large=true/>
            <TextField form=form pointer="/administrator/email" label=say!(i18n, entry.email) kind="email"
                value=answers.email rule=FirstAdministrator::EMAIL.required() autocomplete="email" large=true/>
            <TextField form=form pointer="/administrator/username" label=say!(i18n, login.username)
                value=answers.username rule=FirstAdministrator::USERNAME.required() autocomplete="username"
                large=true/>
            <PasswordField form=form pointer="/administrator/password" label=say!(i18n, login.password)
                value=answers.password kind=Password::New own=own large=true/>
        </div>
    }
}

/// How mails leave; can wait, and can be tried before it is saved.
#[component]
pub(super) fn MailStep(form: Form, answers: Answers, #[prop(into)] token: String) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (busy, answer) = (RwSignal::new(false), RwSignal::new(None::<MailTest>));
    let token = StoredValue::new(token);
    let test = move || {
        let Some(mail) = answers.mail.server().filter(|_| form.is_ready()) else { return };
        let to = answers.email.get_untracked().trim().to_owned();
        busy.set(true);
        answer.set(None);
        spawn_local(async move {
            let given = contract::test_setup_mail(&SetupMailTest {
                token: token.get_value(),
                language: untrack(|| language(i18n)),
                mail,
                to,
            })
            .await;
            busy.set(false);
            match given {
                Ok(given) => answer.set(Some(given)),
                Err(problem) if problem.fields.is_empty() => toasts.warn(problem_text(i18n, &problem)),
                Err(problem) => form.refuse(problem),
            }
        });
    };
    view! {
        <div class="stack">
            <p class="muted">{say!(i18n, setup.mail_text)}</p>
            <MailServerFields form=form fields=answers.mail/>
            <MailAnswer answer=answer/>
            <Show when=move || answers.mail.is_given()>
                <Button icon="send" text=say!(i18n, settings.test_send) busy=busy on_click=test/>
            </Show>
            <Show when=move || !answers.mail.is_given()>
                <p class="muted small">{say!(i18n, setup.mail_later)}</p>
            </Show>
        </div>
    }
}
