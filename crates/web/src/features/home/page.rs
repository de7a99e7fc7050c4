use domain::RequestStatus;
use leptos::prelude::*;

use super::mine::{Listed, Mine};
use crate::{
    contract::{self, Action, ListRequestsQuery},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Failure, Icon, ListSkeleton, PageTitle, Show},
};

/// Home.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <div class="column">
            <Hello/>
            <MyRequests/>
            <Show when=move || session.may(Action::AssignRequest)>
                <Waiting/>
            </Show>
        </div>
    }
}

#[component]
fn Hello() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let name = move || session.me().map(|me| me.first_name).unwrap_or_default();
    let site = move || session.me().and_then(|me| me.default_site_name);
    view! {
        <section class="hello">
            <div>
                <PageTitle text=move || now!(i18n, home.hello, name = name()) tab=say!(i18n, shell.home)/>
                {move || site().map(|site| view! { <p>{now!(i18n, home.site, site = site)}</p> })}
            </div>
            <a class="btn primary xl" href="/requests/new">
                <Icon name="plus"/>
                {say!(i18n, shell.new_request)}
                <span class="vh">" (" {say!(i18n, home.key_n)} ")"</span>
            </a>
        </section>
    }
}

#[component]
fn MyRequests() -> impl IntoView {
    let i18n = use_i18n();
    let query = ListRequestsQuery { mine: Some(true), limit: Some(30), ..Default::default() };
    let requests = Load::new(move || {
        let query = query.clone();
        async move { contract::list_requests(&query).await }
    });
    let part = move |open: bool| {
        requests.data.with(|page| {
            let all = page.as_ref().map(|page| page.items.as_slice()).unwrap_or_default();
            all.iter().filter(|one| one.status.is_open() == open).cloned().collect::<Vec<_>>()
        })
    };
    let closed = move || part(false).into_iter().take(3).collect::<Vec<_>>();
    view! {
        <section aria-labelledby="mine">
            <div class="list-head">
                <h2 id="mine">{say!(i18n, home.mine)}</h2>
                <span class="muted">{move || requests.data.with(Option::is_some).then(|| part(true).len())}</span>
                <a href="/requests?mine=true">{say!(i18n, home.all_mine)}</a>
            </div>
            <Listed load=requests/>
            <Show when=move || requests.data.with(Option::is_some)>
                <Mine requests=Signal::derive(move || part(true)) none=say!(i18n, home.none) none_text=say!(i18n, home.none_text)/>
            </Show>
            <Show when=move || !closed().is_empty()>
                <div class="list-head"><h2>{say!(i18n, home.closed)}</h2></div>
                <Mine requests=Signal::derive(closed) none=say!(i18n, home.none) none_text=say!(i18n, home.none_text)/>
            </Show>
        </section>
    }
}

/// What nobody has taken on yet, for those who can hand it out.
#[component]
fn Waiting() -> impl IntoView {
    let i18n = use_i18n();
    let query = ListRequestsQuery {
        status: Some(RequestStatus::AwaitingAssignment),
        limit: Some(5),
        ..Default::default()
    };
    let requests = Load::new(move || {
        let query = query.clone();
        async move { contract::list_requests(&query).await }
    });
    let items =
        move || requests.data.with(|page| page.as_ref().map(|page| page.items.clone()).unwrap_or_default());
    view! {
        <section aria-labelledby="waiting">
            <div class="list-head">
                <h2 id="waiting">{say!(i18n, home.waiting)}</h2>
                <a href="/requests?status=awaiting_assignment">{say!(i18n, home.all_waiting)}</a>
            </div>
            {move || requests.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || requests.again()/>
            })}
            <Show when=move || requests.slow.get()><ListSkeleton rows=3/></Show>
            <Show when=move || requests.data.with(Option::is_some)>
                <Mine requests=Signal::derive(items) none=say!(i18n, home.none_waiting) none_text=say!(i18n, home.none_waiting_text)/>
            </Show>
        </section>
    }
}
