//! A small organisation: two company groups, three sites, a few people.
//!
//! ```text
//! Mosane ─┬─ Nord ─┬─ Huy     nadia (visitor), henri (visitor), hugo (manager of the site)
//!         │        └─ Liège   lea (visitor)
//!         └─ Sud  ─── Namur   stranger (visitor), sophie (manager of the site)
//! claire: administrator of the instance · thomas: manager of Nord · ines: visitor, inactive · paul: no grants
//! ```

use domain::fold_case;
use std::sync::OnceLock;

use api::{
    db::{
        Db, Tx,
        entities::{access_grant, instance_settings, node, role, role_permission, site, user_account},
        unfenced::Because,
    },
    features::roles::shipped_rows,
    identity::password,
};
use authz::ShippedRole;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::new_id;

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
    roles: Vec<(ShippedRole, Uuid)>,
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
        let roles = build.roles(instance).await;
        let basic = roles.iter().find(|(shipped, _)| *shipped == ShippedRole::BasicUser).expect("it ships").1;
        build.settings(basic).await;
        let mut people = Vec::new();
        for (username, role, at) in [
            ("claire", ShippedRole::Administrator, instance),
            ("thomas", ShippedRole::Manager, nord),
            ("hugo", ShippedRole::Manager, huy),
            ("sophie", ShippedRole::Manager, namur),
            ("nadia", ShippedRole::Visitor, huy),
            ("henri", ShippedRole::Visitor, huy),
            ("lea", ShippedRole::Visitor, liege),
            ("stranger", ShippedRole::Visitor, namur),
            ("ines", ShippedRole::Visitor, huy),
        ] {
            let id = build.person(username, at, username != "ines").await;
            let role = roles.iter().find(|(shipped, _)| *shipped == role).expect("it ships").1;
            build.grant(id, role, at).await;
            people.push((username, id));
        }
        people.push(("paul", build.person("paul", instance, true).await));
        tx.commit().await.expect("committed");
        Self { instance, nord, sud, huy, liege, namur, people, roles }
    }

    /// The id of a person of the world.
    pub fn person(&self, username: &str) -> Uuid {
        self.people.iter().find(|(name, _)| *name == username).expect("a person of the world").1
    }

    /// The id of a role as it shipped.
    pub fn role(&self, shipped: ShippedRole) -> Uuid {
        self.roles.iter().find(|(role, _)| *role == shipped).expect("it ships").1
    }
}

struct Build<'t> {
    tx: &'t Tx,
    now: DateTime<Utc>,
}

impl Build<'_> {
    fn id(&self) -> Uuid {
        new_id(self.now)
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
        let row = node::Model {
            name_key: fold_case(&name),
            id,
            level,
            parent_id: parent,
            name,
            version: 1,
            created_at: self.now,
        };
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

    async fn settings(&self, default_role: Uuid) {
        let row = instance_settings::ActiveModel {
            id: Set(self.id()),
            organisation_name: Set("Mosane".to_owned()),
            language: Set("fr".to_owned()),
            mail_team_on_new_request: Set(true),
            confirm_to_requester: Set(true),
            publish_on_entry: Set(true),
            mail_server: Set(None),
            sealed_mail_password: Set(None),
            unplanned_work: Set("top".to_owned()),
            demo: Set(false),
            default_role_id: Set(Some(default_role)),
            version: Set(1),
        };
        self.insert(row).await;
    }

    async fn roles(&self, instance: Uuid) -> Vec<(ShippedRole, Uuid)> {
        let mut roles = Vec::new();
        for shipped in ShippedRole::ALL {
            let (role, permissions) = shipped_rows(shipped, self.id(), instance, self.now);
            roles.push((shipped, role.id));
            self.insert(role::ActiveModel::from(role)).await;
            for permission in permissions {
                self.insert(role_permission::ActiveModel::from(permission)).await;
            }
        }
        roles
    }

    async fn person(&self, username: &str, home: Uuid, active: bool) -> Uuid {
        let id = self.id();
        let mut first_name = username.to_owned();
        first_name[..1].make_ascii_uppercase();
        let row = user_account::Model {
            id,
            username: username.to_owned(),
            username_key: fold_case(username),
            email: format!("{username}@mosane.example"),
            email_key: format!("{username}@mosane.example"),
            name_key: format!("{username} test"),
            first_name,
            last_name: "Test".to_owned(),
            phone: None,
            language: "fr".to_owned(),
            password_hash: Some(hash().to_owned()),
            active,
            default_site_id: None,
            home_node_id: Some(home),
            suspended_until: None,
            ends_at: None,
            super_administrator: false,
            external_id: None,
            username_skeleton: username.to_owned(),
            deleted_at: None,
            password_provisional: false,
            authz_version: 1,
            version: 1,
            created_at: self.now,
        };
        self.insert(user_account::ActiveModel::from(row)).await;
        id
    }

    async fn grant(&self, user_id: Uuid, role_id: Uuid, node_id: Uuid) {
        let row = access_grant::Model {
            id: self.id(),
            user_id: Some(user_id),
            team_id: None,
            node_id,
            role_id: Some(role_id),
            valid_from: None,
            valid_until: None,
            version: 1,
            created_at: self.now,
        };
        self.insert(access_grant::ActiveModel::from(row)).await;
    }
}

fn hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| password::hash_now(&PASSWORD.into()).expect("a hash"))
}
