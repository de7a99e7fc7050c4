use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeSettings, decide};
use domain::RoleId;

use super::{
    read_settings::answer,
    store,
    wire::{Settings, SettingsChange},
};
use crate::{
    app::App,
    features::roles,
    http::{Answer, Body, IfMatch, Kind, Problem, if_seen},
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
    if let Some(role) = body.0.default_role_id {
        let role = roles::find_role(&tx, &actor, RoleId(role)).await?;
        role.filter(|role| !role.is_fixed()).ok_or_else(no_general_role)?;
    }
    let tools = (&*app.random, &app.sealing);
    store::update(&tx, permit, tools, app.clock.now(), row, &body.0).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    if_seen(answer(&app, &caller).await)
}

/// Whoever makes an account would make an administrator.
fn no_general_role() -> Problem {
    Problem::at(
        Kind::InvalidBody,
        "/default_role_id",
        "unknown",
        "choose a role that is there, other than Administrator",
    )
}
