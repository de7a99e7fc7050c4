//! Writes the rows of one request as its life goes on, the way the server itself would have.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use domain::{RequestStatus, fold_case};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    calendar::utc,
    dice::Dice,
    founding::Ids,
    people::PEOPLE,
    places::SITES,
    rows::Rows,
    scenes::Players,
    timeline::{Beat, Who},
};
use crate::db::{
    Line,
    entities::{request, request_assignment, request_comment},
};

/// What the form said.
pub struct Form {
    pub site: usize,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub title: String,
    pub text: String,
    pub noticed: NaiveDate,
    pub published: bool,
    /// Somebody of the team typed it, after a call.
    pub by_telephone: bool,
}

/// A request that is being written.
pub struct Entry<'a> {
    ids: &'a Ids,
    players: &'a Players,
    row: request::Model,
    assignees: Vec<Uuid>,
    comments: Vec<request_comment::Model>,
    audit: Vec<Line>,
}

impl<'a> Entry<'a> {
    /// The request as it was entered.
    pub fn open(
        dice: &mut Dice,
        ids: &'a Ids,
        players: &'a Players,
        number: i32,
        at: NaiveDateTime,
        form: Form,
    ) -> Self {
        let entered_at = utc(at);
        let typist = if form.by_telephone { players.dispatcher } else { players.requester };
        let row = request::Model {
            id: dice.id(entered_at),
            year: entered_at.year(),
            number,
            site_id: ids.sites[form.site],
            group_id: ids.groups[SITES[form.site].group],
            owner_id: ids.people[players.requester],
            entered_by_id: ids.people[typist],
            requester_key: fold_case(&format!("{} {}", form.first_name, form.last_name)),
            requester_first_name: form.first_name,
            requester_last_name: form.last_name,
            confirm_by_mail: form.email.is_some(),
            requester_email: form.email,
            requester_phone: form.phone,
            title: form.title,
            text: form.text,
            noticed_on: form.noticed,
            status: RequestStatus::AwaitingAssignment.word().to_owned(),
            status_reason: None,
            published: form.published,
            public_comments: 0,
            internal_comments: 0,
            entered_at,
            changed_at: entered_at,
            version: 1,
        };
        let mut entry =
            Self { ids, players, row, assignees: Vec::new(), comments: Vec::new(), audit: Vec::new() };
        let by = entry.row.entered_by_id;
        entry.happened(dice, entered_at, by, "create_request", false, json!({}));
        entry
    }

    pub fn assign(&mut self, dice: &mut Dice, beat: &Beat, workers: usize) {
        let (at, by) = (utc(beat.at), self.person(beat.who));
        self.assignees =
            self.players.workers.iter().take(workers).map(|place| self.ids.people[*place]).collect();
        self.touch(at);
        let detail = json!({ "assignees": self.assignees });
        self.happened(dice, at, by, "assign_request", true, detail);
    }

    pub fn change_status(&mut self, dice: &mut Dice, beat: &Beat, to: RequestStatus, reason: Option<String>) {
        let (at, by) = (utc(beat.at), self.person(beat.who));
        self.touch(at);
        let detail = json!({ "from": self.row.status, "to": to.word(), "reason": reason });
        to.word().clone_into(&mut self.row.status);
        self.row.status_reason = reason;
        self.happened(dice, at, by, "change_request_status", false, detail);
    }

    /// A comment counts, but makes no new version of the request.
    pub fn comment(&mut self, dice: &mut Dice, beat: &Beat, internal: bool, text: String) {
        let (at, by) = (utc(beat.at), self.person(beat.who));
        let id = dice.id(at);
        let request_id = self.row.id;
        self.comments.push(request_comment::Model {
            id,
            request_id,
            author_id: by,
            internal,
            text,
            written_at: at,
        });
        self.row.changed_at = at;
        if internal {
            self.row.internal_comments += 1;
        } else {
            self.row.public_comments += 1;
        }
        self.happened(dice, at, by, "comment_on_request", internal, json!({ "comment": id }));
    }

    /// Puts the request among the others.
    pub fn close(self, rows: &mut Rows) {
        let (request_id, entered_at) = (self.row.id, self.row.entered_at);
        rows.requests.push(self.row);
        rows.assignments.extend(self.assignees.into_iter().map(|person| request_assignment::Model {
            request_id,
            assignee_id: person,
            user_id: Some(person),
            team_id: None,
            entered_at,
            resource_id: None,
        }));
        rows.comments.extend(self.comments);
        rows.audit.extend(self.audit);
    }

    fn touch(&mut self, at: DateTime<Utc>) {
        self.row.version += 1;
        self.row.changed_at = at;
    }

    fn person(&self, who: Who) -> Uuid {
        let players = self.players;
        self.ids.people[match who {
            Who::Requester => players.requester,
            Who::Dispatcher => players.dispatcher,
            Who::Worker => players.workers.first().copied().unwrap_or(players.dispatcher),
        }]
    }

    fn happened(
        &mut self,
        dice: &mut Dice,
        at: DateTime<Utc>,
        by: Uuid,
        operation: &str,
        working: bool,
        detail: Value,
    ) {
        self.audit.push(Line {
            id: dice.id(at),
            at,
            actor_id: Some(by),
            operation: operation.to_owned(),
            subject: "request".to_owned(),
            subject_id: self.row.id,
            working,
            detail,
            values: Vec::new(),
        });
    }
}

impl Form {
    /// The form as somebody with an account finds it: prefilled.
    pub fn prefilled(
        site: usize,
        requester: usize,
        (title, text): (String, String),
        noticed: NaiveDate,
    ) -> Self {
        let person = &PEOPLE[requester];
        Self {
            site,
            first_name: person.first_name.to_owned(),
            last_name: person.last_name.to_owned(),
            email: Some(person.email()),
            phone: Some(person.phone(requester)),
            title,
            text,
            noticed,
            published: true,
            by_telephone: false,
        }
    }
}
