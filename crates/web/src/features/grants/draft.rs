//! A grant that is being put together.

use crate::contract::{ExplainedAction, Grant, Level, Node, Permission, PlacedNode, Role};

/// A role with single permissions switched on or off, or single permissions.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draft {
    pub(super) role: Option<Role>,
    pub(super) on: Vec<Permission>,
    pub(super) off: Vec<Permission>,
}

/// How a permission differs from the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deviation {
    Added,
    Removed,
}

impl Draft {
    /// What a grant gives now.
    pub(super) fn of(grant: &Grant, roles: &[Role]) -> Self {
        let id = grant.role.as_ref().map(|role| role.id);
        let role = roles.iter().find(|role| Some(role.id) == id).cloned();
        Self { role, on: grant.switched_on.clone(), off: grant.switched_off.clone() }
    }

    /// Whether the grant would permit it.
    pub(super) fn opens(&self, one: &Permission) -> bool {
        self.on.contains(one) || (self.is_of_role(one) && !self.off.contains(one))
    }

    /// How it differs from the role; nothing differs where there is none.
    pub(super) fn deviation(&self, one: &Permission) -> Option<Deviation> {
        match () {
            () if self.role.is_none() => None,
            () if self.off.contains(one) => Some(Deviation::Removed),
            () if self.on.contains(one) => Some(Deviation::Added),
            () => None,
        }
    }

    /// Switches a permission on or off.
    pub(super) fn toggle(&mut self, one: &Permission) {
        let list = if self.is_of_role(one) { &mut self.off } else { &mut self.on };
        match list.iter().position(|other| other == one) {
            Some(at) => drop(list.remove(at)),
            None => list.push(one.clone()),
        }
    }

    /// Takes another role; switches that would change nothing there are forgotten.
    pub(super) fn take_role(&mut self, role: Option<Role>) {
        self.role = role;
        if self.is_fixed() {
            self.on.clear();
        }
        let fixed = self.is_fixed();
        let held = self.role.as_ref().map(|role| role.permissions.clone()).unwrap_or_default();
        self.on.retain(|one| !held.contains(one));
        self.off.retain(|one| held.contains(one) && !fixed);
    }

    /// Forgets what means nothing at a level.
    pub(super) fn stand_at(&mut self, level: Level, actions: &[ExplainedAction]) {
        self.on.retain(|one| {
            actions.iter().any(|action| action.action == one.action && means_something(action, level))
        });
    }

    /// Whether nothing would be given.
    pub(super) fn is_empty(&self) -> bool {
        self.role.is_none() && self.on.is_empty()
    }

    /// Whether the role can only be given as it is.
    pub(super) fn is_fixed(&self) -> bool {
        self.role.as_ref().is_some_and(|role| role.fixed)
    }

    fn is_of_role(&self, one: &Permission) -> bool {
        self.role.as_ref().is_some_and(|role| role.permissions.contains(one))
    }
}

/// Whether a right to it means something at a level [PP-1].
pub(super) fn means_something(action: &ExplainedAction, level: Level) -> bool {
    depth(level) <= depth(action.lowest_level)
}

/// The other grants that still give, at this place, something that is switched off.
pub(super) fn still_given<'a>(off: &[Permission], at: &PlacedNode, others: &'a [Grant]) -> Vec<&'a Grant> {
    let gives =
        |grant: &&Grant| covers(&grant.node, at) && grant.permissions.iter().any(|one| off.contains(one));
    others.iter().filter(gives).collect()
}

/// Whether what holds at `node` holds at `at`: it is the same place or one above.
fn covers(node: &Node, at: &PlacedNode) -> bool {
    node.level == Level::Instance || node.id == at.id || Some(node.id) == at.parent_id
}

const fn depth(level: Level) -> u8 {
    match level {
        Level::Instance => 0,
        Level::CompanyGroup => 1,
        Level::Site | Level::Other => 2,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Deviation, Draft, means_something, still_given};
    use crate::contract::{
        Action, ExplainedAction, Grant, Level, Node, Permission, PersonOrTeam, PlacedNode, PrincipalKind,
        Relation, Role,
    };

    fn any(action: Action) -> Permission {
        Permission { action, relation: Relation::Any }
    }

    fn role(permissions: &[Action], fixed: bool) -> Role {
        Role {
            id: Uuid::nil(),
            name: String::new(),
            permissions: permissions.iter().map(|&action| any(action)).collect(),
            added: Vec::new(),
            removed: Vec::new(),
            fixed,
            people: 0,
            shipped: None,
            version: 1,
        }
    }

    fn grant(level: Level, node: u128, action: Action) -> Grant {
        Grant {
            id: Uuid::nil(),
            to: PersonOrTeam { id: Uuid::nil(), kind: PrincipalKind::Team, name: String::new() },
            node: Node { id: Uuid::from_u128(node), level, name: String::new() },
            role: None,
            switched_on: vec![any(action)],
            switched_off: Vec::new(),
            permissions: vec![any(action)],
            valid_from: None,
            valid_until: None,
            version: 1,
        }
    }

    #[test]
    fn a_switch_deviates_from_the_role_and_back() {
        let mut draft = Draft { role: Some(role(&[Action::ViewRequest], false)), ..Draft::default() };
        let (view, edit) = (any(Action::ViewRequest), any(Action::EditRequest));
        draft.toggle(&view);
        draft.toggle(&edit);
        assert_eq!((draft.opens(&view), draft.deviation(&view)), (false, Some(Deviation::Removed)));
        assert_eq!((draft.opens(&edit), draft.deviation(&edit)), (true, Some(Deviation::Added)));
        draft.toggle(&view);
        draft.toggle(&edit);
        assert!(draft.on.is_empty() && draft.off.is_empty());
    }

    #[test]
    fn without_a_role_nothing_deviates_and_nothing_may_be_nothing() {
        let mut draft = Draft::default();
        assert!(draft.is_empty());
        draft.toggle(&any(Action::EditRequest));
        assert_eq!(draft.deviation(&any(Action::EditRequest)), None);
        assert!(!draft.is_empty());
    }

    #[test]
    fn another_role_keeps_the_switches_that_still_change_something() {
        let (view, edit) = (any(Action::ViewRequest), any(Action::EditRequest));
        let first = Some(role(&[Action::ViewRequest], false));
        let mut draft = Draft { role: first, on: vec![edit.clone()], off: vec![view.clone()] };
        draft.take_role(Some(role(&[Action::EditRequest], false)));
        assert!(draft.on.is_empty() && draft.off.is_empty());
        draft.toggle(&view);
        draft.take_role(Some(role(&[Action::EditRequest], true)));
        assert!(draft.on.is_empty(), "what permits everything is given as it is");
    }

    #[test]
    fn what_is_too_low_for_a_permission_takes_it_away() {
        let settings = ExplainedAction {
            action: Action::CreateUser,
            label: String::new(),
            meaning: String::new(),
            on_requests: false,
            relations: vec![Relation::Any],
            lowest_level: Level::CompanyGroup,
            rows: Vec::new(),
        };
        assert!(means_something(&settings, Level::Instance) && !means_something(&settings, Level::Site));
        let mut draft = Draft { on: vec![any(Action::CreateUser)], ..Draft::default() };
        draft.stand_at(Level::Site, &[settings]);
        assert!(draft.is_empty());
    }

    /// [PL-4] beside [PP-4].
    #[test]
    fn what_is_switched_off_is_still_given_from_the_same_place_or_above() {
        let site = PlacedNode {
            id: Uuid::from_u128(3),
            level: Level::Site,
            name: String::new(),
            parent_id: Some(Uuid::from_u128(2)),
            allowed: Vec::new(),
        };
        let others = [
            grant(Level::Instance, 1, Action::ViewRequest),
            grant(Level::CompanyGroup, 2, Action::ViewRequest),
            grant(Level::CompanyGroup, 9, Action::ViewRequest),
            grant(Level::Site, 3, Action::EditRequest),
        ];
        let found = still_given(&[any(Action::ViewRequest)], &site, &others);
        assert_eq!(found.iter().map(|grant| grant.node.id.as_u128()).collect::<Vec<_>>(), [1, 2]);
    }
}
