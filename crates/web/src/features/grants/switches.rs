use leptos::prelude::*;

use super::{
    draft::{Deviation, Draft, means_something},
    words::relation_text,
};
use crate::{
    contract::{ExplainedAction, Level, Permission, Relation},
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{SearchField, Show},
};

/// Every permission that means something at the place, to be switched on or off one by one.
#[component]
pub(super) fn Switches(
    draft: RwSignal<Draft>,
    actions: Vec<ExplainedAction>,
    level: Signal<Level>,
) -> impl IntoView {
    let i18n = use_i18n();
    let find = RwSignal::new(String::new());
    let actions = StoredValue::new(actions);
    let section = move |title: &'static str, on_requests: bool| {
        let wanted = find.get().trim().to_lowercase();
        let level = level.get();
        let fits = |action: &ExplainedAction| {
            action.on_requests == on_requests
                && means_something(action, level)
                && action.label.to_lowercase().contains(&wanted)
        };
        let rows: Vec<AnyView> = actions.with_value(|actions| {
            actions.iter().filter(|action| fits(action)).map(|action| row(i18n, draft, action)).collect()
        });
        (!rows.is_empty()).then(|| view! { <h2>{title}</h2><ul class="switches">{rows}</ul> }.into_any())
    };
    let sections = move || {
        let all =
            [section(now!(i18n, grants.on_requests), true), section(now!(i18n, grants.at_places), false)];
        let found = all.iter().any(Option::is_some);
        let none = (!found).then(|| view! { <p class="muted">{now!(i18n, combo.none)}</p> });
        view! { {all.into_iter().flatten().collect::<Vec<_>>()} {none} }.into_any()
    };
    view! {
        <SearchField label=say!(i18n, grants.find) value=find on_type=move |typed| find.set(typed)/>
        {sections}
    }
}

fn row(i18n: Words, draft: RwSignal<Draft>, action: &ExplainedAction) -> AnyView {
    let several = action.relations.len() > 1;
    let switches: Vec<AnyView> =
        action.relations.iter().map(|&relation| switch(i18n, draft, action, relation, several)).collect();
    let (label, meaning) = (action.label.clone(), action.meaning.clone());
    view! {
        <li>
            <span class="grow"><b>{label}</b><small class="muted">{meaning}</small></span>
            <span class="row">{switches}</span>
        </li>
    }
    .into_any()
}

fn switch(
    i18n: Words,
    draft: RwSignal<Draft>,
    action: &ExplainedAction,
    relation: Relation,
    several: bool,
) -> AnyView {
    let one = Permission { action: action.action, relation };
    let (shown, toggled) = (one.clone(), one.clone());
    let deviation = Memo::new(move |_| draft.with(|draft| draft.deviation(&one)));
    let face = if several { relation_text(i18n, relation) } else { now!(i18n, grants.allowed) };
    let name = if several { format!("{}, {face}", action.label) } else { action.label.clone() };
    let told = move || match deviation.get() {
        Some(Deviation::Added) => format!("{name} ({})", now!(i18n, grants.added)),
        Some(Deviation::Removed) => format!("{name} ({})", now!(i18n, grants.removed)),
        None => name.clone(),
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                aria-label=told
                prop:checked=move || draft.with(|draft| draft.opens(&shown))
                on:change=move |_| draft.update(|draft| draft.toggle(&toggled))
            />
            <span>{face}</span>
            <Show when=move || deviation.get() == Some(Deviation::Added)>
                <span class="mark" data-tone="green">"+ " {say!(i18n, grants.added)}</span>
            </Show>
            <Show when=move || deviation.get() == Some(Deviation::Removed)>
                <span class="mark" data-tone="red">"− " {say!(i18n, grants.removed)}</span>
            </Show>
        </label>
    }
    .into_any()
}
