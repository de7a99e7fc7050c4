//! Many people at once.

use api::db::{
    entities::{team_member, user_account},
    unfenced::Because,
};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::TestApp;

impl TestApp {
    /// Adds many people, alike but for their names, who come first in every list by name.
    pub async fn crowd(&self, people: u128) -> Vec<Uuid> {
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        let paul = user_account::Column::Id.eq(self.world.person("paul"));
        let paul = unfenced.find::<user_account::Entity>().filter(paul).one(unfenced.connection()).await;
        let paul = paul.expect("read").expect("there");
        let person = |number: u128| {
            let (id, name) = (Uuid::from_u128(number), format!("n{number}"));
            let (username, username_key) = (name.clone(), name.clone());
            let (email, email_key) = (name.clone(), name.clone());
            let (last_name, name_key) = ("Aa".to_owned(), format!("{name} aa"));
            let first_name = name;
            user_account::Model {
                id,
                username,
                username_key,
                email,
                email_key,
                first_name,
                last_name,
                name_key,
                ..paul.clone()
            }
        };
        let rows = (1..=people).map(|number| user_account::ActiveModel::from(person(number)));
        unfenced.insert_all(rows.collect()).await.expect("inserted");
        (1..=people).map(Uuid::from_u128).collect()
    }

    /// Lets each of the people join each of the teams.
    pub async fn join_all(&self, teams: &[Uuid], people: &[Uuid]) {
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        let members = people.iter().flat_map(|&user_id| {
            teams.iter().map(move |&team_id| team_member::Model { team_id, user_id }.into())
        });
        let members: Vec<team_member::ActiveModel> = members.collect();
        unfenced.insert_all(members).await.expect("inserted");
    }
}
