use leptos::prelude::*;

use super::{
    desk::{Desk, Row, Stage},
    drop::save,
    words::{outcome_look, outcome_text, why},
};
use crate::{
    contract::{ImportChange, ImportOutcome},
    language::{Words, now, say},
    ui::{Button, Icon, Seg, Show},
};

/// How many lines are shown at once.
const SHOWN: usize = 100;

const OUTCOMES: [ImportOutcome; 4] =
    [ImportOutcome::Created, ImportOutcome::Changed, ImportOutcome::Unchanged, ImportOutcome::Refused];

/// What the file does: how many of each, and the lines.
#[component]
pub(super) fn Plan(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let applied = move || desk.stage.get() == Stage::Applied;
    let count = move |outcome: ImportOutcome| {
        let (tone, icon) = outcome_look(outcome);
        let text = move || {
            format!("{} {}", desk.count(outcome), outcome_text(i18n, outcome, applied()).to_lowercase())
        };
        view! { <span class="badge" data-tone=tone><Icon name=icon/>{text}</span> }
    };
    let some_refused = move || desk.count(ImportOutcome::Refused) != 0;
    view! {
        <h2>{move || desk.name.get()}</h2>
        <p class="row" id="import-counts">{OUTCOMES.map(count).into_iter().collect_view()}</p>
        <div class="row apart">
            <Filter desk=desk/>
            <Show when=some_refused>
                <Button kind="ghost" icon="download" text=say!(i18n, imports.download_refused)
                    on_click=move || to_mend(desk)/>
            </Show>
        </div>
        <Lines desk=desk/>
    }
}

#[component]
fn Filter(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let value = RwSignal::new(String::new());
    let choices = vec![
        ("", say!(i18n, imports.all).into()),
        ("created", say!(i18n, imports.new_ones).into()),
        ("changed", say!(i18n, imports.changes).into()),
        ("refused", say!(i18n, imports.refusals).into()),
    ];
    let choose = move |word: &'static str| {
        value.set(word.to_owned());
        desk.shown.set(OUTCOMES.into_iter().find(|outcome| outcome.word() == word));
    };
    view! { <Seg label=say!(i18n, imports.filter) name="import-shown" choices=choices value=value on_change=choose/> }
}

#[component]
fn Lines(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let most = RwSignal::new(SHOWN);
    Effect::new(move || {
        desk.shown.track();
        most.set(SHOWN);
    });
    let chosen = Memo::new(move |_| {
        let shown = desk.shown.get();
        desk.rows.with(|rows| {
            let chosen = rows.iter().filter(|row| shown.is_none_or(|shown| row.line.outcome == shown));
            chosen.cloned().collect::<Vec<Row>>()
        })
    });
    let rows = move || {
        let most = most.get();
        chosen.with(|rows| rows.iter().take(most).map(|row| line(i18n, row)).collect::<Vec<AnyView>>())
    };
    let more = move || chosen.with(|rows| rows.len() > most.get());
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, imports.lines)>
            <table class="table" aria-label=say!(i18n, imports.lines)>
                <thead>
                    <tr>
                        <th scope="col">{say!(i18n, imports.line)}</th>
                        <th scope="col">{say!(i18n, imports.who)}</th>
                        <th scope="col">{say!(i18n, imports.what)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=more>
            <Button kind="ghost" text=say!(i18n, imports.more) on_click=move || most.update(|most| *most += SHOWN)/>
        </Show>
    }
}

fn line(i18n: Words, row: &Row) -> AnyView {
    let (line, applied) = (row.line.clone(), row.applied);
    let (tone, icon) = outcome_look(line.outcome);
    let outcome = line.outcome;
    let some = !(line.problems.is_empty() && line.changes.is_empty());
    let problems = line.problems.into_iter().map(|problem| {
        let column = problem.column.map(|column| view! { <code>{column.word()}</code> " " });
        view! { <li>{column}{move || why(i18n, &problem)}</li> }
    });
    let changes = line.changes.into_iter().map(|change| told(i18n, change));
    view! {
        <tr>
            <td>{line.line}</td>
            <td class="wrap">
                <b>{line.who}</b> " "
                <span class="badge" data-tone=tone>
                    <Icon name=icon/>{move || outcome_text(i18n, outcome, applied)}
                </span>
            </td>
            <td class="wrap">
                {some.then(|| view! { <ul role="list">{problems.collect_view()}{changes.collect_view()}</ul> })}
            </td>
        </tr>
    }
    .into_any()
}

/// What becomes of a column: what was there is struck out, what comes stands beside.
fn told(i18n: Words, change: ImportChange) -> impl IntoView {
    let after = change.after.map(|after| view! { <ins>{after}</ins> });
    let before = change.before.map(|before| view! { <del>{before}</del> " " });
    let nothing =
        after.is_none().then(|| view! { <span class="muted">{say!(i18n, imports.taken_away)}</span> });
    view! { <li><code>{change.column.word()}</code> " " {before}{after}{nothing}</li> }
}

/// Offers the refused lines as a file, each with why.
fn to_mend(desk: Desk) {
    let i18n = desk.i18n;
    let table = desk.rows.with_untracked(|rows| {
        let starts: Vec<i64> = rows.iter().map(|row| row.line.line).collect();
        let refused = rows.iter().filter(|row| row.line.outcome == ImportOutcome::Refused).map(|row| {
            let reasons: Vec<String> = row
                .line
                .problems
                .iter()
                .map(|problem| match problem.column {
                    Some(column) => format!("{}: {}", column.word(), why(i18n, problem)),
                    None => why(i18n, problem),
                })
                .collect();
            (row.line.line, reasons.join(" "))
        });
        let refused: Vec<(i64, String)> = refused.collect();
        desk.sheet.with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.to_mend(&starts, &refused)))
    });
    if let Some(table) = table {
        save(now!(i18n, imports.refused_file), &table);
    }
}
