use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::words::{first_number, people_text};
use crate::{
    client::Problem,
    contract::{self, Team},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{Banner, Button, Form, Toasts},
};

/// Asks once, and says what is lost; requests that are assigned stand in the way.
#[component]
pub(super) fn Deletion(team: Team, asking: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, navigate) = (expect_context::<Toasts>(), use_navigate());
    let form = Form::new();
    let people = team.people;
    let delete = move || {
        let (navigate, name) = (navigate.clone(), team.name.clone());
        let (id, version) = (team.id, team.version);
        form.send(async move { contract::delete_team(id, version).await }, move |()| {
            toasts.say(now!(i18n, teams.deleted, name = name.as_str()));
            navigate("/teams", NavigateOptions::default());
        });
    };
    view! {
        <div class="body">
            {move || form.problem.get().map(|problem| refusal(i18n, problem))}
            <p>{move || now!(i18n, teams.delete_text, people = people_text(i18n, people))}</p>
        </div>
        <footer>
            <Button text=say!(i18n, ui.cancel) on_click=move || asking.set(false)/>
            <Button kind="danger" text=say!(i18n, teams.delete) busy=form.busy on_click=delete/>
        </footer>
    }
}

fn refusal(i18n: Words, problem: Problem) -> AnyView {
    if problem.slug != "conflict" {
        return view! { <Refusal problem=problem/> }.into_any();
    }
    let text = match first_number(&problem.detail) {
        Some(count) => now!(i18n, teams.assigned_count, count = count),
        None => now!(i18n, teams.assigned).to_owned(),
    };
    view! { <Banner tone="red" icon="alert" title=say!(i18n, teams.not_deleted) text=text/> }.into_any()
}
