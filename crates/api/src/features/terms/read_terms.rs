use actix_web::{
    get,
    web::{Data, Json},
};
use authz::Actor;

use super::{store, wire::Terms};
use crate::{
    app::App,
    http::{Answer, Problem},
    identity::Newcomer,
};

/// Read the terms of use in force, in one's language [CT-7]. Also for whoever has yet to accept them.
#[utoipa::path(
    tag = "terms",
    responses(
        (status = 200, description = "The terms of use", body = Terms),
        (status = 404, description = "There are none", body = crate::http::ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[get("/terms")]
pub async fn read_terms(app: Data<App>, caller: Newcomer) -> Answer<Json<Terms>> {
    let read = async |actor: &Actor| store::read(&app.db, actor).await?.ok_or_else(Problem::not_found);
    caller.read(&app, read).await.map(Json)
}
