use futures::future::try_join;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    floor,
    folded::Folded,
    reason::{NearReasons, Reasons},
};
use crate::{
    contract::{
        self, Action, EffectivePermissions, ExplainedAction, Explanation, ListPermissionsQuery, Node,
        NodePermissions, Question, Relation, TagPermissions,
    },
    features::roles::{drawn, said},
    i18n::use_i18n,
    language::{language, now, say},
    load::Load,
    ui::{Failure, Icon, Landing, Show, TextSkeleton},
};

/// What who is looking may do, level by level, and why.
#[component]
pub fn MyRights(id: Uuid) -> impl IntoView {
    let i18n = use_i18n();
    let told = Load::new(move || {
        let query = ListPermissionsQuery { language: Some(language(i18n)) };
        async move {
            let (rights, words) =
                try_join(contract::read_effective_permissions(id), contract::list_permissions(&query))
                    .await?;
            Ok((rights, words.items))
        }
    });
    view! {
        <section class="stack">
            <h2>{say!(i18n, account.rights)}</h2>
            <p class="muted">{say!(i18n, account.rights_text)}</p>
            {move || told.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || told.again()/>
            })}
            <Show when=move || told.slow.get()><TextSkeleton/></Show>
            {move || told.data.get().map(|(rights, words)| view! { <Told rights=rights words=words/> })}
        </section>
    }
}

#[component]
fn Told(rights: EffectivePermissions, words: Vec<ExplainedAction>) -> impl IntoView {
    let i18n = use_i18n();
    let nothing = rights.at.is_empty() && rights.tags.is_empty() && !rights.super_administrator;
    let place = |at: NodePermissions| view! { <Place rows=rows(&at, &words) node=at.node/> };
    view! {
        {rights.super_administrator.then(|| view! {
            <p class="row"><Icon name="shield"/><span>{say!(i18n, account.rights_everything)}</span></p>
        })}
        {nothing.then(|| view! { <p>{say!(i18n, account.no_rights)}</p> })}
        <div class="eff flat">
            {rights.at.into_iter().map(place).collect_view()}
            {rights.tags.into_iter().map(|tag| view! { <ByTag tag=tag/> }).collect_view()}
        </div>
    }
}

/// An action, what it is called, and in which relations one may do it.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    action: Action,
    label: String,
    relations: Vec<Relation>,
}

/// A line for each action, in the order in which actions are always told.
fn rows(at: &NodePermissions, words: &[ExplainedAction]) -> Vec<Row> {
    let row = |word: &ExplainedAction| {
        let held = at.permissions.iter().filter(|held| held.action == word.action);
        let relations: Vec<Relation> = held.map(|held| held.relation).collect();
        (!relations.is_empty()).then(|| Row { action: word.action, label: word.label.clone(), relations })
    };
    words.iter().filter_map(row).collect()
}

#[component]
fn Place(node: Node, rows: Vec<Row>) -> impl IntoView {
    let (id, level) = (node.id, node.level);
    view! {
        <h3 class="row"><Landing floor=floor(level)/><span>{node.name}</span></h3>
        {rows.into_iter().map(|row| view! { <Permission node=id row=row/> }).collect_view()}
    }
}

#[component]
fn Permission(node: Uuid, row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let (_, icon) = drawn(&row.relations);
    let (action, relations) = (row.action, row.relations);
    view! {
        <Folded icon=icon text=row.label reach=move || said(i18n, &relations) why=say!(i18n, access.why)>
            <Why node=node action=action/>
        </Folded>
    }
}

#[component]
fn Why(node: Uuid, action: Action) -> impl IntoView {
    let told = Load::new(move || {
        let question = Question { action, node_id: Some(node), request_id: None, user_id: None };
        async move { contract::explain_authorization(&question).await }
    });
    view! {
        <div class="because">
            <Show when=move || told.slow.get()><TextSkeleton/></Show>
            {move || told.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || told.again()/>
            })}
            {move || told.data.get().map(|told| view! { <Because told=told/> })}
        </div>
    }
}

/// What gives it to everything there, then what gives it to some.
#[component]
fn Because(told: Explanation) -> impl IntoView {
    let i18n = use_i18n();
    let (several, any, some) = (told.by.len() > 1, !told.by.is_empty(), !told.nearly.is_empty());
    let why = move || {
        if several { now!(i18n, access.for_each_reason) } else { now!(i18n, access.for_this_reason) }
    };
    view! {
        {any.then(|| view! { <p>{why}</p> <Reasons all=told.by/> })}
        {some.then(|| view! { <p>{say!(i18n, account.rights_limited)}</p> <NearReasons all=told.nearly/> })}
        {(!any && !some).then(|| view! { <p>{say!(i18n, access.hidden)}</p> })}
    }
}

#[component]
fn ByTag(tag: TagPermissions) -> impl IntoView {
    let i18n = use_i18n();
    let what = move || if tag.edit { now!(i18n, account.tag_edit) } else { now!(i18n, account.tag_view) };
    let name = tag.tag.name;
    view! {
        <h3 class="row"><Landing floor=floor(tag.node.level)/><span>{tag.node.name}</span></h3>
        <div class="perm">
            <p class="plainrow">
                <Icon name="tag"/>
                <span>{move || now!(i18n, access.by_tag, name = name.as_str())}</span>
                <span class="reach">{what}</span>
            </p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::rows;
    use crate::contract::{Action, ExplainedAction, Level, Node, NodePermissions, Permission, Relation};

    fn word(action: Action) -> ExplainedAction {
        ExplainedAction {
            action,
            label: action.word().to_owned(),
            lowest_level: Level::Site,
            meaning: String::new(),
            on_requests: true,
            relations: Vec::new(),
            rows: Vec::new(),
        }
    }

    #[test]
    fn an_action_has_one_line_whatever_its_relations_and_none_where_it_is_not_given() {
        let held = |action, relation| Permission { action, relation };
        let at = NodePermissions {
            node: Node { id: Uuid::nil(), level: Level::Site, name: "Huy".to_owned() },
            permissions: vec![
                held(Action::EditRequest, Relation::Own),
                held(Action::ViewRequest, Relation::Any),
                held(Action::EditRequest, Relation::Assigned),
            ],
        };
        let words = [Action::ViewRequest, Action::DeleteRequest, Action::EditRequest].map(word);
        let told = rows(&at, &words);
        let actions: Vec<_> = told.iter().map(|row| row.action).collect();
        assert_eq!(actions, [Action::ViewRequest, Action::EditRequest]);
        assert_eq!(told[1].relations, [Relation::Own, Relation::Assigned]);
    }
}
