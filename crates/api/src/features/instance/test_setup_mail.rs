use actix_web::{
    post,
    web::{Data, Json},
};
use domain::EmailAddress;

use super::{link, wire::SetupMailTest};
use crate::{
    app::App,
    features::settings::MailTest,
    http::{Answer, Body, Kind, Problem, ProblemDocument},
    mail::{self, Receiver},
};

/// Send a test mail during the set-up, and tell what the mail server said.
#[utoipa::path(
    tag = "instance",
    security(()),
    request_body = SetupMailTest,
    responses(
        (status = 200, description = "It was tried", body = MailTest),
        (status = 403, description = "The link is wrong, expired or used", body = ProblemDocument,
         content_type = "application/problem+json"),
        (status = 409, description = "The instance has been set up already", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/setup/test-mail")]
pub async fn test_setup_mail(app: Data<App>, body: Body<SetupMailTest>) -> Answer<Json<MailTest>> {
    let Body(test) = body;
    link::check(&app.db, &test.token, app.clock.now()).await?;
    let faults = test.mail.faults("/mail", test.mail.password.is_some());
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let unfit = |_| Problem::at(Kind::InvalidBody, "/to", "format", "this is no mail address");
    let to: EmailAddress = test.to.0.parse().map_err(unfit)?;
    let receiver = Receiver { to, language: test.language.into(), organisation: "Palier".to_owned() };
    let server = test.mail.server();
    let tried = mail::try_out(&server, receiver, &app.links(), &*app.random, app.clock.now()).await;
    Ok(Json(tried.into()))
}
