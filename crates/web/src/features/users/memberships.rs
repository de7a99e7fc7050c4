use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{self, Action, ListTeamsQuery, Team},
    features::grants::Refusal,
    language::{Words, now, say},
    load::{Load, all_pages},
    ui::{Choice, Combo, Face, Failure, Icon, IconButton, Lookup, Show, TextSkeleton, Toasts},
};

/// The teams somebody belongs to, and what goes on with them.
#[derive(Clone, Copy)]
struct Place {
    user: Uuid,
    teams: Load<Vec<Team>>,
    refused: RwSignal<Option<Problem>>,
    changed: Callback<()>,
    toasts: Toasts,
    i18n: Words,
}

/// The teams somebody belongs to: each gives them what it is given.
#[component]
pub(super) fn Memberships(
    user: Uuid,
    #[prop(into)] managed: Signal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    let place = Place {
        user,
        teams: Load::new(move || teams_of(user)),
        refused: RwSignal::new(None),
        changed,
        toasts: expect_context(),
        i18n,
    };
    let teams = place.teams;
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move || {
        if let Some(team) = chosen.get() {
            place.join(team.id, team.name);
            chosen.set(None);
        }
    });
    let rows = move || {
        let all = teams.data.get().unwrap_or_default();
        all.into_iter().map(|team| row(place, team)).collect::<Vec<AnyView>>()
    };
    view! {
        <section class="stack tight memberships" aria-labelledby="teams">
            <div class="row">
                <h2 id="teams">{say!(i18n, teams.title)}</h2>
                <span class="muted">{say!(i18n, users.teams_text)}</span>
            </div>
            {move || teams.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || teams.again()/>
            })}
            {move || place.refused.get().map(|problem| view! { <Refusal problem=problem/> })}
            <Show when=move || teams.slow.get()><TextSkeleton/></Show>
            <Show when=move || teams.data.with(|all| all.as_ref().is_some_and(Vec::is_empty))>
                <p class="muted">{say!(i18n, users.no_teams)}</p>
            </Show>
            <ul>{rows}</ul>
            <Show when=move || managed.get()>
                <Combo pointer="/team" label=say!(i18n, users.add_to_team) placeholder=say!(i18n, teams.find)
                    find=find_teams() chosen=chosen/>
            </Show>
        </section>
    }
}

fn row(place: Place, team: Team) -> AnyView {
    let i18n = place.i18n;
    let (id, href) = (team.id, format!("/teams/{}", team.id));
    let (name, label) = (team.name.clone(), team.name.clone());
    let take = team.allowed.contains(&Action::ManageTeams).then(|| {
        let label = move || now!(i18n, users.leave_team, name = label.as_str());
        view! { <IconButton icon="x" kind="sm" label=label on_click=move || place.leave(id, name.clone())/> }
    });
    view! {
        <li>
            <Icon name="team"/>
            <span class="grow"><a href=href>{team.name}</a> " " <small class="muted">{team.home.name}</small></span>
            {take}
        </li>
    }
    .into_any()
}

impl Place {
    fn join(self, team: Uuid, name: String) {
        spawn_local(async move {
            if self.is_done(contract::add_team_member(team, self.user).await) {
                self.toasts.say(now!(self.i18n, users.joined, name = name));
            }
        });
    }

    /// Takes them out; as long as the news is there they can be put back.
    fn leave(self, team: Uuid, name: String) {
        spawn_local(async move {
            if self.is_done(contract::remove_team_member(team, self.user).await) {
                let told = now!(self.i18n, users.left_team, name = name.as_str());
                self.toasts.say_with(told, say!(self.i18n, ui.undo), move || self.join(team, name.clone()));
            }
        });
    }

    fn is_done(self, answer: Result<(), Problem>) -> bool {
        let done = answer.is_ok();
        let left = self.refused.try_set(answer.err()).is_some();
        if done && !left {
            self.teams.again();
            self.changed.run(());
        }
        done && !left
    }
}

async fn teams_of(user: Uuid) -> Result<Vec<Team>, Problem> {
    all_pages(async |cursor| {
        let query = ListTeamsQuery { member_id: Some(user), cursor, limit: Some(200), ..Default::default() };
        let page = contract::list_teams(&query).await?;
        Ok((page.items, page.next))
    })
    .await
}

/// Finds teams by a part of their name.
fn find_teams() -> Lookup {
    let choice = |team: Team| Choice {
        id: team.id,
        name: team.name,
        note: team.home.name,
        face: Face::Drawing("team"),
    };
    Lookup::new(move |name| async move {
        let query = ListTeamsQuery { name, limit: Some(50), ..Default::default() };
        Ok(contract::list_teams(&query).await?.items.into_iter().map(choice).collect())
    })
}
