use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    contract::{self, Action, NewTeam, PlacedNode, Team, TeamInput},
    features::{grants::Refusal, sites::NodeField},
    i18n::use_i18n,
    language::{now, say},
    ui::{Form, SubmitButton, TextField, Toasts},
};

/// A new team: its name and where it lives.
#[component]
pub(super) fn NewTeamForm(made: Callback<Team>) -> impl IntoView {
    let i18n = use_i18n();
    let (form, name) = (Form::new(), RwSignal::new(String::new()));
    let node = RwSignal::new(None::<PlacedNode>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let place = node.get_untracked();
        if let (true, Some(place)) = (form.is_ready(), place) {
            let body = NewTeam { name: name.get_untracked().trim().to_owned(), node_id: place.id };
            form.send(async move { contract::create_team(&body).await }, saying(made));
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <TextField form=form pointer="/name" label=say!(i18n, teams.name) value=name rule=NewTeam::NAME.required()/>
                <NodeField form=form pointer="/node_id" label=say!(i18n, teams.home) may=Some(Action::ManageTeams) node=node/>
                <p class="muted small">{say!(i18n, teams.add_text)}</p>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}

/// Another name for a team.
#[component]
pub(super) fn NameForm(team: Team, saved: Callback<Team>) -> impl IntoView {
    let i18n = use_i18n();
    let (form, name) = (Form::new(), RwSignal::new(team.name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            let body = TeamInput { name: name.get_untracked().trim().to_owned() };
            form.send(
                async move { contract::update_team(team.id, team.version, &body).await },
                saying(saved),
            );
        }
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
                <TextField form=form pointer="/name" label=say!(i18n, teams.name) value=name rule=TeamInput::NAME.required()/>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}

/// Says that the team is saved, then goes on.
fn saying(then: Callback<Team>) -> impl FnOnce(Team) + 'static {
    let i18n = use_i18n();
    let toasts: Toasts = expect_context();
    move |team: Team| {
        toasts.say(now!(i18n, teams.saved, name = team.name.as_str()));
        then.run(team);
    }
}
