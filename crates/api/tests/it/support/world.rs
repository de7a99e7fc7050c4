//! A small organisation: two company groups, three sites, a few people.
//!
//! ```text
//! Mosane ─┬─ Nord ─┬─ Huy     nadia (visitor), henri (visitor), hugo (manager of the site)
//!         │        └─ Liège   lea (visitor)
//!         └─ Sud  ─── Namur   stranger (visitor), sophie (manager of the site)
//! claire: administrator of the instance · thomas: manager of Nord · ines: visitor, inactive · paul: no grants
//! ```

use std::sync::OnceLock;

use api::{
    db::{
        Db, Tx,
        entities::{instance_settings, node, role_grant, site, user_account},
        unfenced::Because,
    },
    identity::{fold_case, password},
    random::{Random, SystemRandom},
};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";

/// The ids of what a test starts with.
#[derive(Debug, Clone)]
pub struct World {
    pub instance: Uuid,
    pub nord: Uuid,
    pub sud: Uuid,
    pub huy: Uuid,
    pub liege: Uuid,
    pub namur: Uuid,
    people: Vec<(&'static str, Uuid)>,
}

impl World {
    /// Builds the organisation in an empty database.
    pub async fn build(db: &Db, now: DateTime<Utc>) -> Self {
        let tx = db.begin().await.expect("a transaction");
        let build = Build { tx: &tx, now };
        let instance = build.node("instance", None, "Mosane").await;
        let nord = build.node("company_group", Some(instance), "Nord").await;
        let sud = build.node("company_group", Some(instance), "Sud").await;
        let huy = build.site(nord, "Huy").await;
        let liege = build.site(nord, "Liège").await;
        let namur = build.site(sud, "Namur").await;
        build.settings().await;
        let mut people = Vec::new();
        for (username, role, at) in [
            ("claire", "administrator", instance),
            ("thomas", "manager", nord),
            ("hugo", "manager", huy),
            ("sophie", "manager", namur),
            ("nadia", "visitor", huy),
            ("henri", "visitor", huy),
            ("lea", "visitor", liege),
            ("stranger", "visitor", namur),
            ("ines", "visitor", huy),
        ] {
            let id = build.person(username, username != "ines").await;
            build.grant(id, role, at).await;
            people.push((username, id));
        }
        people.push(("paul", build.person("paul", true).await));
        tx.commit().await.expect("committed");
        Self { instance, nord, sud, huy, liege, namur, people }
    }

    /// The id of a person of the world.
    pub fn person(&self, username: &str) -> Uuid {
        self.people.iter().find(|(name, _)| *name == username).expect("a person of the world").1
    }
}

struct Build<'t> {
    tx: &'t Tx,
    now: DateTime<Utc>,
}

impl Build<'_> {
    fn id(&self) -> Uuid {
        let random: &dyn Random = &SystemRandom;
        random.id(self.now)
    }

    async fn insert<M>(&self, model: M)
    where
        M: sea_orm::ActiveModelTrait + sea_orm::ActiveModelBehavior + Send,
        <M::Entity as sea_orm::EntityTrait>::Model: sea_orm::IntoActiveModel<M>,
    {
        self.tx.unfenced(Because::TheInstanceIsBeingSetUp).insert(model).await.expect("inserted");
    }

    async fn node(&self, level: &str, parent: Option<Uuid>, name: &str) -> Uuid {
        let id = self.id();
        let (level, name) = (level.to_owned(), name.to_owned());
        let row = node::Model { id, level, parent_id: parent, name, created_at: self.now };
        self.insert(node::ActiveModel::from(row)).await;
        id
    }

    async fn site(&self, group: Uuid, name: &str) -> Uuid {
        let id = self.node("site", Some(group), name).await;
        let mail_address = format!("{}@mosane.example", name.to_lowercase().replace('è', "e"));
        let row =
            site::Model { id, group_id: group, mail_address, company: None, location: None, version: 1 };
        self.insert(site::ActiveModel::from(row)).await;
        id
    }

    async fn settings(&self) {
        let row = instance_settings::ActiveModel {
            id: Set(self.id()),
            organisation_name: Set("Mosane".to_owned()),
            language: Set("fr".to_owned()),
            mail_team_on_new_request: Set(true),
            confirm_to_requester: Set(true),
            publish_on_entry: Set(true),
            mail_server: Set(None),
            sealed_mail_password: Set(None),
            demo: Set(false),
            version: Set(1),
        };
        self.insert(row).await;
    }

    async fn person(&self, username: &str, active: bool) -> Uuid {
        let id = self.id();
        let mut first_name = username.to_owned();
        first_name[..1].make_ascii_uppercase();
        let row = user_account::Model {
            id,
            username: username.to_owned(),
            username_key: fold_case(username),
            email: format!("{username}@mosane.example"),
            email_key: format!("{username}@mosane.example"),
            first_name,
            last_name: "Test".to_owned(),
            phone: None,
            language: "fr".to_owned(),
            password_hash: Some(hash().to_owned()),
            active,
            default_site_id: None,
            version: 1,
            created_at: self.now,
        };
        self.insert(user_account::ActiveModel::from(row)).await;
        id
    }

    async fn grant(&self, user_id: Uuid, role: &str, node_id: Uuid) {
        let row = role_grant::Model {
            id: self.id(),
            user_id,
            node_id,
            role: role.to_owned(),
            created_at: self.now,
        };
        self.insert(role_grant::ActiveModel::from(row)).await;
    }
}

fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash_now(&PASSWORD.into()).expect("a hash"))
}
