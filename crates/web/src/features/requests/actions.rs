//! What one does to a request, the same from its row, its page, a right click and a key.

use domain::RequestStatus;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::subject::Subject;
use crate::{
    client::Problem,
    contract::{self, Action, Assignee, Assignment, Publication, Request, StatusChange, Tags},
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{Place, Toasts, problem_text, status_text},
};

/// What is open, and about which request.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) subject: RwSignal<Option<Subject>>,
    pub(super) menu: RwSignal<Option<Place>>,
    pub(super) statuses: RwSignal<Option<Place>>,
    pub(super) picker: RwSignal<Option<Place>>,
    pub(super) reason: RwSignal<Option<RequestStatus>>,
    pub(super) tags: RwSignal<Option<Place>>,
    pub(super) access: RwSignal<bool>,
    pub(super) editing: RwSignal<bool>,
    changed: Callback<Request>,
    stale: Callback<Uuid>,
    toasts: Toasts,
    i18n: Words,
}

impl Actions {
    /// Nothing open; says what to do with an answer, and with a refusal because the request changed.
    pub(super) fn new(changed: Callback<Request>, stale: Callback<Uuid>) -> Self {
        Self {
            subject: RwSignal::new(None),
            menu: RwSignal::new(None),
            statuses: RwSignal::new(None),
            picker: RwSignal::new(None),
            reason: RwSignal::new(None),
            tags: RwSignal::new(None),
            access: RwSignal::new(false),
            editing: RwSignal::new(false),
            changed,
            stale,
            toasts: expect_context(),
            i18n: use_i18n(),
        }
    }

    /// Opens the menu of a request.
    pub(super) fn open_menu(self, subject: Subject, place: Place) {
        self.close();
        self.subject.set(Some(subject));
        self.menu.set(Some(place));
    }

    /// Opens the statuses a request can be given, if any.
    pub(super) fn open_statuses(self, subject: Subject, place: Place) {
        if !subject.statuses().is_empty() {
            self.close();
            self.subject.set(Some(subject));
            self.statuses.set(Some(place));
        }
    }

    /// Opens the people a request can be assigned to, if that is allowed.
    pub(super) fn open_picker(self, subject: Subject, place: Place) {
        if subject.allows(Action::AssignRequest) {
            self.close();
            self.subject.set(Some(subject));
            self.picker.set(Some(place));
        }
    }

    /// Opens the tags a request can bear, if that is allowed.
    pub(super) fn open_tags(self, subject: Subject, place: Place) {
        if subject.allows(Action::TagRequest) {
            self.close();
            self.subject.set(Some(subject));
            self.tags.set(Some(place));
        }
    }

    /// Opens what a request says, to be changed.
    pub(super) fn open_editing(self, subject: Subject) {
        self.close();
        self.subject.set(Some(subject));
        self.editing.set(true);
    }

    /// Opens who can see a request, and why.
    pub(super) fn open_access(self, subject: Subject) {
        self.close();
        self.subject.set(Some(subject));
        self.access.set(true);
    }

    /// Whether something is open.
    pub(super) fn is_open(self) -> bool {
        self.floating().iter().any(|open| open.with_untracked(Option::is_some))
            || self.reason.with_untracked(Option::is_some)
            || self.access.get_untracked()
            || self.editing.get_untracked()
    }

    fn floating(self) -> [RwSignal<Option<Place>>; 4] {
        [self.menu, self.statuses, self.picker, self.tags]
    }

    fn close(self) {
        self.floating().iter().for_each(|open| open.set(None));
    }

    /// Gives a status, after asking for a reason where the requester is owed one.
    pub(super) fn choose(self, subject: Subject, status: RequestStatus) {
        self.subject.set(Some(subject.clone()));
        if status.takes_reason() {
            self.reason.set(Some(status));
        } else {
            self.give(subject, status, None);
        }
    }

    /// Gives a status.
    pub(super) fn give(self, subject: Subject, status: RequestStatus, reason: Option<String>) {
        spawn_local(async move {
            let change = StatusChange { status, reason };
            let answer = contract::change_request_status(subject.id, subject.version, &change).await;
            if let Some(request) = self.settle(subject.id, answer) {
                let text = status_text(self.i18n, request.status);
                self.toasts.say(format!("{} · {text}", request.reference));
            }
        });
    }

    /// Puts a person on a request or takes them off; can be taken back as long as the toast is there.
    pub(super) fn toggle(self, subject: Subject, person: Assignee) {
        let (before, after) = (ids(&subject.assignees), subject.with_assignee_toggled(person.id));
        spawn_local(async move {
            let answer = assign(subject.id, subject.version, after.clone()).await;
            let Some(request) = self.settle(subject.id, answer) else { return };
            let text = if after.contains(&person.id) {
                now!(self.i18n, requests.assigned_to, name = person.name.as_str())
            } else {
                now!(self.i18n, requests.unassigned, name = person.name.as_str())
            };
            let (id, version) = (request.id, request.version);
            let undo = move || {
                let before = before.clone();
                spawn_local(async move {
                    let answer = assign(id, version, before).await;
                    self.settle(id, answer);
                });
            };
            self.toasts.say_with(text, say!(self.i18n, ui.undo), undo);
        });
    }

    /// Puts a tag on the request that tags are chosen for, or takes it off; says what came of it.
    pub(super) fn retag(self, tag: Uuid, done: impl FnOnce(Result<(), Problem>) + 'static) {
        let Some(subject) = self.subject.get_untracked() else { return };
        let tag_ids = subject.with_tag_toggled(tag);
        spawn_local(async move {
            let answer = contract::tag_request(subject.id, subject.version, &Tags { tag_ids }).await;
            match answer {
                Ok(request) => {
                    self.subject.try_set(Some(Subject::from(&request)));
                    self.tell(request);
                    done(Ok(()));
                }
                Err(problem) if problem.is_stale() => {
                    self.tags.try_set(None);
                    self.stale.try_run(subject.id);
                }
                Err(problem) => done(Err(problem)),
            }
        });
    }

    /// Publishes a request or takes it back; can be undone as long as the toast is there.
    pub(super) async fn publish(self, subject: Subject, published: bool) {
        let answer = contract::publish_request(subject.id, subject.version, &Publication { published }).await;
        let Some(request) = self.settle(subject.id, answer) else { return };
        let reference = request.reference.as_str();
        let text = match published {
            true => now!(self.i18n, requests.now_published, reference = reference),
            false => now!(self.i18n, requests.now_internal, reference = reference),
        };
        let undo = move || {
            let (id, version) = (request.id, request.version);
            spawn_local(async move {
                let before = Publication { published: !published };
                self.settle(id, contract::publish_request(id, version, &before).await);
            });
        };
        self.toasts.say_with(text, say!(self.i18n, ui.undo), undo);
    }

    /// Passes on what a request has become.
    pub(super) fn tell(self, request: Request) {
        self.changed.try_run(request);
    }

    fn settle(self, id: Uuid, answer: Result<Request, Problem>) -> Option<Request> {
        match answer {
            Ok(request) => {
                self.changed.try_run(request.clone());
                Some(request)
            }
            Err(problem) if problem.is_stale() => {
                self.stale.try_run(id);
                None
            }
            Err(problem) => {
                self.toasts.warn(problem_text(self.i18n, &problem));
                None
            }
        }
    }
}

async fn assign(id: Uuid, version: i64, assignee_ids: Vec<Uuid>) -> Result<Request, Problem> {
    contract::assign_request(id, version, &Assignment { assignee_ids }).await
}

fn ids(people: &[Assignee]) -> Vec<Uuid> {
    people.iter().map(|one| one.id).collect()
}
