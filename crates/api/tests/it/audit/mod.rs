//! What happened [PP-12]: a chain that only grows.

mod chaining;
mod erasing;
mod guarding;
mod list_audit;
mod upgrading;
mod verifying;

use api::db::{
    Broken,
    entities::{audit, audit_head, audit_value},
    unfenced::Because,
};
use sea_orm::QueryOrder;
use serde_json::json;

use crate::support::{Engine, TestApp};

impl TestApp {
    /// Every line, in the order of the chain.
    pub async fn chain(&self) -> Vec<audit::Model> {
        let rows = self.db().unfenced(Because::TheServerWorksByItself);
        let lines = rows.find::<audit::Entity>().order_by_asc(audit::Column::Seq);
        lines.all(rows.connection()).await.expect("the audit")
    }

    /// Every personal value.
    pub async fn personal_values(&self) -> Vec<audit_value::Model> {
        let rows = self.db().unfenced(Because::TheServerWorksByItself);
        let values = rows.find::<audit_value::Entity>().order_by_asc(audit_value::Column::Name);
        values.all(rows.connection()).await.expect("the values")
    }

    /// Checks that the chain is whole; answers how many lines it has.
    pub async fn whole_chain(&self) -> i64 {
        self.db().verify_audit(None).await.expect("verified").expect("a whole chain").lines
    }

    /// Where the chain ends.
    pub async fn head(&self) -> audit_head::Model {
        let rows = self.db().unfenced(Because::TheServerWorksByItself);
        rows.find::<audit_head::Entity>().one(rows.connection()).await.expect("read").expect("a head")
    }

    /// How the chain is broken.
    pub async fn broken_chain(&self) -> Broken {
        self.db().verify_audit(None).await.expect("verified").expect_err("a broken chain")
    }

    /// What somebody does who owns the database: takes the triggers away.
    pub async fn disarm(&self) {
        match self.engine {
            Engine::Sqlite => {
                for trigger in [
                    "audit_is_not_changed",
                    "audit_is_not_removed",
                    "audit_is_not_replaced",
                    "audit_value_is_not_changed",
                    "audit_value_is_not_replaced",
                ] {
                    self.execute(&format!("DROP TRIGGER {trigger}")).await;
                }
            }
            Engine::Postgres => {
                for table in ["audit", "audit_value", "audit_head"] {
                    self.execute(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await;
                }
            }
        }
    }

    /// Three teams: three lines.
    async fn busy(&self) {
        let claire = self.administrator().await;
        for name in ["Électricité", "Plomberie", "Peinture"] {
            let team = json!({ "name": name, "node_id": self.world.nord });
            claire.post("/teams", team).await.expect(201);
        }
        self.whole_chain().await;
    }
}
