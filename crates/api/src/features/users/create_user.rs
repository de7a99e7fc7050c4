use actix_web::{HttpResponse, http::header, post, web::Data};
use authz::{Action, Actor, Enrolment, Refused, acts::CreateUser, decide};
use domain::UserId;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::{
    check_username::{flaw_of, refuse},
    read_user::answer,
    store::{self, Beginning},
    wire::{Account, NewUser},
};
use crate::{
    app::App,
    features::{links, settings, sites},
    http::{Answer, Body, Fault, Kind, Problem, ProblemDocument, if_seen},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
    wire::Label,
};

/// Make an account [PO-9, PP-2]. It takes `create_user` where the account shall live [PP-1].
///
/// It begins with the instance's general role, if the caller has all that this role permits; any other right is given by
/// `create_grant`. Nobody gets in until there is a password: invite them, or set a provisional one [CT-8].
#[utoipa::path(
    tag = "users",
    params(("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body makes it once")),
    request_body = NewUser,
    responses(
        (status = 201, description = "Made", body = Account,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 204, description = "Made, and out of the caller's sight"),
        (status = 409, description = "Somebody else has that username, email address or external id",
         body = ProblemDocument, content_type = "application/problem+json"),
    )
)]
#[post("/users")]
pub async fn create_user(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewUser>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let once = key.once("create_user", caller.user(), &new);
    if let Some(password) = &new.provisional_password {
        may_create(&app, &caller).await?;
        refuse_guessable(&app, &new, password).await?;
    }
    // Before the transaction: it takes a while, and others write meanwhile.
    let password_hash = match &new.provisional_password {
        Some(password) => Some(app.passwords.hash(password.clone()).await?),
        None => None,
    };
    let acting = caller.begin_on_rights(&app).await?;
    let id = match once.made_before(&acting.tx, app.clock.now()).await? {
        Some(id) => UserId(id),
        None => {
            let id = make(&app, &acting, &new, password_hash).await?;
            once.keep(&acting.tx, id.0).await?;
            id
        }
    };
    acting.tx.commit().await?;
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/users/{id}")));
    // Whoever makes accounts need not see those that are there.
    if_seen(answer(&app, &caller, id, response).await)
}

/// Whoever makes no accounts anywhere costs no hashing.
async fn may_create(app: &App, caller: &Caller) -> Answer<()> {
    let read = async |actor: &Actor| match actor.allowed_anywhere().contains(Action::CreateUser) {
        true => Ok(()),
        false => Err(Refused::Lacks(Action::CreateUser).into()),
    };
    caller.read(app, read).await
}

async fn refuse_guessable(app: &App, new: &NewUser, password: &SecretString) -> Answer<()> {
    let organisation = settings::name_of_instance(&app.db).await?.map(|(name, ..)| name).unwrap_or_default();
    let label = |label: Option<&Label>| Label::filled(label).unwrap_or_default();
    let names = [label(new.first_name.as_ref()), label(new.last_name.as_ref())];
    let known = [names.as_slice(), &[new.username.0.clone(), new.email.0.clone(), organisation]].concat();
    links::flaw_at("/provisional_password", password.expose_secret(), &known)
}

async fn make(app: &App, acting: &Acting, new: &NewUser, password_hash: Option<String>) -> Answer<UserId> {
    let Acting { tx, actor } = acting;
    let home = sites::node_at(tx, actor, new.node_id).await?;
    let general = store::general_role(tx).await?.filter(|(_, right)| actor.may_begin_with(right).is_ok());
    let (role, general) = general.unzip();
    let permit = decide::<CreateUser>(actor, Enrolment { home, general })?;
    has_site(acting, new.default_site_id).await?;
    if let Some(flaw) = flaw_of(&new.username.0, &store::named_like_within(tx, &new.username.0).await?) {
        return Err(refuse(flaw));
    }
    refuse_taken(acting, &new.email.0, new.external_id.as_ref().map(|id| id.0.as_str()), None).await?;
    let top = sites::instance_id(tx).await?;
    let with = Beginning { password_hash, general: role.map(|role| (role, top)) };
    Ok(UserId(store::insert(tx, permit, &*app.random, app.clock.now(), new, with).await?.id))
}

/// Refuses a default site that the caller does not see.
pub async fn has_site(Acting { tx, actor }: &Acting, site: Option<Uuid>) -> Answer<()> {
    let unknown = || Problem::at(Kind::InvalidBody, "/default_site_id", "unknown", "there is no such site");
    match site {
        Some(id) => sites::find_place(tx, actor, id).await?.map(drop).ok_or_else(unknown),
        None => Ok(()),
    }
}

/// Refuses an email address or an external id that is somebody else's, naming each field.
pub async fn refuse_taken(
    Acting { tx, .. }: &Acting,
    email: &str,
    external_id: Option<&str>,
    own: Option<UserId>,
) -> Answer<()> {
    let taken = store::taken(tx, email, external_id, own).await?;
    let mut faults = Vec::new();
    if taken.email {
        faults.push(Fault::at("/email", "taken", "somebody else has this email address, or logs in with it"));
    }
    if taken.external_id {
        faults.push(Fault::at("/external_id", "taken", "somebody else has this external id"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::conflicting(faults)) }
}
