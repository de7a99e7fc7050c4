use actix_web::{HttpRequest, HttpResponse, http::header, post, web::Data};
use domain::UserId;
use secrecy::SecretString;

use super::{
    cookie, store,
    throttle::Throttle,
    wire::{Credentials, Session},
};
use crate::{
    app::App,
    db::entities::user_account,
    features::account,
    http::{Answer, Body, Kind, Problem, ProblemDocument, client_address},
    identity::{ACCESS_TOKEN_SECONDS, facts::is_let_in, username::login_key},
};

/// Log in with a username or an email address, and a password.
///
/// An unknown name and a wrong password get the same answer after the same time [PO-1, PO-8].
#[utoipa::path(
    tag = "session",
    request_body = Credentials,
    security(()),
    responses(
        (status = 200, description = "Logged in; the refresh token is in a cookie", body = Session),
        (status = 401, description = "The name or the password is wrong", body = ProblemDocument,
         content_type = "application/problem+json"),
    )
)]
#[post("/session")]
pub async fn log_in(request: HttpRequest, app: Data<App>, body: Body<Credentials>) -> Answer<HttpResponse> {
    let Body(credentials) = body;
    let address = client_address(&request, &app.config);
    let throttle = Throttle::new(&login_key(&credentials.login), address);
    throttle.admit(&app.db, app.clock.now()).await?;
    let account = verified(&app, &credentials).await?.ok_or_else(|| Problem::new(Kind::WrongCredentials))?;
    throttle.forgive(&app.db).await?;
    let device = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let new = store::NewSession {
        user: UserId(account.id),
        stay: credentials.stay,
        device: device.map(|device| device.chars().take(200).collect()),
        address: address.map(|address| address.to_string()),
    };
    let proven = account.password_hash.as_deref();
    let opened_now = store::open_session(&app.db, &*app.random, app.clock.now(), new, proven).await?;
    let (session, refresh) = opened_now.ok_or_else(|| Problem::new(Kind::WrongCredentials))?;
    let answer = opened(&app, UserId(account.id), session).await?;
    Ok(HttpResponse::Ok().cookie(cookie::hold(&app.config, refresh, credentials.stay)).json(answer))
}

/// The account, if it is open and the password is its own. Takes as long when there is none.
async fn verified(app: &App, credentials: &Credentials) -> Answer<Option<user_account::Model>> {
    let account = store::find_account(&app.db, &credentials.login).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let matches = app.passwords.check(SecretString::from(credentials.password.as_str()), hash).await?;
    let now = app.clock.now();
    Ok(account.filter(|account| matches && is_let_in(account, now)))
}

/// What a session is answered with.
pub async fn opened(app: &App, user: UserId, session: domain::SessionId) -> Answer<Session> {
    let access_token = app.keys.issue(user.0, session.0, app.clock.now()).map_err(|error| {
        tracing::error!(%error, "no access token");
        Problem::new(Kind::Internal)
    })?;
    Ok(Session { access_token, expires_in: ACCESS_TOKEN_SECONDS, user: account::me_of(app, user).await? })
}
