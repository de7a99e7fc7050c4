use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{filter::Filter, filters::Filters, table::Table};
use crate::{
    contract::{self, Action},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Empty, Failure, Icon, ListSkeleton, PageTitle, Pager, Show},
};

/// People with an account: who they are, where they live, whether they get in [PO-6].
#[component]
pub fn UsersPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, query, navigate) = (expect_context::<Session>(), use_query_map(), use_navigate());
    let filter = Memo::new(move |_| query.with(|query| Filter::read(|name| query.get(name))));
    let page = Load::new(move || {
        let filter = filter.get();
        filter.remember();
        async move { contract::list_users(&filter.query()).await }
    });
    let go = move |cursor: Option<String>| {
        let to = Filter { cursor, ..filter.get_untracked() };
        navigate(&to.path(), NavigateOptions::default());
    };
    let users = Memo::new(move |_| page.data.with(|page| page.as_ref().map(|page| page.items.clone())));
    let some = move || users.with(|users| users.as_ref().is_some_and(|users| !users.is_empty()));
    let none = move || users.with(|users| users.as_ref().is_some_and(Vec::is_empty));
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, users.title)/>
            <Show when=move || session.may(Action::CreateUser)>
                <a class="btn" href="/users/import"><Icon name="upload"/>{say!(i18n, imports.link)}</a>
                <a class="btn primary" href="/users/new"><Icon name="user-plus"/>{say!(i18n, users.add)}</a>
            </Show>
        </div>
        <Filters filter=filter/>
        {move || page.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || page.again()/></div>
        })}
        <Show when=move || page.slow.get()><ListSkeleton/></Show>
        <Show when=none><Nobody filter=filter/></Show>
        <Show when=some>
            <Table users=Signal::derive(move || users.get().unwrap_or_default()) sort=Signal::derive(move || filter.with(|filter| filter.sort))/>
        </Show>
        <Pager
            label=say!(i18n, users.pages)
            cursor=Signal::derive(move || filter.with(|filter| filter.cursor.clone()))
            next=Signal::derive(move || page.data.with(|page| page.as_ref().and_then(|page| page.next.clone())))
            count=Signal::derive(move || users.with(|users| users.as_ref().map_or(0, Vec::len)))
            go=go
        />
    }
}

#[component]
fn Nobody(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let narrow = move || filter.with(Filter::is_narrow);
    let text = move || if narrow() { now!(i18n, users.none_narrow) } else { now!(i18n, users.none_text) };
    view! {
        <Empty title=say!(i18n, users.none) text=text>
            {move || {
                if narrow() {
                    view! { <a class="btn" href="/users">{say!(i18n, users.clear)}</a> }.into_any()
                } else if session.may(Action::CreateUser) {
                    view! { <a class="btn" href="/users/new"><Icon name="user-plus"/>{say!(i18n, users.add)}</a> }
                        .into_any()
                } else {
                    ().into_any()
                }
            }}
        </Empty>
    }
}
