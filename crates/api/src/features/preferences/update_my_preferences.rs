use actix_web::{HttpResponse, put, web::Data};
use authz::{acts::ChangeOwnAccount, decide};
use uuid::Uuid;

use super::{
    read_my_preferences::answer,
    store,
    wire::{Preferences, PreferencesInput},
};
use crate::{
    app::App,
    features::sites,
    http::{Answer, Body, Fault, IfMatch, Kind, Problem, if_seen},
    identity::{Acting, Caller},
};

/// Change how one wants the screens [PP-9].
#[utoipa::path(
    tag = "account",
    params(("If-Match" = String, Header, description = "The `ETag` of the preferences")),
    request_body = PreferencesInput,
    responses((status = 200, description = "Changed", body = Preferences,
               headers(("ETag" = String, description = "Their version"))))
)]
#[put("/me/preferences")]
pub async fn update_my_preferences(
    app: Data<App>,
    caller: Caller,
    version: IfMatch,
    body: Body<PreferencesInput>,
) -> Answer<HttpResponse> {
    let acting = caller.begin_on_rights(&app).await?;
    let before = store::lock_own(&acting.tx, &acting.actor).await?;
    let before = before.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    version.check(before.version)?;
    refuse_unknown(&acting, &body.0).await?;
    let Acting { tx, actor } = acting;
    let permit = decide::<ChangeOwnAccount>(&actor, actor.user())?;
    store::update_own(&tx, permit, app.tools(), &before, &body.0).await?;
    tx.commit().await?;
    if_seen(answer(&app, &caller).await)
}

/// Refuses sites that the caller does not see, naming each.
///
/// # Errors
/// 422 at each of them.
pub async fn refuse_unknown(Acting { tx, actor }: &Acting, input: &PreferencesInput) -> Answer<()> {
    let lists = [("/site_order", &input.site_order), ("/preselected_sites", &input.preselected_sites)];
    let named: Vec<Uuid> = lists.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let unknown = sites::unknown_among(tx, actor, &named).await?;
    let fault = |list: &str, place: usize| {
        Fault::at(&format!("{list}/{place}"), "unknown", "there is no such site; leave it out")
    };
    let faults: Vec<Fault> = lists
        .iter()
        .flat_map(|(list, ids)| {
            let missing = ids.iter().enumerate().filter(|(_, id)| unknown.contains(id));
            missing.map(move |(place, _)| fault(list, place))
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}
