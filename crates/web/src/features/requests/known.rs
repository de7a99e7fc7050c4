use leptos::prelude::*;

use super::new_page::Fields;
use crate::{
    contract::NewRequester,
    dates,
    i18n::use_i18n,
    language::{language, say},
    rule::TextRule,
    ui::{Avatar, Form, TextField},
};

/// Who asks and since when: filled in, out of the way, all of it editable.
#[component]
pub(super) fn Known(form: Form, fields: Fields) -> impl IntoView {
    let i18n = use_i18n();
    let name = Memo::new(move |_| {
        format!("{} {}", fields.first_name.get(), fields.last_name.get()).trim().to_owned()
    });
    let day = move || {
        let date = fields.noticed_on.with(|date| date.parse().ok());
        date.map(|date| dates::day(date, dates::now().date(), language(i18n))).unwrap_or_default()
    };
    let line = move || {
        let parts = [fields.phone.get(), fields.email.get(), day()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <details class="known">
            <summary>
                {move || view! { <Avatar name=name.get() size="md"/> }}
                <span class="grow"><b>{move || name.get()}</b><span>{line}</span></span>
                <span class="link">{say!(i18n, entry.edit)}</span>
            </summary>
            <div class="more-fields">
                <TextField form=form pointer="/requester/first_name" label=say!(i18n, entry.first_name)
                    value=fields.first_name rule=NewRequester::FIRST_NAME autocomplete="given-name"/>
                <TextField form=form pointer="/requester/last_name" label=say!(i18n, entry.last_name)
                    value=fields.last_name rule=NewRequester::LAST_NAME autocomplete="family-name"/>
                <TextField form=form pointer="/requester/phone" label=say!(i18n, entry.phone)
                    value=fields.phone rule=NewRequester::PHONE kind="tel" autocomplete="tel"/>
                <TextField form=form pointer="/requester/email" label=say!(i18n, entry.email)
                    value=fields.email rule=NewRequester::EMAIL kind="email" autocomplete="email"/>
                <div class="full">
                    <TextField form=form pointer="/noticed_on" label=say!(i18n, entry.noticed_on)
                        value=fields.noticed_on rule=TextRule::FREE kind="date"/>
                </div>
            </div>
        </details>
    }
}
