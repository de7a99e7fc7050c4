//! What goes with a team that is deleted, each told by itself: memberships, grants, tag links.

use domain::UserId;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    audit::Happened,
    db::{
        DbError, Tx,
        entities::{access_grant, tag_grant},
        unfenced::Because,
    },
};

/// The lines of everything that the team takes along.
pub async fn taken_along(tx: &Tx, team: Uuid, members: &[UserId]) -> Result<Vec<Happened>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let grants = unfenced.find::<access_grant::Entity>().filter(access_grant::Column::TeamId.eq(team));
    let grants = grants.all(unfenced.connection()).await?;
    let links = unfenced.find::<tag_grant::Entity>().filter(tag_grant::Column::TeamId.eq(team));
    let links = links.all(unfenced.connection()).await?;
    let working = true;
    let left = members.iter().map(|user| {
        let (operation, detail) = ("remove_team_member", json!({ "user": user }));
        Happened { operation, subject: "team", id: team, working, detail }
    });
    let taken = grants.into_iter().map(|grant| {
        let before = json!({ "role": grant.role_id, "from": grant.valid_from, "until": grant.valid_until });
        let detail = json!({ "team": team, "node": grant.node_id, "before": before });
        Happened { operation: "delete_grant", subject: "grant", id: grant.id, working, detail }
    });
    let unlinked = links.into_iter().map(|link| {
        let detail = json!({ "team": team, "tag": link.tag_id, "node": link.node_id, "edit": link.edit });
        Happened { operation: "delete_tag_grant", subject: "tag_grant", id: link.id, working, detail }
    });
    Ok(left.chain(taken).chain(unlinked).collect())
}
