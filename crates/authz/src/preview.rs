use chrono::{DateTime, Utc};
use domain::UserId;

use crate::{Actor, Node, Permissions, Stamp, Subject, TagRight};

/// What somebody gains and loses at one node when a role, a team or a grant changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    pub node: Node,
    pub gained: Permissions,
    pub lost: Permissions,
}

/// What a change means for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub user: UserId,
    pub shifts: Vec<Shift>,
    pub tags_gained: Vec<TagRight>,
    pub tags_lost: Vec<TagRight>,
}

impl Preview {
    /// Whether the change means nothing for this person: another grant gives the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shifts.is_empty() && self.tags_gained.is_empty() && self.tags_lost.is_empty()
    }
}

/// Compares what one person may do before and after a change, now. A node is named where the change there is another
/// one than at the node above; below, it is the same down to the next one named.
#[must_use]
pub fn preview(before: &Subject, after: &Subject, now: DateTime<Utc>) -> Preview {
    let compile = |subject| Actor::compile(subject, now, Stamp::default());
    let (old, new) = (compile(before), compile(after));
    let mut nodes: Vec<Node> = old.effective().chain(new.effective()).map(|(node, _)| node).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let change = |node| {
        let (before, after) = (old.permissions_at(node), new.permissions_at(node));
        (after.lacking_in(before), before.lacking_in(after))
    };
    let none = (Permissions::NONE, Permissions::NONE);
    let differs = |&node: &Node| change(node) != node.parent().map_or(none, change);
    let shifts = nodes.into_iter().filter(differs).map(|node| {
        let (gained, lost) = change(node);
        Shift { node, gained, lost }
    });
    let shifts = shifts.collect();
    let minus = |one: &Actor, other: &Actor| {
        one.tag_rights().iter().copied().filter(|right| !other.tag_rights().contains(right)).collect()
    };
    Preview { user: after.user, shifts, tags_gained: minus(&new, &old), tags_lost: minus(&old, &new) }
}
