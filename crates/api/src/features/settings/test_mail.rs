use actix_web::{
    post,
    web::{Data, Json},
};
use authz::{Actor, acts::ChangeSettings, decide};
use domain::EmailAddress;

use super::{
    mail_server::ConfiguredMail,
    store,
    wire::{MailTest, TestMail},
};
use crate::{
    app::App,
    http::{Answer, Body, Kind, Problem, ProblemDocument},
    identity::Caller,
    mail::{self, MailServers, Receiver},
    wire::LanguageWord,
};

/// Send a test mail with the settings in force, and tell what the mail server said.
#[utoipa::path(
    tag = "settings",
    request_body = TestMail,
    responses(
        (status = 200, description = "It was tried", body = MailTest),
        (status = 409, description = "No mail server is set up", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/settings/test-mail")]
pub async fn test_mail(app: Data<App>, caller: Caller, body: Body<TestMail>) -> Answer<Json<MailTest>> {
    let read = async |actor: &Actor| {
        decide::<ChangeSettings>(actor, ()).map(drop)?;
        store::find(&app.db, actor).await?.ok_or_else(Problem::not_found)
    };
    let settings = caller.read(&app, read).await?;
    let source = ConfiguredMail {
        configured: app.config.mail.clone(),
        db: app.db.clone(),
        sealing: app.sealing.clone(),
    };
    let none = || Problem::because(Kind::Conflict, "no mail server is set up; save one first");
    let server = source.current().await.ok_or_else(none)?;
    let unfit = |_| Problem::at(Kind::InvalidBody, "/to", "format", "this is no mail address");
    let to: EmailAddress = body.0.to.0.parse().map_err(unfit)?;
    let language = LanguageWord::stored(&settings.language).into();
    let receiver = Receiver { to, language, organisation: settings.organisation_name };
    let tried = mail::try_out(&server, receiver, &app.links(), &*app.random, app.clock.now()).await;
    Ok(Json(tried.into()))
}
