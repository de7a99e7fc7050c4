use actix_web::{HttpResponse, http::header, post, web::Data};
use authz::{Actor, Place, acts::CreateRequest, decide};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{RequestId, UserId};

use super::{
    mails::Post,
    read_request::answer,
    store::{self, change::NewRow},
    wire::{NewRequest, Request},
};
use crate::{
    app::App,
    db::{Tx, entities::user_account},
    features::{
        settings::{self, Switches},
        sites,
    },
    http::{Answer, Body, Kind, Problem, if_seen},
    idempotency::{IdempotencyKey, IdempotencyKeyText},
    identity::{Acting, Caller},
    wire::Label,
};

/// Enter a request at a site [OP-2, OP-5].
///
/// The site's team is told by mail, and the requester gets a confirmation, as the settings say [OP-7].
#[utoipa::path(
    tag = "requests",
    params(("Idempotency-Key" = Option<IdempotencyKeyText>, Header, description = "The same key with the same body enters it once")),
    request_body = NewRequest,
    responses(
        (status = 201, description = "Entered", body = Request,
         headers(("ETag" = String, description = "Its version"), ("Location" = String, description = "Its address"))),
        (status = 204, description = "Entered, and out of sight of the one who did it"),
    )
)]
#[post("/requests")]
pub async fn create_request(
    app: Data<App>,
    caller: Caller,
    key: IdempotencyKey,
    body: Body<NewRequest>,
) -> Answer<HttpResponse> {
    let Body(new) = body;
    let once = key.once("create_request", caller.user(), &new);
    let Acting { tx, actor } = caller.begin(&app).await?;
    let id = match once.made_before(&tx, app.clock.now()).await? {
        Some(id) => RequestId(id),
        None => {
            let id = enter(&app, &actor, &tx, new).await?;
            once.keep(&tx, id.0).await?;
            id
        }
    };
    tx.commit().await?;
    app.outbox.notify_one();
    let mut response = HttpResponse::Created();
    response.insert_header((header::LOCATION, format!("/api/v1/requests/{id}")));
    if_seen(answer(&app, &caller, id, response).await)
}

async fn enter(app: &App, actor: &Actor, tx: &Tx, new: NewRequest) -> Answer<RequestId> {
    let unknown = || Problem::at(Kind::InvalidBody, "/site_id", "unknown", "there is no such site");
    let place = sites::find_place(tx, actor, new.site_id).await?.ok_or_else(unknown)?;
    let permit = decide::<CreateRequest>(actor, place)?;
    let switches = settings::switches(tx).await?;
    let owner = store::owner(tx, actor.user()).await?.ok_or_else(|| Problem::new(Kind::NotAuthenticated))?;
    let row = completed(app, &owner.account, &switches, new)?;
    let now = app.clock.now();
    let (id, writer) = store::change::insert(tx, permit, &*app.random, now, row).await?;
    let request = store::find_within(tx, actor, id).await?;
    if let Some(request) = request {
        let (random, request) = (&*app.random, &request);
        let post = Post { writer, random, now, switches: &switches, request, owner: &owner };
        post.tell_of_new_request(&team_of(tx, place).await?).await?;
    }
    Ok(id)
}

async fn team_of(tx: &Tx, place: Place) -> Answer<String> {
    Ok(store::team_address(tx, place.site).await?.unwrap_or_default())
}

/// Nobody notices today what happens tomorrow; but tomorrow has begun east of Greenwich.
pub fn not_in_the_future(noticed_on: NaiveDate, now: DateTime<Utc>) -> Answer<()> {
    if noticed_on <= now.date_naive() + chrono::Days::new(1) {
        return Ok(());
    }
    Err(Problem::at(Kind::InvalidBody, "/noticed_on", "in_the_future", "this day has not come yet"))
}

/// What the form left out, from the account of the one who enters it.
fn completed(
    app: &App,
    account: &user_account::Model,
    switches: &Switches,
    new: NewRequest,
) -> Answer<NewRow> {
    let today = app.clock.now().date_naive();
    let noticed_on = new.noticed_on.unwrap_or(today);
    not_in_the_future(noticed_on, app.clock.now())?;
    let said = new.requester.as_ref();
    let own = |said: Option<&Label>, own: &str| said.map_or_else(|| own.to_owned(), Label::trimmed);
    Ok(NewRow {
        owner: UserId(account.id),
        first_name: own(said.and_then(|it| it.first_name.as_ref()), &account.first_name),
        last_name: own(said.and_then(|it| it.last_name.as_ref()), &account.last_name),
        email: Some(
            said.and_then(|it| it.email.as_ref())
                .map_or_else(|| account.email.clone(), |email| email.0.clone()),
        ),
        phone: match said.and_then(|it| it.phone.as_ref()) {
            Some(phone) => Label::filled(Some(phone)),
            None => account.phone.clone(),
        },
        confirm_by_mail: new.confirm_by_mail.unwrap_or(true),
        title: new.title.map(|title| title.trimmed()),
        text: new.text.trimmed(),
        noticed_on,
        published: switches.publish_on_entry,
    })
}
