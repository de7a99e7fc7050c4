use chrono::{DateTime, Utc};

use super::validity::{first_day, last_day};
use crate::{
    contract::{ExplainedAction, Grant, Permission, Relation, Role},
    dates,
    language::{Words, language, now},
    shell::role_text,
};

/// The name of a role for people.
pub(super) fn role_name(i18n: Words, role: &Role) -> String {
    role_text(i18n, role.shipped, &role.name)
}

/// What a grant is called: its role, or that it has none.
pub(super) fn grant_name(i18n: Words, grant: &Grant) -> String {
    match &grant.role {
        Some(role) => role_text(i18n, role.shipped, &role.name),
        None => now!(i18n, grants.single).to_owned(),
    }
}

/// Which requests a permission is about.
pub(crate) fn relation_text(i18n: Words, relation: Relation) -> &'static str {
    match relation {
        Relation::Any => now!(i18n, grants.any),
        Relation::Own => now!(i18n, grants.own),
        Relation::Assigned => now!(i18n, grants.assigned),
        Relation::Published | Relation::Other => now!(i18n, grants.published),
    }
}

/// A permission in a line; which requests is said only where there is a choice.
pub(super) fn permission_text(i18n: Words, one: &Permission, actions: &[ExplainedAction]) -> String {
    match actions.iter().find(|action| action.action == one.action) {
        Some(action) if action.relations.len() < 2 => action.label.clone(),
        Some(action) => format!("{} ({})", action.label, relation_text(i18n, one.relation)),
        None => one.action.to_string(),
    }
}

/// From when to when it counts; nothing where it always does.
pub(super) fn validity_text(
    i18n: Words,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> Option<String> {
    let day = |date| dates::short_date(date, dates::now().date(), language(i18n));
    match (first_day(from).map(day), last_day(until).map(day)) {
        (None, None) => None,
        (Some(from), None) => Some(now!(i18n, grants.from, day = from)),
        (None, Some(until)) => Some(now!(i18n, grants.until, day = until)),
        (Some(from), Some(until)) => Some(now!(i18n, grants.between, from = from, until = until)),
    }
}
