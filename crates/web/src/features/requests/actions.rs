//! What one does to a request, the same from its row, its page, a right click and a key.

use domain::RequestStatus;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{picker::Picker, reason::ReasonDialog, subject::Subject};
use crate::{
    browser,
    client::Problem,
    contract::{self, Action, Assignment, PersonOrTeam, Request, StatusChange},
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{Icon, Menu, MenuItem, Place, StatusGlyph, Toasts, problem_text, status_text},
};

/// What is open, and about which request.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    pub(super) subject: RwSignal<Option<Subject>>,
    pub(super) menu: RwSignal<Option<Place>>,
    pub(super) statuses: RwSignal<Option<Place>>,
    pub(super) picker: RwSignal<Option<Place>>,
    pub(super) reason: RwSignal<Option<RequestStatus>>,
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

    /// Whether something is open.
    pub(super) fn is_open(self) -> bool {
        [self.menu, self.statuses, self.picker].iter().any(|open| open.with_untracked(Option::is_some))
            || self.reason.with_untracked(Option::is_some)
    }

    fn close(self) {
        [self.menu, self.statuses, self.picker].iter().for_each(|open| open.set(None));
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
    pub(super) fn toggle(self, subject: Subject, person: PersonOrTeam) {
        let (before, after) = (ids(&subject.assignees), subject.toggled(person.id));
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

fn ids(people: &[PersonOrTeam]) -> Vec<Uuid> {
    people.iter().map(|one| one.id).collect()
}

/// The menus, the picker and the question, whichever is open.
#[component]
pub(super) fn ActionLayer(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Menu open=actions.menu label=say!(i18n, requests.actions)><RequestItems actions=actions/></Menu>
        <Menu open=actions.statuses label=say!(i18n, requests.status)><StatusItems actions=actions/></Menu>
        <Picker actions=actions/>
        <ReasonDialog actions=actions/>
    }
}

#[component]
fn RequestItems(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = leptos_router::hooks::use_navigate();
    let Some(subject) = actions.subject.get_untracked() else { return ().into_any() };
    let (link, reference, asked) =
        (format!("/requests/{}", subject.id), subject.reference.clone(), subject.clone());
    let address = link.clone();
    let at = actions.menu.get_untracked();
    view! {
        <div class="head" role="presentation">{subject.reference.clone()}</div>
        <MenuItem
            icon=|| view! { <Icon name="arrow"/> }
            text=say!(i18n, requests.open)
            on_choose=move || navigate(&link, leptos_router::NavigateOptions::default())
        />
        {subject.allows(Action::AssignRequest).then(|| view! {
            <MenuItem
                icon=|| view! { <Icon name="user-plus"/> }
                text=say!(i18n, requests.assign_more)
                key="a".to_owned()
                on_choose=move || if let Some(place) = at { actions.open_picker(asked.clone(), place) }
            />
        })}
        {(!subject.statuses().is_empty()).then(|| view! {
            <hr role="separator"/>
            <StatusItems actions=actions/>
        })}
        <hr role="separator"/>
        <MenuItem
            icon=|| view! { <Icon name="copy"/> }
            text=say!(i18n, requests.copy_reference)
            on_choose=move || browser::copy(&reference)
        />
        <MenuItem
            icon=|| view! { <Icon name="link"/> }
            text=say!(i18n, requests.copy_link)
            on_choose=move || browser::copy(&format!("{}{address}", browser::origin()))
        />
    }
    .into_any()
}

/// The statuses a request can be given, by number.
#[component]
fn StatusItems(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let subject = actions.subject.get_untracked();
    let statuses = subject.as_ref().map(Subject::statuses).unwrap_or_default();
    let item = move |(index, status): (usize, RequestStatus)| {
        let subject = subject.clone();
        view! {
            <MenuItem
                icon=move || view! { <StatusGlyph status=status/> }
                text=move || status_text(i18n, status)
                key=(index + 1).to_string()
                on_choose=move || if let Some(subject) = subject.clone() { actions.choose(subject, status) }
            />
        }
    };
    view! { {statuses.into_iter().enumerate().map(item).collect_view()} }
}
