//! The people of a large customer: most ask for work at their site, few have rights at many.

use authz::{
    Action, Grant, Node, Permissions, Place, Principal, Relation, RequestFacts, ShippedRole, Standing,
    Subject, TagGrant, Validity,
};
use chrono::{DateTime, Duration, Utc};
use domain::{GrantId, NodeId, RequestId, TagGrantId, TagId, TeamId, UserId};
use rand::{Rng, SeedableRng, rngs::StdRng};
use uuid::Uuid;

const GROUPS: usize = 40;
const SITES_A_GROUP: usize = 25;
const TEAMS: usize = 400;
const TAGS: usize = 60;

/// A company with its pyramid, its people and their rights; the same for the same seed.
#[derive(Debug)]
pub struct Company {
    rng: StdRng,
    places: Vec<Place>,
    tags: Vec<TagId>,
    /// Each with the site at which it works.
    teams: Vec<(TeamId, Place)>,
    users: Vec<UserId>,
}

/// When everything is asked.
#[must_use]
pub fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::days(20_000)
}

impl Company {
    #[must_use]
    pub fn new(seed: u64, people: usize) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let groups: Vec<NodeId> = (0..GROUPS).map(|_| NodeId(id(&mut rng))).collect();
        let sites = groups.iter().flat_map(|&group| [group; SITES_A_GROUP]);
        let places: Vec<Place> = sites.map(|group| Place { group, site: NodeId(id(&mut rng)) }).collect();
        let tags = (0..TAGS).map(|_| TagId(id(&mut rng))).collect();
        let teams = (0..TEAMS).map(|_| (TeamId(id(&mut rng)), one(&mut rng, &places))).collect();
        let users = (0..people).map(|_| UserId(id(&mut rng))).collect();
        Self { rng, places, tags, teams, users }
    }

    /// Everybody, in no order.
    pub fn subjects(&mut self) -> Vec<Subject> {
        self.users.clone().into_iter().map(|user| self.subject(user)).collect()
    }

    /// Requests anywhere: somebody's, with up to two assignees and two tags, every other one published.
    pub fn requests(&mut self, count: usize) -> Vec<RequestFacts> {
        (0..count).map(|_| self.request()).collect()
    }

    fn request(&mut self) -> RequestFacts {
        let place = self.place();
        let (workers, tags) = (self.rng.random_range(0..3), self.rng.random_range(0..3));
        RequestFacts {
            id: RequestId(id(&mut self.rng)),
            place,
            owner: one(&mut self.rng, &self.users),
            assignees: (0..workers).map(|_| self.assignee()).collect(),
            tags: (0..tags).map(|_| one(&mut self.rng, &self.tags)).collect(),
            published: self.rng.random(),
        }
    }

    fn assignee(&mut self) -> Principal {
        if self.rng.random() {
            Principal::User(one(&mut self.rng, &self.users))
        } else {
            Principal::Team(one(&mut self.rng, &self.teams).0)
        }
    }

    fn subject(&mut self, user: UserId) -> Subject {
        let mut subject = Subject::new(user);
        match self.rng.random_range(0..1000) {
            0..520 => self.requester(&mut subject),
            520..770 => self.worker(&mut subject),
            770..870 => self.reader_by_tags(&mut subject),
            870..940 => self.editor(&mut subject),
            940..975 => self.editor_of_many_sites(&mut subject),
            975..998 => self.manager(&mut subject),
            _ => give(&mut subject, ShippedRole::Administrator, Node::Instance),
        }
        self.sometimes_for_a_while(&mut subject);
        let active = self.rng.random_bool(0.98);
        Subject { standing: Standing { active, ..Standing::FINE }, ..subject }
    }

    fn requester(&mut self, to: &mut Subject) {
        let place = self.place();
        give(to, ShippedRole::BasicUser, Node::Site(place));
        if self.rng.random_bool(0.3) {
            give(to, ShippedRole::Visitor, Node::CompanyGroup(place.group));
        }
    }

    fn worker(&mut self, to: &mut Subject) {
        let place = self.place();
        give(to, ShippedRole::Employee, Node::Site(place));
        for _ in 0..self.rng.random_range(1..=2) {
            let (team, place) = one(&mut self.rng, &self.teams);
            to.teams.push(team);
            let role = ShippedRole::TaskResponsible.permissions();
            to.grants.push(grant(Principal::Team(team), role, Node::Site(place)));
        }
    }

    fn reader_by_tags(&mut self, to: &mut Subject) {
        let place = self.place();
        give(to, ShippedRole::ReadOnly, Node::CompanyGroup(place.group));
        for _ in 0..self.rng.random_range(2..=6) {
            to.tag_grants.push(TagGrant {
                id: TagGrantId(Uuid::nil()),
                to: Principal::User(to.user),
                tag: one(&mut self.rng, &self.tags),
                edit: self.rng.random_bool(0.3),
                node: Node::CompanyGroup(place.group),
                validity: Validity::ALWAYS,
            });
        }
    }

    fn editor(&mut self, to: &mut Subject) {
        give(to, ShippedRole::Visitor, Node::Instance);
        for _ in 0..self.rng.random_range(1..=3) {
            let place = self.place();
            give(to, ShippedRole::Editor, Node::CompanyGroup(place.group));
        }
    }

    fn editor_of_many_sites(&mut self, to: &mut Subject) {
        give(to, ShippedRole::Visitor, Node::Instance);
        for _ in 0..self.rng.random_range(20..=40) {
            let role = if self.rng.random() { ShippedRole::Editor } else { ShippedRole::Reviewer };
            let place = self.place();
            give(to, role, Node::Site(place));
        }
        let place = self.place();
        let costs = Permissions::NONE.with(&[Action::ViewCosts], Relation::Any);
        to.grants.push(grant(Principal::User(to.user), costs, Node::CompanyGroup(place.group)));
    }

    fn manager(&mut self, to: &mut Subject) {
        for _ in 0..self.rng.random_range(2..=5) {
            let place = self.place();
            give(to, ShippedRole::Manager, Node::CompanyGroup(place.group));
        }
        for _ in 0..self.rng.random_range(0..=10) {
            let place = self.place();
            give(to, ShippedRole::Reviewer, Node::Site(place));
        }
    }

    fn sometimes_for_a_while(&mut self, subject: &mut Subject) {
        for grant in &mut subject.grants {
            if self.rng.random_bool(0.03) {
                grant.validity.until = Some(now() + Duration::days(self.rng.random_range(-30..=30)));
            }
        }
    }

    fn place(&mut self) -> Place {
        one(&mut self.rng, &self.places)
    }
}

fn give(to: &mut Subject, role: ShippedRole, node: Node) {
    to.grants.push(grant(Principal::User(to.user), role.permissions(), node));
}

/// A grant that always counts.
pub(crate) fn grant(to: Principal, permissions: Permissions, node: Node) -> Grant {
    Grant { id: GrantId(Uuid::nil()), to, role: None, permissions, node, validity: Validity::ALWAYS }
}

fn one<T: Copy>(rng: &mut StdRng, of: &[T]) -> T {
    of[rng.random_range(0..of.len())]
}

fn id(rng: &mut StdRng) -> Uuid {
    Uuid::from_u128(rng.random())
}
