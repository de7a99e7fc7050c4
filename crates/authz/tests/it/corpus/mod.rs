//! The golden corpus: every sentence of the five seed documents that says who may do or see what, in their words, with
//! its rows and a scenario that shows it on the real engine. What an engine alone cannot show stands in `ELSEWHERE`.
//!
//! A scenario's comment quotes the sentences, each between « and », and then names the rows.

mod contacts;
mod open_planner;
mod plannit;
mod planop;
mod proplanner;
mod words;

/// Sentences about rights that are kept outside the engine, or not at all.
pub struct Elsewhere {
    pub sentences: &'static [&'static str],
    /// The rows that cover them, as in `[PP-1] [PP-7]`.
    pub rows: &'static str,
    pub why: &'static str,
}

const SEEDS: [(&str, &[Elsewhere]); 5] = [
    (include_str!("open_planner.rs"), open_planner::ELSEWHERE),
    (include_str!("planop.rs"), planop::ELSEWHERE),
    (include_str!("proplanner.rs"), proplanner::ELSEWHERE),
    (include_str!("plannit.rs"), plannit::ELSEWHERE),
    (include_str!("contacts.rs"), contacts::ELSEWHERE),
];

/// The rows that promise something about rights.
const ROWS: &str = "PO-1 PO-2 PO-3 PO-4 PO-5 PO-7 PO-10 PP-1 PP-4 PP-5 PP-6 PP-7 PP-8 PP-12 PL-2 PL-4 PL-5 PL-6 \
                    PL-7 PL-10 OP-2 OP-3 OP-4 OP-9 OP-10 CT-1 CT-2 CT-3 CT-4 CT-5 CT-6 CT-7 CT-8";

/// A scenario as it stands in its file.
struct Scenario {
    test: String,
    sentences: Vec<String>,
    rows: Vec<String>,
}

#[test]
fn every_row_about_rights_is_named_by_a_scenario_or_stands_elsewhere() {
    let shown = SEEDS.iter().flat_map(|(file, _)| scenarios(file)).flat_map(|it| it.rows);
    let elsewhere = SEEDS.iter().flat_map(|(_, lines)| *lines).flat_map(|line| rows_in(line.rows));
    let named: Vec<String> = shown.chain(elsewhere).collect();
    let missing: Vec<&str> =
        ROWS.split_whitespace().filter(|row| !named.iter().any(|named| named == row)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_scenario_quotes_its_sentences_and_is_named_after_its_rows() {
    for (file, _) in SEEDS {
        let scenarios = scenarios(file);
        let named = file.lines().filter(|line| line.starts_with("/// [")).count();
        assert_eq!(named, scenarios.len(), "a comment that names rows stands on a function that never runs");
        for Scenario { test, sentences, rows } in scenarios {
            assert!(!sentences.is_empty() && !rows.is_empty(), "{test}");
            let prefix: String = rows.iter().map(|row| row.to_lowercase().replace('-', "_") + "_").collect();
            assert!(test.starts_with(&prefix), "{test} should begin with {prefix}");
        }
    }
}

#[test]
fn what_stands_elsewhere_says_why_and_is_not_shown_by_a_scenario_too() {
    let shown: Vec<String> =
        SEEDS.iter().flat_map(|(file, _)| scenarios(file)).flat_map(|it| it.sentences).collect();
    for line in SEEDS.iter().flat_map(|(_, lines)| *lines) {
        assert!(!line.why.is_empty() && !rows_in(line.rows).is_empty(), "{:?}", line.sentences);
        let too = line.sentences.iter().find(|&&it| shown.iter().any(|sentence| sentence == it));
        assert!(too.is_none(), "{too:?}");
    }
}

fn scenarios(file: &str) -> Vec<Scenario> {
    let parts: Vec<&str> = file.split("#[test]").collect();
    parts.windows(2).map(|two| scenario(two[0], two[1])).collect()
}

/// From the comment before `#[test]` and the function after it.
fn scenario(before: &str, after: &str) -> Scenario {
    let lines: Vec<&str> = before.lines().rev().map_while(|line| line.strip_prefix("/// ")).collect();
    let (rows, quoted): (Vec<&str>, Vec<&str>) =
        lines.into_iter().rev().partition(|line| line.starts_with('['));
    let quoted = quoted.join(" ");
    let sentences = quoted.split("» «").map(|it| it.trim_matches(['«', '»', ' ']).to_owned());
    let test = after.trim_start().trim_start_matches("fn ").split('(').next().unwrap_or_default().to_owned();
    Scenario {
        test,
        sentences: sentences.filter(|it| !it.is_empty()).collect(),
        rows: rows_in(&rows.join(" ")),
    }
}

fn rows_in(text: &str) -> Vec<String> {
    text.split_whitespace().map(|row| row.trim_matches(['[', ']']).to_owned()).collect()
}
