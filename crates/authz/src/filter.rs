use domain::UserId;

use crate::{Action, Actor, Node, Permissions, Relation, RequestFacts};

/// Which requests: a union of clauses, in no order. Without any clause, none.
///
/// Read as a bool it is a check on one record, read as SQL it is the list; both come from here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub clauses: Vec<Clause>,
}

/// The requests at `node` or below to which the user stands in `relation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    pub node: Node,
    pub relation: Relation,
    pub user: UserId,
}

impl Filter {
    /// The requests that `actor` may see.
    pub(crate) fn visible_to(actor: &Actor) -> Self {
        let mut filter = Self::default();
        for grant in actor.grants() {
            for relation in strongest(grant.role.permissions(), Action::ViewRequest) {
                filter.add(Clause { node: grant.node, relation, user: actor.user() });
            }
        }
        filter
    }

    /// Whether the filter lets one request through.
    #[must_use]
    pub fn admits(&self, request: &RequestFacts) -> bool {
        self.clauses.iter().any(|clause| clause.admits(request))
    }

    /// Adds a clause unless one that is there already says at least as much, and drops those it outdoes.
    fn add(&mut self, clause: Clause) {
        if self.clauses.iter().any(|known| known.outdoes(&clause)) {
            return;
        }
        self.clauses.retain(|known| !clause.outdoes(known));
        self.clauses.push(clause);
    }
}

impl Clause {
    fn admits(&self, request: &RequestFacts) -> bool {
        let related = match self.relation {
            Relation::Any => true,
            Relation::Own => request.owner == self.user,
            Relation::Assigned => request.assignees.contains(&self.user),
            Relation::Published => request.published,
        };
        related && self.node.covers(Node::Site(request.place))
    }

    fn outdoes(&self, other: &Self) -> bool {
        self.node.covers(other.node) && (self.relation == Relation::Any || self.relation == other.relation)
    }
}

/// The relations under which a set permits `action`: `Any` alone where it is there.
fn strongest(permissions: Permissions, action: Action) -> Vec<Relation> {
    if permissions.contains(action, Relation::Any) {
        return vec![Relation::Any];
    }
    Relation::ALL.into_iter().filter(|&relation| permissions.contains(action, relation)).collect()
}

#[cfg(test)]
mod tests {
    use domain::{NodeId, RequestId, UserId};
    use proptest::{collection::vec, prelude::*, sample::select};
    use uuid::Uuid;

    use super::{Clause, Filter};
    use crate::{Node, Place, Relation, RequestFacts};

    const GROUP: NodeId = NodeId(Uuid::from_u128(1));
    const SITE: Place = Place { group: GROUP, site: NodeId(Uuid::from_u128(2)) };
    const SIBLING: Place = Place { group: GROUP, site: NodeId(Uuid::from_u128(3)) };
    const LEVELS: [Node; 4] =
        [Node::Instance, Node::CompanyGroup(GROUP), Node::Site(SITE), Node::Site(SIBLING)];

    fn clause(node: Node, relation: Relation) -> Clause {
        Clause { node, relation, user: UserId(Uuid::nil()) }
    }

    fn union(clauses: &[Clause]) -> Filter {
        clauses.iter().fold(Filter::default(), |mut filter, &clause| {
            filter.add(clause);
            filter
        })
    }

    proptest! {
        #[test]
        fn a_union_keeps_no_clause_that_another_makes_idle(
            given in vec((select(&LEVELS[..]), select(&Relation::ALL[..])), 0..8),
        ) {
            let given: Vec<Clause> = given.into_iter().map(|(node, relation)| clause(node, relation)).collect();
            let kept = union(&given).clauses;
            for (at, one) in kept.iter().enumerate() {
                let others = kept.iter().enumerate().filter(|&(other, _)| other != at);
                prop_assert!(others.into_iter().all(|(_, other)| !other.outdoes(one)), "{kept:?}");
            }
            prop_assert!(given.iter().all(|one| kept.iter().any(|other| other.outdoes(one))), "{given:?} became {kept:?}");
        }
    }

    #[test]
    fn each_relation_lets_through_the_requests_that_stand_in_it() {
        let user = UserId(Uuid::nil());
        let stranger = RequestFacts {
            id: RequestId(Uuid::nil()),
            place: SITE,
            owner: UserId(Uuid::from_u128(9)),
            assignees: Vec::new(),
            published: false,
        };
        let own = RequestFacts { owner: user, ..stranger.clone() };
        let assigned = RequestFacts { assignees: vec![user], ..stranger.clone() };
        let published = RequestFacts { published: true, ..stranger.clone() };
        for (relation, expected) in [
            (Relation::Any, [true, true, true, true]),
            (Relation::Own, [false, true, false, false]),
            (Relation::Assigned, [false, false, true, false]),
            (Relation::Published, [false, false, false, true]),
        ] {
            let filter = union(&[clause(Node::Site(SITE), relation)]);
            let admitted = [&stranger, &own, &assigned, &published].map(|request| filter.admits(request));
            assert_eq!(admitted, expected, "{relation:?}");
        }
    }

    #[test]
    fn any_request_of_a_group_makes_ones_own_at_its_sites_idle() {
        let wide = clause(Node::CompanyGroup(GROUP), Relation::Any);
        let narrow = clause(Node::Site(SITE), Relation::Own);
        assert_eq!(union(&[narrow, wide]).clauses, [wide]);
        assert_eq!(union(&[wide, narrow]).clauses, [wide]);
    }

    #[test]
    fn sibling_sites_and_different_relations_stand_beside_each_other() {
        let clauses = [
            clause(Node::Site(SITE), Relation::Own),
            clause(Node::Site(SITE), Relation::Published),
            clause(Node::Site(SIBLING), Relation::Own),
        ];
        assert_eq!(union(&clauses).clauses, clauses);
    }
}
