use domain::Language;
use leptos::prelude::*;

use super::fields::Profile;
use crate::{
    contract::{Action, UserInput},
    features::sites::{NodeField, find_sites},
    i18n::use_i18n,
    language::{own_name, say},
    ui::{Combo, Form, SelectField, TextField},
};

/// What is filled in about somebody, on the page of a new account and on that of one that is there.
#[component]
pub(super) fn ProfilePart(
    form: Form,
    profile: Profile,
    /// What one must be allowed to do where the account lives.
    may: Action,
) -> impl IntoView {
    let i18n = use_i18n();
    let languages: Vec<(String, String)> =
        Language::ALL.iter().map(|&one| (one.word().to_owned(), own_name(one).to_owned())).collect();
    view! {
        <div class="more-fields">
            <TextField form=form pointer="/first_name" label=say!(i18n, entry.first_name) value=profile.first_name
                rule=UserInput::FIRST_NAME.optional() optional=true autocomplete="off"/>
            <TextField form=form pointer="/last_name" label=say!(i18n, entry.last_name) value=profile.last_name
                rule=UserInput::LAST_NAME.optional() optional=true autocomplete="off"/>
            <TextField form=form pointer="/phone" label=say!(i18n, entry.phone) value=profile.phone kind="tel"
                rule=UserInput::PHONE.optional() optional=true autocomplete="off"/>
            <SelectField form=form pointer="/language" label=say!(i18n, account.language)
                options=Signal::stored(languages) value=profile.language/>
        </div>
        <NodeField form=form pointer="/node_id" label=say!(i18n, users.home) may=Some(may) node=profile.home/>
        <p class="muted small">{say!(i18n, users.home_help)}</p>
        <Combo pointer="/default_site_id" label=say!(i18n, users.default_site) placeholder=say!(i18n, users.find_site)
            find=find_sites() chosen=profile.site/>
        <TextField form=form pointer="/external_id" label=say!(i18n, users.external_id) value=profile.external_id
            rule=UserInput::EXTERNAL_ID.optional() help=say!(i18n, users.external_id_help) optional=true
            autocomplete="off"/>
    }
}
