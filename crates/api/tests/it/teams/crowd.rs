use api::db::{
    entities::{team_member, user_account},
    unfenced::Because,
};
use authz::ShippedRole;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::{
    support::{TestApp, To},
    test,
};

const PEOPLE: usize = 2_000;
/// Together more memberships than SQLite binds values.
const TEAMS: usize = 17;

test!(
    "a team of many people who are in many teams is previewed, left and deleted like any other",
    async |app| {
        let mut teams = Vec::new();
        for number in 0..TEAMS {
            teams.push(app.team(&format!("Équipe {number}"), app.world.huy, &["paul"]).await);
        }
        crowd(&app, &teams).await;
        let (team, paul) = (teams[0], app.world.person("paul"));
        app.give(To::Team(team), ShippedRole::Visitor, app.world.huy).await;
        let claire = app.administrator().await.with("if-match", "*");
        let visitor = app.world.role(ShippedRole::Visitor);
        let told =
            claire.post(&format!("/roles/{visitor}/preview"), json!({ "permissions": [] })).await.expect(200);
        assert_eq!(told.body["losing"], PEOPLE + 1 + 4);
        claire.put(&format!("/teams/{team}/members/{paul}"), json!(null)).await.expect(204);
        claire.delete(&format!("/teams/{team}/members/{paul}")).await.expect(204);
        claire.delete(&format!("/teams/{team}/members/{paul}")).await.problem(404, "not-found");
        claire.delete(&format!("/teams/{team}")).await.expect(204);
    }
);

/// Many people like paul, each in all of the teams.
async fn crowd(app: &TestApp, teams: &[Uuid]) {
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    let paul = user_account::Column::Id.eq(app.world.person("paul"));
    let paul = unfenced.find::<user_account::Entity>().filter(paul).one(unfenced.connection()).await;
    let paul = paul.expect("read").expect("there");
    let people: Vec<user_account::ActiveModel> = (1..=PEOPLE as u128)
        .map(|number| {
            let (id, name) = (Uuid::from_u128(number), format!("n{number}"));
            let (username, username_key) = (name.clone(), name.clone());
            let (email, email_key) = (name.clone(), name.clone());
            user_account::Model { id, username, username_key, email, email_key, ..paul.clone() }.into()
        })
        .collect();
    unfenced.insert_all(people).await.expect("inserted");
    let members = (1..=PEOPLE as u128).flat_map(|number| {
        teams.iter().map(move |&team_id| team_member::Model { team_id, user_id: Uuid::from_u128(number) })
    });
    let members = members.map(team_member::ActiveModel::from).collect();
    unfenced.insert_all(members).await.expect("inserted");
}
