//! What a line comes to, while it is judged.

use super::{
    columns::Column,
    file::Line,
    steps::Step,
    wire::{ImportChange, ImportOutcome, ImportProblem, ImportedLine},
};

/// What becomes of a line: told, and ready to be done.
#[derive(Debug, Default)]
pub struct Verdict {
    pub changes: Vec<ImportChange>,
    pub problems: Vec<ImportProblem>,
    pub steps: Vec<Step>,
}

impl Verdict {
    /// Notes that something becomes another; whether it does.
    pub fn changes(&mut self, column: Column, before: Option<String>, after: Option<String>) -> bool {
        let differ = before != after;
        if differ {
            self.changes.push(ImportChange { column, before, after });
        }
        differ
    }

    /// A permit, unless the engine refuses.
    pub fn permit<P>(&mut self, column: Column, decided: Result<P, authz::Refused>) -> Option<P> {
        decided.map_err(|refused| self.refuse(ImportProblem::refused(Some(column), refused))).ok()
    }

    /// Refuses the line, once for each reason.
    pub fn refuse(&mut self, problem: ImportProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// The line as it is told, and what is to be done for it: of a refused one nothing.
    pub fn told(self, line: &Line, who: String) -> (ImportedLine, Vec<Step>) {
        let made = self.steps.iter().any(|step| matches!(step, Step::Create(..)));
        let outcome = match () {
            () if !self.problems.is_empty() => ImportOutcome::Refused,
            () if made => ImportOutcome::Created,
            () if self.steps.is_empty() => ImportOutcome::Unchanged,
            () => ImportOutcome::Changed,
        };
        let refused = outcome == ImportOutcome::Refused;
        let told = ImportedLine {
            line: line.number,
            who,
            outcome,
            changes: if refused { Vec::new() } else { self.changes },
            problems: self.problems,
        };
        (told, if refused { Vec::new() } else { self.steps })
    }
}
