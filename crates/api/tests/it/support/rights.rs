//! Rights given and taken behind the API's back, as another server or an import would.

use api::{
    clock::Clock,
    db::{
        entities::{
            access_grant, access_grant_permission, node, request_tag, site, tag, tag_category, tag_grant,
            team, team_member,
        },
        names::key_of,
        unfenced::Because,
    },
};
use authz::{Action, Permission, Relation, ShippedRole};
use chrono::{DateTime, Utc};
use domain::fold_case;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::Value;
use uuid::Uuid;

use super::{TestApp, id, new_id};

/// Whom something is given to.
#[derive(Debug, Clone, Copy)]
pub enum To {
    User(Uuid),
    Team(Uuid),
}

impl To {
    const fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::User(id) => (Some(id), None),
            Self::Team(id) => (None, Some(id)),
        }
    }
}

impl TestApp {
    async fn put<M>(&self, row: M)
    where
        M: ActiveModelTrait + ActiveModelBehavior + Send,
        <M::Entity as EntityTrait>::Model: IntoActiveModel<M>,
    {
        self.db().unfenced(Because::TheServerWorksByItself).insert(row).await.expect("inserted");
    }

    /// Adds a site to a company group.
    pub async fn site(&self, group_id: Uuid, name: &str) -> Uuid {
        let (id, created_at) = (new_id(self.clock.now()), self.clock.now());
        let (level, name) = ("site".to_owned(), name.to_owned());
        let row = node::Model {
            name_key: fold_case(&name),
            id,
            level,
            parent_id: Some(group_id),
            name,
            version: 1,
            created_at,
        };
        self.put(node::ActiveModel::from(row)).await;
        let mail_address = "site@mosane.example".to_owned();
        let row = site::Model { id, group_id, mail_address, company: None, location: None, version: 1 };
        self.put(site::ActiveModel::from(row)).await;
        id
    }

    /// Gives a role; answers the grant.
    pub async fn give(&self, to: To, role: ShippedRole, node_id: Uuid) -> Uuid {
        self.give_until(to, Some(self.world.role(role)), node_id, None).await
    }

    /// Gives a role, or nothing yet, until a moment; answers the grant.
    pub async fn give_until(
        &self,
        to: To,
        role_id: Option<Uuid>,
        node_id: Uuid,
        valid_until: Option<DateTime<Utc>>,
    ) -> Uuid {
        let (id, (user_id, team_id)) = (new_id(self.clock.now()), to.columns());
        let row = access_grant::Model {
            id,
            user_id,
            team_id,
            node_id,
            role_id,
            valid_from: None,
            valid_until,
            version: 1,
            created_at: self.clock.now(),
        };
        self.put(access_grant::ActiveModel::from(row)).await;
        id
    }

    /// Gives one permission; answers the grant.
    pub async fn allow(&self, to: To, action: Action, relation: Relation, node_id: Uuid) -> Uuid {
        let grant = self.give_until(to, None, node_id, None).await;
        self.switch(grant, Permission { action, relation }, true).await;
        grant
    }

    /// Gives every permission there is, one by one: what an administrator has, without being one.
    pub async fn allow_everything(&self, to: To, node_id: Uuid) {
        let grant = self.give_until(to, None, node_id, None).await;
        for &action in Action::ALL {
            self.switch(grant, Permission { action, relation: Relation::Any }, true).await;
        }
    }

    /// Switches a permission on or off in one grant.
    pub async fn switch(&self, grant_id: Uuid, permission: Permission, switched_on: bool) {
        let row = access_grant_permission::Model {
            grant_id,
            action: permission.action.word().to_owned(),
            relation: permission.relation.word().to_owned(),
            switched_on,
        };
        self.put(access_grant_permission::ActiveModel::from(row)).await;
    }

    /// Takes every role that somebody of the world was given.
    pub async fn take_everything(&self, username: &str) {
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        let theirs = access_grant::Column::UserId.eq(self.world.person(username));
        unfenced
            .delete_many::<access_grant::Entity>()
            .filter(theirs)
            .exec(unfenced.connection())
            .await
            .expect("taken");
    }

    /// Makes a team with these members.
    pub async fn team(&self, name: &str, node_id: Uuid, members: &[&str]) -> Uuid {
        let id = new_id(self.clock.now());
        let (name, name_key) = (name.to_owned(), key_of(name, node_id));
        let row = team::Model { id, node_id, name, name_key, version: 1, created_at: self.clock.now() };
        self.put(team::ActiveModel::from(row)).await;
        for username in members {
            self.join(id, username).await;
        }
        id
    }

    /// Lets somebody of the world join a team.
    pub async fn join(&self, team_id: Uuid, username: &str) {
        let row = team_member::Model { team_id, user_id: self.world.person(username) };
        self.put(team_member::ActiveModel::from(row)).await;
    }

    /// Makes a tag, and its category if that is not there yet.
    pub async fn tag(&self, category: &str, name: &str) -> Uuid {
        let unfenced = self.db().unfenced(Because::TheServerWorksByItself);
        let known = unfenced
            .find::<tag_category::Entity>()
            .filter(tag_category::Column::NameKey.eq(key_of(category, self.world.instance)));
        let known = known.one(unfenced.connection()).await.expect("read");
        let category_id = match known {
            Some(row) => row.id,
            None => {
                let id = new_id(self.clock.now());
                let row = tag_category::Model {
                    id,
                    node_id: self.world.instance,
                    name: category.to_owned(),
                    name_key: key_of(category, self.world.instance),
                    colour: 3,
                    in_lists: true,
                    position: 0,
                    version: 1,
                    created_at: self.clock.now(),
                };
                self.put(tag_category::ActiveModel::from(row)).await;
                id
            }
        };
        let id = new_id(self.clock.now());
        let row = tag::Model {
            id,
            category_id,
            name: name.to_owned(),
            name_key: fold_case(name),
            version: 1,
            created_at: self.clock.now(),
        };
        self.put(tag::ActiveModel::from(row)).await;
        id
    }

    /// Puts a tag on a request that the API answered.
    pub async fn put_on(&self, request: &Value, tag_id: Uuid) {
        let entered_at = request["entered_at"].as_str().expect("a moment").parse().expect("a moment");
        self.bear(id(request).parse().expect("an id"), tag_id, entered_at).await;
    }

    /// Puts a tag on a request.
    pub async fn bear(&self, request_id: Uuid, tag_id: Uuid, entered_at: DateTime<Utc>) {
        let row = request_tag::Model { tag_id, entered_at, request_id };
        self.put(request_tag::ActiveModel::from(row)).await;
    }

    /// Links a tag to somebody.
    pub async fn link(&self, to: To, tag_id: Uuid, edit: bool, node_id: Uuid) -> Uuid {
        let (id, (user_id, team_id)) = (new_id(self.clock.now()), to.columns());
        let row = tag_grant::Model {
            id,
            user_id,
            team_id,
            tag_id,
            node_id,
            edit,
            valid_from: None,
            valid_until: None,
            version: 1,
            created_at: self.clock.now(),
        };
        self.put(tag_grant::ActiveModel::from(row)).await;
        id
    }
}
