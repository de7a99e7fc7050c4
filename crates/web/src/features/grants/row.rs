use leptos::prelude::*;

use super::{
    read::Giving,
    validity::{Phase, phase},
    words::{grant_name, permission_text, validity_text},
};
use crate::{
    contract::{ExplainedAction, Grant, Permission},
    dates,
    features::sites::NodeName,
    i18n::use_i18n,
    language::{Words, now, say},
    ui::IconButton,
};

/// One thing that is given.
#[component]
pub(super) fn GrantRow(
    grant: Grant,
    actions: Vec<ExplainedAction>,
    giving: Giving,
    here: String,
    take: Callback<Grant>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (node, may_change) = (grant.node.id, move || giving.at(grant.node.id));
    let (name, href) = (grant_name(i18n, &grant), format!("{here}?grant={}", grant.id));
    let place = grant.node.name.clone();
    let label = move || now!(i18n, grants.take_from, place = place.as_str());
    let own = grant.clone();
    let marks = marks(i18n, &grant, &actions);
    let named = move || match may_change() {
        true => view! { <a href=href.clone()>{name.clone()}</a> }.into_any(),
        false => view! { <span>{name.clone()}</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell"><NodeName node=grant.node/></td>
            <td role="cell">{named} {marks}</td>
            <td role="cell"><Validity from=grant.valid_from until=grant.valid_until/></td>
            <td role="cell">
                {move || giving.at(node).then(|| {
                    let (own, label) = (own.clone(), label.clone());
                    view! { <IconButton icon="x" kind="sm" label=label on_click=move || take.run(own.clone())/> }
                })}
            </td>
        </tr>
    }
}

/// From when to when something counts, and whether that is now.
#[component]
pub(super) fn Validity(
    from: Option<chrono::DateTime<chrono::Utc>>,
    until: Option<chrono::DateTime<chrono::Utc>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let text = validity_text(i18n, from, until);
    let badge = match phase(from, until, dates::now()) {
        Phase::Before => Some((say!(i18n, grants.before), "blue")),
        Phase::Over => Some((say!(i18n, grants.over), "amber")),
        Phase::Now => None,
    };
    view! {
        {match text {
            Some(text) => view! { <span>{text}</span> }.into_any(),
            None => view! { <span class="muted">{say!(i18n, grants.endless)}</span> }.into_any(),
        }}
        {badge.map(|(text, tone)| view! { " " <span class="badge" data-tone=tone>{text}</span> })}
    }
}

/// What differs from the role; without a role, all of it.
pub(super) fn marks(i18n: Words, grant: &Grant, actions: &[ExplainedAction]) -> Option<AnyView> {
    let alone = grant.role.is_none();
    let mark = |one: &Permission, sign: &str, tone: &'static str, meant: &'static str| {
        let text = format!("{sign}{}", permission_text(i18n, one, actions));
        view! { <li class="mark" data-tone=tone title=meant>{text}<span class="vh">", " {meant}</span></li> }
            .into_any()
    };
    let (plus, tone) = if alone { ("", "accent") } else { ("+ ", "green") };
    let meant = if alone { now!(i18n, grants.single) } else { now!(i18n, grants.added) };
    let on = grant.switched_on.iter().map(|one| mark(one, plus, tone, meant));
    let off = grant.switched_off.iter().map(|one| mark(one, "− ", "red", now!(i18n, grants.removed)));
    let all: Vec<AnyView> = on.chain(off).collect();
    (!all.is_empty()).then(|| view! { <ul class="row tight marks">{all}</ul> }.into_any())
}
