use actix_web::{HttpRequest, HttpResponse, ResponseError, post, web::Data};

use super::{
    cookie,
    log_in::opened,
    store::{self, Refreshed},
    wire::Session,
};
use crate::{
    app::App,
    http::{Answer, Kind, Problem, ProblemDocument},
};

/// Trade the refresh token in the cookie for a new access token, and the next refresh token.
///
/// A token that was traded before ends its session: somebody has a copy.
#[utoipa::path(
    tag = "session",
    security(()),
    responses(
        (status = 200, description = "The session goes on", body = Session),
        (status = 401, description = "There is no session, or it ended", body = ProblemDocument,
         content_type = "application/problem+json"),
        (status = 403, description = "Asked by the page of another site", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/session/refresh")]
pub async fn refresh_session(request: HttpRequest, app: Data<App>) -> Answer<HttpResponse> {
    let token = cookie::take(&request, &app.config)?;
    match store::rotate(&app.db, &*app.random, app.clock.now(), &token).await? {
        Refreshed::Goes { session, user, stay, token } => {
            let answer = opened(&app, user, session).await?;
            Ok(HttpResponse::Ok().cookie(cookie::hold(&app.config, token, stay)).json(answer))
        }
        Refreshed::Ended => refused(&app),
        Refreshed::Stolen => {
            tracing::warn!("a refresh token came back after its use; its session has been ended");
            refused(&app)
        }
    }
}

fn refused(app: &App) -> Answer<HttpResponse> {
    let mut answer = Problem::new(Kind::NotAuthenticated).error_response();
    answer.add_cookie(&cookie::forget(&app.config)).map_err(|_| Problem::new(Kind::Internal))?;
    Ok(answer)
}
