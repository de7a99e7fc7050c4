//! Which roles who is looking may give somewhere, as far as can be told before the server is asked.

use super::draft::means_something;
use crate::contract::{
    EffectivePermissions, ExplainedAction, Level, Node, NodePermissions, Permission, Relation, Role,
};

/// What somebody may do at a place: told where it differs from the place above.
pub(crate) fn held_at<'a>(
    held: &'a EffectivePermissions,
    node: &Node,
    group: Option<uuid::Uuid>,
) -> &'a [Permission] {
    let is_at = |id| move |at: &&NodePermissions| Some(at.node.id) == id;
    let top = |at: &&NodePermissions| at.node.level == Level::Instance;
    let all = || held.at.iter();
    let found = all()
        .find(is_at(Some(node.id)))
        .or_else(|| group.and_then(|group| all().find(is_at(Some(group)))))
        .or_else(|| all().find(top));
    found.map(|at| at.permissions.as_slice()).unwrap_or_default()
}

/// What may count for a place. Of a site the group is not known: what is held in any group may, the server judges.
pub(super) fn offering<'a>(held: &'a EffectivePermissions, node: &Node) -> Vec<&'a [Permission]> {
    if node.level != Level::Site {
        return vec![held_at(held, node, None)];
    }
    let near = held.at.iter().filter(|at| at.node.level != Level::Site || at.node.id == node.id);
    near.map(|at| at.permissions.as_slice()).collect()
}

/// Whether what a role would open at a level is all among what is held there.
pub(super) fn is_grantable(
    role: &Role,
    level: Level,
    actions: &[ExplainedAction],
    held: &[Permission],
) -> bool {
    let counts = |one: &&Permission| {
        let action = actions.iter().find(|action| action.action == one.action);
        action.is_some_and(|action| means_something(action, level))
    };
    role.permissions.iter().filter(counts).all(|one| has(held, one))
}

/// Whether a permission is held; one for all requests is one for each.
fn has(held: &[Permission], one: &Permission) -> bool {
    let any = |other: &Permission| other.action == one.action && other.relation == Relation::Any;
    held.iter().any(|other| other == one || any(other))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{held_at, is_grantable};
    use crate::contract::{
        AccountState, Action, EffectivePermissions, ExplainedAction, Level, Named, Node, NodePermissions,
        Permission, Relation, Role,
    };

    fn node(id: u128, level: Level) -> Node {
        Node { id: Uuid::from_u128(id), level, name: String::new() }
    }

    fn one(action: Action, relation: Relation) -> Permission {
        Permission { action, relation }
    }

    fn role(permissions: Vec<Permission>) -> Role {
        Role {
            id: Uuid::nil(),
            name: String::new(),
            permissions,
            added: Vec::new(),
            removed: Vec::new(),
            fixed: false,
            people: 0,
            shipped: None,
            version: 1,
        }
    }

    fn action(action: Action, lowest_level: Level) -> ExplainedAction {
        ExplainedAction {
            action,
            label: String::new(),
            meaning: String::new(),
            on_requests: false,
            relations: vec![Relation::Any],
            lowest_level,
            rows: Vec::new(),
        }
    }

    #[test]
    fn what_is_held_above_is_held_below() {
        let at = |id, level, action| NodePermissions {
            node: node(id, level),
            permissions: vec![one(action, Relation::Any)],
        };
        let held = EffectivePermissions {
            at: vec![
                at(1, Level::Instance, Action::ViewRequest),
                at(2, Level::CompanyGroup, Action::EditRequest),
            ],
            complete: true,
            state: AccountState::Open,
            super_administrator: false,
            tags: Vec::new(),
            user: Named { id: Uuid::nil(), name: String::new() },
        };
        let action = |id, level, group: Option<u128>| {
            held_at(&held, &node(id, level), group.map(Uuid::from_u128))[0].action
        };
        assert_eq!(action(2, Level::CompanyGroup, None), Action::EditRequest);
        assert_eq!(action(9, Level::Site, Some(2)), Action::EditRequest);
        assert_eq!(action(9, Level::Site, Some(3)), Action::ViewRequest);
    }

    #[test]
    fn a_role_is_offered_only_where_all_that_it_opens_there_is_held() {
        let actions =
            [action(Action::ViewRequest, Level::Site), action(Action::CreateUser, Level::CompanyGroup)];
        let held = [one(Action::ViewRequest, Relation::Any)];
        let reader = role(vec![one(Action::ViewRequest, Relation::Own)]);
        let maker =
            role(vec![one(Action::ViewRequest, Relation::Any), one(Action::CreateUser, Relation::Any)]);
        assert!(is_grantable(&reader, Level::Instance, &actions, &held));
        assert!(!is_grantable(&maker, Level::CompanyGroup, &actions, &held));
        assert!(is_grantable(&maker, Level::Site, &actions, &held), "it means nothing there [PP-1]");
    }
}
