//! What an import says, in the words of the screens.

use crate::{
    client::Problem,
    contract::{ImportColumn, ImportOutcome, ImportProblem, RefusalRule},
    language::{Words, now},
    ui::problem_text,
};

/// What becomes of a line, or became of it.
pub(super) fn outcome_text(i18n: Words, outcome: ImportOutcome, applied: bool) -> &'static str {
    match (outcome, applied) {
        (ImportOutcome::Created, false) => now!(i18n, imports.to_create),
        (ImportOutcome::Created, true) => now!(i18n, imports.created),
        (ImportOutcome::Changed, false) => now!(i18n, imports.to_change),
        (ImportOutcome::Changed, true) => now!(i18n, imports.changed),
        (ImportOutcome::Refused, _) => now!(i18n, imports.refused),
        (ImportOutcome::Unchanged | ImportOutcome::Other, _) => now!(i18n, imports.unchanged),
    }
}

/// The tone and the drawing of an outcome: shape and word say it too.
pub(super) const fn outcome_look(outcome: ImportOutcome) -> (&'static str, &'static str) {
    match outcome {
        ImportOutcome::Created => ("green", "user-plus"),
        ImportOutcome::Changed => ("blue", "pencil"),
        ImportOutcome::Refused => ("red", "x"),
        ImportOutcome::Unchanged | ImportOutcome::Other => ("grey", "check"),
    }
}

/// Why a line is refused, and how to mend it.
pub(super) fn why(i18n: Words, problem: &ImportProblem) -> String {
    let value = problem.value.clone().unwrap_or_default();
    let text = match (problem.code.as_str(), problem.column) {
        ("refused", _) => return rule_text(i18n, problem),
        ("unknown", _) => return now!(i18n, imports.unknown, value = value),
        ("ambiguous", _) => return now!(i18n, imports.ambiguous, value = value),
        ("duplicate", _) => return now!(i18n, imports.duplicate, line = number(&problem.detail)),
        ("required", _) => now!(i18n, imports.required),
        ("pattern" | "too_short", Some(ImportColumn::Email)) => now!(i18n, flaw.not_an_email_address),
        ("pattern", Some(ImportColumn::Username)) => now!(i18n, users.username_malformed),
        ("pattern", _) => now!(i18n, imports.pattern),
        ("too_long", _) => now!(i18n, imports.too_long_cell),
        ("taken", Some(ImportColumn::Username)) => now!(i18n, users.username_taken),
        ("taken", _) => now!(i18n, imports.taken),
        ("confusable", _) => now!(i18n, users.username_confusable),
        ("mixed_scripts", _) => now!(i18n, users.username_mixed_scripts),
        ("value", Some(ImportColumn::Language)) => now!(i18n, imports.value_language),
        ("value", Some(ImportColumn::EndsAt)) => now!(i18n, imports.value_day),
        ("value", _) => now!(i18n, imports.value_yes_no),
        ("past", _) => now!(i18n, imports.past),
        ("closed", _) => now!(i18n, imports.closed),
        ("own", _) => now!(i18n, imports.own),
        ("fixed", _) => now!(i18n, imports.fixed),
        ("too_many", _) => now!(i18n, imports.too_many),
        ("empty", _) => now!(i18n, imports.no_items),
        ("too_many_cells", _) => now!(i18n, imports.too_many_cells),
        ("where", _) => now!(i18n, imports.role_where),
        ("at_the_top", _) => now!(i18n, imports.at_the_top),
        ("out_of_sight", _) => now!(i18n, imports.out_of_sight),
        ("interrupted", _) => now!(i18n, imports.interrupted),
        _ => return problem.detail.clone(),
    };
    text.to_owned()
}

fn rule_text(i18n: Words, problem: &ImportProblem) -> String {
    let text = match problem.rule {
        Some(RefusalRule::Lacks) if problem.column == Some(ImportColumn::Home) => {
            now!(i18n, imports.lacks_home)
        }
        Some(RefusalRule::Lacks) => now!(i18n, imports.lacks),
        Some(RefusalRule::Beyond | RefusalRule::Sharing) => now!(i18n, imports.beyond),
        Some(RefusalRule::Outlasts) => now!(i18n, imports.outlasts),
        Some(RefusalRule::AdministratorsOnly) => now!(i18n, imports.administrators_only),
        Some(RefusalRule::SuperAdministratorsOnly | RefusalRule::SuperAdministratorStays) => {
            now!(i18n, imports.super_administrator)
        }
        Some(RefusalRule::NotYourself) => now!(i18n, imports.own),
        _ => return problem.detail.clone(),
    };
    text.to_owned()
}

/// What is wrong with the file as a whole.
pub(super) fn file_text(i18n: Words, problem: &Problem) -> String {
    let Some(flaw) = problem.fields.first() else {
        return match problem.slug.as_str() {
            "too-large" => now!(i18n, imports.too_large).to_owned(),
            _ => problem_text(i18n, problem),
        };
    };
    match flaw.code.as_str() {
        "empty" => now!(i18n, imports.file_empty).to_owned(),
        "unknown_column" => now!(i18n, imports.unknown_column, name = between_ticks(&flaw.detail)),
        "repeated_column" => now!(i18n, imports.repeated_column, name = between_ticks(&flaw.detail)),
        "no_key" => now!(i18n, imports.no_key).to_owned(),
        "encoding" | "csv" => now!(i18n, imports.no_table).to_owned(),
        "too_long" => now!(i18n, imports.too_many_lines).to_owned(),
        _ => flaw.detail.clone(),
    }
}

/// The name that the server's words quote.
fn between_ticks(detail: &str) -> String {
    detail.split('`').nth(1).unwrap_or_default().to_owned()
}

/// The first number of the server's words.
fn number(detail: &str) -> String {
    let digits = detail.chars().skip_while(|sign| !sign.is_ascii_digit());
    digits.take_while(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{between_ticks, number};

    #[test]
    fn the_servers_words_give_their_names_and_numbers() {
        assert_eq!(between_ticks("line 1: there is no column `prénom`: take it out"), "prénom");
        assert_eq!(number("line 12 is about the same person: keep one of them"), "12");
    }
}
