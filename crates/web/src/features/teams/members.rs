use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    browser,
    client::Problem,
    contract::{self, ListTeamMembersQuery, TeamMember},
    features::{grants::Refusal, users::find_people},
    i18n::use_i18n,
    language::{Words, now, say},
    load::{Load, all_pages},
    ui::{Avatar, Choice, Combo, Failure, IconButton, Show, TextSkeleton, Toasts},
};

/// Those who belong to a team, and what goes on with them.
#[derive(Clone, Copy)]
struct Group {
    team: Uuid,
    members: Load<Vec<TeamMember>>,
    refused: RwSignal<Option<Problem>>,
    changed: Callback<()>,
    toasts: Toasts,
    i18n: Words,
}

/// Those who belong to a team; who manages it adds and takes off.
#[component]
pub(super) fn Members(
    team: Uuid,
    #[prop(into)] managed: Signal<bool>,
    changed: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let group = Group {
        team,
        members: Load::new(move || read(team)),
        refused: RwSignal::new(None),
        changed,
        toasts: expect_context(),
        i18n,
    };
    let members = group.members;
    let chosen = RwSignal::new(None::<Choice>);
    Effect::new(move || {
        if let Some(person) = chosen.get() {
            group.add(person.id, person.name);
            chosen.set(None);
        }
    });
    let rows = move || {
        let managed = managed.get();
        let all = members.data.get().unwrap_or_default();
        all.into_iter().map(|member| row(group, member, managed)).collect::<Vec<AnyView>>()
    };
    view! {
        <aside class="members" aria-labelledby="members">
            <h2 id="members" tabindex="-1">{say!(i18n, teams.members)}</h2>
            {move || group.refused.get().map(|problem| view! { <Refusal problem=problem/> })}
            <Show when=move || managed.get()>
                <Combo pointer="/member" label=say!(i18n, teams.add_member) placeholder=say!(i18n, teams.find_person)
                    find=find_people() chosen=chosen/>
            </Show>
            {move || members.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || members.again()/>
            })}
            <Show when=move || members.slow.get()><TextSkeleton/></Show>
            <Show when=move || members.data.with(|all| all.as_ref().is_some_and(Vec::is_empty))>
                <p class="muted">{say!(i18n, teams.no_members)}</p>
            </Show>
            <ul>{rows}</ul>
        </aside>
    }
}

fn row(group: Group, member: TeamMember, managed: bool) -> AnyView {
    let i18n = group.i18n;
    let (id, name, label) = (member.id, member.name.clone(), member.name.clone());
    let take = managed.then(|| {
        let label = move || now!(i18n, teams.take_off, name = label.as_str());
        view! { <IconButton icon="x" kind="sm" label=label on_click=move || group.take_off(id, name.clone())/> }
    });
    view! {
        <li>
            <span class="who grow">
                <Avatar name=member.name.clone()/>
                <span>{member.name}<small class="muted">{member.username}</small></span>
            </span>
            {(member.active == Some(false)).then(|| view! { <span class="badge">{say!(i18n, teams.inactive)}</span> })}
            {take}
        </li>
    }
    .into_any()
}

impl Group {
    fn add(self, person: Uuid, name: String) {
        let there = self.members.data.with_untracked(|all| all.iter().flatten().any(|one| one.id == person));
        if there {
            self.toasts.say(now!(self.i18n, teams.there_already, name = name.as_str()));
            return;
        }
        spawn_local(async move {
            if self.is_done(contract::add_team_member(self.team, person).await) {
                self.toasts.say(now!(self.i18n, teams.added, name = name.as_str()));
            }
        });
    }

    /// Takes somebody off; as long as the news is there they can be put back.
    fn take_off(self, person: Uuid, name: String) {
        spawn_local(async move {
            if self.is_done(contract::remove_team_member(self.team, person).await) {
                browser::focus("#members");
                let told = now!(self.i18n, teams.taken_off, name = name.as_str());
                self.toasts.say_with(told, say!(self.i18n, ui.undo), move || self.add(person, name.clone()));
            }
        });
    }

    /// Shows the people anew, or why nothing changed.
    fn is_done(self, answer: Result<(), Problem>) -> bool {
        let done = answer.is_ok();
        let left = self.refused.try_set(answer.err()).is_some();
        if done && !left {
            self.members.again();
            self.changed.run(());
        }
        done && !left
    }
}

async fn read(team: Uuid) -> Result<Vec<TeamMember>, Problem> {
    all_pages(async |cursor| {
        let query = ListTeamMembersQuery { cursor, limit: Some(200) };
        let page = contract::list_team_members(team, &query).await?;
        Ok((page.items, page.next))
    })
    .await
}
