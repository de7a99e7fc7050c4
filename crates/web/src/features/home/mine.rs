use domain::RequestStatus;
use leptos::prelude::*;

use crate::{
    contract::{RequestPage, RequestSummary},
    dates,
    i18n::use_i18n,
    language::{Words, language, now},
    load::Load,
    text::Text,
    ui::{Climb, Empty, Failure, ListSkeleton, Show, status_data},
};

/// The state of reading a list: nothing, a skeleton, or why not.
#[component]
pub(super) fn Listed(load: Load<RequestPage>) -> impl IntoView {
    view! {
        {move || load.problem.get().map(|problem| view! { <Failure problem=problem again=move || load.again()/> })}
        <Show when=move || load.slow.get()><ListSkeleton rows=3/></Show>
    }
}

/// Requests as their requester reads them: how far each has climbed, and what that means.
#[component]
pub(super) fn Mine(
    #[prop(into)] requests: Signal<Vec<RequestSummary>>,
    /// What to say when there are none.
    #[prop(into)]
    none: Text,
    #[prop(into)] none_text: Text,
) -> impl IntoView {
    view! {
        <Show when=move || requests.with(Vec::is_empty)>
            <Empty title=none.clone() text=none_text.clone()/>
        </Show>
        <ul class="mine">
            {move || requests.get().into_iter().map(|request| view! { <One request=request/> }).collect_view()}
        </ul>
    }
}

#[component]
fn One(request: RequestSummary) -> impl IntoView {
    let i18n = use_i18n();
    let (status, at) = (request.status, dates::local(request.entered_at));
    let day = move || dates::day(at.date(), dates::now().date(), language(i18n));
    view! {
        <li>
            <Climb status=status/>
            <div>
                <h3><a href=format!("/requests/{}", request.id)>{request.title}</a></h3>
                <p class="state" data-status=status_data(status)>
                    <b>{move || head(i18n, status)}</b>
                    " "
                    {move || tail(i18n, status)}
                </p>
                <p class="meta">
                    <span class="num">{request.reference}</span>
                    " · "
                    {request.site.name}
                    " · "
                    {move || now!(i18n, home.sent, when = day())}
                </p>
            </div>
            <time class="when" title=move || dates::full(at, language(i18n))>
                {move || dates::age(at, dates::now(), language(i18n))}
            </time>
        </li>
    }
}

/// A requester reads « Reçue » where a manager reads « À assigner ».
fn head(i18n: Words, status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::AwaitingAssignment => now!(i18n, home.awaiting),
        RequestStatus::InProgress => now!(i18n, home.in_progress),
        RequestStatus::OnHold => now!(i18n, home.on_hold),
        RequestStatus::Done => now!(i18n, home.done),
        RequestStatus::Rejected => now!(i18n, home.rejected),
        RequestStatus::Cancelled => now!(i18n, home.cancelled),
    }
}

fn tail(i18n: Words, status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::AwaitingAssignment => now!(i18n, home.awaiting_means),
        RequestStatus::InProgress => now!(i18n, home.in_progress_means),
        RequestStatus::OnHold => now!(i18n, home.on_hold_means),
        RequestStatus::Rejected => now!(i18n, home.rejected_means),
        RequestStatus::Done | RequestStatus::Cancelled => "",
    }
}
