use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use authz::{Action, Actor, Refused};

use super::{
    store::{self, Loaded},
    wire::{PermissionReport, ReportRow, ReportedRole},
};
use crate::{
    app::App,
    http::{Answer, disarmed, unwritten, wants_csv},
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
    if wants_csv(&request) {
        let name = "attachment; filename=\"permissions-by-role.csv\"";
        return Ok(HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header((header::CONTENT_DISPOSITION, name))
            .body(csv(&roles)?));
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

/// One line an action, one column a role; names that a spreadsheet would run as a formula are disarmed.
fn csv(roles: &[Loaded]) -> Answer<Vec<u8>> {
    let broken = |error: csv::Error| unwritten(&error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads = roles.iter().map(|role| disarmed(&role.row.name));
    writer.write_record(std::iter::once("permission".to_owned()).chain(heads)).map_err(broken)?;
    for &action in Action::ALL {
        let cells = roles.iter().map(|role| {
            let relations: Vec<&str> =
                role.permissions().relations(action).map(authz::Relation::word).collect();
            relations.join(" ")
        });
        writer.write_record(std::iter::once(action.word().to_owned()).chain(cells)).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| broken(error.into_error().into()))
}
