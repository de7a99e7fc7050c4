use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::{deletion::Deletion, members::Members, team_form::NameForm, words::people_text};
use crate::{
    client::Problem,
    contract::{self, Action, PrincipalKind, PrincipalRef, Team},
    features::grants::{Given, Giving, GrantEditor, TagLinks},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    shell::Missing,
    ui::{Button, Crumbs, Dialog, Failure, Icon, PageTitle, Show, TextSkeleton, color_of},
};

/// What of a team is shown: all of it, or something it gives, to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Showing {
    Team,
    Grant(Option<Uuid>),
}

/// One team: what it gives, and to whom.
#[component]
pub fn TeamPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id =
        Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok())));
    let showing = Memo::new(move |_| query.with(|query| showing(query.get("grant").as_deref())));
    let load = Load::new(move || {
        let id = id.get();
        async move {
            match id {
                Some(id) => contract::read_team(id).await,
                None => Err(Problem::read(404, "")),
            }
        }
    });
    let missing = move || load.problem.with(|problem| problem.as_ref().is_some_and(|one| one.status == 404));
    let failed = move || load.problem.get().filter(|problem| problem.status != 404);
    let is_here = Memo::new(move |_| load.data.with(Option::is_some) && !missing());
    let body = move || match (is_here.get(), showing.get()) {
        (false, _) => ().into_any(),
        (true, Showing::Team) => view! { <Sheet load=load/> }.into_any(),
        (true, Showing::Grant(editing)) => view! { <Editing load=load editing=editing/> }.into_any(),
    };
    view! {
        {move || failed().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || load.again()/></div>
        })}
        <Show when=missing><Missing/></Show>
        <Show when=move || load.slow.get()><div class="pad"><TextSkeleton/></div></Show>
        {body}
    }
}

/// What the query asks for: `new`, or one that is there.
fn showing(grant: Option<&str>) -> Showing {
    match grant {
        None => Showing::Team,
        Some(id) => Showing::Grant(id.parse().ok()),
    }
}

#[component]
fn Editing(load: Load<Team>, editing: Option<Uuid>) -> impl IntoView {
    load.data.get_untracked().map(|team| {
        let to = PrincipalRef { kind: PrincipalKind::Team, id: team.id };
        let back = format!("/teams/{}", team.id);
        view! { <GrantEditor to=to name=team.name back=back editing=editing/> }
    })
}

#[component]
fn Sheet(load: Load<Team>) -> impl IntoView {
    let i18n = use_i18n();
    let Some(team) = load.data.get_untracked() else { return ().into_any() };
    let to = PrincipalRef { kind: PrincipalKind::Team, id: team.id };
    let giving = Giving::new();
    let managed = Signal::derive(move || {
        load.data.with(|team| team.as_ref().is_some_and(|team| team.allowed.contains(&Action::ManageTeams)))
    });
    let changed = Callback::new(move |()| load.again());
    view! {
        <Head load=load managed=managed/>
        <div class="two">
            <div class="left">
                <Given to=to.clone() title=say!(i18n, teams.gives) giving=giving here=format!("/teams/{}", team.id)/>
                <TagLinks to=to giving=giving/>
            </div>
            <Members team=team.id managed=managed changed=changed/>
        </div>
    }
    .into_any()
}

#[component]
fn Head(load: Load<Team>, managed: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (renaming, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let name = Memo::new(move |_| {
        load.data.with(|team| team.as_ref().map(|team| team.name.clone()).unwrap_or_default())
    });
    let about = move || {
        load.data.with(|team| {
            team.as_ref().map(|team| format!("{} · {}", team.home.name, people_text(i18n, team.people)))
        })
    };
    let saved = Callback::new(move |team: Team| {
        renaming.set(false);
        load.data.set(Some(team));
    });
    view! {
        <div class="person">
            <span class="avatar lg team" data-color=move || color_of(&name.get()).to_string() aria-hidden="true">
                <Icon name="team"/>
            </span>
            <div class="id">
                <Crumbs label=say!(i18n, ui.crumbs) steps=vec![("/teams".to_owned(), say!(i18n, teams.title).into())]/>
                <PageTitle text=move || name.get()/>
                <p class="muted">{about}</p>
            </div>
            <Show when=move || managed.get()>
                <Button kind="ghost" icon="trash" text=say!(i18n, teams.delete) on_click=move || deleting.set(true)/>
                <Button icon="pencil" text=say!(i18n, teams.rename) on_click=move || renaming.set(true)/>
            </Show>
        </div>
        <Dialog open=renaming id="d-rename-team" title=say!(i18n, teams.rename_title)>
            {load.data.get_untracked().map(|team| view! { <NameForm team=team saved=saved/> })}
        </Dialog>
        <Dialog open=deleting id="d-delete-team" title=move || now!(i18n, teams.delete_title, name = name.get())>
            {load.data.get_untracked().map(|team| view! { <Deletion team=team asking=deleting/> })}
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Showing, showing};

    #[test]
    fn the_address_says_what_is_shown() {
        let id = Uuid::from_u128(7);
        assert_eq!(showing(None), Showing::Team);
        assert_eq!(showing(Some("new")), Showing::Grant(None));
        assert_eq!(showing(Some(&id.to_string())), Showing::Grant(Some(id)));
    }
}
