use domain::{TagId, TeamId, UserId};

use crate::{Action, Actor, Node, Permissions, Principal, Relation, RequestFacts};

/// Which requests: a union of clauses, in no order. Without any clause, none.
///
/// Read as a bool it is a check on one record, read as SQL it is the list; both come from here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub clauses: Vec<Clause>,
    /// Whose requests are meant by [`Atom::Owner`] and, with the teams, by [`Atom::Assignee`].
    pub user: Option<UserId>,
    /// Sorted.
    pub teams: Vec<TeamId>,
}

/// The requests at `node` or below for which all the atoms hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clause {
    pub node: Node,
    /// Sorted, each once.
    pub atoms: Vec<Atom>,
}

/// What a clause can ask of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// It belongs to the user.
    Owner,
    /// The user or one of the teams works on it.
    Assignee,
    /// It is published at its site.
    Published,
    /// It bears the tag.
    HasTag(TagId),
}

impl Actor {
    /// The requests on which `action` is permitted.
    #[must_use]
    pub fn filter(&self, action: Action) -> Filter {
        let mut filter =
            Filter { clauses: Vec::new(), user: Some(self.user()), teams: self.teams().to_vec() };
        for (node, set) in self.effective() {
            let above = node.parent().map_or(Permissions::NONE, |node| self.permissions_at(node));
            let known = seen_and_done(above, action);
            let new = seen_and_done(set, action);
            let new = new.into_iter().filter(|atoms| !known.iter().any(|known| within(known, atoms)));
            filter.clauses.extend(new.map(|atoms| Clause { node, atoms }));
        }
        for clause in self.tag_clauses(action) {
            filter.add(clause);
        }
        filter
    }

    /// What the linked tags open, alone or together with what is permitted anyway.
    fn tag_clauses(&self, action: Action) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for right in self.tag_rights() {
            let bears = Atom::HasTag(right.tag);
            if right.opens().contains(action) {
                clauses.push(Clause { node: right.node, atoms: vec![bears] });
                continue;
            }
            // The tag shows the request; that the action is permitted on it comes from elsewhere.
            let here = std::iter::once((right.node, self.permissions_at(right.node)));
            let below = self.effective().filter(|&(node, _)| right.node.covers(node));
            for (node, set) in here.chain(below) {
                let done = set.relations(action).map(|relation| atoms([Some(bears), atom(relation)]));
                clauses.extend(done.map(|atoms| Clause { node, atoms }));
            }
        }
        clauses
    }
}

impl Filter {
    /// Whether the filter lets one request through.
    #[must_use]
    pub fn admits(&self, request: &RequestFacts) -> bool {
        self.clauses.iter().any(|clause| {
            clause.node.covers(Node::Site(request.place))
                && clause.atoms.iter().all(|&atom| self.holds(atom, request))
        })
    }

    fn holds(&self, atom: Atom, request: &RequestFacts) -> bool {
        match atom {
            Atom::Owner => Some(request.owner) == self.user,
            Atom::Published => request.published,
            Atom::HasTag(tag) => request.tags.contains(&tag),
            Atom::Assignee => request.assignees.iter().any(|assignee| match assignee {
                Principal::User(user) => Some(*user) == self.user,
                Principal::Team(team) => self.teams.contains(team),
            }),
        }
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
    fn outdoes(&self, other: &Self) -> bool {
        self.node.covers(other.node) && within(&self.atoms, &other.atoms)
    }
}

/// The ways in which a set lets one see a request and do `action` to it; none makes another idle.
fn seen_and_done(set: Permissions, action: Action) -> Vec<Vec<Atom>> {
    let mut ways: Vec<Vec<Atom>> = Vec::new();
    for seen in set.relations(Action::ViewRequest) {
        for done in set.relations(action) {
            let way = atoms([atom(seen), atom(done)]);
            if !ways.iter().any(|known| within(known, &way)) {
                ways.retain(|known| !within(&way, known));
                ways.push(way);
            }
        }
    }
    ways
}

/// Whether all of `fewer` is in `more`.
fn within(fewer: &[Atom], more: &[Atom]) -> bool {
    fewer.iter().all(|atom| more.contains(atom))
}

fn atoms(given: [Option<Atom>; 2]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = given.into_iter().flatten().collect();
    atoms.sort_unstable();
    atoms.dedup();
    atoms
}

const fn atom(relation: Relation) -> Option<Atom> {
    match relation {
        Relation::Any => None,
        Relation::Own => Some(Atom::Owner),
        Relation::Assigned => Some(Atom::Assignee),
        Relation::Published => Some(Atom::Published),
    }
}
