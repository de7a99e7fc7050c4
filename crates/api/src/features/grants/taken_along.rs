use authz::Principal;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};

use crate::{
    audit::Happened,
    db::{
        DbError, Tx,
        entities::{access_grant, tag_grant},
        unfenced::Because,
    },
};

/// The lines of the grants and tag links that go with a team or a user.
///
/// # Errors
/// When the database fails.
pub async fn taken_along(tx: &Tx, whose: Principal) -> Result<Vec<Happened>, DbError> {
    let unfenced = tx.unfenced(Because::ItBelongsToWhatIsPermitted);
    let (given, linked) = match whose {
        Principal::User(user) => {
            (access_grant::Column::UserId.eq(user.0), tag_grant::Column::UserId.eq(user.0))
        }
        Principal::Team(team) => {
            (access_grant::Column::TeamId.eq(team.0), tag_grant::Column::TeamId.eq(team.0))
        }
    };
    let grants = unfenced.find::<access_grant::Entity>().filter(given).all(unfenced.connection()).await?;
    let links = unfenced.find::<tag_grant::Entity>().filter(linked).all(unfenced.connection()).await?;
    let working = true;
    let taken = grants.into_iter().map(|grant| {
        let before = json!({ "role": grant.role_id, "from": grant.valid_from, "until": grant.valid_until });
        let detail = of(whose, json!({ "node": grant.node_id, "before": before }));
        Happened { operation: "delete_grant", subject: "grant", id: grant.id, working, detail }
    });
    let unlinked = links.into_iter().map(|link| {
        let detail = of(whose, json!({ "tag": link.tag_id, "node": link.node_id, "edit": link.edit }));
        Happened { operation: "delete_tag_grant", subject: "tag_grant", id: link.id, working, detail }
    });
    Ok(taken.chain(unlinked).collect())
}

fn of(whose: Principal, mut detail: Value) -> Value {
    match whose {
        Principal::User(user) => detail["user"] = json!(user.0),
        Principal::Team(team) => detail["team"] = json!(team.0),
    }
    detail
}
