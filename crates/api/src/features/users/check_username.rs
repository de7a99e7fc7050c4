use actix_web::{
    get,
    web::{Data, Json, Path},
};
use authz::Action;
use unicode_normalization::char::is_combining_mark;

use super::{
    store,
    wire::{UsernameCheck, UsernameFlaw},
};
use crate::{
    app::App,
    db::entities::user_account,
    http::{Answer, Kind, Problem},
    identity::{
        Caller,
        username::{login_key, mixes_scripts, skeleton},
    },
};

/// The longest that a username can be, in characters.
const MAX_CHARS: usize = 120;

/// Say whether a username can be taken, for whoever may make accounts somewhere: forms ask while one types [PP-2].
#[utoipa::path(
    tag = "users",
    params(("username" = String, Path, description = "The name to try")),
    responses((status = 200, description = "Whether it can be taken", body = UsernameCheck))
)]
#[get("/usernames/{username}")]
pub async fn check_username(
    app: Data<App>,
    caller: Caller,
    name: Path<String>,
) -> Answer<Json<UsernameCheck>> {
    let name = name.into_inner();
    let flaw = caller
        .read(&app, async |actor| {
            if !actor.allowed_anywhere().contains(Action::CreateUser) {
                return Err(authz::Refused::Lacks(Action::CreateUser).into());
            }
            if !is_well_formed(&name) {
                return Ok(Some(UsernameFlaw::Malformed));
            }
            Ok(flaw_of(&name, &store::named_like(&app.db, &name).await?))
        })
        .await?;
    Ok(Json(UsernameCheck { available: flaw.is_none(), flaw }))
}

fn is_well_formed(name: &str) -> bool {
    // Signs that nobody sees tell nobody apart.
    let hidden = |sign: char| !sign.is_ascii() && !sign.is_alphanumeric() && !is_combining_mark(sign);
    let odd = |sign: char| {
        hidden(sign) || sign.is_control() || sign.is_whitespace() || "/\\?#%\"<>,;:".contains(sign)
    };
    (1..=MAX_CHARS).contains(&name.chars().count()) && !name.contains(odd)
}

/// What is wrong with a well-formed username beside those who are named like it.
pub fn flaw_of(name: &str, others: &[user_account::Model]) -> Option<UsernameFlaw> {
    let key = login_key(name);
    let look = skeleton(&key);
    let taken = |other: &user_account::Model| other.username_key == key || other.email_key == key;
    // Within ASCII nobody takes `l` for `1` for long: there are too many numbered names.
    let confusable = |other: &user_account::Model| {
        other.username_skeleton == look && !(key.is_ascii() && other.username_key.is_ascii())
    };
    match () {
        () if others.iter().any(taken) => Some(UsernameFlaw::Taken),
        () if !is_well_formed(name) => Some(UsernameFlaw::Malformed),
        () if mixes_scripts(name) => Some(UsernameFlaw::MixedScripts),
        () if others.iter().any(confusable) => Some(UsernameFlaw::Confusable),
        () => None,
    }
}

/// The refusal of a username.
pub fn refuse(flaw: UsernameFlaw) -> Problem {
    let at = |kind, code, detail| Problem::at(kind, "/username", code, detail);
    match flaw {
        UsernameFlaw::Taken => at(Kind::Conflict, "taken", "somebody else logs in with this name"),
        UsernameFlaw::Confusable => {
            at(Kind::Conflict, "confusable", "this looks like somebody else's username: take another one")
        }
        UsernameFlaw::MixedScripts => {
            at(Kind::InvalidBody, "mixed_scripts", "write the username in the letters of one alphabet")
        }
        UsernameFlaw::Malformed => at(Kind::InvalidBody, "pattern", "write the username without spaces"),
    }
}
