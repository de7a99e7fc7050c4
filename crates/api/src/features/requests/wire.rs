use authz::{Action, Actor, RequestFacts};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Reference, RequestStatus};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::Loaded;
use crate::wire::{ActionWord, Label, MailAddress, Name, Named, Prose, RequestStatusWord, actions};

/// A request in a list. What one may not see is absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestSummary {
    pub id: Uuid,
    /// The name for people.
    #[schema(example = "R-2026-000123")]
    pub reference: String,
    pub title: String,
    pub status: RequestStatusWord,
    pub site: Named,
    pub requester_name: String,
    pub entered_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// How many comments one may read.
    pub comments: i32,
    /// Who does the work; absent for those who see the public face only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub assignees: Option<Vec<Assignee>>,
    /// Its tags; absent for those who may not see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tags: Option<Vec<ShownTag>>,
    /// Whether all see it who see the published ones of its site; absent for those who see the public face only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub published: Option<bool>,
    /// The version that `If-Match` names.
    pub version: i32,
    /// What one may do to it.
    pub allowed: Vec<ActionWord>,
    /// What one may make it become.
    pub next_statuses: Vec<RequestStatusWord>,
}

/// A page of requests, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestPage {
    pub items: Vec<RequestSummary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// A request, whole. What one may not see is absent.
#[derive(Debug, Serialize, ToSchema)]
pub struct Request {
    #[serde(flatten)]
    pub summary: RequestSummary,
    pub text: String,
    pub requester: Requester,
    /// The day on which it was noticed.
    pub noticed_on: NaiveDate,
    /// Why it was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub status_reason: Option<String>,
}

/// Who asks, as the form said. How to reach them is for the team and for themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct Requester {
    pub first_name: String,
    pub last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub phone: Option<String>,
}

/// Which requests.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestQuery {
    /// Only of this site [OP-8].
    pub site_id: Option<Uuid>,
    /// Only of these sites [PP-9]: at most a hundred ids, with commas between.
    #[param(
        value_type = Option<String>,
        max_length = 3699,
        pattern = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(,[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})*$"
    )]
    pub site_ids: Option<SiteIds>,
    /// Only in this status.
    pub status: Option<RequestStatusWord>,
    /// Only those whose requester's name holds this, upper and lower case alike [OP-8].
    #[param(max_length = 120)]
    pub requester: Option<String>,
    /// Only one's own.
    pub mine: Option<bool>,
    /// Only those assigned to this user, team or resource by name, where one sees who works on them [PL-9].
    pub assignee_id: Option<Uuid>,
    /// Only those whose owner this user is, where one sees who works on them [CT-9].
    pub owner_id: Option<Uuid>,
    /// Only those about which somebody still has to do something; or only the others.
    pub open: Option<bool>,
    /// Where the page before this one said that it goes on.
    pub cursor: Option<String>,
    /// How many items at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u64>,
}

/// Ids of sites, with commas between.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct SiteIds(pub Vec<Uuid>);

impl TryFrom<String> for SiteIds {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let unread = |part: &str| format!("`site_ids` takes ids of sites with commas between, not `{part}`");
        let ids: Result<Vec<Uuid>, String> =
            text.split(',').map(|part| part.parse().map_err(|_| unread(part))).collect();
        Ok(Self(ids?))
    }
}

/// What the form sends [OP-5]. What is left out is taken from the account of the one who enters it.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequest {
    pub site_id: Uuid,
    /// What is wrong, and where exactly.
    pub text: Prose,
    /// The first line of the text, when absent.
    pub title: Option<Name>,
    pub requester: Option<NewRequester>,
    /// Today, when absent.
    pub noticed_on: Option<NaiveDate>,
    /// Send the requester a confirmation, where the settings allow it [OP-7]; yes, when absent.
    pub confirm_by_mail: Option<bool>,
}

/// Who asks, where that is not as in the account.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRequester {
    pub first_name: Option<Label>,
    pub last_name: Option<Label>,
    pub email: Option<MailAddress>,
    pub phone: Option<Label>,
}

/// What a request shall say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestChange {
    pub title: Name,
    pub text: Prose,
    pub requester: RequesterChange,
    pub noticed_on: NaiveDate,
}

/// Who asks, as it shall read. What is left out is none; what one may not see and leaves out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequesterChange {
    pub first_name: Label,
    pub last_name: Label,
    pub email: Option<MailAddress>,
    pub phone: Option<Label>,
}

/// Whether a request shall be shown to all who see the published ones of its site.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    pub published: bool,
}

/// Who shall do the work: the whole list, replacing the one before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    #[schema(max_items = 50)]
    pub assignee_ids: Vec<Uuid>,
}

/// Somebody in the place of somebody else, in many requests.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassignment {
    #[schema(min_items = 1, max_items = 200)]
    pub request_ids: Vec<Uuid>,
    /// The user, team or resource that goes.
    pub from: Uuid,
    /// The user, team or resource that comes; nobody, when absent.
    pub to: Option<Uuid>,
}

/// What became of each request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reassigned {
    pub reassigned: Vec<Uuid>,
    pub refused: Vec<Unassignable>,
}

/// A request that stays as it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unassignable {
    pub request_id: Uuid,
    pub reason: UnassignableReason,
}

/// Why a request stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnassignableReason {
    /// There is none of that id that one may see.
    NotFound,
    /// One may not assign it.
    Refused,
    /// Whoever should come cannot be assigned at its site.
    NoCandidate,
}

/// Which tags the request shall bear: the whole list of those one sees, replacing the one before.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    #[schema(max_items = 50)]
    pub tag_ids: Vec<Uuid>,
}

/// Where the request shall stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    pub status: RequestStatusWord,
    /// Read by the requester; required for `rejected`.
    pub reason: Option<Prose>,
}

/// Something said about a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comment {
    pub id: Uuid,
    pub author: Named,
    /// Read only by those who see the working version.
    pub internal: bool,
    pub text: String,
    pub written_at: DateTime<Utc>,
}

/// A page of comments, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentPage {
    pub items: Vec<Comment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Something to say about a request.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    pub text: Prose,
    /// Only for those who see the working version; no, when absent.
    pub internal: Option<bool>,
}

/// One thing that happened to a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct Change {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// Who did it; absent where the server did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub actor: Option<Named>,
    pub kind: ChangeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub from: Option<RequestStatusWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub to: Option<RequestStatusWord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reason: Option<String>,
    /// Who does the work from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub assignees: Option<Vec<Named>>,
    /// The tags that were put on, as they were called; absent for those who may not see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub put_on: Option<Vec<Named>>,
    /// The tags that were taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub taken_off: Option<Vec<Named>>,
}

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Entered,
    StatusChanged,
    Assigned,
    Commented,
    Edited,
    Tagged,
    Published,
    Unpublished,
    /// Its owner was deleted, and another took over [CT-9].
    TakenOver,
}

/// A page of changes, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangePage {
    pub items: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

/// Which candidates.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CandidateQuery {
    /// Only those whose name holds this, upper and lower case alike.
    #[param(max_length = 120)]
    pub name: Option<String>,
}

/// Teams, people and resources that can be assigned, by name; at most two hundred.
#[derive(Debug, Serialize, ToSchema)]
pub struct Candidates {
    pub items: Vec<Assignee>,
}

/// Who does the work, or could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Assignee {
    pub id: Uuid,
    pub kind: AssigneeKind,
    pub name: String,
}

/// What an assignee is: whoever has a login is a user, with a resource of theirs or without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssigneeKind {
    User,
    Team,
    /// A worker without a login [PL-1].
    Resource,
}

/// A tag on a request, as its category says how to display it [CT-1].
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShownTag {
    pub id: Uuid,
    pub name: String,
    /// The axis along which it classifies.
    pub category: String,
    /// One of the twelve colours.
    #[schema(minimum = 1, maximum = 12)]
    pub colour: i32,
    /// Whether lists show it, or only the request itself.
    pub in_lists: bool,
}

/// Something one said about a request, and still sees there.
#[derive(Debug, Serialize, ToSchema, FromQueryResult)]
pub struct MyComment {
    pub request_id: Uuid,
    /// Whether only those read it who see the working version.
    pub internal: bool,
    pub text: String,
    pub written_at: DateTime<Utc>,
}

impl RequestSummary {
    /// The request as `actor` may see it.
    pub fn new(actor: &Actor, loaded: &Loaded) -> Self {
        let (row, facts) = (&loaded.row, &loaded.facts);
        let allowed = actor.allowed_on(facts);
        let working = allowed.contains(Action::ViewWorking);
        let status: RequestStatus = loaded.status();
        Self {
            id: row.id,
            reference: loaded.reference(),
            title: row.title.clone(),
            status: status.into(),
            site: Named { id: row.site_id, name: loaded.site_name.clone() },
            requester_name: full_name(&row.requester_first_name, &row.requester_last_name),
            entered_at: row.entered_at,
            changed_at: row.changed_at,
            comments: row.public_comments + if working { row.internal_comments } else { 0 },
            assignees: working.then(|| loaded.assignees.clone()),
            tags: allowed.contains(Action::ViewTags).then(|| loaded.tags.clone()),
            published: working.then_some(row.published),
            version: row.version,
            allowed: actions(allowed),
            next_statuses: next_statuses(actor, facts, status),
        }
    }
}

impl Request {
    /// The request as `actor` may see it.
    pub fn new(actor: &Actor, loaded: &Loaded) -> Self {
        let row = &loaded.row;
        let reach = sees_contact(actor, &loaded.facts);
        Self {
            summary: RequestSummary::new(actor, loaded),
            text: row.text.clone(),
            requester: Requester {
                first_name: row.requester_first_name.clone(),
                last_name: row.requester_last_name.clone(),
                email: row.requester_email.clone().filter(|_| reach),
                phone: row.requester_phone.clone().filter(|_| reach),
            },
            noticed_on: row.noticed_on,
            status_reason: row.status_reason.clone(),
        }
    }
}

/// Whether somebody sees how to reach the requester: that belongs to the working version, and to themselves.
pub fn sees_contact(actor: &Actor, request: &RequestFacts) -> bool {
    actor.check(Action::ViewWorking, request) || request.owner == actor.user()
}

fn next_statuses(actor: &Actor, facts: &RequestFacts, status: RequestStatus) -> Vec<RequestStatusWord> {
    let next = status.next().iter().filter(|&&to| actor.may_move(facts, status, to));
    next.map(|&status| status.into()).collect()
}

/// First and last name as people write them.
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

/// The reference for people.
pub fn reference(year: i32, number: i32) -> String {
    Reference { year, number }.to_string()
}
