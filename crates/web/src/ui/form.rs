use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser,
    client::{FieldFlaw, Problem},
    rule::Flaw,
};

type Checker = Box<dyn Fn() -> Option<Flaw> + Send + Sync>;

struct Entry {
    pointer: &'static str,
    id: String,
    flaw: Checker,
}

/// What a form knows of itself: its fields, what the server said of them, whether it is being sent.
#[derive(Clone, Copy)]
pub struct Form {
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// What the server refused as a whole.
    pub problem: RwSignal<Option<Problem>>,
    refused: RwSignal<Vec<FieldFlaw>>,
    tried: RwSignal<bool>,
    entries: StoredValue<Vec<Entry>>,
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// A form nobody has sent yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
            entries: StoredValue::new(Vec::new()),
        }
    }

    /// Takes a field in for as long as it is shown.
    pub fn enter(
        self,
        pointer: &'static str,
        id: String,
        flaw: impl Fn() -> Option<Flaw> + Send + Sync + 'static,
    ) {
        self.entries.update_value(|all| all.push(Entry { pointer, id, flaw: Box::new(flaw) }));
        on_cleanup(move || {
            let _ = self.entries.try_update_value(|all| all.retain(|entry| entry.pointer != pointer));
        });
    }

    /// Whether somebody tried to send it; follows it.
    #[must_use]
    pub fn tried(self) -> bool {
        self.tried.get()
    }

    /// What the server said of a field; follows it.
    #[must_use]
    pub fn refusal(self, pointer: &str) -> Option<FieldFlaw> {
        self.refused.with(|all| all.iter().find(|flaw| flaw.pointer == pointer).cloned())
    }

    /// The field changed: what the server said of it no longer holds.
    pub fn forgive(self, pointer: &str) {
        if self.refused.with_untracked(|all| all.iter().any(|flaw| flaw.pointer == pointer)) {
            self.refused.update(|all| all.retain(|flaw| flaw.pointer != pointer));
        }
    }

    /// Whether every field will do; else shows what is wrong and goes to the first such field.
    #[must_use]
    pub fn is_ready(self) -> bool {
        self.tried.set(true);
        let first = self
            .entries
            .with_value(|all| all.iter().find(|one| (one.flaw)().is_some()).map(|one| one.id.clone()));
        if let Some(id) = &first {
            browser::focus(&format!("#{id}"));
        }
        first.is_none()
    }

    /// Starts afresh, as if nobody had tried.
    pub fn reset(self) {
        self.tried.set(false);
        self.refused.set(Vec::new());
        self.problem.set(None);
    }

    /// Sends it, unless it is being sent; what was typed stays where the server refuses.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Problem>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        self.refused.set(Vec::new());
        spawn_local(async move {
            let answer = call.await;
            let left = self.busy.try_set(false).is_some();
            match answer {
                _ if left => {}
                Ok(value) => done(value),
                Err(problem) => self.refuse(problem),
            }
        });
    }

    /// Shows a refusal and goes to the first field it is about.
    pub fn refuse(self, problem: Problem) {
        let first = problem.fields.first().map(|flaw| flaw.pointer.clone());
        self.show(problem);
        let id = self.entries.with_value(|all| {
            all.iter().find(|one| Some(one.pointer) == first.as_deref()).map(|one| one.id.clone())
        });
        if let Some(id) = id {
            browser::focus(&format!("#{id}"));
        }
    }

    /// Shows a refusal at its fields; what fits no field of this form is shown for the whole.
    pub fn show(self, problem: Problem) {
        let known =
            |pointer: &str| self.entries.with_value(|all| all.iter().any(|one| one.pointer == pointer));
        let (mut at_fields, mut elsewhere) = (problem.fields.clone(), Vec::new());
        at_fields.retain(|flaw| {
            let fits = known(&flaw.pointer);
            if !fits {
                elsewhere.push(flaw.clone());
            }
            fits
        });
        let whole = at_fields.is_empty() || !elsewhere.is_empty();
        self.refused.set(at_fields);
        if whole {
            self.problem.set(Some(Problem { fields: elsewhere, ..problem }));
        }
    }
}
