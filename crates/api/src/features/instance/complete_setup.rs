use actix_web::{HttpRequest, HttpResponse, post, web::Data};
use secrecy::ExposeSecret;

use super::{
    link,
    read_instance::instance,
    store,
    wire::{Instance, Setup},
};
use crate::{
    app::App,
    features::links,
    http::{Answer, Body, Problem, ProblemDocument, client_address},
};

/// Set an empty instance up, with the link that the server printed on its terminal.
#[utoipa::path(
    tag = "instance",
    security(()),
    request_body = Setup,
    responses(
        (status = 201, description = "Set up", body = Instance),
        (status = 403, description = "The link is wrong, expired or used", body = ProblemDocument,
         content_type = "application/problem+json"),
        (status = 409, description = "The instance has been set up already", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/setup")]
pub async fn complete_setup(request: HttpRequest, app: Data<App>, body: Body<Setup>) -> Answer<HttpResponse> {
    let Body(setup) = body;
    link::check(&app.db, &setup.token, app.clock.now()).await?;
    if let Some(mail) = &setup.mail {
        let faults = mail.faults("/mail", mail.password.is_some());
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
    }
    let first = &setup.administrator;
    let known = [
        &first.username.0,
        &first.email.0,
        &first.first_name.0,
        &first.last_name.0,
        &setup.organisation_name.0,
    ];
    links::flaw_at("/administrator/password", first.password.expose_secret(), &known.map(Clone::clone))?;
    let hash = app.passwords.hash(first.password.clone()).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?.from(client_address(&request, &app.config));
    link::consume(&tx, &setup.token, now).await?;
    store::set_up(&tx, &*app.random, &app.sealing, now, &setup, hash).await?;
    tx.commit().await?;
    Ok(HttpResponse::Created().json(instance(&app).await?))
}
