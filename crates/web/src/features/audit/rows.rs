use chrono::NaiveDate;
use leptos::prelude::*;

use super::words::{done_text, field_text, value_text};
use crate::{
    contract::{AuditChange, AuditLine},
    dates,
    i18n::use_i18n,
    language::{Words, language, now, say},
    ui::Icon,
};

/// Lines of the audit, day by day.
#[component]
pub(super) fn Lines(lines: Signal<Vec<AuditLine>>) -> impl IntoView {
    let i18n = use_i18n();
    let days = move || {
        let _ = i18n.get_locale();
        by_day(lines.get()).into_iter().map(|(day, lines)| day_rows(i18n, day, lines)).collect::<Vec<_>>()
    };
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, audit.title)>
            <table class="table happened">
                <thead>
                    <tr>
                        <th scope="col">{say!(i18n, audit.time)}</th>
                        <th scope="col">{say!(i18n, audit.actor)}</th>
                        <th scope="col">{say!(i18n, audit.what)}</th>
                        <th scope="col">{say!(i18n, audit.address)}</th>
                    </tr>
                </thead>
                {days}
            </table>
        </div>
    }
}

/// The lines of each day, in the zone of who looks.
fn by_day(lines: Vec<AuditLine>) -> Vec<(NaiveDate, Vec<AuditLine>)> {
    let mut days: Vec<(NaiveDate, Vec<AuditLine>)> = Vec::new();
    for line in lines {
        let day = dates::local(line.at).date();
        match days.last_mut() {
            Some((last, lines)) if *last == day => lines.push(line),
            _ => days.push((day, vec![line])),
        }
    }
    days
}

fn day_rows(i18n: Words, day: NaiveDate, lines: Vec<AuditLine>) -> AnyView {
    let rows = lines.into_iter().map(|line| row(i18n, line)).collect::<Vec<_>>();
    view! {
        <tbody>
            <tr><th scope="rowgroup" colspan="4" class="day">{dates::full_date(day, language(i18n))}</th></tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(i18n: Words, line: AuditLine) -> AnyView {
    let at = dates::local(line.at);
    let actor = line.actor.as_ref().map_or_else(|| now!(i18n, audit.nobody).to_owned(), |it| it.name.clone());
    let from = match line.address.as_deref() {
        Some("command line") => now!(i18n, audit.command_line).to_owned(),
        Some(address) => address.to_owned(),
        None => String::new(),
    };
    view! {
        <tr>
            <td class="fit"><time title=dates::full(at, language(i18n))>{dates::time(at, language(i18n))}</time></td>
            <td>{actor}</td>
            <td class="wrap">{what(i18n, line)}</td>
            <td class="fit mono">{from}</td>
        </tr>
    }
    .into_any()
}

/// In words what was done to what; opened, each field before and after.
fn what(i18n: Words, line: AuditLine) -> AnyView {
    let told = view! {
        <span>
            {done_text_or(i18n, &line.operation)}
            {line.thing.map(|thing| view! { " : " <b>{thing}</b> })}
            {line.person.map(|person| view! { " · " <b>{person.name}</b> })}
        </span>
    };
    if line.changes.is_empty() {
        return told.into_any();
    }
    let changes = line.changes.into_iter().map(|change| changed(i18n, change)).collect::<Vec<_>>();
    view! { <details><summary>{told} " " <Icon name="down" small=true/></summary><dl class="changed">{changes}</dl></details> }.into_any()
}

fn changed(i18n: Words, change: AuditChange) -> AnyView {
    let side = |value: Option<String>| match value {
        Some(value) => value_text(i18n, &value),
        None if change.erased => now!(i18n, audit.erased).to_owned(),
        None => "—".to_owned(),
    };
    let (before, after) = (side(change.before), side(change.after));
    view! {
        <dt>{field_text(i18n, &change.field)}</dt>
        <dd>
            <span class="vh">{now!(i18n, audit.before)} " "</span>
            <del>{before}</del>
            <span aria-hidden="true">" → "</span>
            <span class="vh">{now!(i18n, audit.after)} " "</span>
            <ins>{after}</ins>
        </dd>
    }
    .into_any()
}

/// What this version of the app has no words for is shown as the server calls it.
fn done_text_or(i18n: Words, operation: &str) -> String {
    let known = done_text(i18n, operation);
    if known.is_empty() { operation.to_owned() } else { known.to_owned() }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration, Utc};
    use uuid::Uuid;

    use super::by_day;
    use crate::contract::AuditLine;

    fn line(at: DateTime<Utc>) -> AuditLine {
        AuditLine {
            id: Uuid::nil(),
            line: 1,
            at,
            actor: None,
            operation: "update_team".to_owned(),
            kind: "team".to_owned(),
            thing_id: Uuid::nil(),
            thing: None,
            person: None,
            changes: Vec::new(),
            address: None,
            hash: String::new(),
        }
    }

    #[test]
    fn lines_stand_under_their_day_in_their_order() {
        let noon = DateTime::<Utc>::from_timestamp(1_800_000_000, 0).expect("a time");
        let days = by_day([noon, noon, noon - Duration::days(2)].map(line).to_vec());
        assert_eq!(days.iter().map(|(_, lines)| lines.len()).collect::<Vec<_>>(), [2, 1]);
    }
}
