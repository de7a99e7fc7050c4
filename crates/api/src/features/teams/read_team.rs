use actix_web::{HttpResponse, get, web::Data};
use domain::TeamId;

use super::{create_team::answer, wire::Team};
use crate::{
    app::App,
    http::{Answer, Id},
    identity::Caller,
};

/// Read one team.
#[utoipa::path(
    tag = "teams",
    params(("id" = Uuid, Path, description = "The team")),
    responses((status = 200, description = "The team", body = Team, headers(("ETag" = String, description = "Its version"))))
)]
#[get("/teams/{id}")]
pub async fn read_team(app: Data<App>, caller: Caller, id: Id<TeamId>) -> Answer<HttpResponse> {
    answer(&app, &caller, id.0, HttpResponse::Ok()).await
}
