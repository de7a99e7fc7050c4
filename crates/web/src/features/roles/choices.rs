use leptos::prelude::*;

use super::{desk::Desk, words::said};
use crate::{
    contract::Relation,
    i18n::use_i18n,
    language::say,
    ui::{Menu, MenuItem},
};

/// How far the role of the draft permits the action that was pressed.
#[component]
pub(super) fn Choices(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Menu open=desk.choices label=say!(i18n, roles.how_far)>
            {move || desk.action.get().map(|action| {
                let word = action.action;
                let held = desk.draft.with(|draft| {
                    draft.as_ref().map(|draft| draft.relations(word)).unwrap_or_default()
                });
                let offered = action.relations.into_iter().map(Some).chain([None]);
                let item = |relation: Option<Relation>| {
                    let checked = relation.map_or(held.is_empty(), |relation| held.contains(&relation));
                    let choose = move || {
                        desk.change(|draft| match relation {
                            Some(relation) => draft.toggle(word, relation),
                            None => draft.set(word, &[]),
                        });
                    };
                    view! {
                        <MenuItem text=said(i18n, relation.as_slice()) several=true checked=checked on_choose=choose/>
                    }
                };
                offered.map(item).collect_view()
            })}
        </Menu>
    }
}
