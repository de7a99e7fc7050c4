use actix_web::{HttpResponse, put, web::Data};
use authz::{AccountChange, acts::ChangeUser, decide};
use domain::UserId;

use super::{
    create_user::{has_site, refuse_taken},
    read_user::answer,
    store,
    wire::{Account, UserInput},
};
use crate::{
    app::App,
    features::sites,
    http::{Answer, Body, Id, IfMatch, Problem, ProblemDocument, if_seen},
    identity::Caller,
};

/// Change how somebody is called and reached, their language, and where their account lives [PO-6]. It takes having all
/// that they have.
#[utoipa::path(
    tag = "users",
    params(
        ("id" = Uuid, Path, description = "The user"),
        ("If-Match" = String, Header, description = "The version of the account, as in its `ETag`"),
    ),
    request_body = UserInput,
    responses(
        (status = 200, description = "Changed", body = Account, headers(("ETag" = String, description = "Its version"))),
        (status = 409, description = "Somebody else has that external id", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[put("/users/{id}")]
pub async fn update_user(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
    version: IfMatch,
    body: Body<UserInput>,
) -> Answer<HttpResponse> {
    let Body(input) = body;
    let now = app.clock.now();
    // The row of somebody's account holds their rights: two who changed each other's would wait for each other.
    let acting = caller.begin_on_rights(&app).await?;
    let row = store::lock(&acting.tx, &acting.actor, id.0).await?.ok_or_else(Problem::not_found)?;
    let to = sites::node_at(&acting.tx, &acting.actor, input.node_id).await?;
    let change = store::change_of(&acting.tx, &row, now).await?;
    let change = AccountChange { to: (to != change.home).then_some(to), ..change };
    let permit = decide::<ChangeUser>(&acting.actor, change)?;
    version.check(row.account.version)?;
    if input.default_site_id != row.account.default_site_id {
        has_site(&acting, input.default_site_id).await?;
    }
    let external_id = input.external_id.as_ref().map(|id| id.0.as_str());
    refuse_taken(&acting, &row.account.email, external_id, Some(id.0)).await?;
    store::update(&acting.tx, permit, &*app.random, now, &row.account, &input).await?;
    acting.tx.commit().await?;
    if_seen(answer(&app, &caller, id.0, HttpResponse::Ok()).await)
}
