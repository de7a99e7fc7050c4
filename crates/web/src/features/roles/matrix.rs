use leptos::prelude::*;

use super::{
    choices::Choices,
    desk::{Desk, Page},
    draft::{Draft, deviates, relations, shipped},
    words::{drawn, holders, name_of, said},
};
use crate::{
    contract::{ExplainedAction, Role},
    i18n::use_i18n,
    language::{Words, now, say},
    ui::Icon,
};

/// How the page is drawn now.
struct Sheet<'a> {
    desk: Desk,
    i18n: Words,
    page: &'a Page,
    draft: Option<&'a Draft>,
    may_change: bool,
}

/// Every permission against every role; a role can be changed cell by cell.
#[component]
pub(super) fn Matrix(desk: Desk, find: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let table = move || {
        let draft = desk.draft.get();
        let (may_change, wanted) = (desk.may_change(), find.get().trim().to_lowercase());
        desk.page
            .data
            .get()
            .map(|page| Sheet { desk, i18n, page: &page, draft: draft.as_ref(), may_change }.table(&wanted))
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, roles.matrix)>{table}</div>
        <Choices desk=desk/>
    }
}

impl Sheet<'_> {
    fn table(&self, wanted: &str) -> AnyView {
        let heads: Vec<AnyView> = self.page.roles.iter().map(|role| self.head(role)).collect();
        let sections =
            [(true, now!(self.i18n, roles.on_requests)), (false, now!(self.i18n, roles.at_places))];
        let rows: Vec<AnyView> = sections
            .into_iter()
            .flat_map(|(on_requests, title)| self.section(title, on_requests, wanted))
            .collect();
        let found = !rows.is_empty();
        view! {
            <table class="matrix">
                <thead><tr><th scope="col">{now!(self.i18n, roles.permission)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {(!found).then(|| view! { <p class="pad muted" role="status">{now!(self.i18n, roles.nothing_found)}</p> })}
        }
        .into_any()
    }

    fn section(&self, title: &'static str, on_requests: bool, wanted: &str) -> Vec<AnyView> {
        let fits = |action: &&ExplainedAction| {
            action.on_requests == on_requests && action.label.to_lowercase().contains(wanted)
        };
        let mut rows: Vec<AnyView> =
            self.page.actions.iter().filter(fits).map(|action| self.row(action)).collect();
        if !rows.is_empty() {
            let width = (self.page.roles.len() + 1).to_string();
            let head = view! { <tr class="section"><th colspan=width scope="colgroup"><span>{title}</span></th></tr> };
            rows.insert(0, head.into_any());
        }
        rows
    }

    fn head(&self, role: &Role) -> AnyView {
        let (desk, i18n, name) = (self.desk, self.i18n, name_of(self.i18n, role));
        let people = holders(i18n, role.people);
        let more = self.may_change.then(|| {
            let (role, name) = (role.clone(), name.clone());
            let open = move |event| desk.open_column(&role, &event);
            let label = now!(i18n, roles.more, name = name.as_str());
            view! {
                <button type="button" class="icon-btn sm" aria-haspopup="menu" aria-label=label on:click=open>
                    <Icon name="more"/>
                </button>
            }
        });
        view! { <th scope="col">{name}<small>{people}</small>{more}</th> }.into_any()
    }

    fn row(&self, action: &ExplainedAction) -> AnyView {
        let cells: Vec<AnyView> = self.page.roles.iter().map(|role| self.cell(role, action)).collect();
        let (label, meaning) = (action.label.clone(), action.meaning.clone());
        view! { <tr><th scope="row" title=meaning>{label}</th>{cells}</tr> }.into_any()
    }

    fn cell(&self, role: &Role, action: &ExplainedAction) -> AnyView {
        let draft = self.draft.filter(|draft| draft.role.id == role.id);
        let held = relations(draft.map_or(&role.permissions, |draft| &draft.permissions), action.action);
        let changed = draft.is_some_and(|draft| draft.differs(action.action));
        let (rel, glyph) = drawn(&held);
        let fixed = role.fixed || !self.may_change;
        let told = self.told(role, action, &said(self.i18n, &held));
        let (desk, pressed, on) = (self.desk, role.clone(), action.clone());
        view! {
            <td
                data-changed=changed.then_some("")
                data-deviates=deviates(role, action.action).then_some("")
            >
                <button
                    type="button"
                    class=if fixed { "cell fixed" } else { "cell" }
                    data-rel=rel
                    title=told.clone()
                    aria-label=told
                    aria-haspopup=(action.relations.len() > 1).then_some("menu")
                    disabled=fixed
                    on:click=move |event| desk.press(&pressed, on.clone(), &event)
                >
                    <Icon name=glyph/>
                </button>
            </td>
        }
        .into_any()
    }

    fn told(&self, role: &Role, action: &ExplainedAction, held: &str) -> String {
        let mut told = format!("{}, {} : {held}", action.label, name_of(self.i18n, role));
        if deviates(role, action.action) {
            let was = said(self.i18n, &relations(&shipped(role), action.action));
            told = format!("{told} ({})", now!(self.i18n, roles.shipped_with, what = was.as_str()));
        }
        told
    }
}
