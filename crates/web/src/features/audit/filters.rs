use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{
    filter::Filter,
    words::{KINDS, done_text, kind_text, operations_of},
};
use crate::{
    contract,
    features::users::find_people,
    i18n::use_i18n,
    language::say,
    text::Text,
    ui::{Button, Choice, Combo, Face, Icon, Show},
};

type Change = Callback<Filter>;

/// What narrows the audit: a period, a person, a kind of thing, an operation.
#[component]
pub(super) fn Filters(filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let change = Change::new(move |filter: Filter| navigate(&filter.path(), NavigateOptions::default()));
    let changed = move |set: fn(&mut Filter, String)| {
        Callback::new(move |value: String| {
            change.run(filter.get_untracked().with(|filter| set(filter, value)));
        })
    };
    let day = move |day: fn(&Filter) -> Option<chrono::NaiveDate>| {
        Signal::derive(move || filter.with(day).map(|day| day.to_string()).unwrap_or_default())
    };
    let kinds = move || KINDS.iter().map(|kind| (*kind, kind_text(i18n, kind))).collect::<Vec<_>>();
    let operations = move || {
        let kind = filter.with(|filter| filter.kind.clone());
        operations_of(&kind).map(|operation| (operation, done_text(i18n, operation))).collect::<Vec<_>>()
    };
    view! {
        <div class="narrowing" role="group" aria-label=say!(i18n, audit.filters)>
            <DayField
                id="audit-from"
                label=say!(i18n, audit.from)
                value=day(|filter| filter.from)
                change=changed(|filter, day| filter.from = day.parse().ok())
            />
            <DayField
                id="audit-until"
                label=say!(i18n, audit.until)
                value=day(|filter| filter.until)
                change=changed(|filter, day| filter.until = day.parse().ok())
            />
            <PersonField filter=filter change=change/>
            <Pick
                id="audit-kind"
                label=say!(i18n, audit.kind)
                all=say!(i18n, audit.all_kinds)
                options=Signal::derive(kinds)
                value=Signal::derive(move || filter.with(|filter| filter.kind.clone()))
                change=changed(|filter, kind| {
                    filter.kind = kind;
                    filter.operation.clear();
                })
            />
            <Pick
                id="audit-operation"
                label=say!(i18n, audit.operation)
                all=say!(i18n, audit.all_operations)
                options=Signal::derive(operations)
                value=Signal::derive(move || filter.with(|filter| filter.operation.clone()))
                change=changed(|filter, operation| filter.operation = operation)
            />
            <Show when=move || filter.with(Filter::is_narrow)>
                <Button
                    kind="ghost"
                    text=say!(i18n, requests.clear)
                    on_click=move || change.run(Filter::default())
                />
            </Show>
        </div>
    }
}

#[component]
fn DayField(
    id: &'static str,
    #[prop(into)] label: Text,
    value: Signal<String>,
    change: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                class="input"
                type="date"
                prop:value=move || value.get()
                on:change=move |event| change.run(event_target_value(&event))
            />
        </div>
    }
}

#[component]
fn Pick(
    id: &'static str,
    #[prop(into)] label: Text,
    /// What says that nothing is chosen.
    #[prop(into)]
    all: Text,
    #[prop(into)] options: Signal<Vec<(&'static str, &'static str)>>,
    value: Signal<String>,
    change: Callback<String>,
) -> impl IntoView {
    let option = move |(word, text): (&'static str, &'static str)| {
        view! { <option value=word prop:selected=move || value.with(|value| value == word)>{text}</option> }
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <span class="pick">
                <select id=id class="select" on:change=move |event| change.run(event_target_value(&event))>
                    <option value="" prop:selected=move || value.with(String::is_empty)>{all}</option>
                    {move || options.get().into_iter().map(option).collect_view()}
                </select>
                <Icon name="down"/>
            </span>
        </div>
    }
}

/// Who acted; a link that names somebody has their name read.
#[component]
fn PersonField(filter: Memo<Filter>, change: Change) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(None::<Choice>);
    let asked = Memo::new(move |_| filter.with(|filter| filter.actor));
    Effect::new(move || match asked.get() {
        None => chosen.set(None),
        Some(id) if chosen.with_untracked(|chosen| chosen.as_ref().map(|it| it.id)) != Some(id) => {
            leptos::task::spawn_local(async move {
                chosen.set(Some(named(id).await));
            });
        }
        Some(_) => {}
    });
    Effect::new(move |before: Option<Option<Uuid>>| {
        let now = chosen.with(|chosen| chosen.as_ref().map(|choice| choice.id));
        if before.is_some() && before != Some(now) && now != asked.get_untracked() {
            change.run(filter.get_untracked().with(|filter| filter.actor = now));
        }
        now
    });
    view! {
        <Combo
            pointer="/actor"
            label=say!(i18n, audit.actor)
            placeholder=say!(i18n, audit.anybody)
            find=find_people()
            chosen=chosen
        />
    }
}

/// Whoever may not see the account still filters by it.
async fn named(id: Uuid) -> Choice {
    let full = |user: contract::Account| format!("{} {}", user.first_name, user.last_name).trim().to_owned();
    let name = contract::read_user(id).await.map_or_else(|_| "…".to_owned(), full);
    Choice { id, name, note: String::new(), face: Face::Person }
}
