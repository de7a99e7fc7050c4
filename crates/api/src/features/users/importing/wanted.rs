//! What a line asks for, with every name in it resolved.

use std::collections::HashSet;

use authz::Node;
use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    cells::{self, Cell},
    columns::Column,
    directory::{Directory, Spot},
    file::{Line, Table},
    names::Miss,
    wire::ImportProblem,
};
use crate::{
    features::{roles::LoadedRole, teams::TeamRow},
    wire::LanguageWord,
};

/// What a line asks for; what it does not speak of stays.
#[derive(Debug, Default)]
pub struct Wanted<'d> {
    pub username: Option<String>,
    pub external_id: Cell<String>,
    pub first_name: Cell<String>,
    pub last_name: Cell<String>,
    pub email: Option<String>,
    pub phone: Cell<String>,
    pub language: Option<LanguageWord>,
    pub active: Option<bool>,
    pub ends_at: Cell<NaiveDate>,
    pub home: Option<Spot>,
    pub default_site: Cell<Uuid>,
    pub role: Option<&'d LoadedRole>,
    pub roles: Option<Vec<(&'d LoadedRole, Spot)>>,
    pub teams: Option<Vec<&'d TeamRow>>,
    /// The tag, whether to edit, and where.
    pub tags: Option<Vec<(Uuid, bool, Spot)>>,
    pub invite: bool,
}

/// Reads a line.
pub struct Reader<'t, 'd> {
    pub table: &'t Table,
    pub line: &'t Line,
    pub directory: &'d Directory,
    pub problems: Vec<ImportProblem>,
}

impl<'d> Reader<'_, 'd> {
    /// What the line asks for; what cannot be read is left out, and told.
    pub fn read(&mut self) -> Wanted<'d> {
        if self.line.is_too_long {
            let detail = "this line has more cells than there are columns: put quotes around a cell that holds the separator";
            self.problems.push(ImportProblem::of_line("too_many_cells", detail));
        }
        Wanted {
            username: self.filled(Column::Username),
            external_id: self.text(Column::ExternalId),
            first_name: self.text(Column::FirstName),
            last_name: self.text(Column::LastName),
            email: self.filled(Column::Email),
            phone: self.text(Column::Phone),
            language: self.word(Column::Language, cells::language, "write `fr` or `en`"),
            active: self.word(Column::Active, cells::yes_or_no, YES_OR_NO),
            ends_at: self.ends_at(),
            home: self.filled(Column::Home).and_then(|cell| self.node(Column::Home, &cell)),
            default_site: self.default_site(),
            role: self.filled(Column::Role).and_then(|cell| self.role(Column::Role, &cell)),
            roles: self.list(Column::Roles, Self::role_at),
            teams: self.list(Column::Teams, Self::team),
            tags: self.list(Column::Tags, Self::tag),
            invite: self.word(Column::Invite, cells::yes_or_no, YES_OR_NO).unwrap_or_default(),
        }
    }

    fn text(&self, column: Column) -> Cell<String> {
        cells::text(self.table.cell(self.line, column))
    }

    /// The text of a column that cannot be cleared.
    fn filled(&mut self, column: Column) -> Option<String> {
        let cell = self.text(column);
        if cell == Cell::Clear {
            self.tell(
                column,
                "required",
                "this cannot be taken away: leave the cell empty to keep what is there",
            );
        }
        cell.set()
    }

    fn word<T>(&mut self, column: Column, read: fn(&str) -> Option<T>, mend: &str) -> Option<T> {
        let cell = self.filled(column)?;
        let word = read(&cell);
        if word.is_none() {
            self.problems.push(ImportProblem::at(column, "value", mend).about(&cell));
        }
        word
    }

    fn ends_at(&mut self) -> Cell<NaiveDate> {
        let Cell::Set(cell) = self.text(Column::EndsAt) else {
            return self.text(Column::EndsAt).map(|_| NaiveDate::MIN);
        };
        let day = cells::day(&cell);
        if day.is_some_and(cells::is_never) {
            return Cell::Clear;
        }
        if day.is_none() {
            let mend = "write the last day as 2027-06-30 or 30/06/2027";
            self.problems.push(ImportProblem::at(Column::EndsAt, "value", mend).about(&cell));
        }
        day.map_or(Cell::Leave, Cell::Set)
    }

    fn default_site(&mut self) -> Cell<Uuid> {
        let Cell::Set(cell) = self.text(Column::DefaultSite) else {
            return self.text(Column::DefaultSite).map(|_| Uuid::nil());
        };
        let Some(spot) = self.node(Column::DefaultSite, &cell) else { return Cell::Leave };
        if self.directory.sites.contains(&spot.id) {
            return Cell::Set(spot.id);
        }
        self.problems
            .push(ImportProblem::at(Column::DefaultSite, "unknown", "there is no such site").about(&cell));
        Cell::Leave
    }

    /// Everything that a cell lists, without repetitions; nothing where one of it cannot be taken.
    fn list<T>(&mut self, column: Column, read: fn(&mut Self, &str) -> Option<T>) -> Option<Vec<T>> {
        match self.text(column) {
            Cell::Leave => None,
            Cell::Clear => Some(Vec::new()),
            Cell::Set(cell) => {
                let enough = self.problems.len() + MAX_TOLD;
                let items = self.items(column, &cell)?.into_iter();
                let read =
                    items.map(|item| (self.problems.len() < enough).then(|| read(self, item)).flatten());
                read.collect::<Vec<_>>().into_iter().collect()
            }
        }
    }

    /// What stands in a cell, each once, before anything is looked up.
    fn items<'c>(&mut self, column: Column, cell: &'c str) -> Option<Vec<&'c str>> {
        if cells::several(cell).nth(MAX_ITEMS).is_some() {
            let mend =
                format!("the limit is {MAX_ITEMS} in one cell: leave it empty, and do this in the app");
            self.tell(column, "too_many", &mend);
            return None;
        }
        let mut known = HashSet::new();
        let items: Vec<&str> = cells::several(cell).filter(|item| known.insert(*item)).collect();
        if items.is_empty() {
            let mend =
                "nothing stands here: write `-` to take all, or leave the cell empty to keep what is there";
            self.problems.push(ImportProblem::at(column, "empty", mend).about(cell));
            return None;
        }
        Some(items)
    }

    fn role_at(&mut self, item: &str) -> Option<(&'d LoadedRole, Spot)> {
        let (role, node) = cells::at(item);
        let Some(node) = node else {
            let mend = "say where, as in `Manager @ North`; the general role goes into the column `role`";
            self.problems.push(ImportProblem::at(Column::Roles, "where", mend).about(item));
            return None;
        };
        let spot = self.node(Column::Roles, node)?;
        if spot.node == Node::Instance {
            let mend = "what is held at the top is the general role: write it into the column `role`";
            self.problems.push(ImportProblem::at(Column::Roles, "at_the_top", mend).about(item));
            return None;
        }
        self.role(Column::Roles, role).map(|role| (role, spot))
    }

    fn tag(&mut self, item: &str) -> Option<(Uuid, bool, Spot)> {
        let directory = self.directory;
        let (tag, node) = cells::at(item);
        let (tag, edit) = cells::tag(tag);
        let spot = match node {
            Some(node) => self.node(Column::Tags, node)?,
            None => *directory.nodes.get(directory.top)?,
        };
        let tag = self.found(Column::Tags, tag, directory.tags.find(tag), "there is no such tag");
        tag.map(|tag| (*tag, edit, spot))
    }

    fn team(&mut self, item: &str) -> Option<&'d TeamRow> {
        let directory = self.directory;
        self.found(Column::Teams, item, directory.teams.find(item), "there is no such team")
    }

    fn role(&mut self, column: Column, cell: &str) -> Option<&'d LoadedRole> {
        let directory = self.directory;
        self.found(column, cell, directory.roles.find(cell), "there is no such role")
    }

    fn node(&mut self, column: Column, cell: &str) -> Option<Spot> {
        let directory = self.directory;
        self.found(column, cell, directory.nodes.find(cell), "there is no such node").copied()
    }

    fn found<T>(&mut self, column: Column, cell: &str, found: Result<T, Miss>, unknown: &str) -> Option<T> {
        let problem = match found {
            Ok(found) => return Some(found),
            Err(Miss::Unknown) => ImportProblem::at(column, "unknown", unknown),
            Err(Miss::Ambiguous(ways)) => {
                let ways: Vec<String> = ways.iter().map(|way| format!("`{way}`")).collect();
                let mend = format!("several are called so: write {}", ways.join(" or "));
                ImportProblem::at(column, "ambiguous", mend)
            }
        };
        self.problems.push(problem.about(cell));
        None
    }

    fn tell(&mut self, column: Column, code: &str, detail: &str) {
        self.problems.push(ImportProblem::at(column, code, detail));
    }
}

/// No cell lists more.
pub const MAX_ITEMS: usize = 200;

/// Of no more of them is told what is wrong.
const MAX_TOLD: usize = 20;

const YES_OR_NO: &str = "write `yes` or `no`";
