use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeSettings, decide};

use super::{
    read_settings::answer,
    store,
    wire::{Settings, SettingsChange},
};
use crate::{
    app::App,
    http::{Answer, Body, IfMatch, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change the settings of the instance [OP-10]. They are in force at once.
#[utoipa::path(
    tag = "settings",
    params(("If-Match" = String, Header, description = "The version of the settings, as in their `ETag`")),
    request_body = SettingsChange,
    responses((status = 200, description = "Changed", body = Settings, headers(("ETag" = String, description = "Their version"))))
)]
#[put("/settings")]
pub async fn update_settings(
    app: Data<App>,
    caller: Caller,
    version: IfMatch,
    body: Body<SettingsChange>,
) -> Answer<HttpResponse> {
    let Acting { tx, actor } = caller.begin(&app).await?;
    let permit = decide::<ChangeSettings>(&actor, ())?;
    let row = store::lock(&tx, &actor).await?.ok_or_else(Problem::not_found)?;
    version.check(row.version)?;
    if let Some(mail) = &body.0.mail {
        let has_password = mail.password.is_some() || store::keeps_password(&row, mail);
        let faults = mail.faults("/mail", has_password);
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
    }
    let tools = (&*app.random, &app.sealing);
    store::update(&tx, permit, tools, app.clock.now(), row, &body.0).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller).await)
}
