//! What the page of an import knows: the file, what it would do, and how far that is done.

use leptos::{
    prelude::*,
    task::spawn_local,
    web_sys::{Blob, File},
};

use super::sheet::{Sheet, as_file};
use crate::{
    client::Problem,
    contract::{self, ImportOutcome, ImportedLine, UserImport},
    language::Words,
};

/// How many people one call changes: the bar moves after each.
const PART: usize = 100;

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Choosing,
    Reading,
    Planned,
    Applying,
    Applied,
}

/// A line, and whether it was come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) line: ImportedLine,
    pub(super) applied: bool,
}

impl Row {
    /// Whether something is still to be done for it.
    pub(super) const fn waits(&self) -> bool {
        !self.applied && matches!(self.line.outcome, ImportOutcome::Created | ImportOutcome::Changed)
    }
}

#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) i18n: Words,
    pub(super) stage: RwSignal<Stage>,
    pub(super) name: RwSignal<String>,
    pub(super) sheet: RwSignal<Option<Sheet>>,
    pub(super) rows: RwSignal<Vec<Row>>,
    pub(super) problem: RwSignal<Option<Problem>>,
    /// How many of how many people are done.
    pub(super) done: RwSignal<(usize, usize)>,
    pub(super) shown: RwSignal<Option<ImportOutcome>>,
}

impl Desk {
    pub(super) fn new(i18n: Words) -> Self {
        Self {
            i18n,
            stage: RwSignal::new(Stage::Choosing),
            name: RwSignal::new(String::new()),
            sheet: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            done: RwSignal::new((0, 0)),
            shown: RwSignal::new(None),
        }
    }

    /// How many lines have that outcome.
    pub(super) fn count(self, outcome: ImportOutcome) -> usize {
        self.rows.with(|rows| rows.iter().filter(|row| row.line.outcome == outcome).count())
    }

    /// How many people something is still to be done for.
    pub(super) fn waiting(self) -> usize {
        self.rows.with(|rows| rows.iter().filter(|row| row.waits()).count())
    }

    /// Takes a file and asks what it would do.
    pub(super) fn choose(self, file: &File) {
        if matches!(self.stage.get_untracked(), Stage::Reading | Stage::Applying) {
            return;
        }
        self.stage.set(Stage::Reading);
        self.name.set(file.name());
        self.problem.set(None);
        self.rows.set(Vec::new());
        self.shown.set(None);
        self.done.set((0, 0));
        let file: Blob = file.clone().into();
        spawn_local(async move {
            let answer = self.plan(&file).await;
            let stage = if answer.is_ok() { Stage::Planned } else { Stage::Choosing };
            match answer {
                Ok(plan) => {
                    let row = |line| Row { line, applied: false };
                    self.rows.try_set(plan.lines.into_iter().map(row).collect());
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
            self.stage.try_set(stage);
        });
    }

    async fn plan(self, file: &Blob) -> Result<UserImport, Problem> {
        let Some(sheet) = Sheet::read(file).await else { return contract::plan_user_import(file).await };
        let whole = as_file(&sheet.whole()).ok_or_else(Problem::offline)?;
        self.sheet.try_set(Some(sheet));
        contract::plan_user_import(&whole).await
    }

    /// Does what the plan says, part by part; what fails can be gone on with.
    pub(super) fn apply(self) {
        if self.stage.get_untracked() != Stage::Planned {
            return;
        }
        self.problem.set(None);
        self.stage.set(Stage::Applying);
        let (starts, waiting) = self.rows.with_untracked(|rows| {
            let starts: Vec<i64> = rows.iter().map(|row| row.line.line).collect();
            let waiting: Vec<i64> = rows.iter().filter(|row| row.waits()).map(|row| row.line.line).collect();
            (starts, waiting)
        });
        self.done.set((0, waiting.len()));
        spawn_local(async move {
            for part in waiting.chunks(PART) {
                match self.send(&starts, part).await {
                    Ok(import) => self.adopt(part, import),
                    Err(problem) => {
                        self.problem.try_set(Some(problem));
                        self.stage.try_set(Stage::Planned);
                        return;
                    }
                }
            }
            self.stage.try_set(Stage::Applied);
        });
    }

    async fn send(self, starts: &[i64], part: &[i64]) -> Result<UserImport, Problem> {
        let text = self.sheet.with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.part(starts, part)));
        let file = text.as_deref().and_then(as_file).ok_or_else(Problem::offline)?;
        contract::import_users(&file).await
    }

    /// Shows what became of a part: its lines come back in order.
    fn adopt(self, part: &[i64], import: UserImport) {
        let _ = self.rows.try_update(|rows| {
            for (number, told) in part.iter().zip(import.lines) {
                if let Some(row) = rows.iter_mut().find(|row| row.line.line == *number) {
                    let who = std::mem::take(&mut row.line.who);
                    *row = Row { line: ImportedLine { line: *number, who, ..told }, applied: true };
                }
            }
        });
        let _ = self.done.try_update(|(done, _)| *done += part.len());
    }
}
