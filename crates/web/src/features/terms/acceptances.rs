use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    browser,
    client::Problem,
    contract::{self, ListTermsAcceptancesQuery, TermsAcceptance},
    dates,
    i18n::use_i18n,
    language::{language, now, say},
    load::Load,
    ui::{Button, Empty, Failure, ListSkeleton, Seg, Show, Toasts, problem_text},
};

/// Who accepted a version and when, and who has yet to; all of it as a file.
#[component]
pub(super) fn Acceptances(id: Uuid, number: i64) -> impl IntoView {
    let i18n = use_i18n();
    let (state, find) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = Load::new(move || {
        let query = query(&state.get(), &find.get());
        async move { contract::list_terms_acceptances(id, &query).await }
    });
    let more = move || {
        spawn_local(async move {
            let Some(next) =
                found.data.with_untracked(|page| page.as_ref().and_then(|page| page.next.clone()))
            else {
                return;
            };
            let query = query(&state.get_untracked(), &find.get_untracked());
            let query = ListTermsAcceptancesQuery { cursor: Some(next), ..query };
            match contract::list_terms_acceptances(id, &query).await {
                Ok(page) => {
                    let _ = found.data.try_update(|shown| {
                        if let Some(shown) = shown {
                            shown.items.extend(page.items);
                            shown.next = page.next;
                        }
                    });
                }
                Err(problem) => found.problem.set(Some(problem)),
            }
        });
    };
    let items = move || found.data.get().map(|page| page.items).unwrap_or_default();
    let goes_on = move || found.data.with(|page| page.as_ref().is_some_and(|page| page.next.is_some()));
    view! {
        <Filter state=state find=find><Export id=id number=number/></Filter>
        {move || found.problem.get().map(|problem: Problem| view! {
            <div class="pad"><Failure problem=problem again=move || found.again()/></div>
        })}
        <Show when=move || found.slow.get()><ListSkeleton/></Show>
        <Show when=move || found.data.with(Option::is_some)>
            <Show
                when=move || !items().is_empty()
                fallback=move || view! { <Empty title=say!(i18n, terms.nobody) text=say!(i18n, terms.nobody_text)/> }.into_any()
            >
                <People items=Signal::derive(items)/>
            </Show>
        </Show>
        <Show when=goes_on>
            <p class="pad"><Button text=say!(i18n, terms.more) on_click=more/></p>
        </Show>
    }
}

fn query(state: &str, find: &str) -> ListTermsAcceptancesQuery {
    let filled = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
    ListTermsAcceptancesQuery { state: filled(state), name: filled(find.trim()), ..Default::default() }
}

#[component]
fn Filter(state: RwSignal<String>, find: RwSignal<String>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let choices = vec![
        ("", say!(i18n, terms.everybody).into()),
        ("accepted", say!(i18n, terms.who_accepted).into()),
        ("waiting", say!(i18n, terms.who_waits).into()),
    ];
    view! {
        <div class="pad row apart">
            <Seg label=say!(i18n, terms.state) name="consent" choices=choices value=state
                on_change=move |word: &'static str| state.set(word.to_owned())/>
            <input
                class="input sm"
                type="search"
                aria-label=say!(i18n, terms.find)
                placeholder=say!(i18n, terms.find)
                prop:value=move || find.get()
                on:input=move |event| find.set(event_target_value(&event))
            />
            {children()}
        </div>
    }
}

#[component]
fn Export(id: Uuid, number: i64) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let busy = RwSignal::new(false);
    let fetch = move || {
        busy.set(true);
        spawn_local(async move {
            match contract::list_terms_acceptances_csv(id, &ListTermsAcceptancesQuery::default()).await {
                Ok(table) => {
                    let name = now!(i18n, terms.export_file, number = number);
                    browser::save(&name, "text/csv;charset=utf-8", &table);
                }
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    view! { <Button kind="ghost" icon="download" text=say!(i18n, terms.export) busy=busy on_click=fetch/> }
}

#[component]
fn People(items: Signal<Vec<TermsAcceptance>>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |one: TermsAcceptance| {
        let at = one.accepted_at.map(dates::local);
        let when = move || match at {
            Some(at) => dates::full(at, language(i18n)),
            None => now!(i18n, terms.not_yet).to_owned(),
        };
        view! {
            <tr>
                <td class="wrap"><b>{one.name}</b> " " <span class="muted">{one.username}</span></td>
                <td>{when}</td>
                <td class="mono">{one.address}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-labelledby="acceptances">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{say!(i18n, terms.person)}</th>
                        <th scope="col">{say!(i18n, terms.at)}</th>
                        <th scope="col">{say!(i18n, terms.address)}</th>
                    </tr>
                </thead>
                <tbody>{move || items.get().into_iter().map(row).collect::<Vec<AnyView>>()}</tbody>
            </table>
        </div>
    }
}
