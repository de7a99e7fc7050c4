use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use authz::{Actor, acts::ChangeSettings, decide};
use domain::TermsVersionId;

use super::{
    acceptances::{self, AcceptanceRow},
    store,
    wire::{AcceptanceQuery, TermsAcceptancePage},
};
use crate::{
    app::App,
    http::{Answer, Cursor, Id, Order, Params, Problem, accepts_csv, csv_file, start},
    identity::Caller,
};

/// List who accepted a version of the terms of use and when, and who has yet to, by last name [CT-7]: a page as JSON,
/// or all of them as CSV for whoever accepts `text/csv`.
#[utoipa::path(
    tag = "terms",
    params(("id" = Uuid, Path, description = "The version"), AcceptanceQuery),
    responses((status = 200, description = "The acceptances", content(
        (TermsAcceptancePage = "application/json"),
        (String = "text/csv"),
    )))
)]
#[get("/terms-versions/{id}/acceptances")]
pub async fn list_terms_acceptances(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    id: Id<TermsVersionId>,
    query: Params<AcceptanceQuery>,
) -> Answer<HttpResponse> {
    let Params(query) = query;
    let page = start(Order::ByName, query.cursor.as_deref(), query.limit)?;
    let as_file = accepts_csv(&request);
    let read = async |actor: &Actor| {
        decide::<ChangeSettings>(actor, ()).map(drop)?;
        let version = store::seen(&app.db, actor, id.0.0).await?.ok_or_else(Problem::not_found)?;
        let page = (!as_file).then_some(&page);
        Ok((version, acceptances::list(&app.db, actor, id.0.0, &query, page).await?))
    };
    let (version, mut rows) = caller.read(&app, read).await?;
    if as_file {
        return csv_file(&format!("terms-{}-acceptances.csv", version.number), lines(&rows));
    }
    let next = page.cut(&mut rows, |row| Cursor::Named(row.last_name.clone(), row.id));
    let items = rows.into_iter().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(TermsAcceptancePage { items, next }))
}

const HEADS: [&str; 6] = ["username", "last_name", "first_name", "state", "accepted_at", "address"];

fn lines(rows: &[AcceptanceRow]) -> impl Iterator<Item = Vec<String>> {
    let line = |row: &AcceptanceRow| {
        let at = row.accepted_at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
        let state = if at.is_some() { "accepted" } else { "waiting" };
        vec![
            row.username.clone(),
            row.last_name.clone(),
            row.first_name.clone(),
            state.to_owned(),
            at.unwrap_or_default(),
            row.address.clone().unwrap_or_default(),
        ]
    };
    std::iter::once(HEADS.map(ToOwned::to_owned).to_vec()).chain(rows.iter().map(line))
}
