use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    contract::{self, CompanyGroup, NewCompanyGroup},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, SubmitButton, TextField, Toasts, problem_text},
};

/// A new company group.
#[component]
pub(super) fn GroupForm(saved: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, name) = (Form::new(), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = NewCompanyGroup { name: name.get_untracked().trim().to_owned() };
            form.send(
                async move { contract::create_company_group(&body).await },
                move |group: CompanyGroup| {
                    toasts.say(now!(i18n, sites.saved, name = group.name.as_str()));
                    saved.run(());
                },
            );
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
