//! Which groups of the tree are open: it is in the address, so that a reload and a link show the same.

use uuid::Uuid;

/// So few groups are all open until somebody closes one.
const FEW: usize = 3;

/// The groups that an address opens; none where it does not say.
pub(super) fn read(open: Option<&str>) -> Option<Vec<Uuid>> {
    open.map(|ids| ids.split(',').filter_map(|id| id.parse().ok()).collect())
}

/// The open ones among all groups.
pub(super) fn opened(asked: Option<Vec<Uuid>>, all: &[Uuid]) -> Vec<Uuid> {
    match asked {
        Some(asked) => asked,
        None if all.len() <= FEW => all.to_vec(),
        None => Vec::new(),
    }
}

/// With a group open or closed.
pub(super) fn with(mut opened: Vec<Uuid>, group: Uuid, open: bool) -> Vec<Uuid> {
    opened.retain(|id| *id != group);
    opened.extend(open.then_some(group));
    opened
}

/// The address that opens these.
pub(super) fn path(opened: &[Uuid]) -> String {
    let ids: Vec<String> = opened.iter().map(Uuid::to_string).collect();
    format!("/sites?open={}", ids.join(","))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{opened, path, read, with};

    const A: Uuid = Uuid::from_u128(1);
    const B: Uuid = Uuid::from_u128(2);

    #[test]
    fn an_address_opens_what_it_opened_when_it_was_made() {
        let address = path(&[A, B]);
        let query = address.split_once("open=").map(|(_, ids)| ids);
        assert_eq!(read(query), Some(vec![A, B]));
        assert_eq!(read(Some("")), Some(vec![]), "all were closed");
        assert_eq!(read(Some("x,y")), Some(vec![]));
    }

    #[test]
    fn few_groups_are_open_and_many_are_not_until_the_address_says() {
        assert_eq!(opened(None, &[A, B]), [A, B]);
        assert!(opened(None, &[A, B, Uuid::from_u128(3), Uuid::from_u128(4)]).is_empty());
        assert!(opened(Some(vec![]), &[A, B]).is_empty());
    }

    #[test]
    fn a_group_opens_once_and_closes() {
        assert_eq!(with(vec![A], B, true), [A, B]);
        assert_eq!(with(vec![A, B], B, true), [A, B]);
        assert_eq!(with(vec![A, B], A, false), [B]);
    }
}
