//! What goes on in a field where one of many is found by typing.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::fold_case;
use leptos::{ev::KeyboardEvent, prelude::*};
use uuid::Uuid;

use super::problem_text;
use crate::{
    client::Problem,
    language::{Words, now},
    load::Load,
};

/// As many as are in sight at once: typing narrows, nothing scrolls.
pub(super) const SHOWN: usize = 8;

/// Something to choose from what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub id: Uuid,
    pub name: String,
    /// What tells it from another of that name.
    pub note: String,
    pub face: Face,
}

/// What stands in front of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// The initials of somebody.
    Person,
    /// A drawing of the sprite.
    Drawing(&'static str),
    /// A tag of one of the twelve colours.
    Tag(i64),
}

/// What will be found.
pub type Answer = Pin<Box<dyn Future<Output = Result<Vec<Choice>, Problem>>>>;

/// Finds choices by a part of their name; some of all, without one.
#[derive(Clone)]
pub struct Lookup(Arc<dyn Fn(Option<String>) -> Answer + Send + Sync>);

impl Lookup {
    /// Whatever asks the server.
    pub fn new<F>(find: impl Fn(Option<String>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<Choice>, Problem>> + 'static,
    {
        Self(Arc::new(move |name| Box::pin(find(name))))
    }

    /// Asks.
    #[must_use]
    pub fn find(&self, name: Option<String>) -> Answer {
        (self.0)(name)
    }
}

/// What goes on in one such field.
#[derive(Clone, Copy)]
pub(super) struct Search {
    pub(super) typed: RwSignal<String>,
    pub(super) open: RwSignal<bool>,
    pub(super) active: RwSignal<usize>,
    chosen: RwSignal<Option<Choice>>,
    found: Load<Vec<Choice>>,
}

impl Search {
    pub(super) fn new(find: Lookup, chosen: RwSignal<Option<Choice>>) -> Self {
        let (typed, asked) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        settle_typing(typed, asked);
        let found = Load::new(move || {
            let name = asked.with(|text| text.trim().to_owned());
            find.find(Some(name).filter(|name| !name.is_empty()))
        });
        Self { typed, open: RwSignal::new(false), active: RwSignal::new(0), chosen, found }
    }

    /// Narrowed at once by what is typed, so that Enter never takes one of an older answer.
    pub(super) fn fitting(self) -> Vec<Choice> {
        self.found.data.with(|found| fitting(found.as_deref().unwrap_or_default(), &self.typed.get()))
    }

    pub(super) fn type_in(self, text: String) {
        self.chosen.set(None);
        self.active.set(0);
        self.typed.set(text);
        self.open.set(true);
    }

    pub(super) fn choose(self, choice: Choice) {
        self.open.set(false);
        self.typed.set(String::new());
        self.active.set(0);
        self.chosen.set(Some(choice));
    }

    pub(super) fn press(self, event: &KeyboardEvent) {
        let (open, fitting) = (self.open.get_untracked(), untrack(|| self.fitting()));
        let last = fitting.len().min(SHOWN).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open => self.open.set(true),
            "ArrowDown" => self.active.update(|active| *active = (*active + 1).min(last)),
            "ArrowUp" => self.active.update(|active| *active = active.saturating_sub(1)),
            "Enter" if open => {
                if let Some(choice) = fitting.into_iter().nth(self.active.get_untracked()) {
                    self.choose(choice);
                }
            }
            "Escape" if open => {
                event.stop_propagation();
                self.open.set(false);
            }
            _ => return,
        }
        event.prevent_default();
    }

    pub(super) fn note(self, i18n: Words) -> String {
        if let Some(problem) = self.found.problem.get() {
            return problem_text(i18n, &problem);
        }
        match self.fitting().len() {
            0 if self.found.busy.get() => String::new(),
            0 => now!(i18n, combo.none).to_owned(),
            count if count > SHOWN => now!(i18n, combo.more).to_owned(),
            _ => String::new(),
        }
    }
}
/// Those whose name or note holds what was typed.
fn fitting(choices: &[Choice], typed: &str) -> Vec<Choice> {
    let typed = fold_case(typed);
    let fits = |choice: &&Choice| {
        fold_case(&choice.name).contains(&typed) || fold_case(&choice.note).contains(&typed)
    };
    choices.iter().filter(fits).cloned().collect()
}

/// Asks the server once typing pauses.
fn settle_typing(typed: RwSignal<String>, asked: RwSignal<String>) {
    Effect::new(move || {
        let text = typed.get();
        if let Ok(timer) = set_timeout_with_handle(move || asked.set(text), Duration::from_millis(150)) {
            on_cleanup(move || timer.clear());
        }
    });
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Choice, Face, fitting};

    #[test]
    fn what_is_typed_narrows_by_name_and_by_note_at_once() {
        let choice = |name: &str, note: &str| Choice {
            id: Uuid::nil(),
            name: name.to_owned(),
            note: note.to_owned(),
            face: Face::Person,
        };
        let all = [choice("Karim Benali", "karim.benali"), choice("Nadia Lambert", "huy")];
        assert_eq!(fitting(&all, " KAR ").len(), 1);
        assert_eq!(fitting(&all, "huy")[0].name, "Nadia Lambert");
        assert_eq!(fitting(&all, "").len(), 2);
    }
}
