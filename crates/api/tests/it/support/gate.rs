//! What makes somebody wait at the gate, behind the API's back.

use api::{
    clock::Clock,
    db::{
        entities::{terms_acceptance, terms_text, terms_version},
        unfenced::Because,
    },
};
use sea_orm::IntoActiveModel;
use uuid::Uuid;

use super::{TestApp, new_id};

impl TestApp {
    /// Publishes a version of the terms of use, in French and English.
    pub async fn publish_terms(&self, number: i32) -> Uuid {
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        let (id, now) = (new_id(self.clock.now()), self.clock.now());
        let published_by = self.world.person("claire");
        let version = terms_version::Model { id, number, published_at: now, published_by };
        unfenced.insert(version.into_active_model()).await.expect("published");
        for (language, word) in [("fr", "Conditions"), ("en", "Terms")] {
            let (language, markdown) = (language.to_owned(), format!("# {word} {number}"));
            let text = terms_text::Model { version_id: id, language, markdown, version: 1, changed_at: now };
            unfenced.insert(text.into_active_model()).await.expect("written");
        }
        id
    }

    /// Says that somebody of the world accepted them.
    pub async fn accepted_terms(&self, username: &str, version_id: Uuid) {
        let user_id = self.world.person(username);
        let row =
            terms_acceptance::Model { user_id, version_id, accepted_at: self.clock.now(), address: None };
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        unfenced.insert(row.into_active_model()).await.expect("accepted");
    }

    /// Says that everybody accepted the last version.
    pub async fn everybody_accepted(&self) {
        let all = "INSERT INTO terms_acceptance (user_id, version_id, accepted_at) \
                   SELECT account.id, version.id, version.published_at \
                   FROM user_account AS account CROSS JOIN terms_version AS version \
                   WHERE version.number = (SELECT MAX(number) FROM terms_version)";
        self.execute(all).await;
    }

    /// Sets columns of somebody's account.
    pub async fn set_account(&self, username: &str, columns: &str) {
        self.execute(&format!("UPDATE user_account SET {columns} WHERE username = '{username}'")).await;
    }
}
