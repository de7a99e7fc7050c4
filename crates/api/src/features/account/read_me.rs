use actix_web::{HttpResponse, get, web::Data};

use super::{store, wire::Me};
use crate::{
    app::App,
    http::{Answer, Kind, Problem, etag},
    identity::{Caller, Door, Newcomer},
};

/// Read one's own account, and what one may do.
#[utoipa::path(
    tag = "account",
    responses((status = 200, description = "The account", body = Me, headers(("ETag" = String, description = "Its version"))))
)]
#[get("/me")]
pub async fn read_me(app: Data<App>, caller: Newcomer) -> Answer<HttpResponse> {
    answer(&app, &caller).await
}

/// One's own account as it is now, with its version.
pub async fn answer<D: Door>(app: &App, caller: &Caller<D>) -> Answer<HttpResponse> {
    let gone = || Problem::new(Kind::NotAuthenticated);
    let me = caller
        .read(app, async |actor| store::find_me(&app.db, actor, app.clock.now()).await?.ok_or_else(gone))
        .await?;
    Ok(HttpResponse::Ok().insert_header(etag(me.version)).json(me))
}
