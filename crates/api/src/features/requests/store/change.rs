//! What changes a request. Each takes the permit for just that change.

use authz::{
    Permit,
    acts::{AssignRequest, ChangeRequestStatus, CreateRequest, EditRequest, PublishRequest, TagRequest},
};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{RequestId, RequestStatus, UserId, fold_case, title_of};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, IntoActiveModel,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use serde_json::json;
use uuid::Uuid;

use super::Loaded;
use crate::{
    audit::Happened,
    db::{
        DbError, Tx, Writer,
        entities::{reference_counter, request, request_assignment, request_tag, user_account},
        unfenced::Because,
    },
    features::requests::wire::{Assignee, AssigneeKind, RequestChange, full_name, reference},
    random::Random,
    wire::{Label, Named},
};

/// What a new request holds, checked and completed.
#[derive(Debug)]
pub struct NewRow {
    pub owner: UserId,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub confirm_by_mail: bool,
    pub title: Option<String>,
    pub text: String,
    pub noticed_on: NaiveDate,
    pub published: bool,
}

/// Enters a request at the site that the permit is for. The pen comes back for what goes along with it.
pub async fn insert<'t>(
    tx: &'t Tx,
    permit: Permit<CreateRequest>,
    random: &dyn Random,
    now: DateTime<Utc>,
    new: NewRow,
) -> Result<(RequestId, Writer<'t>), DbError> {
    let id = random.id(now);
    let number = next_number(tx, now.year()).await?;
    let place = *permit.on();
    let title = new.title.unwrap_or_else(|| title_of(&new.text));
    let row = request::ActiveModel {
        id: Set(id),
        year: Set(now.year()),
        number: Set(number),
        site_id: Set(place.site.0),
        group_id: Set(place.group.0),
        owner_id: Set(new.owner.0),
        entered_by_id: Set(permit.by().0),
        requester_key: Set(fold_case(&full_name(&new.first_name, &new.last_name))),
        requester_first_name: Set(new.first_name),
        requester_last_name: Set(new.last_name),
        requester_email: Set(new.email),
        requester_phone: Set(new.phone),
        confirm_by_mail: Set(new.confirm_by_mail),
        title: Set(if title.is_empty() { reference(now.year(), number) } else { title }),
        text: Set(new.text),
        noticed_on: Set(new.noticed_on),
        status: Set(RequestStatus::AwaitingAssignment.word().to_owned()),
        status_reason: Set(None),
        published: Set(new.published),
        public_comments: Set(0),
        internal_comments: Set(0),
        entered_at: Set(now),
        changed_at: Set(now),
        version: Set(1),
    };
    let writer = tx.by(&permit);
    writer.insert(row).await?;
    happened("create_request", id, false, json!({})).record(writer, random, now, permit.by()).await?;
    Ok((RequestId(id), writer))
}

/// Replaces the assignees.
pub async fn assign(
    tx: &Tx,
    permit: Permit<AssignRequest>,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    assignees: &[Assignee],
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let id = request.row.id;
    writer.delete::<request_assignment::Entity>(request_assignment::Column::RequestId.eq(id).into()).await?;
    let rows = assignees.iter().map(|assignee| {
        let is = |kind| (assignee.kind == kind).then_some(assignee.id);
        request_assignment::ActiveModel {
            request_id: Set(id),
            assignee_id: Set(assignee.id),
            user_id: Set(is(AssigneeKind::User)),
            team_id: Set(is(AssigneeKind::Team)),
            resource_id: Set(is(AssigneeKind::Resource)),
            entered_at: Set(request.row.entered_at),
        }
    });
    writer.insert_all(rows.collect()).await?;
    touch(writer, request, now, |_| {}).await?;
    let ids: Vec<Uuid> = assignees.iter().map(|assignee| assignee.id).collect();
    happened("assign_request", id, true, json!({ "assignees": ids }))
        .record(writer, random, now, permit.by())
        .await
}

/// Which tags come and which go.
#[derive(Debug)]
pub struct Retagging {
    pub put_on: Vec<Named>,
    pub taken_off: Vec<Named>,
}

/// Puts tags on and takes tags off. The audit keeps their names as they were.
pub async fn tag(
    tx: &Tx,
    permit: Permit<TagRequest>,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    change: Retagging,
) -> Result<(), DbError> {
    let (id, writer) = (request.row.id, tx.by(&permit));
    let gone = Condition::all()
        .add(request_tag::Column::RequestId.eq(id))
        .add(request_tag::Column::TagId.is_in(change.taken_off.iter().map(|tag| tag.id)));
    writer.delete::<request_tag::Entity>(gone).await?;
    let rows = change.put_on.iter().map(|tag| request_tag::ActiveModel {
        tag_id: Set(tag.id),
        entered_at: Set(request.row.entered_at),
        request_id: Set(id),
    });
    writer.insert_all(rows.collect()).await?;
    touch(writer, request, now, |_| {}).await?;
    let detail = json!({ "put_on": change.put_on, "taken_off": change.taken_off });
    happened("tag_request", id, true, detail).record(writer, random, now, permit.by()).await
}

/// Moves the request along its life cycle; the move has been checked against the table. The pen comes back for
/// what goes along with it.
pub async fn change_status<'t>(
    tx: &'t Tx,
    permit: Permit<ChangeRequestStatus>,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    to: RequestStatus,
    reason: Option<&str>,
) -> Result<Writer<'t>, DbError> {
    let writer = tx.by(&permit);
    touch(writer, request, now, |row| {
        row.status = Set(to.word().to_owned());
        row.status_reason = Set(reason.map(ToOwned::to_owned));
    })
    .await?;
    if to.is_open() && !request.status().is_open() {
        leave_out_the_deleted(writer, request.row.id).await?;
    }
    let detail = json!({ "from": request.row.status, "to": to.word(), "reason": reason });
    happened("change_request_status", request.row.id, false, detail)
        .record(writer, random, now, permit.by())
        .await?;
    Ok(writer)
}

/// What was done keeps their names; what is to be done again is nobody's who is gone [CT-9].
async fn leave_out_the_deleted(writer: Writer<'_>, request: Uuid) -> Result<(), DbError> {
    let gone = Query::select()
        .column(user_account::Column::Id)
        .from(user_account::Entity)
        .and_where(user_account::Column::DeletedAt.is_not_null())
        .to_owned();
    let theirs = Condition::all()
        .add(request_assignment::Column::RequestId.eq(request))
        .add(request_assignment::Column::UserId.in_subquery(gone));
    writer.delete::<request_assignment::Entity>(theirs).await
}

/// Changes what the request says. The audit names the fields, and holds no personal values.
pub async fn update(
    tx: &Tx,
    permit: Permit<EditRequest>,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    change: &RequestChange,
    sees_contact: bool,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    let said = &change.requester;
    let (first_name, last_name) = (said.first_name.trimmed(), said.last_name.trimmed());
    let (title, text) = (change.title.trimmed(), change.text.trimmed());
    let before = &request.row;
    // Who does not see how to reach people sends nothing back, and that erases nothing.
    let unseen = |stored: &Option<String>| stored.clone().filter(|_| !sees_contact);
    let email = said.email.as_ref().map(|email| email.0.clone()).or_else(|| unseen(&before.requester_email));
    let phone = match &said.phone {
        Some(phone) => Label::filled(Some(phone)),
        None => unseen(&before.requester_phone),
    };
    let changed: Vec<&str> = [
        ("title", before.title != title),
        ("text", before.text != text),
        (
            "requester_name",
            (&before.requester_first_name, &before.requester_last_name) != (&first_name, &last_name),
        ),
        ("requester_email", before.requester_email != email),
        ("requester_phone", before.requester_phone != phone),
        ("noticed_on", before.noticed_on != change.noticed_on),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect();
    touch(writer, request, now, |row| {
        row.title = Set(title);
        row.text = Set(text);
        row.requester_key = Set(fold_case(&full_name(&first_name, &last_name)));
        row.requester_first_name = Set(first_name);
        row.requester_last_name = Set(last_name);
        row.requester_email = Set(email);
        row.requester_phone = Set(phone);
        row.noticed_on = Set(change.noticed_on);
    })
    .await?;
    happened("update_request", request.row.id, false, json!({ "changed": changed }))
        .record(writer, random, now, permit.by())
        .await
}

/// Shows the request to all who see the published ones of its site, or keeps it from them.
pub async fn publish(
    tx: &Tx,
    permit: Permit<PublishRequest>,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    published: bool,
) -> Result<(), DbError> {
    let writer = tx.by(&permit);
    touch(writer, request, now, |row| row.published = Set(published)).await?;
    happened("publish_request", request.row.id, true, json!({ "published": published }))
        .record(writer, random, now, permit.by())
        .await
}

/// Counts a comment on the request. It is no new version: what others are changing stands as it was.
pub async fn count_comment(
    writer: Writer<'_>,
    request: &Loaded,
    now: DateTime<Utc>,
    internal: bool,
) -> Result<(), DbError> {
    let (public, inside) = (request.row.public_comments, request.row.internal_comments);
    let row = request::ActiveModel {
        id: Set(request.row.id),
        public_comments: Set(public + i32::from(!internal)),
        internal_comments: Set(inside + i32::from(internal)),
        changed_at: Set(now),
        ..Default::default()
    };
    writer.update(row).await.map(drop)
}

async fn touch(
    writer: Writer<'_>,
    request: &Loaded,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut request::ActiveModel),
) -> Result<(), DbError> {
    let mut row = request.row.clone().into_active_model();
    row.changed_at = Set(now);
    row.version = Set(request.row.version + 1);
    change(&mut row);
    writer.update(row).await.map(drop)
}

async fn next_number(tx: &Tx, year: i32) -> Result<i32, DbError> {
    let last = reference_counter::Column::Last;
    let first = reference_counter::ActiveModel { year: Set(year), last: Set(1) };
    let one_more = Expr::col((reference_counter::Entity, last)).add(1);
    let otherwise = OnConflict::column(reference_counter::Column::Year).value(last, one_more).to_owned();
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    Ok(unfenced.upsert_returning(first, otherwise).await?.last)
}

fn happened(operation: &'static str, id: Uuid, working: bool, detail: serde_json::Value) -> Happened {
    Happened { operation, subject: "request", id, working, detail }
}
