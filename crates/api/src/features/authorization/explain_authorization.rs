use actix_web::{
    post,
    web::{Data, Json},
};
use authz::{Actor, Explanation as Explained, Node, On, RequestFacts};
use domain::{RequestId, UserId};

use super::{
    labels::Wanted,
    store,
    telling::Telling,
    wire::{Explanation, Question},
};
use crate::{
    app::App,
    features::{requests, sites, users},
    http::{Answer, Body, Kind, Problem},
    identity::Caller,
    wire::Named,
};

/// Tell whether somebody may do something, and why, or why not and what comes near. Everybody asks about themselves;
/// about others, who sees their account.
#[utoipa::path(
    tag = "authorization",
    request_body = Question,
    responses((status = 200, description = "The answer", body = Explanation))
)]
#[post("/authorization/explanations")]
pub async fn explain_authorization(
    app: Data<App>,
    caller: Caller,
    body: Body<Question>,
) -> Answer<Json<Explanation>> {
    let Body(question) = body;
    let read = async |actor: &Actor| {
        let user = question.user_id.map_or(actor.user(), UserId);
        let unknown = || fault("/user_id", "there is nobody of that id");
        let name = users::name_of(&app.db, actor, user).await?.ok_or_else(unknown)?;
        let subject = store::subject(&app.db, user).await?.ok_or_else(unknown)?;
        let on = target(&app, actor, &question).await?;
        let explained = subject.explain(question.action.into(), on.on(), app.clock.now());
        let telling = on.telling(actor);
        let telling = if user == actor.user() { telling } else { telling.of_another(actor) };
        Ok(Json(told(&app, &telling, Named { id: user.0, name }, explained).await?))
    };
    caller.read(&app, read).await
}

enum Target {
    Request(RequestFacts),
    Node(Node),
}

impl Target {
    const fn on(&self) -> On<'_> {
        match self {
            Self::Request(request) => On::Request(request),
            Self::Node(node) => On::Node(*node),
        }
    }

    fn telling(&self, actor: &Actor) -> Telling {
        match self {
            Self::Request(request) => Telling::of(actor, request),
            Self::Node(_) => Telling::ALL,
        }
    }
}

async fn target(app: &App, actor: &Actor, question: &Question) -> Answer<Target> {
    match (question.request_id, question.node_id) {
        (Some(id), None) => {
            let unknown = || fault("/request_id", "there is no such request");
            let request = requests::facts_of(&app.db, actor, RequestId(id)).await?.ok_or_else(unknown)?;
            Ok(Target::Request(request))
        }
        (None, Some(id)) => {
            let unknown = || fault("/node_id", "there is no such node");
            Ok(Target::Node(sites::find_node(&app.db, actor, id).await?.ok_or_else(unknown)?))
        }
        _ => {
            let detail = "name a request or a node, and not both";
            Err(Problem::at(Kind::InvalidBody, "/request_id", "one_of", detail))
        }
    }
}

fn fault(pointer: &str, detail: &str) -> Problem {
    Problem::at(Kind::InvalidBody, pointer, "unknown", detail)
}

async fn told(app: &App, telling: &Telling, user: Named, mut explained: Explained) -> Answer<Explanation> {
    explained.nearly.retain(|nearly| telling.near(nearly));
    let mut wanted = Wanted::default();
    explained.cited().for_each(|ground| wanted.ground(ground));
    explained.nearly.iter().for_each(|nearly| wanted.nearly(nearly));
    let labels = wanted.read(&app.db).await?;
    let reasons = |grounds: &[authz::Reason]| {
        grounds.iter().map(|ground| labels.reason(ground, &user, telling)).collect::<Vec<_>>()
    };
    Ok(Explanation {
        allowed: explained.allowed,
        state: explained.gate.into(),
        by: reasons(&explained.by),
        seen_by: reasons(&explained.seen_by),
        nearly: explained.nearly.iter().map(|nearly| labels.near(nearly, &user)).collect(),
        missing: explained.missing.map(Into::into),
    })
}
