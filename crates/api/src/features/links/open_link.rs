use actix_web::{
    post,
    web::{Data, Json},
};

use super::{
    store::{self, Followed},
    wire::{FollowedLink, LinkState, Presented},
};
use crate::{
    app::App,
    features::requests::full_name,
    http::{Answer, Body, Kind, Problem, ProblemDocument},
    wire::LanguageWord,
};

/// Say what a link that came by mail is good for, and note that it was followed. It is not used up by that: programs
/// that look at mails follow links too.
#[utoipa::path(
    tag = "links",
    request_body = Presented,
    security(()),
    responses(
        (status = 200, description = "What it is good for", body = FollowedLink),
        (status = 410, description = "There is no such link", body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[post("/links/opening")]
pub async fn open_link(app: Data<App>, body: Body<Presented>) -> Answer<Json<FollowedLink>> {
    let now = app.clock.now();
    let followed = store::find(&app.db, &body.0.token).await?.ok_or_else(gone)?;
    let mut state = followed.state(now);
    if state == LinkState::Sent {
        store::note_opened(&app.db, followed.row.id, now).await?;
        state = LinkState::Opened;
    }
    Ok(Json(shown(followed, state)))
}

fn shown(followed: Followed, state: LinkState) -> FollowedLink {
    let kind = followed.kind().into();
    let Followed { row, account } = followed;
    FollowedLink {
        kind,
        state,
        name: full_name(&account.first_name, &account.last_name),
        username: account.username,
        email: row.email,
        language: LanguageWord::stored(&account.language),
        expires_at: row.expires_at,
    }
}

/// It was used, ran out, or another one took its place.
pub fn gone() -> Problem {
    Problem::because(Kind::LinkGone, "ask for a new one; if you have a password already, log in")
}
