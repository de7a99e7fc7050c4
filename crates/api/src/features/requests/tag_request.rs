use actix_web::{HttpResponse, put, web::Data};
use authz::{
    Action, Actor, Right,
    acts::{TagRequest, Tagging},
    decide,
};
use chrono::{DateTime, Utc};
use domain::RequestId;
use uuid::Uuid;

use super::{
    read_request::answer,
    store::{self, Loaded, change::Retagging},
    wire::{Request, Tags},
};
use crate::{
    app::App,
    db::Tx,
    features::tags,
    http::{Answer, Body, Fault, Id, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
    wire::Named,
};

/// Say which tags a request bears [CT-1]. A linked tag shares it with whom it is linked to [CT-3], so putting one on
/// takes the right to give that; taking tags off does not.
#[utoipa::path(
    tag = "requests",
    params(
        ("id" = Uuid, Path, description = "The request"),
        ("If-Match" = String, Header, description = "The version of the request, as in its `ETag`"),
    ),
    request_body = Tags,
    responses((status = 200, description = "Tagged", body = Request, headers(("ETag" = String, description = "Its version"))))
)]
#[put("/requests/{id}/tags")]
pub async fn tag_request(
    app: Data<App>,
    caller: Caller,
    id: Id<RequestId>,
    version: IfMatch,
    body: Body<Tags>,
) -> Answer<HttpResponse> {
    let (named, now) = (&body.0.tag_ids, app.clock.now());
    let Acting { tx, actor } = caller.begin(&app).await?;
    let loaded = store::lock(&tx, &actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let seen = seen_tags(&actor, &loaded);
    let news = news(&tx, &actor, &loaded, named, &seen).await?;
    let opens = opens(&tx, &loaded, &news, now).await?;
    let permit = decide::<TagRequest>(&actor, Tagging { request: loaded.facts.clone(), opens })?;
    version.check(loaded.row.version)?;
    all_known(named, &seen, &news)?;
    let change = Retagging {
        put_on: news.into_iter().filter(|tag| !bears(&loaded, tag.id)).collect(),
        taken_off: seen.into_iter().filter(|tag| !named.contains(&tag.id)).collect(),
    };
    store::change::tag(&tx, permit, &*app.random, now, &loaded, change).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}

/// The tags of the request that the caller sees. Who sees none sends none back, and that takes none off.
fn seen_tags(actor: &Actor, loaded: &Loaded) -> Vec<Named> {
    let sees = actor.check(Action::ViewTags, &loaded.facts);
    let tags = loaded.tags.iter().filter(|_| sees);
    tags.map(|tag| Named { id: tag.id, name: tag.name.clone() }).collect()
}

/// The tags to put on, as far as the caller knows: one that is on already unseen is judged like any other, so that
/// the answer does not tell.
async fn news(tx: &Tx, actor: &Actor, loaded: &Loaded, named: &[Uuid], seen: &[Named]) -> Answer<Vec<Named>> {
    let new: Vec<Uuid> = named.iter().filter(|id| !holds(seen, **id)).copied().collect();
    let found = tags::find_for(tx, actor, loaded.facts.place, &new).await?;
    Ok(found.into_iter().map(|tag| Named { id: tag.id, name: tag.name }).collect())
}

/// What the links of those tags open at the request's site.
async fn opens(tx: &Tx, loaded: &Loaded, news: &[Named], now: DateTime<Utc>) -> Answer<Vec<Right>> {
    let ids: Vec<Uuid> = news.iter().map(|tag| tag.id).collect();
    let links = tags::links_of(tx, &ids, now).await?;
    Ok(links.iter().filter_map(|link| link.opens_at(loaded.facts.place)).collect())
}

fn all_known(named: &[Uuid], seen: &[Named], news: &[Named]) -> Answer<()> {
    let known = |id: Uuid| holds(seen, id) || holds(news, id);
    let fault = |(at, _): (usize, &Uuid)| {
        Fault::at(&format!("/tag_ids/{at}"), "unknown", "no tag of that id can be put on at this site")
    };
    let faults: Vec<Fault> = named.iter().enumerate().filter(|(_, id)| !known(**id)).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn holds(tags: &[Named], id: Uuid) -> bool {
    tags.iter().any(|tag| tag.id == id)
}

fn bears(loaded: &Loaded, id: Uuid) -> bool {
    loaded.tags.iter().any(|tag| tag.id == id)
}
