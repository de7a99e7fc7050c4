use crate::{
    contract::{ExplainedAction, Permission, PersonPreview, Relation, Role},
    language::{Words, is_one, language, now},
    shell::role_text,
};

/// The name of a role for people.
pub(super) fn name_of(i18n: Words, role: &Role) -> String {
    role_text(i18n, role.shipped, &role.name)
}

/// How some relations are drawn: by the widest.
pub(crate) fn drawn(held: &[Relation]) -> (&'static str, &'static str) {
    match () {
        () if held.contains(&Relation::Any) => ("any", "rel-any"),
        () if held.contains(&Relation::Assigned) => ("assigned", "rel-assigned"),
        () if held.is_empty() => ("none", "rel-none"),
        () => ("own", "rel-own"),
    }
}

/// Some relations in words.
pub(crate) fn said(i18n: Words, held: &[Relation]) -> String {
    if held.is_empty() {
        return now!(i18n, roles.none).to_owned();
    }
    let one = |relation: &Relation| match relation {
        Relation::Any => now!(i18n, roles.any),
        Relation::Own => now!(i18n, roles.own),
        Relation::Assigned => now!(i18n, roles.assigned),
        _ => now!(i18n, roles.published),
    };
    held.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// How many people hold a role.
pub(super) fn holders(i18n: Words, count: i64) -> String {
    if is_one(language(i18n), size(count)) {
        now!(i18n, roles.held_by_one, count = count)
    } else {
        now!(i18n, roles.held_by, count = count)
    }
}

/// Who would gain and who would lose, in two sentences.
pub(super) fn impact(i18n: Words, gaining: i64, losing: i64) -> String {
    let one = |count: i64| is_one(language(i18n), size(count));
    let gain = match gaining {
        0 => now!(i18n, roles.gaining_none).to_owned(),
        count if one(count) => now!(i18n, roles.gaining_one).to_owned(),
        count => now!(i18n, roles.gaining, count = count),
    };
    let loss = match losing {
        0 => now!(i18n, roles.losing_none).to_owned(),
        count if one(count) => now!(i18n, roles.losing_one).to_owned(),
        count => now!(i18n, roles.losing, count = count),
    };
    format!("{gain} {loss}")
}

/// What somebody would gain and would lose, wherever that is: a line each.
pub(super) fn shifts(i18n: Words, actions: &[ExplainedAction], person: &PersonPreview) -> Vec<String> {
    let list = |pairs: Vec<&Permission>| {
        let mut told: Vec<String> = Vec::new();
        for pair in pairs {
            let label = actions.iter().find(|one| one.action == pair.action).map(|one| one.label.as_str());
            let text = format!("{} ({})", label.unwrap_or_default(), said(i18n, &[pair.relation]));
            if !told.contains(&text) {
                told.push(text);
            }
        }
        told.join(", ")
    };
    let gained = list(person.shifts.iter().flat_map(|shift| &shift.gained).collect());
    let lost = list(person.shifts.iter().flat_map(|shift| &shift.lost).collect());
    let gains = (!gained.is_empty()).then(|| now!(i18n, roles.gains, what = gained.as_str()));
    let loses = (!lost.is_empty()).then(|| now!(i18n, roles.loses, what = lost.as_str()));
    gains.into_iter().chain(loses).collect()
}

fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}
