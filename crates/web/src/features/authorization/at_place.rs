use leptos::{ev::Event, prelude::*, web_sys};
use uuid::Uuid;
use wasm_bindgen::JsCast as _;

use super::reason::{NearReasons, Reasons};
use crate::{
    contract::{
        self, AccountState, Action, EffectivePermissions, ExplainedAction, Explanation, Obstacle, PlacedNode,
        Question, Relation,
    },
    features::grants::{held_at, relation_text},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Banner, Failure, Icon, Show, TextSkeleton},
};

/// What somebody may do at a place, action by action; each tells why when it is opened.
#[component]
pub fn AtPlace(held: EffectivePermissions, actions: Vec<ExplainedAction>, node: PlacedNode) -> impl IntoView {
    let i18n = use_i18n();
    let (state, everything, complete) = (held.state, held.super_administrator, held.complete);
    let at = contract::Node { id: node.id, level: node.level, name: node.name.clone() };
    let permissions = held_at(&held, &at, node.parent_id).to_vec();
    let reach = |action: &ExplainedAction| match everything {
        true => vec![Relation::Any],
        false => {
            reach_of(permissions.iter().filter(|one| one.action == action.action).map(|one| one.relation))
        }
    };
    let section = |title: &'static str, on_requests: bool| {
        let rows = actions.iter().filter(|action| action.on_requests == on_requests).map(|action| {
            let (label, reach) = (action.label.clone(), reach(action));
            view! { <Line user=held.user.id node=node.id action=action.action label=label reach=reach/> }
                .into_any()
        });
        view! { <h3>{title}</h3> {rows.collect::<Vec<AnyView>>()} }.into_any()
    };
    let closed = closed_text(i18n, state)
        .map(|text| view! { <Banner tone="amber" icon="lock" title=say!(i18n, users.shut) text=text/> });
    view! {
        {closed}
        {section(now!(i18n, grants.on_requests), true)}
        {section(now!(i18n, grants.at_places), false)}
        {(!complete).then(|| view! { <p class="muted small note">{say!(i18n, users.incomplete)}</p> })}
    }
}

/// The relations that say it all: one for all requests comprises the others.
fn reach_of(relations: impl Iterator<Item = Relation>) -> Vec<Relation> {
    let all: Vec<Relation> = relations.collect();
    if all.contains(&Relation::Any) { vec![Relation::Any] } else { all }
}

fn closed_text(i18n: Words, state: AccountState) -> Option<&'static str> {
    match state {
        AccountState::Open | AccountState::Other => None,
        AccountState::TermsPending => Some(now!(i18n, users.shut_terms)),
        AccountState::PasswordPending => Some(now!(i18n, users.shut_password)),
        AccountState::Inactive | AccountState::Suspended | AccountState::Ended => {
            Some(now!(i18n, users.shut_text))
        }
    }
}

#[component]
fn Line(user: Uuid, node: Uuid, action: Action, label: String, reach: Vec<Relation>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let toggled = move |event: Event| {
        let details = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let none = reach.is_empty();
    let icon = reach_icon(&reach);
    let text = move || match none {
        true => now!(i18n, users.reach_none).to_owned(),
        false => reach.iter().map(|&one| relation_text(i18n, one)).collect::<Vec<_>>().join(", "),
    };
    let why = move || if none { now!(i18n, access.why_not) } else { now!(i18n, access.why) };
    view! {
        <details class=if none { "perm no" } else { "perm" } on:toggle=toggled>
            <summary>
                <Icon name=icon/>
                <span>{label}</span>
                <span class="reach">{text}</span>
                <span class="why">{why} <Icon name="down"/></span>
            </summary>
            <Show when=move || open.get()><Why user=user node=node action=action/></Show>
        </details>
    }
}

fn reach_icon(reach: &[Relation]) -> &'static str {
    match reach.first() {
        Some(Relation::Any) => "rel-any",
        Some(Relation::Assigned) => "rel-assigned",
        Some(Relation::Own | Relation::Published | Relation::Other) => "rel-own",
        None => "rel-none",
    }
}

#[component]
fn Why(user: Uuid, node: Uuid, action: Action) -> impl IntoView {
    let question = Question { action, node_id: Some(node), request_id: None, user_id: Some(user) };
    let told = Load::new(move || {
        let question = question.clone();
        async move { contract::explain_authorization(&question).await }
    });
    view! {
        <div class="because">
            <Show when=move || told.slow.get()><TextSkeleton/></Show>
            {move || told.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || told.again()/>
            })}
            {move || told.data.get().map(|told| view! { <Grounds told=told/> })}
        </div>
    }
}

#[component]
fn Grounds(told: Explanation) -> impl IntoView {
    let i18n = use_i18n();
    let Explanation { by, nearly, .. } = told;
    // At a place no request is meant: what counts for some of them is no obstacle but a condition.
    let (some, near): (Vec<_>, Vec<_>) =
        nearly.into_iter().partition(|one| one.against == Obstacle::NotRelated);
    let several = by.len() > 1;
    let nothing = by.is_empty() && some.is_empty() && near.is_empty();
    let first = move || match several {
        true => now!(i18n, access.for_each_reason),
        false => now!(i18n, access.for_this_reason),
    };
    view! {
        {(!by.is_empty()).then(|| view! { <p>{first}</p> <Reasons all=by/> })}
        {(!some.is_empty()).then(|| view! { <p>{say!(i18n, users.for_some)}</p> <NearReasons all=some other=true/> })}
        {(!near.is_empty()).then(|| view! { <p>{say!(i18n, access.nearly)}</p> <NearReasons all=near other=true/> })}
        {nothing.then(|| view! { <p>{say!(i18n, users.nothing_gives)}</p> })}
    }
}

#[cfg(test)]
mod tests {
    use super::reach_of;
    use crate::contract::Relation;

    #[test]
    fn all_requests_comprise_the_others() {
        assert_eq!(reach_of([Relation::Own, Relation::Any].into_iter()), [Relation::Any]);
        assert_eq!(
            reach_of([Relation::Own, Relation::Published].into_iter()),
            [Relation::Own, Relation::Published]
        );
    }
}
