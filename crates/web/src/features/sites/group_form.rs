use leptos::{ev::SubmitEvent, prelude::*};

use super::desk::Desk;
use crate::{
    client::Problem,
    contract::{self, CompanyGroup, NewCompanyGroup},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, SubmitButton, TextField, Toasts, problem_text},
};

async fn save(group: Option<CompanyGroup>, name: String) -> Result<CompanyGroup, Problem> {
    let body = NewCompanyGroup { name };
    match group {
        Some(group) => contract::update_company_group(group.id, group.version, &body).await,
        None => contract::create_company_group(&body).await,
    }
}

/// A new company group, or another name for one.
#[component]
pub(super) fn GroupForm(group: Option<CompanyGroup>, desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let present = group.as_ref().map(|group| group.name.clone()).unwrap_or_default();
    let (form, name) = (Form::new(), RwSignal::new(present));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let name = name.get_untracked().trim().to_owned();
            form.send(save(group.clone(), name), move |group: CompanyGroup| {
                toasts.say(now!(i18n, sites.saved, name = group.name.as_str()));
                desk.group_saved(&group);
            });
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
                })}
                <TextField form=form pointer="/name" label=say!(i18n, sites.group_name) value=name
                    rule=NewCompanyGroup::NAME.required()/>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}
