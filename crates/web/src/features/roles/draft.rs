//! A role as it would be, before it is saved.

use crate::contract::{Action, Permission, Relation, Role};

/// A role and what it shall permit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Draft {
    pub(super) role: Role,
    pub(super) permissions: Vec<Permission>,
}

impl Draft {
    /// The role as it is.
    pub(super) fn of(role: Role) -> Self {
        let permissions = role.permissions.clone();
        Self { role, permissions }
    }

    /// The relations in which an action is permitted.
    pub(super) fn relations(&self, action: Action) -> Vec<Relation> {
        relations(&self.permissions, action)
    }

    /// Permits an action in these relations and no others.
    pub(super) fn set(&mut self, action: Action, relations: &[Relation]) {
        self.permissions.retain(|pair| pair.action != action);
        self.permissions.extend(relations.iter().map(|&relation| Permission { action, relation }));
    }

    /// Puts a relation on or takes it off. On everything says all there is to say.
    pub(super) fn toggle(&mut self, action: Action, relation: Relation) {
        let mut now = self.relations(action);
        match now.iter().position(|&known| known == relation) {
            Some(at) => {
                now.remove(at);
            }
            None if relation == Relation::Any => now = vec![relation],
            None => {
                now.retain(|&known| known != Relation::Any);
                now.push(relation);
            }
        }
        self.set(action, &now);
    }

    /// Whether an action is permitted otherwise than it was.
    pub(super) fn differs(&self, action: Action) -> bool {
        let mut pairs = [self.relations(action), relations(&self.role.permissions, action)];
        pairs.iter_mut().for_each(|list| list.sort_by_key(|&relation| relation as u8));
        pairs[0] != pairs[1]
    }

    /// How many actions are permitted otherwise than they were.
    pub(super) fn changes(&self) -> usize {
        let pairs = self.permissions.iter().chain(&self.role.permissions);
        let mut changed: Vec<Action> = Vec::new();
        for action in pairs.map(|pair| pair.action).filter(|&action| self.differs(action)) {
            if !changed.contains(&action) {
                changed.push(action);
            }
        }
        changed.len()
    }

    /// Whether anything is permitted otherwise than it was.
    pub(super) fn is_changed(&self) -> bool {
        self.changes() > 0
    }
}

/// The relations in which a set permits an action.
pub(super) fn relations(permissions: &[Permission], action: Action) -> Vec<Relation> {
    permissions.iter().filter(|pair| pair.action == action).map(|pair| pair.relation).collect()
}

/// What a role permitted when it shipped.
pub(super) fn shipped(role: &Role) -> Vec<Permission> {
    let kept = role.permissions.iter().filter(|pair| !role.added.contains(pair));
    kept.chain(&role.removed).cloned().collect()
}

/// Whether a role permits an action otherwise than when it shipped.
pub(super) fn deviates(role: &Role, action: Action) -> bool {
    role.added.iter().chain(&role.removed).any(|pair| pair.action == action)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Draft, deviates, shipped};
    use crate::contract::{Action, Permission, Relation, Role};

    fn draft() -> Draft {
        Draft::of(Role {
            id: Uuid::nil(),
            name: "Concierge".to_owned(),
            shipped: None,
            permissions: vec![Permission { action: Action::ViewRequest, relation: Relation::Own }],
            added: Vec::new(),
            removed: Vec::new(),
            fixed: false,
            people: 0,
            version: 1,
        })
    }

    #[test]
    fn on_everything_replaces_what_was_said_and_a_relation_replaces_everything() {
        let mut draft = draft();
        draft.toggle(Action::ViewRequest, Relation::Assigned);
        assert_eq!(draft.relations(Action::ViewRequest), [Relation::Own, Relation::Assigned]);
        draft.toggle(Action::ViewRequest, Relation::Any);
        assert_eq!(draft.relations(Action::ViewRequest), [Relation::Any]);
        draft.toggle(Action::ViewRequest, Relation::Published);
        assert_eq!(draft.relations(Action::ViewRequest), [Relation::Published]);
        draft.toggle(Action::ViewRequest, Relation::Published);
        assert!(draft.relations(Action::ViewRequest).is_empty());
    }

    #[test]
    fn what_is_put_back_as_it_was_is_no_change() {
        let mut draft = draft();
        assert!(!draft.is_changed());
        draft.toggle(Action::ViewRequest, Relation::Own);
        assert!(draft.is_changed() && draft.differs(Action::ViewRequest));
        draft.toggle(Action::ViewRequest, Relation::Own);
        assert!(!draft.is_changed());
        draft.toggle(Action::EditRequest, Relation::Any);
        assert!(draft.is_changed() && !draft.differs(Action::ViewRequest));
    }
    #[test]
    fn several_relations_of_an_action_are_one_change() {
        let mut draft = draft();
        draft.toggle(Action::ViewRequest, Relation::Assigned);
        draft.toggle(Action::ViewRequest, Relation::Published);
        draft.toggle(Action::EditRequest, Relation::Any);
        assert_eq!(draft.changes(), 2);
    }

    #[test]
    fn a_role_knows_what_it_shipped_with() {
        let pair = |action, relation| Permission { action, relation };
        let mut role = draft().role;
        role.added = role.permissions.clone();
        role.removed = vec![pair(Action::EditRequest, Relation::Any)];
        assert_eq!(shipped(&role), role.removed);
        assert!(deviates(&role, Action::ViewRequest) && deviates(&role, Action::EditRequest));
        assert!(!deviates(&role, Action::ManageSites));
    }
}
