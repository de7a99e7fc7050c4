use actix_web::{HttpResponse, post, web::Data};
use authz::{Actor, Node, TagMerge, acts::MergeTags, decide};
use chrono::{DateTime, Utc};
use domain::TagId;

use super::{
    create_tag::answer,
    store::{
        links,
        merging::merge,
        tags::{self, Loaded},
    },
    wire::{Merger, Tag},
};
use crate::{
    app::App,
    db::Tx,
    http::{Answer, Body, Id, IfMatch, Kind, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Make one tag of two: what bears the first bears the second from then on, and its links lead from the second. The
/// first is gone. Answers the second.
///
/// Whoever merges manages tags where both live, tags requests wherever the first is borne, and could give what the
/// links of either open to those of the other: tagging is sharing.
#[utoipa::path(
    tag = "tags",
    params(
        ("id" = Uuid, Path, description = "The first tag, which goes"),
        ("If-Match" = String, Header, description = "The version of the first tag, as in its `ETag`"),
    ),
    request_body = Merger,
    responses((status = 200, description = "Merged", body = Tag, headers(("ETag" = String, description = "Its version"))))
)]
#[post("/tags/{id}/merger")]
pub async fn merge_tags(
    app: Data<App>,
    caller: Caller,
    id: Id<TagId>,
    version: IfMatch,
    body: Body<Merger>,
) -> Answer<HttpResponse> {
    let into = TagId(body.0.into_id);
    let now = app.clock.now();
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let first = tags::find_within(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let second = another(&tx, &actor, id.0, into).await?;
    let facts = facts(&tx, &first, &second, now).await?;
    let out_of_reach = facts.borne_at.iter().any(|&place| !second.home.covers(Node::Site(place)));
    let permit = decide::<MergeTags>(&actor, facts)?;
    version.check(first.row.version)?;
    if out_of_reach {
        let detail = "requests bear the first tag where tags of this one's category cannot be put on";
        return Err(refused("out_of_reach", detail));
    }
    merge(&tx, permit, &*app.random, now, &first.row, &second.row).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, into, HttpResponse::Ok()).await)
}

async fn another(tx: &Tx, actor: &Actor, first: TagId, second: TagId) -> Answer<Loaded> {
    if first == second {
        return Err(refused("itself", "this is the same tag: name another one"));
    }
    let unknown = || refused("unknown", "there is no such tag");
    tags::find_within(tx, actor, second).await?.ok_or_else(unknown)
}

/// What the decision looks at: links and requests that the caller does not see count too.
async fn facts(tx: &Tx, first: &Loaded, second: &Loaded, now: DateTime<Utc>) -> Answer<TagMerge> {
    Ok(TagMerge {
        homes: [first.home, second.home],
        borne_at: links::borne_at(tx, TagId(first.row.id)).await?,
        carried: links::links_of(tx, &[first.row.id], now).await?,
        leading: links::links_of(tx, &[second.row.id], now).await?,
    })
}

fn refused(code: &str, detail: &str) -> Problem {
    Problem::at(Kind::InvalidBody, "/into_id", code, detail)
}
