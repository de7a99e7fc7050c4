use actix_web::{HttpResponse, http::header, post, web::Data};
use authz::{Actor, Permission, Target, acts::ManageRoles, decide};
use domain::RoleId;

use super::{
    store,
    wire::{PermissionPair, Role, RoleInput},
};
use crate::{
    app::App,
    db::DbError,
    http::{Answer, Body, Fault, Problem, ProblemDocument, etag},
    identity::{Acting, Caller},
};

/// Make a role [PP-5]. A copy of another is made by sending its permissions.
#[utoipa::path(
    tag = "roles",
    request_body = RoleInput,
    responses(
        (status = 201, description = "Made", body = Role,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 409, description = "Another role has this name", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/roles")]
pub async fn create_role(app: Data<App>, caller: Caller, body: Body<RoleInput>) -> Answer<HttpResponse> {
    let pairs = meant(&body.0.permissions, "/permissions")?;
    let Acting { tx, actor } = caller.begin_on_rights(&app).await?;
    let change = store::change(None, pairs.iter().copied().collect(), Vec::new());
    let permit = decide::<ManageRoles>(&actor, change)?;
    let made = store::insert(&tx, permit, &*app.random, app.clock.now(), &body.0, &pairs).await;
    let id = made.map_err(named_already)?;
    tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/roles/{id}")));
    answer(&app, &caller, id, response).await
}

/// The role as it is now, with its version.
pub async fn answer(
    app: &App,
    caller: &Caller,
    id: RoleId,
    mut response: actix_web::HttpResponseBuilder,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let role = store::find(&app.db, actor, id).await?.ok_or_else(Problem::not_found)?;
        Ok(role.shown())
    };
    let role = caller.read(app, read).await?;
    Ok(response.insert_header(etag(role.version)).json(role))
}

/// The pairs as they are kept, if each means something; `pointer` leads to them in the body.
///
/// # Errors
/// 422 for what is permitted in a relation in which nobody stands to a place.
pub fn meant(pairs: &[PermissionPair], pointer: &str) -> Answer<Vec<Permission>> {
    let meaningless =
        |pair: &Permission| pair.action.target() == Target::Node && pair.relation != authz::Relation::Any;
    let faults: Vec<Fault> = pairs
        .iter()
        .enumerate()
        .filter(|(_, pair)| meaningless(&Permission::from(**pair)))
        .map(|(at, _)| {
            let detail = "this is done at a place, not to a request: it is permitted on `any` or not at all";
            Fault::at(&format!("{pointer}/{at}/relation"), "meaningless", detail)
        })
        .collect();
    if faults.is_empty() { Ok(store::tidied(pairs)) } else { Err(Problem::invalid(faults)) }
}

/// Two roles of one name could not be told apart.
pub fn named_already(error: DbError) -> Problem {
    Problem::taken_at(error, "/name", "there is a role of this name already")
}
