//! Resources, and pictures of people and resources.

use authz::{Accounts, Node, OneUser, People, Resources};
use sea_orm::{ColumnTrait, Condition};

use super::{Fenced, at_or_below, ids_of, nothing, select};
use crate::db::{
    Engine,
    entities::{picture, resource, user_account},
};

impl Fenced<Resources> for resource::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        at_or_below(resource::Column::HomeNodeId, nodes, engine)
    }
}

/// One's own, of every kind.
impl Fenced<Accounts> for picture::Entity {
    fn fence(user: &Option<OneUser>, _: Engine) -> Condition {
        let Some(OneUser(user)) = user else { return nothing() };
        Condition::all().add(picture::Column::UserId.eq(user.0))
    }
}

/// Photos alone: a signature is its owner's.
impl Fenced<People> for picture::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let people = <user_account::Entity as Fenced<People>>::fence(nodes, engine);
        let people = ids_of(select::<user_account::Entity>(), user_account::Column::Id, people);
        photos().add(picture::Column::UserId.in_subquery(people))
    }
}

impl Fenced<Resources> for picture::Entity {
    fn fence(nodes: &Vec<Node>, engine: Engine) -> Condition {
        let resources = <resource::Entity as Fenced<Resources>>::fence(nodes, engine);
        let resources = ids_of(select::<resource::Entity>(), resource::Column::Id, resources);
        photos().add(picture::Column::ResourceId.in_subquery(resources))
    }
}

fn photos() -> Condition {
    Condition::all().add(picture::Column::Kind.eq("photo"))
}
