use actix_web::{get, web::Json};
use authz::{Action, Relation, Target};
use domain::Language;

use super::{
    wire::{ExplainedAction, PermissionList, PermissionQuery},
    words,
};
use crate::{
    http::{Answer, Params},
    identity::Caller,
};

/// List everything that can be permitted, explained [PO-4].
#[utoipa::path(
    tag = "roles",
    params(PermissionQuery),
    responses((status = 200, description = "All actions", body = PermissionList))
)]
#[get("/permissions")]
pub async fn list_permissions(_: Caller, query: Params<PermissionQuery>) -> Answer<Json<PermissionList>> {
    let language = query.0.language.map_or(Language::English, Into::into);
    let explained = |&action: &Action| {
        let relations: &[Relation] = match action.target() {
            Target::Request => &Relation::ALL,
            Target::Node => &[Relation::Any],
        };
        ExplainedAction {
            action: action.into(),
            label: words::label(action, language),
            meaning: words::meaning(action, language),
            on_requests: action.target() == Target::Request,
            relations: relations.iter().map(|&relation| relation.into()).collect(),
            lowest_level: action.lowest_level().into(),
            rows: action.rows().to_vec(),
        }
    };
    Ok(Json(PermissionList { items: Action::ALL.iter().map(explained).collect() }))
}
