//! What was said about a request, and what happened to it.

use std::collections::HashMap;

use authz::{
    Action, Actor, Comments, Permit, Requests, Scope,
    acts::{CommentOnRequest, RemarkOnRequest},
};
use chrono::{DateTime, Utc};
use domain::RequestStatus;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Loaded, change::count_comment};
use crate::{
    audit::Happened,
    db::{
        Db, DbError, Tx, Writer,
        entities::{audit, request_comment, user_account},
        gathered,
    },
    features::requests::wire::{Change, ChangeKind, Comment, MyComment, full_name},
    http::PageStart,
    random::Random,
    wire::Named,
};

/// Leave to say something: in public, or among those who see the working version.
#[derive(Debug)]
pub enum MaySay {
    InPublic(Permit<CommentOnRequest>),
    Internally(Permit<RemarkOnRequest>),
}

impl MaySay {
    fn pen<'t>(&self, tx: &'t Tx) -> (Writer<'t>, domain::UserId, bool) {
        match self {
            Self::InPublic(permit) => (tx.by(permit), permit.by(), false),
            Self::Internally(permit) => (tx.by(permit), permit.by(), true),
        }
    }
}

/// What `actor` said about the requests they see, newest first: `limit` at the most; what they said internally only
/// where they still see the working version.
///
/// # Errors
/// When the database fails, or the rights have changed.
pub async fn said_by_myself(db: &Db, actor: &Actor, limit: u64) -> Result<Vec<MyComment>, DbError> {
    use request_comment::Column::{AuthorId, Id, Internal, WrittenAt};
    let mut said = Vec::new();
    for (internal, action) in [(false, Action::ViewRequest), (true, Action::ViewWorking)] {
        let comments = db.visible::<request_comment::Entity, Requests>(&actor.requests_for(action));
        let comments = comments.narrow(|comments| {
            let own = comments.filter(AuthorId.eq(actor.user().0)).filter(Internal.eq(internal));
            own.order_by_desc(WrittenAt).order_by_desc(Id).limit(limit)
        });
        said.extend(comments.rows::<MyComment>().await?);
    }
    said.sort_by_key(|comment| std::cmp::Reverse(comment.written_at));
    said.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(said)
}

/// Adds a comment or a remark.
pub async fn insert(
    tx: &Tx,
    leave: MaySay,
    random: &dyn Random,
    now: DateTime<Utc>,
    request: &Loaded,
    text: &str,
) -> Result<Uuid, DbError> {
    let (writer, by, internal) = leave.pen(tx);
    let id = random.id(now);
    let row = request_comment::ActiveModel {
        id: Set(id),
        request_id: Set(request.row.id),
        author_id: Set(by.0),
        internal: Set(internal),
        text: Set(text.to_owned()),
        written_at: Set(now),
    };
    writer.insert(row).await?;
    count_comment(writer, request, now, internal).await?;
    let happened = Happened {
        operation: "comment_on_request",
        subject: "request",
        id: request.row.id,
        working: internal,
        detail: json!({ "comment": id }),
    };
    happened.record(writer, random, now, by).await?;
    Ok(id)
}

/// A page of what was said, oldest first.
pub async fn list_comments(
    db: &Db,
    scope: &Scope<Comments>,
    page: &PageStart,
) -> Result<Vec<Comment>, DbError> {
    let comments = db.visible::<request_comment::Entity, _>(scope).narrow(|comments| {
        let ordered = comments
            .order_by_asc(request_comment::Column::WrittenAt)
            .order_by_asc(request_comment::Column::Id);
        let start = page.after_moment(request_comment::Column::WrittenAt, request_comment::Column::Id);
        ordered.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    comment_rows(comments).await
}

/// One comment.
pub async fn find_comment(db: &Db, scope: &Scope<Comments>, id: Uuid) -> Result<Option<Comment>, DbError> {
    let comment = db.visible::<request_comment::Entity, _>(scope);
    let comment = comment.narrow(|comments| comments.filter(request_comment::Column::Id.eq(id)));
    Ok(comment_rows(comment).await?.into_iter().next())
}

/// A page of what happened, oldest first.
pub async fn list_changes(
    db: &Db,
    actor: &Actor,
    request: &Loaded,
    page: &PageStart,
) -> Result<Vec<Change>, DbError> {
    let changes = db.visible::<audit::Entity, _>(&actor.history(&request.facts)).narrow(|changes| {
        let ordered = changes.order_by_asc(audit::Column::At).order_by_asc(audit::Column::Id);
        let start = page.after_moment(audit::Column::At, audit::Column::Id);
        ordered.filter(Condition::all().add_option(start)).limit(page.fetch())
    });
    let named = changes.narrow(|changes| changes.expr_as(gathered::spoken_of(db.engine()), "spoken_of"));
    let sees_tags = actor.check(Action::ViewTags, &request.facts);
    let mut shown = Vec::new();
    for ChangeRow { line, spoken_of } in named.rows().await? {
        let people: Vec<Spoken> = gathered::read(&spoken_of)?;
        let people = people.into_iter().map(|it| (it.id, full_name(&it.first, &it.last))).collect();
        shown.extend(change_of(line, &people, sees_tags));
    }
    Ok(shown)
}

#[derive(Debug, FromQueryResult)]
struct ChangeRow {
    #[sea_orm(nested)]
    line: audit::Model,
    spoken_of: String,
}

/// Somebody of whom a line speaks, as `db::gathered` tells.
#[derive(Debug, Deserialize)]
struct Spoken {
    id: Uuid,
    first: String,
    last: String,
}

#[derive(Debug, FromQueryResult)]
struct CommentRow {
    id: Uuid,
    author_id: Uuid,
    first_name: String,
    last_name: String,
    internal: bool,
    text: String,
    written_at: DateTime<Utc>,
}

async fn comment_rows<C: sea_orm::ConnectionTrait>(
    comments: crate::db::Scoped<'_, C, request_comment::Entity>,
) -> Result<Vec<Comment>, DbError> {
    let to_author: RelationDef = request_comment::Entity::belongs_to(user_account::Entity)
        .from(request_comment::Column::AuthorId)
        .to(user_account::Column::Id)
        .into();
    let rows = comments.narrow(|comments| {
        let comments =
            comments.column(user_account::Column::FirstName).column(user_account::Column::LastName);
        comments.join(JoinType::InnerJoin, to_author)
    });
    let comment = |row: CommentRow| Comment {
        id: row.id,
        author: Named { id: row.author_id, name: full_name(&row.first_name, &row.last_name) },
        internal: row.internal,
        text: row.text,
        written_at: row.written_at,
    };
    Ok(rows.rows::<CommentRow>().await?.into_iter().map(comment).collect())
}

fn assignees_in(detail: &Value) -> Vec<Uuid> {
    let ids = detail["assignees"].as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// The tags that a line speaks of, by the names they had then.
fn tags_in(list: &Value) -> Vec<Named> {
    let tags = list.as_array().into_iter().flatten();
    let named = |tag: &Value| {
        Some(Named { id: tag["id"].as_str()?.parse().ok()?, name: tag["name"].as_str()?.to_owned() })
    };
    tags.filter_map(named).collect()
}

fn change_of(row: audit::Model, people: &HashMap<Uuid, String>, sees_tags: bool) -> Option<Change> {
    let kind = match row.operation.as_str() {
        "create_request" => ChangeKind::Entered,
        "change_request_status" => ChangeKind::StatusChanged,
        "assign_request" => ChangeKind::Assigned,
        "comment_on_request" => ChangeKind::Commented,
        "update_request" => ChangeKind::Edited,
        "tag_request" => ChangeKind::Tagged,
        "publish_request" if row.detail["published"] == true => ChangeKind::Published,
        "publish_request" => ChangeKind::Unpublished,
        "delete_user" => ChangeKind::TakenOver,
        _ => return None,
    };
    let named = |id: Uuid| Named { id, name: people.get(&id).cloned().unwrap_or_default() };
    let tags = |key: &str| (kind == ChangeKind::Tagged && sees_tags).then(|| tags_in(&row.detail[key]));
    let status = |key: &str| row.detail[key].as_str()?.parse::<RequestStatus>().ok().map(Into::into);
    Some(Change {
        id: row.id,
        at: row.at,
        actor: row.actor_id.map(named),
        kind,
        from: status("from"),
        to: status("to"),
        reason: row.detail["reason"].as_str().map(ToOwned::to_owned),
        assignees: (kind == ChangeKind::Assigned)
            .then(|| assignees_in(&row.detail).into_iter().map(named).collect()),
        put_on: tags("put_on"),
        taken_off: tags("taken_off"),
    })
}
