//! The names of what reasons rest on.

use std::collections::HashMap;

use authz::{Grant, Nearly, Node, Principal, Reason as Ground, Relation, TagGrant};
use domain::Level;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use uuid::Uuid;

use super::{
    telling::Telling,
    wire::{NearReason, Obstacle, Reason, ReasonKind},
};
use crate::{
    db::{
        Db, DbError,
        entities::{node, role, tag, team},
        one_of,
        unfenced::Because,
    },
    wire::{HeldRole, Named, PersonOrTeam, PrincipalKind, ShownNode},
};

/// What must be named; filled first, then read in one go.
#[derive(Debug, Default)]
pub struct Wanted {
    nodes: Vec<Uuid>,
    roles: Vec<Uuid>,
    teams: Vec<Uuid>,
    tags: Vec<Uuid>,
}

impl Wanted {
    pub fn node(&mut self, node: Node) {
        match node {
            Node::Instance => {}
            Node::CompanyGroup(group) => self.nodes.push(group.0),
            Node::Site(place) => self.nodes.push(place.site.0),
        }
    }

    pub fn tag(&mut self, tag: domain::TagId) {
        self.tags.push(tag.0);
    }

    pub fn ground(&mut self, ground: &Ground) {
        match ground {
            Ground::SuperAdministrator => {}
            Ground::Grant { grant, .. } => self.grant(grant),
            Ground::TagGrant(link) => self.link(link),
        }
    }

    pub fn nearly(&mut self, nearly: &Nearly) {
        match nearly {
            Nearly::NotRelated { grant, .. }
            | Nearly::Elsewhere(grant)
            | Nearly::TooLow(grant)
            | Nearly::NotNow(grant) => self.grant(grant),
            Nearly::Tag(link) => self.link(link),
        }
    }

    fn grant(&mut self, grant: &Grant) {
        self.node(grant.node);
        self.roles.extend(grant.role.map(|role| role.id.0));
        self.given_to(grant.to);
    }

    fn link(&mut self, link: &TagGrant) {
        self.node(link.node);
        self.tag(link.tag);
        self.given_to(link.to);
    }

    fn given_to(&mut self, to: Principal) {
        if let Principal::Team(team) = to {
            self.teams.push(team.0);
        }
    }

    /// Reads the names: of what a permitted answer tells of.
    pub async fn read(self, db: &Db) -> Result<Labels, DbError> {
        let unfenced = db.unfenced(Because::ItBelongsToWhatIsPermitted);
        let (connection, engine) = (unfenced.connection(), unfenced.engine());
        let these = Condition::any()
            .add(one_of(node::Column::Id, &self.nodes, engine))
            .add(node::Column::Level.eq(Level::Instance.word()));
        let nodes = unfenced.find::<node::Entity>().filter(these).all(connection).await?;
        let roles = unfenced.find::<role::Entity>().filter(one_of(role::Column::Id, &self.roles, engine));
        let teams = unfenced.find::<team::Entity>().filter(one_of(team::Column::Id, &self.teams, engine));
        let tags = unfenced.find::<tag::Entity>().filter(one_of(tag::Column::Id, &self.tags, engine));
        let (roles, teams, tags) =
            (roles.all(connection).await?, teams.all(connection).await?, tags.all(connection).await?);
        let shown = |row: node::Model| ShownNode::stored(row.id, &row.level, row.name);
        Ok(Labels {
            top: nodes.iter().find(|row| row.parent_id.is_none()).cloned().map(shown),
            nodes: nodes.into_iter().map(|row| (row.id, shown(row))).collect(),
            roles: roles
                .into_iter()
                .map(|row| (row.id, HeldRole::stored(row.id, row.name, row.shipped.as_deref())))
                .collect(),
            teams: teams.into_iter().map(|row| (row.id, row.name)).collect(),
            tags: tags.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }
}

/// The names that were wanted.
#[derive(Debug)]
pub struct Labels {
    top: Option<ShownNode>,
    nodes: HashMap<Uuid, ShownNode>,
    roles: HashMap<Uuid, HeldRole>,
    teams: HashMap<Uuid, String>,
    tags: HashMap<Uuid, String>,
}

impl Labels {
    /// A node by name; none that has gone.
    pub fn node(&self, node: Node) -> Option<ShownNode> {
        match node {
            Node::Instance => self.top.clone(),
            Node::CompanyGroup(group) => self.nodes.get(&group.0).cloned(),
            Node::Site(place) => self.nodes.get(&place.site.0).cloned(),
        }
    }

    /// A tag by name.
    pub fn tag(&self, tag: domain::TagId) -> Named {
        Named { id: tag.0, name: self.tags.get(&tag.0).cloned().unwrap_or_default() }
    }

    /// A reason for `whom`, told; of one that is not shown, where it holds.
    pub fn reason(&self, ground: &Ground, whom: &Named, telling: &Telling) -> Reason {
        match ground {
            Ground::SuperAdministrator => bare(ReasonKind::SuperAdministrator),
            Ground::Grant { grant, relation } if telling.grant(grant, *relation) => {
                self.grant(grant, Some(*relation), whom)
            }
            Ground::Grant { grant, .. } => Reason { node: self.node(grant.node), ..bare(ReasonKind::Grant) },
            Ground::TagGrant(link) if telling.link(link) => self.link(link, whom),
            Ground::TagGrant(link) => Reason {
                node: self.node(link.node),
                tag: telling.tags().then(|| self.tag(link.tag)),
                ..bare(ReasonKind::TagGrant)
            },
        }
    }

    /// What would be a reason for `whom`, told.
    pub fn near(&self, nearly: &Nearly, whom: &Named) -> NearReason {
        let (against, reason) = match nearly {
            Nearly::NotRelated { grant, relation } => {
                (Obstacle::NotRelated, self.grant(grant, Some(*relation), whom))
            }
            Nearly::Elsewhere(grant) => (Obstacle::Elsewhere, self.grant(grant, None, whom)),
            Nearly::TooLow(grant) => (Obstacle::TooLow, self.grant(grant, None, whom)),
            Nearly::NotNow(grant) => (Obstacle::NotNow, self.grant(grant, None, whom)),
            Nearly::Tag(link) => (Obstacle::TagSaysLess, self.link(link, whom)),
        };
        NearReason { against, reason }
    }

    fn grant(&self, grant: &Grant, relation: Option<Relation>, whom: &Named) -> Reason {
        Reason {
            id: Some(grant.id.0),
            to: Some(self.given_to(grant.to, whom)),
            node: self.node(grant.node),
            role: grant.role.and_then(|role| self.roles.get(&role.id.0).cloned()),
            relation: relation.map(Into::into),
            ..bare(ReasonKind::Grant)
        }
    }

    fn link(&self, link: &TagGrant, whom: &Named) -> Reason {
        Reason {
            id: Some(link.id.0),
            to: Some(self.given_to(link.to, whom)),
            node: self.node(link.node),
            tag: Some(self.tag(link.tag)),
            ..bare(ReasonKind::TagGrant)
        }
    }

    fn given_to(&self, to: Principal, whom: &Named) -> PersonOrTeam {
        match to {
            Principal::User(_) => {
                PersonOrTeam { id: whom.id, kind: PrincipalKind::User, name: whom.name.clone() }
            }
            Principal::Team(team) => PersonOrTeam {
                id: team.0,
                kind: PrincipalKind::Team,
                name: self.teams.get(&team.0).cloned().unwrap_or_default(),
            },
        }
    }
}

const fn bare(kind: ReasonKind) -> Reason {
    Reason { kind, id: None, to: None, node: None, role: None, relation: None, tag: None }
}
