use actix_web::{HttpRequest, HttpResponse, post, web::Data};

use super::{asks, wire::PasswordResetAsk};
use crate::{
    app::App,
    features::session::Throttle,
    http::{Answer, Body, client_address},
};

/// Ask for a link to choose a new password. The answer is the same after the same time, whether there is such an account
/// or not: the server looks on its own time.
#[utoipa::path(
    tag = "links",
    request_body = PasswordResetAsk,
    security(()),
    responses((status = 202, description = "If there is such an account, a mail is on its way to its owner"))
)]
#[post("/password-resets")]
pub async fn ask_password_reset(
    request: HttpRequest,
    app: Data<App>,
    body: Body<PasswordResetAsk>,
) -> Answer<HttpResponse> {
    let address = client_address(&request, &app.config);
    // By address alone: counted by name, a stranger could keep somebody from asking.
    Throttle::of_address("reset", address).admit(&app.db, app.clock.now()).await?;
    asks::note(&app.db, &*app.random, app.clock.now(), &body.0.login, address).await?;
    app.outbox.notify_one();
    Ok(HttpResponse::Accepted().finish())
}
