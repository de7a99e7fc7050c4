use serde::Serialize;
use utoipa::ToSchema;

use super::columns::Column;
use crate::http::RefusalRule;

/// A table as spreadsheets write it: UTF-8, UTF-16 or Windows-1252; semicolons, commas or tabs. The first line names the
/// columns.
#[derive(Debug, ToSchema)]
#[schema(value_type = String)]
pub struct UserFile(#[expect(dead_code, reason = "only its schema is used")] String);

/// What a file does, or has done: how many people, and each line.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct UserImport {
    pub created: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
    pub lines: Vec<ImportedLine>,
}

impl UserImport {
    /// Adds a line, and counts it.
    pub fn add(&mut self, line: ImportedLine) {
        let count = match line.outcome {
            ImportOutcome::Created => &mut self.created,
            ImportOutcome::Changed => &mut self.changed,
            ImportOutcome::Unchanged => &mut self.unchanged,
            ImportOutcome::Refused => &mut self.refused,
        };
        *count += 1;
        self.lines.push(line);
    }
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// An account is made.
    Created,
    Changed,
    /// All is as the line says.
    Unchanged,
    /// Nothing of it is done; its problems say why.
    Refused,
}

/// One line of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportedLine {
    /// Where it begins in the file, from 1 on.
    pub line: u64,
    /// Whom it is about: the username, or else the external id.
    pub who: String,
    pub outcome: ImportOutcome,
    pub changes: Vec<ImportChange>,
    pub problems: Vec<ImportProblem>,
}

/// Something that becomes another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportChange {
    pub column: Column,
    /// Absent where there was nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub before: Option<String>,
    /// Absent where nothing is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub after: Option<String>,
}

/// Why a line is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportProblem {
    /// In which column; absent where it is about the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub column: Option<Column>,
    /// What, as a word that programs can compare.
    pub code: String,
    /// What to do about it.
    pub detail: String,
    /// Which rule refused, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rule: Option<RefusalRule>,
    /// What stands there and cannot be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub value: Option<String>,
}

impl ImportProblem {
    /// A problem with a column.
    pub fn at(column: Column, code: &str, detail: impl Into<String>) -> Self {
        Self { column: Some(column), ..Self::of_line(code, detail) }
    }

    /// A problem with the line.
    pub fn of_line(code: &str, detail: impl Into<String>) -> Self {
        Self { column: None, code: code.to_owned(), detail: detail.into(), rule: None, value: None }
    }

    /// The same, with what stands there.
    #[must_use]
    pub fn about(self, value: &str) -> Self {
        Self { value: Some(value.chars().take(120).collect()), ..self }
    }

    /// What the engine refuses.
    pub fn refused(column: Option<Column>, refused: authz::Refused) -> Self {
        let rule = RefusalRule::from(refused);
        Self { column, rule: Some(rule), ..Self::of_line("refused", refused.to_string()) }
    }
}
