//! A file, slice by slice: each slice is judged, and where it is applied, one transaction.

use authz::{Action, Actor, Refused};

use super::{
    claims::Claims,
    facts::Facts,
    file::{self, Line, MAX_BYTES, Table},
    judge::{Bench, judge},
    steps::{Step, perform},
    wire::{ImportOutcome, ImportProblem, ImportedLine, UserImport},
};
use crate::{
    app::App,
    http::{Answer, Upload},
    identity::{Acting, Caller},
};

/// How many lines one transaction holds: others write in between.
const SLICE: usize = 200;

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Only say what would be done.
    Plan,
    Apply,
}

/// Judges the lines of a file, and makes it so where asked to.
///
/// # Errors
/// 403 for whoever deals with no accounts anywhere, 422 for what is wrong with the file as a whole, 503 while others are
/// read.
pub async fn run(app: &App, caller: &Caller, upload: Upload, mode: Mode) -> Answer<UserImport> {
    may_import(app, caller).await?;
    let (_, bytes) = upload.read(MAX_BYTES, &["text/csv"]).await?;
    // Whoever sends slowly keeps nobody out.
    let _turn = app.imports.turn().await?;
    let table = file::read(&bytes)?;
    let (mut import, mut claims) = (UserImport::default(), Claims::default());
    for slice in table.lines.chunks(SLICE) {
        match one(app, caller, (&table, slice), &mut claims, mode).await {
            Ok(told) => told.into_iter().for_each(|line| import.add(line)),
            // What came before is done, and told.
            Err(problem) if mode == Mode::Apply && !import.lines.is_empty() => {
                tracing::warn!(%problem, "an import stopped halfway");
                table
                    .lines
                    .iter()
                    .skip(import.lines.len())
                    .map(stopped)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|line| import.add(line));
                break;
            }
            Err(problem) => return Err(problem),
        }
    }
    Ok(import)
}

/// Megabytes are not taken from whoever deals with no accounts.
async fn may_import(app: &App, caller: &Caller) -> Answer<()> {
    let read = async |actor: &Actor| {
        let some = actor.allowed_anywhere();
        match some.contains(Action::CreateUser) || some.contains(Action::ChangeUser) {
            true => Ok(()),
            false => Err(Refused::Lacks(Action::CreateUser).into()),
        }
    };
    caller.read(app, read).await
}

async fn one(
    app: &App,
    caller: &Caller,
    (table, lines): (&Table, &[Line]),
    claims: &mut Claims,
    mode: Mode,
) -> Answer<Vec<ImportedLine>> {
    let now = app.clock.now();
    // A plan stands in nobody's way.
    let (Acting { tx, actor }, hold) = match mode {
        Mode::Plan => (caller.begin(app).await?, false),
        Mode::Apply => (caller.begin_on_rights(app).await?, true),
    };
    let facts = Facts::read(&tx, &actor, (table, lines), now, hold).await?;
    let bench = Bench { actor: &actor, facts: &facts, table, contract: &app.contract, now };
    let organisation = &facts.directory.switches.organisation_name;
    let (mut told, mut mails) = (Vec::with_capacity(lines.len()), false);
    for line in lines {
        let judged = judge(bench, line, claims);
        if mode == Mode::Apply {
            mails |= judged.steps.iter().any(|step| matches!(step, Step::Invite(_) | Step::AskEmail(..)));
            perform(&tx, app.tools(), organisation, judged.account, judged.steps).await?;
        }
        told.push(judged.told);
    }
    if mode == Mode::Apply {
        tx.commit().await?;
    }
    if mails {
        app.outbox.notify_one();
    }
    Ok(told)
}

/// A line that was not come to.
fn stopped(line: &Line) -> ImportedLine {
    let detail = "the server stopped before this line, and nothing of it is done: send the file again";
    ImportedLine {
        line: line.number,
        who: String::new(),
        outcome: ImportOutcome::Refused,
        changes: Vec::new(),
        problems: vec![ImportProblem::of_line("interrupted", detail)],
    }
}
