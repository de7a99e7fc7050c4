//! Stored facts as Cedar's entities: users in teams, requests in sites in company groups in the instance.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use authz::{Action, Node, Place, Principal, RequestFacts, Standing, Validity};
use cedar_policy::{Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression as Value};
use chrono::{DateTime, Utc};
use domain::{NodeId, RequestId, TagId, TeamId, UserId};

/// The name of something.
///
/// # Panics
/// If `kind` is none of [`KINDS`].
#[must_use]
pub fn uid(kind: &str, id: impl ToString) -> EntityUid {
    EntityUid::from_type_name_and_id(KINDS[kind].clone(), EntityId::new(id.to_string()))
}

#[must_use]
pub fn of_user(id: UserId) -> EntityUid {
    uid("User", id)
}

#[must_use]
pub fn of_request(id: RequestId) -> EntityUid {
    uid("Request", id)
}

#[must_use]
pub fn of_action(action: Action) -> EntityUid {
    uid("Action", action.word())
}

#[must_use]
pub fn of_node(node: Node) -> EntityUid {
    match node {
        Node::Instance => uid("Instance", "it"),
        Node::CompanyGroup(group) => uid("CompanyGroup", group),
        Node::Site(place) => uid("Site", place.site),
    }
}

#[must_use]
pub fn of_principal(principal: Principal) -> EntityUid {
    match principal {
        Principal::User(user) => of_user(user),
        Principal::Team(team) => of_team(team),
    }
}

#[must_use]
pub fn user(id: UserId, teams: &[TeamId], standing: &Standing) -> Entity {
    let mut facts = Facts::default();
    facts.say("active", truth(standing.active));
    facts.say("passwordProvisional", truth(standing.password_provisional));
    facts.say("termsPending", truth(standing.terms_pending));
    facts.say("superAdministrator", truth(standing.super_administrator));
    facts.say_moment("suspendedUntil", standing.suspended_until);
    facts.say_moment("endsAt", standing.ends_at);
    facts.about(of_user(id), teams.iter().copied().map(of_team))
}

#[must_use]
pub fn request(of: &RequestFacts) -> Entity {
    let mut facts = Facts::default();
    facts.say("owner", entity(of_user(of.owner)));
    facts.say("assignees", set(of.assignees.iter().copied().map(of_principal)));
    facts.say("tags", set(of.tags.iter().copied().map(of_tag)));
    facts.say("published", truth(of.published));
    facts.about(of_request(of.id), [of_node(Node::Site(of.place))])
}

/// The whole pyramid above these sites, each node with the level that cuts what is given at it.
#[must_use]
pub fn pyramid(places: &[Place]) -> Vec<Entity> {
    let groups: HashSet<NodeId> = places.iter().map(|place| place.group).collect();
    let groups = groups.into_iter().map(Node::CompanyGroup);
    let sites = places.iter().copied().map(Node::Site);
    std::iter::once(Node::Instance).chain(groups).chain(sites).map(node).collect()
}

#[must_use]
pub fn of_tag(tag: TagId) -> EntityUid {
    uid("Tag", tag)
}

#[must_use]
pub fn set(of: impl IntoIterator<Item = EntityUid>) -> Value {
    Value::new_set(of.into_iter().map(entity))
}

fn of_team(id: TeamId) -> EntityUid {
    uid("Team", id)
}

fn node(node: Node) -> Entity {
    let (means, above) = match node {
        Node::Instance => ("means_at_instance", None),
        Node::CompanyGroup(_) => ("means_at_company_group", Some(Node::Instance)),
        Node::Site(place) => ("means_at_site", Some(Node::CompanyGroup(place.group))),
    };
    let mut facts = Facts::default();
    facts.say("level", entity(uid("Action", means)));
    facts.about(of_node(node), above.map(of_node))
}

#[must_use]
pub fn entity(id: EntityUid) -> Value {
    Value::new_entity_uid(id)
}

#[must_use]
pub fn truth(value: bool) -> Value {
    Value::new_bool(value)
}

/// Parsed once: the names of things are asked for with every question.
static KINDS: LazyLock<HashMap<&str, EntityTypeName>> = LazyLock::new(|| {
    let places = ["Instance", "CompanyGroup", "Site"];
    let others = ["User", "Team", "Action", "Request", "Tag", "Grant", "TagGrant"];
    places.into_iter().chain(others).map(|kind| (kind, kind.parse().expect("a word"))).collect()
});

/// What is told about one entity.
#[derive(Debug, Default)]
pub struct Facts(HashMap<String, Value>);

impl Facts {
    pub fn say(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    pub fn say_moment(&mut self, name: &str, at: Option<DateTime<Utc>>) {
        if let Some(at) = at {
            self.say(name, Value::new_long(at.timestamp_micros()));
        }
    }

    pub fn say_validity(&mut self, validity: Validity) {
        self.say_moment("from", validity.from);
        self.say_moment("until", validity.until);
    }

    /// # Panics
    /// Never: no value here is computed.
    #[must_use]
    pub fn about(self, id: EntityUid, above: impl IntoIterator<Item = EntityUid>) -> Entity {
        Entity::new(id, self.0, above.into_iter().collect()).expect("plain values")
    }
}
