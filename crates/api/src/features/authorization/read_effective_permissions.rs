use actix_web::{
    get,
    web::{Data, Json},
};
use authz::{Actor, Node, Permissions, Stamp};
use domain::UserId;

use super::{
    labels::Wanted,
    store,
    wire::{EffectivePermissions, NodePermissions, TagPermissions},
};
use crate::{
    app::App,
    features::users,
    http::{Answer, Id, Problem},
    identity::Caller,
    wire::Named,
};

/// Tell what somebody may do at each node of the pyramid: the sum of all that was given to them and to their teams
/// [PO-2, PP-6]. Everybody is told about themselves; about others, who sees their account.
#[utoipa::path(
    tag = "authorization",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, description = "What they may do", body = EffectivePermissions))
)]
#[get("/users/{id}/effective-permissions")]
pub async fn read_effective_permissions(
    app: Data<App>,
    caller: Caller,
    id: Id<UserId>,
) -> Answer<Json<EffectivePermissions>> {
    let read = async |actor: &Actor| {
        let name = users::name_of(&app.db, actor, id.0).await?.ok_or_else(Problem::not_found)?;
        let subject = store::subject(&app.db, id.0).await?.ok_or_else(Problem::not_found)?;
        let theirs = Actor::compile(&subject, app.clock.now(), Stamp::default());
        let told = Told::to(actor, &theirs);
        Ok(Json(told.named(&app, Named { id: id.0.0, name }, &theirs).await?))
    };
    caller.read(&app, read).await
}

/// What of somebody's permissions the caller is told.
struct Told {
    at: Vec<(Node, Permissions)>,
    tags: Vec<authz::TagRight>,
    complete: bool,
}

impl Told {
    fn to(actor: &Actor, theirs: &Actor) -> Self {
        let seen: Vec<Node> = if actor.user() == theirs.user() {
            vec![Node::Instance]
        } else {
            actor.people().filter().clone()
        };
        let below = |node: Node| seen.iter().any(|top| top.covers(node));
        // What comes from above counts at the highest node one sees.
        let tops = seen.iter().map(|&top| (top, theirs.permissions_at(top)));
        let mut at: Vec<(Node, Permissions)> =
            tops.chain(theirs.effective().filter(|&(node, _)| below(node))).collect();
        at.retain(|(_, set)| !set.is_empty());
        at.sort_unstable_by_key(|&(node, _)| node);
        at.dedup_by_key(|(node, _)| *node);
        let tags = theirs.tag_rights().iter().filter(|right| below(right.node)).copied().collect();
        Self { at, tags, complete: seen.contains(&Node::Instance) }
    }

    async fn named(self, app: &App, user: Named, theirs: &Actor) -> Answer<EffectivePermissions> {
        let mut wanted = Wanted::default();
        self.at.iter().for_each(|&(node, _)| wanted.node(node));
        self.tags.iter().for_each(|right| {
            wanted.node(right.node);
            wanted.tag(right.tag);
        });
        let labels = wanted.read(&app.db).await?;
        let at = self.at.iter().filter_map(|&(node, set)| {
            let permissions = set.iter().map(Into::into).collect();
            Some(NodePermissions { node: labels.node(node)?, permissions })
        });
        let tags = self.tags.iter().filter_map(|right| {
            Some(TagPermissions {
                tag: labels.tag(right.tag),
                node: labels.node(right.node)?,
                edit: right.edit,
            })
        });
        Ok(EffectivePermissions {
            user,
            state: theirs.gate().into(),
            super_administrator: theirs.is_super_administrator(),
            at: at.collect(),
            tags: tags.collect(),
            complete: self.complete,
        })
    }
}
