use leptos::prelude::*;

use crate::{
    contract::{Level, NearReason, Obstacle, PrincipalKind, Reason, ReasonKind, Relation},
    i18n::use_i18n,
    language::{Words, now},
    shell::role_text,
    ui::{Floor, Icon, Landing},
};

/// What is said beside a reason, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Note {
    Team(String),
    Own,
    Assigned,
    Published,
}

/// The landing of the pyramid that a level is.
pub(crate) const fn floor(level: Level) -> Floor {
    match level {
        Level::Site => Floor::Site,
        Level::CompanyGroup => Floor::Group,
        Level::Instance | Level::Other => Floor::Everywhere,
    }
}

/// Why, each reason being enough.
#[component]
pub(super) fn Reasons(all: Vec<Reason>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |reason: Reason| {
        let said = notes(&reason);
        line(i18n, reason, move || joined(i18n, &said))
    };
    view! { <ul class="reasons">{all.into_iter().map(line).collect_view()}</ul> }
}

/// What comes near, and what stands against each.
#[component]
pub(super) fn NearReasons(
    all: Vec<NearReason>,
    /// Whether it is about somebody else than who is looking.
    #[prop(optional)]
    other: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |near: NearReason| {
        let (against, relation) = (near.against, near.reason.relation);
        line(i18n, near.reason, move || obstacle_text(i18n, against, relation, other).to_owned())
    };
    view! { <ul class="reasons">{all.into_iter().map(line).collect_view()}</ul> }
}

fn line(i18n: Words, reason: Reason, small: impl Fn() -> String + Send + 'static) -> impl IntoView {
    let mark = mark(&reason);
    view! {
        <li>
            {mark}
            <span>
                {move || {
                    let (what, place) = (what_text(i18n, &reason), place_text(i18n, &reason));
                    view! { <b>{what}</b> " " {place} }
                }}
                {move || Some(small()).filter(|text| !text.is_empty()).map(|text| view! { <small>{text}</small> })}
            </span>
        </li>
    }
}

fn mark(reason: &Reason) -> AnyView {
    match (reason.kind, &reason.node) {
        (ReasonKind::SuperAdministrator, _) => view! { <Icon name="shield"/> }.into_any(),
        (_, Some(node)) => view! { <Landing floor=floor(node.level)/> }.into_any(),
        (ReasonKind::TagGrant, None) => view! { <Icon name="tag"/> }.into_any(),
        (_, None) => view! { <Icon name="key"/> }.into_any(),
    }
}

fn what_text(i18n: Words, reason: &Reason) -> String {
    match (reason.kind, &reason.role, &reason.tag) {
        (ReasonKind::SuperAdministrator, ..) => now!(i18n, access.everything).to_owned(),
        (ReasonKind::TagGrant, _, Some(tag)) => now!(i18n, access.by_tag, name = tag.name.as_str()),
        (ReasonKind::TagGrant, _, None) => now!(i18n, access.by_some_tag).to_owned(),
        (_, Some(role), _) => now!(i18n, access.by_role, name = role_text(i18n, role.shipped, &role.name)),
        (ReasonKind::Grant, None, _) if reason.id.is_some() => now!(i18n, access.single).to_owned(),
        _ => now!(i18n, access.hidden).to_owned(),
    }
}

fn place_text(i18n: Words, reason: &Reason) -> String {
    match &reason.node {
        None => String::new(),
        Some(node) => match node.level {
            Level::Site => now!(i18n, access.on_site, name = node.name.as_str()),
            Level::CompanyGroup => now!(i18n, access.on_group, name = node.name.as_str()),
            Level::Instance | Level::Other => now!(i18n, access.everywhere).to_owned(),
        },
    }
}

fn notes(reason: &Reason) -> Vec<Note> {
    let team = reason.to.as_ref().filter(|to| to.kind == PrincipalKind::Team);
    let relation = match reason.relation {
        Some(Relation::Own) => Some(Note::Own),
        Some(Relation::Assigned) => Some(Note::Assigned),
        Some(Relation::Published) => Some(Note::Published),
        Some(Relation::Any | Relation::Other) | None => None,
    };
    team.map(|team| Note::Team(team.name.clone())).into_iter().chain(relation).collect()
}

fn joined(i18n: Words, notes: &[Note]) -> String {
    let text = |note: &Note| match note {
        Note::Team(name) => now!(i18n, access.by_team, name = name.as_str()),
        Note::Own => now!(i18n, access.own).to_owned(),
        Note::Assigned => now!(i18n, access.assigned).to_owned(),
        Note::Published => now!(i18n, access.published).to_owned(),
    };
    notes.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn obstacle_text(i18n: Words, against: Obstacle, relation: Option<Relation>, other: bool) -> &'static str {
    match (against, relation) {
        (Obstacle::NotRelated, Some(Relation::Own)) if other => now!(i18n, access.only_their_own),
        (Obstacle::NotRelated, Some(Relation::Assigned)) if other => now!(i18n, access.only_their_assigned),
        (Obstacle::NotRelated, Some(Relation::Own)) => now!(i18n, access.only_own),
        (Obstacle::NotRelated, Some(Relation::Assigned)) => now!(i18n, access.only_assigned),
        (Obstacle::NotRelated, _) => now!(i18n, access.only_published),
        (Obstacle::Elsewhere, _) => now!(i18n, access.elsewhere),
        (Obstacle::TooLow, _) => now!(i18n, access.too_low),
        (Obstacle::NotNow, _) => now!(i18n, access.not_in_force),
        (Obstacle::TagSaysLess, _) => now!(i18n, access.tag_says_less),
        (Obstacle::Other, _) => "",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::{Note, notes};
    use crate::contract::{PersonOrTeam, PrincipalKind, Reason, ReasonKind, Relation};

    pub(in super::super) fn reason() -> Reason {
        Reason {
            id: None,
            kind: ReasonKind::Grant,
            node: None,
            relation: Some(Relation::Any),
            role: None,
            tag: None,
            to: None,
        }
    }

    #[test]
    fn a_reason_says_through_which_team_and_which_relation_and_nothing_for_oneself_and_any() {
        let to = |kind| Some(PersonOrTeam { id: Uuid::nil(), kind, name: "CVC".to_owned() });
        assert_eq!(notes(&Reason { to: to(PrincipalKind::User), ..reason() }), []);
        let by_team = Reason { to: to(PrincipalKind::Team), relation: Some(Relation::Assigned), ..reason() };
        assert_eq!(notes(&by_team), [Note::Team("CVC".to_owned()), Note::Assigned]);
    }
}
