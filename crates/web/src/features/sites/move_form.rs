use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

use super::desk::Desk;
use crate::{
    contract::{self, CompanyGroup, Site, SiteMove},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Button, Form, SelectField, Show, SubmitButton, Toasts, problem_text},
};

/// Another group for a site: asked once, with what it means.
#[component]
pub(super) fn MoveForm(site: Site, desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, chosen) = (Form::new(), RwSignal::new(String::new()));
    let (id, version, from) = (site.id, site.version, site.company_group);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = SiteMove { company_group_id: chosen.get_untracked().parse().unwrap_or_default() };
            form.send(async move { contract::move_site(id, version, &body).await }, move |site: Site| {
                let (name, group) = (site.name.as_str(), site.company_group.name.as_str());
                toasts.say(now!(i18n, sites.moved, name = name, group = group));
                desk.site_saved(&site);
            });
        }
    };
    let from_id = from.id;
    let targets = Memo::new(move |_| others(desk.targets(), from_id));
    let choices = Signal::derive(move || {
        let none = (String::new(), now!(i18n, sites.choose_group).to_owned());
        let groups = targets.get().into_iter().map(|group| (group.id.to_string(), group.name));
        std::iter::once(none).chain(groups).collect()
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
                })}
                <Show
                    when=move || !targets.with(Vec::is_empty)
                    fallback=move || view! { <p>{say!(i18n, sites.nowhere)}</p> }
                >
                    <SelectField form=form pointer="/company_group_id" label=say!(i18n, sites.move_to)
                        options=choices value=chosen/>
                </Show>
                <Meaning from=from.name/>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || desk.ask.set(None)/>
                <Show when=move || !targets.with(Vec::is_empty)>
                    <SubmitButton text=say!(i18n, sites.move_now) busy=form.busy/>
                </Show>
            </footer>
        </form>
    }
}

/// What moving changes for people.
#[component]
fn Meaning(from: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <ul class="plain-list">
            <li>{say!(i18n, sites.move_gain)}</li>
            <li>{move || now!(i18n, sites.move_loss, name = from.clone())}</li>
            <li>{say!(i18n, sites.move_text)}</li>
        </ul>
    }
}

fn others(mut groups: Vec<CompanyGroup>, present: Uuid) -> Vec<CompanyGroup> {
    groups.retain(|group| group.id != present);
    groups
}
