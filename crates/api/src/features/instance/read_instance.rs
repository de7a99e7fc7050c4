use actix_web::{
    get,
    web::{Data, Json},
};
use domain::Language;

use super::wire::{DemoLogin, Instance};
use crate::{app::App, demo, features::settings, http::Answer};

/// Read what everybody may know of this instance.
#[utoipa::path(tag = "instance", security(()), responses((status = 200, description = "The instance", body = Instance)))]
#[get("/instance")]
pub async fn read_instance(app: Data<App>) -> Answer<Json<Instance>> {
    Ok(Json(instance(&app).await?))
}

/// The instance as everybody may know it.
pub async fn instance(app: &App) -> Answer<Instance> {
    let known = settings::name_of_instance(&app.db).await?;
    let set_up = known.is_some();
    let (name, language, demo) = known.unwrap_or((String::new(), Language::French, false));
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Instance { name, language: language.into(), set_up, version, demo, demo_logins: demo.then(logins) })
}

fn logins() -> Vec<DemoLogin> {
    let login = |login: &demo::DemoLogin| DemoLogin {
        username: login.username.to_owned(),
        password: demo::PASSWORD.to_owned(),
        role: login.role.into(),
    };
    demo::LOGINS.iter().map(login).collect()
}
