use domain::Language;
use leptos::{ev::SubmitEvent, prelude::*};

use super::mail_fields::{MailFields, MailServerFields};
use crate::{
    contract::{self, Settings, SettingsChange, UnplannedWork},
    i18n::use_i18n,
    language::{now, own_name, say},
    load::Load,
    ui::{Banner, Button, Form, SelectField, SubmitButton, Switch, TextField, Toasts, problem_text},
};

/// The settings as a form; saved as a whole, against the version that was read.
#[component]
pub(super) fn SettingsForm(settings: Settings, load: Load<Settings>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let form = Form::new();
    let name = RwSignal::new(settings.organisation_name.clone());
    let language = RwSignal::new(settings.language.word().to_owned());
    let team = RwSignal::new(settings.mail_team_on_new_request);
    let confirm = RwSignal::new(settings.confirm_to_requester);
    let publish = RwSignal::new(settings.publish_on_entry);
    let bottom = RwSignal::new(settings.unplanned_work == UnplannedWork::Bottom);
    let elsewhere = settings.mail_is_configured_elsewhere;
    let mail = MailFields::of(settings.mail.as_ref());
    let has_password = settings.mail.as_ref().is_some_and(|mail| mail.has_password == Some(true));
    let (version, default_role_id) = (settings.version, settings.default_role_id);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        let body = SettingsChange {
            organisation_name: name.get_untracked().trim().to_owned(),
            language: language.get_untracked().parse().unwrap_or(Language::French),
            mail_team_on_new_request: team.get_untracked(),
            confirm_to_requester: confirm.get_untracked(),
            publish_on_entry: publish.get_untracked(),
            default_role_id,
            unplanned_work: Some(if bottom.get_untracked() {
                UnplannedWork::Bottom
            } else {
                UnplannedWork::Top
            }),
            mail: mail.server().filter(|_| !elsewhere),
        };
        form.send(async move { contract::update_settings(version, &body).await }, move |saved: Settings| {
            toasts.say(now!(i18n, settings.saved));
            load.data.set(Some(saved));
        });
    };
    let languages = Signal::derive(|| {
        Language::ALL.iter().map(|&one| (one.word().to_owned(), own_name(one).to_owned())).collect()
    });
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| {
                let stale = problem.is_stale();
                view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)>
                        {stale.then(|| view! {
                            <Button kind="sm" text=say!(i18n, requests.reload) on_click=move || load.again()/>
                        })}
                    </Banner>
                }
            })}
            <section class="stack" aria-labelledby="organisation">
                <h2 id="organisation">{say!(i18n, settings.organisation)}</h2>
                <TextField form=form pointer="/organisation_name" label=say!(i18n, settings.name) value=name
                    rule=SettingsChange::ORGANISATION_NAME.required()/>
                <SelectField form=form pointer="/language" label=say!(i18n, settings.language) options=languages
                    value=language/>
                <Switch label=say!(i18n, settings.unplanned) help=say!(i18n, settings.unplanned_help) value=bottom
                    on_change=move |on| bottom.set(on)/>
            </section>
            <section class="stack tight" aria-labelledby="mails">
                <h2 id="mails">{say!(i18n, settings.mails)}</h2>
                <Switch label=say!(i18n, settings.team) help=say!(i18n, settings.team_help) value=team
                    on_change=move |on| team.set(on)/>
                <Switch label=say!(i18n, settings.confirm) help=say!(i18n, settings.confirm_help) value=confirm
                    on_change=move |on| confirm.set(on)/>
                <Switch label=say!(i18n, settings.publish) help=say!(i18n, settings.publish_help) value=publish
                    on_change=move |on| publish.set(on)/>
            </section>
            <section class="stack" aria-labelledby="server">
                <h2 id="server">{say!(i18n, settings.server)}</h2>
                {if elsewhere {
                    view! { <p class="muted">{say!(i18n, settings.elsewhere)}</p> }.into_any()
                } else {
                    view! { <MailServerFields form=form fields=mail has_password=has_password/> }.into_any()
                }}
            </section>
            <SubmitButton text=say!(i18n, ui.save) busy=form.busy/>
        </form>
    }
}
