use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use authz::{Action, Actor, Refused};

use super::{
    store::{self, Loaded},
    wire::{PermissionReport, ReportRow, ReportedRole},
};
use crate::{
    app::App,
    http::{Answer, accepts_csv, csv_file},
    identity::Caller,
};

/// Report which permissions each role has [PP-8]: as JSON, or as CSV for whoever accepts `text/csv`.
#[utoipa::path(
    tag = "roles",
    responses((status = 200, description = "The report", content(
        (PermissionReport = "application/json"),
        (String = "text/csv"),
    )))
)]
#[get("/reports/permissions-by-role")]
pub async fn report_permissions_by_role(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
) -> Answer<HttpResponse> {
    let read = async |actor: &Actor| {
        let reads = actor.effective().any(|(_, set)| set.somehow().contains(Action::ReadPermissionReport));
        if !reads {
            return Err(Refused::Lacks(Action::ReadPermissionReport).into());
        }
        Ok(store::all(&app.db, actor).await?)
    };
    let roles = caller.read(&app, read).await?;
    if accepts_csv(&request) {
        return csv_file("permissions-by-role.csv", lines(&roles));
    }
    Ok(HttpResponse::Ok().json(report(&roles)))
}

fn report(roles: &[Loaded]) -> PermissionReport {
    let column = |role: &Loaded| ReportedRole {
        id: role.row.id,
        name: role.row.name.clone(),
        shipped: role.shipped().map(Into::into),
    };
    let row = |&action: &Action| ReportRow {
        action: action.into(),
        permitted: roles
            .iter()
            .map(|role| role.permissions().relations(action).map(Into::into).collect())
            .collect(),
    };
    PermissionReport {
        roles: roles.iter().map(column).collect(),
        rows: Action::ALL.iter().map(row).collect(),
    }
}

/// One line an action, one column a role.
fn lines(roles: &[Loaded]) -> impl Iterator<Item = Vec<String>> {
    let heads = roles.iter().map(|role| role.row.name.clone());
    let heads = std::iter::once("permission".to_owned()).chain(heads).collect();
    let line = |&action: &Action| {
        let cells = roles.iter().map(|role| {
            let relations: Vec<&str> =
                role.permissions().relations(action).map(authz::Relation::word).collect();
            relations.join(" ")
        });
        std::iter::once(action.word().to_owned()).chain(cells).collect()
    };
    std::iter::once(heads).chain(Action::ALL.iter().map(line))
}
