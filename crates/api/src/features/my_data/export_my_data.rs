use actix_web::{HttpResponse, get, http::header, web::Data};

use super::{store, wire::MyData};
use crate::{app::App, http::Answer, identity::Caller};

/// Take along what is kept about oneself: the account, what it may do, what one asked and said, what happened to it.
/// It holds nothing that one may not see. `incomplete` names the lists that are cut after their newest items.
#[utoipa::path(
    tag = "account",
    responses((status = 200, description = "One's data, as a file", body = MyData,
               headers(("Content-Disposition" = String, description = "The name of the file"))))
)]
#[get("/me/export")]
pub async fn export_my_data(app: Data<App>, caller: Caller) -> Answer<HttpResponse> {
    let now = app.clock.now();
    let mine =
        caller.read(&app, async |actor| store::collect(&app.db, actor, caller.session, now).await).await?;
    let name = format!("attachment; filename=\"palier-{}.json\"", now.format("%Y-%m-%d"));
    Ok(HttpResponse::Ok().insert_header((header::CONTENT_DISPOSITION, name)).json(mine))
}
