use actix_web::{HttpResponse, get, web::Data};

use super::{store, wire::Preferences};
use crate::{
    app::App,
    http::{Answer, etag},
    identity::Caller,
};

/// Read how one wants the screens [PP-9].
#[utoipa::path(
    tag = "account",
    responses((status = 200, description = "The preferences", body = Preferences,
               headers(("ETag" = String, description = "Their version"))))
)]
#[get("/me/preferences")]
pub async fn read_my_preferences(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    answer(&app, &caller).await
}

/// One's preferences as they are now, with their version.
pub async fn answer(app: &App, caller: &Caller) -> Answer<HttpResponse> {
    let own = caller.read(app, async |actor| Ok(store::find_own(&app.db, actor).await?)).await?;
    Ok(HttpResponse::Ok().insert_header(etag(own.version)).json(own))
}
