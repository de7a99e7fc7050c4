//! Whatever people do together, in whatever order, they never end with more than they began with, together.

use authz::{
    AccountChange, Action, Actor, Grant, Node, Permissions, Principal, Relation, Right, RoleChange, RoleRef,
    Stakes, Stamp, Standing, Subject, TagGrant, TagRight, TeamChange, Validity,
};
use chrono::Duration;
use domain::{GrantId, RoleId, TagGrantId, TeamId, UserId};
use proptest::{collection::vec, prelude::*, sample::Index};
use uuid::Uuid;

use crate::world::{
    any_node, any_permissions, any_standing, any_validity, compiled, nodes, now, tag, team, user,
};

/// An organisation in which people change each other's rights, each change judged as the product judges it.
#[derive(Debug, Clone)]
struct Organisation {
    people: Vec<Subject>,
    roles: Vec<Permissions>,
}

#[derive(Debug, Clone)]
enum Step {
    Give { by: Index, to: Index, permissions: Permissions, node: Node, validity: Validity },
    GiveRole { by: Index, to: Index, role: Index, node: Node },
    Take { by: Index, from: Index, which: Index },
    Link { by: Index, to: Index, tag: u128, edit: bool, node: Node, validity: Validity },
    Lengthen { by: Index, of: Index, which: Index, validity: Validity },
    EditRole { by: Index, role: Index, after: Permissions },
    Join { by: Index, who: Index },
    ActAs { by: Index, whom: Index },
}

fn role_id(number: usize) -> RoleId {
    RoleId(Uuid::from_u128(number as u128))
}

fn the_team() -> TeamId {
    team(1)
}

impl Organisation {
    fn actor(&self, at: Index) -> Actor {
        compiled(at.get(&self.people))
    }

    fn grant(&self, to: UserId, role: Option<usize>, permissions: Permissions, node: Node) -> Grant {
        Grant {
            id: GrantId(Uuid::nil()),
            to: Principal::User(to),
            role: role.map(|number| RoleRef { id: role_id(number), administrator: false }),
            permissions,
            node,
            validity: Validity::ALWAYS,
        }
    }

    /// Takes the step if the one who takes it may.
    fn take(&mut self, step: &Step) {
        match step {
            Step::Give { by, to, permissions, node, validity } => {
                self.give(*by, *to, None, *permissions, *node, *validity);
            }
            Step::GiveRole { by, to, role, node } => {
                let number = role.index(self.roles.len());
                self.give(*by, *to, Some(number), self.roles[number], *node, Validity::ALWAYS);
            }
            Step::Take { by, from, which } => {
                let (actor, from) = (self.actor(*by), from.index(self.people.len()));
                let grants = &mut self.people[from].grants;
                if grants.is_empty() {
                    return;
                }
                let which = which.index(grants.len());
                if actor.may_take(&Right::from(&grants[which])).is_ok() {
                    grants.remove(which);
                }
            }
            Step::Link { by, to, tag: number, edit, node, validity } => {
                let to = to.index(self.people.len());
                let link = TagGrant {
                    id: TagGrantId(Uuid::nil()),
                    to: Principal::User(self.people[to].user),
                    tag: tag(*number),
                    edit: *edit,
                    node: *node,
                    validity: *validity,
                };
                if self.actor(*by).may_grant(&Right::from(&link)).is_ok() {
                    self.people[to].tag_grants.push(link);
                }
            }
            Step::Lengthen { by, of, which, validity } => {
                let (actor, of) = (self.actor(*by), of.index(self.people.len()));
                let grants = &mut self.people[of].grants;
                if grants.is_empty() {
                    return;
                }
                let which = which.index(grants.len());
                let grant = &mut grants[which];
                let after = Grant { validity: *validity, ..*grant };
                if actor.may_change(Some(Right::from(&*grant)), &Right::from(&after)).is_ok() {
                    *grant = after;
                }
            }
            Step::EditRole { by, role, after } => self.edit_role(*by, *role, *after),
            Step::Join { by, who } => self.join(*by, *who),
            Step::ActAs { by, whom } => self.act_as(*by, *whom),
        }
    }

    fn give(
        &mut self,
        by: Index,
        to: Index,
        role: Option<usize>,
        permissions: Permissions,
        node: Node,
        validity: Validity,
    ) {
        let to = to.index(self.people.len());
        let grant = Grant { validity, ..self.grant(self.people[to].user, role, permissions, node) };
        if self.actor(by).may_grant(&Right::from(&grant)).is_ok() {
            self.people[to].grants.push(grant);
        }
    }

    fn edit_role(&mut self, by: Index, role: Index, after: Permissions) {
        let number = role.index(self.roles.len());
        let tied = |grant: &&Grant| grant.role.is_some_and(|role| role.id == role_id(number));
        let held_at = self.people.iter().flat_map(|it| it.grants.iter().filter(tied).map(|grant| grant.node));
        let change = RoleChange {
            fixed: false,
            home: Node::Instance,
            before: self.roles[number],
            after,
            held_at: held_at.collect(),
        };
        if self.actor(by).may_edit_role(&change).is_err() {
            return;
        }
        self.roles[number] = after;
        for grant in self.people.iter_mut().flat_map(|it| &mut it.grants) {
            if grant.role.is_some_and(|role| role.id == role_id(number)) {
                grant.permissions = after;
            }
        }
    }

    /// The team has what its first member was given through it.
    fn join(&mut self, by: Index, who: Index) {
        let of_team = |grant: &&Grant| grant.to == Principal::Team(the_team());
        let rights: Vec<Grant> = self
            .people
            .iter()
            .find(|it| it.teams.contains(&the_team()))
            .map(|it| it.grants.iter().filter(of_team).copied().collect())
            .unwrap_or_default();
        let change =
            TeamChange { given: rights.iter().map(Right::from).collect(), ..TeamChange::at(Node::Instance) };
        let who = who.index(self.people.len());
        if self.actor(by).may_edit_team(&change).is_ok() && !self.people[who].teams.contains(&the_team()) {
            self.people[who].teams.push(the_team());
            self.people[who].grants.extend(rights);
        }
    }

    /// Whoever takes over an account has all that it has.
    fn act_as(&mut self, by: Index, whom: Index) {
        let taken = whom.get(&self.people).clone();
        let change = AccountChange::at(Node::Instance, taken.clone(), Stakes::default(), now());
        if self.actor(by).may_touch_user(&change).is_ok() {
            let by = by.index(self.people.len());
            self.people[by].grants.extend(taken.grants);
            self.people[by].tag_grants.extend(taken.tag_grants);
        }
    }

    /// What all of them may do together at each node, and through tags, so many days later if nobody does anything.
    fn together(&self, days: i64) -> (Vec<Permissions>, Vec<TagRight>) {
        let on = |person| Actor::compile(person, now() + Duration::days(days), Stamp::default());
        let actors: Vec<Actor> = self.people.iter().map(on).collect();
        let at = |node| actors.iter().fold(Permissions::NONE, |sum, one| sum.union(one.permissions_at(node)));
        let tags = actors.iter().flat_map(|one| one.tag_rights().to_vec()).collect();
        (nodes().into_iter().map(at).collect(), tags)
    }
}

fn any_organisation() -> impl Strategy<Value = Organisation> {
    let people = vec((any_permissions(), any_node(), any_permissions(), any_node(), any_validity()), 2..5);
    let roles = vec(any_permissions(), 2..4);
    (people, roles, prop::bool::ANY).prop_map(|(given, roles, generous)| {
        let mut all = Organisation { people: Vec::new(), roles };
        for (at, (one, here, other, there, validity)) in given.into_iter().enumerate() {
            let name = user(at as u128 + 1);
            let powers = [Action::GrantRights, Action::ManageRoles, Action::ManageTeams, Action::ChangeUser];
            let first = if generous { one.with(&powers, Relation::Any) } else { one };
            let passing = Grant { validity, ..all.grant(name, None, first, here) };
            let mut grants = vec![passing, all.grant(name, None, other, there)];
            let mut teams = Vec::new();
            if at == 0 {
                let shared = Grant { to: Principal::Team(the_team()), ..passing };
                grants.push(shared);
                teams.push(the_team());
            }
            if at == 1 {
                grants.push(all.grant(name, Some(0), all.roles[0], there));
            }
            all.people.push(Subject { grants, teams, ..Subject::new(name) });
        }
        all
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    let who = || any::<Index>();
    prop_oneof![
        (who(), who(), any_permissions(), any_node(), any_validity()).prop_map(
            |(by, to, permissions, node, validity)| Step::Give { by, to, permissions, node, validity }
        ),
        (who(), who(), who(), any_node()).prop_map(|(by, to, role, node)| Step::GiveRole {
            by,
            to,
            role,
            node
        }),
        (who(), who(), who()).prop_map(|(by, from, which)| Step::Take { by, from, which }),
        (who(), who(), 1..3_u128, any::<bool>(), any_node(), any_validity())
            .prop_map(|(by, to, tag, edit, node, validity)| Step::Link { by, to, tag, edit, node, validity }),
        (who(), who(), who(), any_validity()).prop_map(|(by, of, which, validity)| Step::Lengthen {
            by,
            of,
            which,
            validity
        }),
        (who(), who(), any_permissions()).prop_map(|(by, role, after)| Step::EditRole { by, role, after }),
        (who(), who()).prop_map(|(by, who)| Step::Join { by, who }),
        (who(), who()).prop_map(|(by, whom)| Step::ActAs { by, whom }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_coalition_ends_with_more_than_it_began_with_nor_for_longer(
        start in any_organisation(),
        steps in vec(any_step(), 0..25),
    ) {
        let mut organisation = start.clone();
        for step in &steps {
            organisation.take(step);
        }
        for days in 0..4 {
            let ((before, tags_before), (after, tags_after)) = (start.together(days), organisation.together(days));
            for ((node, before), after) in nodes().into_iter().zip(&before).zip(after) {
                prop_assert!(before.covers(after), "{} at {:?}: {:?}", days, node, after.lacking_in(*before));
            }
            for right in tags_after {
                let at = nodes().iter().position(|&node| node == right.node).expect("a node");
                let known = tags_before.contains(&right) || before[at].under(Relation::Any).covers(right.opens());
                prop_assert!(known, "{} {:?}", days, right);
            }
        }
    }

    /// [CT-5]
    #[test]
    fn ct_5_there_is_always_an_active_super_administrator(
        standings in vec(any_standing(), 1..5),
        steps in vec((any::<Index>(), any::<Index>()), 0..20),
    ) {
        let mut people: Vec<Subject> = standings
            .into_iter()
            .enumerate()
            .map(|(at, standing)| Subject { standing, ..Subject::new(user(at as u128 + 1)) })
            .collect();
        people[0].standing = Standing { super_administrator: true, ..Standing::FINE };
        for (by, of) in steps {
            let actor = compiled(by.get(&people));
            let of = of.index(people.len());
            let others = people.iter().enumerate().filter(|(at, it)| *at != of && it.standing.super_administrator).count();
            if people[of].standing.super_administrator
                && actor.may_end_super_administrator(people[of].user, others).is_ok()
            {
                people[of].standing = Standing { super_administrator: false, active: false, ..Standing::FINE };
            }
            prop_assert!(people.iter().any(|it| compiled(it).is_super_administrator() && compiled(it).gate().lets_in()));
        }
    }
}
