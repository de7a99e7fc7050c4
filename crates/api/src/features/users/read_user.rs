use actix_web::{HttpResponse, HttpResponseBuilder, get, web::Data};
use authz::Actor;
use domain::UserId;

use super::{
    store,
    wire::{Account, UnderWay},
};
use crate::{
    app::App,
    features::links,
    http::{Answer, Id, Problem, etag},
    identity::Caller,
};

/// Read somebody's account [PO-6].
#[utoipa::path(
    tag = "users",
    params(("id" = Uuid, Path, description = "The user")),
    responses((status = 200, description = "The account", body = Account, headers(("ETag" = String, description = "Its version"))))
)]
#[get("/users/{id}")]
pub async fn read_user(app: Data<App>, caller: Caller, id: Id<UserId>) -> Answer<HttpResponse> {
    answer(&app, &caller, id.0, HttpResponse::Ok()).await
}

/// The account as the caller may see it now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: UserId,
    mut response: HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let now = app.clock.now();
    let read = async |actor: &Actor| {
        let row = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        let judged = store::judged(&app.db, actor, &row, now).await?;
        let under_way = UnderWay {
            invitation: links::latest_invitation(&app.db, id.0, now).await?,
            pending_email: links::pending_email(&app.db, id.0, now).await?,
        };
        Ok(row.account(actor, now, judged, under_way))
    };
    let account = caller.read(app, read).await?;
    Ok(response.insert_header(etag(account.version)).json(account))
}
