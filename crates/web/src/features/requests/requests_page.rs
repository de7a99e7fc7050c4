use std::time::Duration;

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use uuid::Uuid;

use super::{
    actions::Actions, filter::Filter, filters::Filters, layer::ActionLayer, subject::summary, table::Table,
};
use crate::{
    contract::{self, Request, RequestPage, RequestSummary},
    i18n::use_i18n,
    language::{Words, is_one, language, now, say},
    load::{Load, every},
    session::Session,
    ui::{Empty, Failure, Icon, ListSkeleton, PageTitle, Pager, Show, Toasts},
};

/// Often enough that a new request is seen within ten seconds.
const LOOKS_AGAIN: Duration = Duration::from_secs(5);

/// The table of requests; which ones, the address says.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let session = expect_context::<Session>();
    let filter = Memo::new(move |_| {
        let preselected = session.me().map(|me| me.preselected_sites).unwrap_or_default();
        query.with(|query| Filter::read(|name| query.get(name))).beginning_with(preselected)
    });
    let page = Load::new(move || {
        let query = filter.with(Filter::query);
        async move { contract::list_requests(&query).await }
    });
    let navigate = use_navigate();
    let go = move |cursor: Option<String>| {
        let to = Filter { cursor, ..filter.get_untracked() };
        navigate(&to.path(), NavigateOptions::default());
    };
    let (news, toasts) = (RwSignal::new(0_usize), expect_context::<Toasts>());
    let actions = Actions::new(
        Callback::new(move |request| replace(page, &request)),
        Callback::new(move |id| {
            toasts.warn(now!(i18n, problem.stale));
            read_again(page, id);
        }),
    );
    watch(page, filter, actions, news);
    let title = move || {
        if filter.with(|filter| filter.mine) { now!(i18n, requests.mine) } else { now!(i18n, requests.title) }
    };
    view! {
        <div class="top-line"><PageTitle text=title/></div>
        <Filters filter=filter/>
        <p class="vh" role="status">
            {move || (news.get() > 0).then(|| news_text(i18n, news.get()))}
        </p>
        {move || page.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || page.again()/></div>
        })}
        <Show when=move || page.slow.get()><ListSkeleton/></Show>
        <Show when=move || page.data.with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))>
            <NothingHere filter=filter/>
        </Show>
        <Show when=move || page.data.with(|page| page.as_ref().is_some_and(|page| !page.items.is_empty()))>
            <Table page=page.data actions=actions/>
        </Show>
        <Pager
            label=say!(i18n, requests.pages)
            cursor=Signal::derive(move || filter.with(|filter| filter.cursor.clone()))
            next=Signal::derive(move || page.data.with(|page| page.as_ref().and_then(|page| page.next.clone())))
            count=Signal::derive(move || page.data.with(|page| page.as_ref().map_or(0, |page| page.items.len())))
            go=go
        />
        <ActionLayer actions=actions/>
    }
}

#[component]
fn NothingHere(filter: Memo<Filter>) -> impl IntoView {
    let (i18n, session) = (use_i18n(), expect_context::<Session>());
    let narrow = move || filter.with(Filter::is_narrow);
    let text =
        move || if narrow() { now!(i18n, requests.none_narrow) } else { now!(i18n, requests.none_text) };
    view! {
        <Empty title=say!(i18n, requests.none) text=text>
            {move || if narrow() {
                let all = filter.with(|filter| filter.cleared(session.preselects()).path());
                view! { <a class="btn" href=all>{say!(i18n, requests.clear)}</a> }.into_any()
            } else {
                view! {
                    <a class="btn primary" href="/requests/new"><Icon name="plus"/>{say!(i18n, shell.new_request)}</a>
                }
                .into_any()
            }}
        </Empty>
    }
}

fn replace(page: Load<RequestPage>, request: &Request) {
    page.data.update(|page| {
        if let Some(row) =
            page.as_mut().and_then(|page| page.items.iter_mut().find(|row| row.id == request.id))
        {
            *row = summary(request);
        }
    });
}

fn read_again(page: Load<RequestPage>, id: Uuid) {
    leptos::task::spawn_local(async move {
        if let Ok(request) = contract::read_request(id).await {
            replace(page, &request);
        }
    });
}

/// Keeps the first page fresh, but not under the hands of somebody who has something open.
fn watch(page: Load<RequestPage>, filter: Memo<Filter>, actions: Actions, news: RwSignal<usize>) {
    let owner = Owner::current();
    every(LOOKS_AGAIN, move || {
        let asked = filter.get_untracked();
        if asked.cursor.is_some() || page.busy.get_untracked() || actions.is_open() {
            return;
        }
        let look = move || {
            spawn_local_scoped_with_cancellation(async move {
                let Ok(fresh) = contract::list_requests(&asked.query()).await else { return };
                if filter.get_untracked() == asked && !actions.is_open() {
                    show_fresh(page, fresh, news);
                }
            });
        };
        if let Some(owner) = &owner {
            owner.with(look);
        }
    });
}

fn show_fresh(page: Load<RequestPage>, fresh: RequestPage, news: RwSignal<usize>) {
    let old =
        page.data.with_untracked(|page| page.as_ref().map(|page| page.items.clone()).unwrap_or_default());
    let count = new_ones(&old, &fresh.items);
    if old != fresh.items {
        page.problem.set(None);
        page.data.set(Some(fresh));
    }
    if count > 0 {
        news.set(count);
    }
}

/// How many of the fresh rows were entered after the newest one known.
fn new_ones(old: &[RequestSummary], fresh: &[RequestSummary]) -> usize {
    let newest = old.iter().map(|row| row.entered_at).max();
    fresh.iter().filter(|row| newest.is_none_or(|newest| row.entered_at > newest)).count()
}

fn news_text(i18n: Words, count: usize) -> String {
    if is_one(language(i18n), count) {
        now!(i18n, requests.news_singular, count = count)
    } else {
        now!(i18n, requests.news_plural, count = count)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use domain::RequestStatus;
    use uuid::Uuid;

    use super::new_ones;
    use crate::contract::{Named, RequestSummary};

    fn row(number: u128, minute: i64) -> RequestSummary {
        let at = DateTime::<Utc>::from_timestamp(minute * 60, 0).expect("a time");
        RequestSummary {
            id: Uuid::from_u128(number),
            reference: String::new(),
            title: String::new(),
            status: RequestStatus::AwaitingAssignment,
            site: Named { id: Uuid::nil(), name: String::new() },
            requester_name: String::new(),
            entered_at: at,
            changed_at: at,
            comments: 0,
            assignees: None,
            tags: None,
            published: None,
            version: 1,
            allowed: Vec::new(),
            next_statuses: Vec::new(),
        }
    }

    #[test]
    fn a_row_that_moved_up_is_not_new() {
        let old = [row(2, 20), row(1, 10)];
        assert_eq!(new_ones(&old, &[row(3, 30), row(2, 20), row(1, 10)]), 1);
        assert_eq!(new_ones(&old, &[row(1, 10)]), 0);
        assert_eq!(new_ones(&[], &[row(1, 10)]), 1);
    }
}
