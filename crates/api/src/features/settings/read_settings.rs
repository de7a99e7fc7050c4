use actix_web::{HttpResponse, get, web::Data};
use authz::{Actor, acts::ChangeSettings, decide};

use super::{store, wire::Settings};
use crate::{
    app::App,
    http::{Answer, Problem, etag},
    identity::Caller,
};

/// Read the settings of the instance [OP-10].
#[utoipa::path(
    tag = "settings",
    responses((status = 200, description = "The settings", body = Settings, headers(("ETag" = String, description = "Their version"))))
)]
#[get("/settings")]
pub async fn read_settings(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    answer(&app, &caller).await
}

/// The settings as they are now, with their version.
pub async fn answer(app: &App, caller: &Caller) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        decide::<ChangeSettings>(actor, ()).map(drop)?;
        let row = store::find(&app.db, actor).await?.ok_or_else(Problem::not_found)?;
        Ok(store::shown(row, app.config.mail.is_some()))
    };
    let settings = caller.read(app, read).await?;
    Ok(HttpResponse::Ok().insert_header(etag(settings.version)).json(settings))
}
