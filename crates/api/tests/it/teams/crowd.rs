use authz::ShippedRole;
use serde_json::json;

use crate::{support::To, test};

const PEOPLE: u128 = 2_000;
/// Together more memberships than SQLite binds values.
const TEAMS: usize = 17;

test!(
    "a team of many people who are in many teams is previewed, left and deleted like any other",
    async |app| {
        let mut teams = Vec::new();
        for number in 0..TEAMS {
            teams.push(app.team(&format!("Équipe {number}"), app.world.huy, &["paul"]).await);
        }
        app.join_all(&teams, &app.crowd(PEOPLE).await).await;
        let (team, paul) = (teams[0], app.world.person("paul"));
        app.give(To::Team(team), ShippedRole::Visitor, app.world.huy).await;
        let claire = app.administrator().await.with("if-match", "*");
        let visitor = app.world.role(ShippedRole::Visitor);
        let told =
            claire.post(&format!("/roles/{visitor}/preview"), json!({ "permissions": [] })).await.expect(200);
        assert_eq!(told.body["losing"], 2_005, "the crowd, paul, and four visitors");
        claire.put(&format!("/teams/{team}/members/{paul}"), json!(null)).await.expect(204);
        claire.delete(&format!("/teams/{team}/members/{paul}")).await.expect(204);
        claire.delete(&format!("/teams/{team}/members/{paul}")).await.problem(404, "not-found");
        claire.delete(&format!("/teams/{team}")).await.expect(204);
    }
);
