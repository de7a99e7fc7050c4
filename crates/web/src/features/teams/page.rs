use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{team_form::NewTeamForm, words::fitting};
use crate::{
    contract::{self, Action, ListTeamsQuery, Team},
    features::sites::NodeName,
    i18n::use_i18n,
    language::say,
    load::{Load, all_pages},
    session::Session,
    ui::{Button, Dialog, Empty, Failure, ListSkeleton, PageTitle, SearchField, Show},
};

/// Teams: where they live, and how many belong to each.
#[component]
pub fn TeamsPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, navigate) = (expect_context::<Session>(), use_navigate());
    let teams = Load::new(|| {
        all_pages(async |cursor| {
            let query = ListTeamsQuery { cursor, limit: Some(200), ..Default::default() };
            let page = contract::list_teams(&query).await?;
            Ok((page.items, page.next))
        })
    });
    let (find, adding) = (RwSignal::new(String::new()), RwSignal::new(false));
    let made = Callback::new(move |team: Team| {
        adding.set(false);
        navigate(&format!("/teams/{}", team.id), NavigateOptions::default());
    });
    let may_add = move || session.may(Action::ManageTeams);
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, teams.title)/>
            <SearchField label=say!(i18n, teams.find) value=find on_type=move |typed| find.set(typed)/>
            <Show when=may_add>
                <Button kind="primary" icon="plus" text=say!(i18n, teams.add) on_click=move || adding.set(true)/>
            </Show>
        </div>
        {move || teams.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || teams.again()/></div>
        })}
        <Show when=move || teams.slow.get()><ListSkeleton/></Show>
        <Show when=move || teams.data.with(Option::is_some)>
            <TeamTable teams=Signal::derive(move || teams.data.get().unwrap_or_default()) find=find/>
        </Show>
        <Dialog open=adding id="d-add-team" title=say!(i18n, teams.add)>
            <NewTeamForm made=made/>
        </Dialog>
    }
}

#[component]
fn TeamTable(teams: Signal<Vec<Team>>, find: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let found = Memo::new(move |_| fitting(teams.get(), &find.get()));
    let row = move |team: Team| {
        let href = format!("/teams/{}", team.id);
        view! {
            <tr>
                <td class="wrap"><a class="title" href=href>{team.name}</a></td>
                <td><NodeName node=team.home/></td>
                <td class="fit end">{team.people}</td>
            </tr>
        }
        .into_any()
    };
    let rows = move || found.get().into_iter().map(row).collect::<Vec<AnyView>>();
    let none = move || match teams.with(Vec::is_empty) {
        true => view! { <Empty title=say!(i18n, teams.none) text=say!(i18n, teams.none_text)/> }.into_any(),
        false => view! { <Empty title=say!(i18n, teams.not_found) text=say!(i18n, teams.not_found_text)/> }
            .into_any(),
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty) fallback=none>
            <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, teams.title)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{say!(i18n, teams.name)}</th>
                            <th scope="col">{say!(i18n, teams.home)}</th>
                            <th scope="col" class="end">{say!(i18n, teams.people)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Show>
    }
}
