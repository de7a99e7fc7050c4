//! What is given to somebody at the three levels of the pyramid, and what goes on with it.

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{
    draft::Draft,
    given::given_again,
    grantable::{is_grantable, offering},
    read::{Giving, all_actions, all_grants, all_roles},
};
use crate::{
    browser,
    client::Problem,
    contract::{
        self, CompanyGroup, EffectivePermissions, ExplainedAction, Grant, GrantInput, Level, NewGrant, Node,
        Permission, PrincipalRef, Role,
    },
    features::sites::{all_groups, instance_node},
    language::{Words, now, say},
    load::Load,
    ui::Toasts,
};

/// What the screen needs to know.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) grants: Vec<Grant>,
    pub(super) roles: Vec<Role>,
    pub(super) actions: Vec<ExplainedAction>,
    pub(super) groups: Vec<CompanyGroup>,
    /// The top of the pyramid, for those who have to do with it.
    pub(super) top: Option<Node>,
    /// What who is looking may do: nobody gives more than they have.
    mine: EffectivePermissions,
}

impl Known {
    pub(super) async fn read(i18n: Words, to: PrincipalRef, me: Uuid) -> Result<Self, Problem> {
        Ok(Self {
            grants: all_grants(to).await?,
            roles: all_roles().await?,
            actions: all_actions(i18n).await?,
            groups: all_groups().await?,
            top: instance_node().await?.map(|node| Node { id: node.id, level: node.level, name: node.name }),
            mine: contract::read_effective_permissions(me).await?,
        })
    }

    /// The roles to offer at a place: those that can be given there, and the one that is.
    pub(super) fn offered(&self, at: &Node, given: Option<Uuid>) -> Vec<Role> {
        let held = offering(&self.mine, at);
        let fits = |role: &&Role| {
            Some(role.id) == given
                || self.mine.super_administrator
                || held.iter().any(|held| is_grantable(role, at.level, &self.actions, held))
        };
        self.roles.iter().filter(fits).cloned().collect()
    }

    /// What is given at a level: roles first, so that the first at a place is the role there.
    pub(super) fn at_level(&self, level: Level) -> Vec<Grant> {
        let mut found: Vec<Grant> =
            self.grants.iter().filter(|grant| grant.node.level == level).cloned().collect();
        found.sort_by_key(|grant| (grant.role.is_none(), grant.id));
        found
    }

    /// How many permissions were switched on and off one by one [PL-4].
    pub(super) fn deviations(&self) -> (usize, usize) {
        let count =
            |list: fn(&Grant) -> &Vec<Permission>| self.grants.iter().map(|grant| list(grant).len()).sum();
        (count(|grant| &grant.switched_on), count(|grant| &grant.switched_off))
    }
}

/// The three levels of somebody, and what goes on with them.
#[derive(Clone)]
pub(super) struct Board {
    pub(super) to: PrincipalRef,
    pub(super) load: Load<Known>,
    pub(super) refused: RwSignal<Option<Problem>>,
    pub(super) giving: Giving,
    /// The address of the page; `?grant=` is added for one of them.
    pub(super) here: String,
    pub(super) changed: Callback<()>,
    pub(super) toasts: Toasts,
    pub(super) i18n: Words,
}

impl Board {
    /// Gives another role at a place; with none, takes the one that is given there.
    pub(super) fn pick(&self, at: Node, grant: Option<Grant>, role: &str) {
        let role = self.load.data.with_untracked(|known| {
            known
                .as_ref()
                .and_then(|known| known.roles.iter().find(|one| one.id.to_string() == role).cloned())
        });
        match (grant, role) {
            (Some(grant), None) => self.take(grant),
            (Some(grant), Some(role)) => self.change(grant, role),
            (None, Some(role)) => self.give(at, role.id),
            (None, None) => {}
        }
    }

    fn give(&self, at: Node, role: Uuid) {
        let body = NewGrant {
            to: self.to.clone(),
            node_id: at.id,
            role_id: Some(role),
            switched_on: None,
            switched_off: None,
            valid_from: None,
            valid_until: None,
        };
        self.run(
            async move { contract::create_grant(Some(browser::once_key()), &body).await.map(|_| ()) },
            at.name,
        );
    }

    /// The switches that still change something go along to the new role.
    fn change(&self, grant: Grant, role: Role) {
        let mut draft = Draft { role: None, on: grant.switched_on, off: grant.switched_off };
        draft.take_role(Some(role));
        let body = GrantInput {
            role_id: draft.role.map(|role| role.id),
            switched_on: some(draft.on),
            switched_off: some(draft.off),
            valid_from: grant.valid_from,
            valid_until: grant.valid_until,
        };
        let (id, version) = (grant.id, grant.version);
        self.run(
            async move { contract::update_grant(id, version, &body).await.map(|_| ()) },
            grant.node.name,
        );
    }

    fn run(&self, call: impl Future<Output = Result<(), Problem>> + 'static, place: String) {
        let board = self.clone();
        spawn_local(async move {
            if board.is_done(call.await) {
                board.toasts.say(now!(board.i18n, grants.saved, place = place));
            }
        });
    }

    /// Takes a grant; as long as the news is there it can be given back.
    pub(super) fn take(&self, grant: Grant) {
        let board = self.clone();
        spawn_local(async move {
            if !board.is_done(contract::delete_grant(grant.id, grant.version).await) {
                return;
            }
            let told = now!(board.i18n, grants.taken, place = grant.node.name.as_str());
            let undone = board.clone();
            board.toasts.say_with(told, say!(board.i18n, ui.undo), move || undone.give_back(&grant));
        });
    }

    fn give_back(&self, grant: &Grant) {
        let (board, body) = (self.clone(), given_again(grant));
        spawn_local(async move {
            let _ = board.is_done(contract::create_grant(Some(browser::once_key()), &body).await.map(|_| ()));
        });
    }

    /// Takes every switch back, so that roles are given as they are and nothing besides.
    pub(super) fn back_to_roles(&self) {
        let board = self.clone();
        let custom = self.load.data.with_untracked(|known| {
            let is_custom = |grant: &&Grant| !grant.switched_on.is_empty() || !grant.switched_off.is_empty();
            known.iter().flat_map(|known| known.grants.iter().filter(is_custom).cloned()).collect::<Vec<_>>()
        });
        spawn_local(async move {
            for grant in custom {
                if !board.is_done(plain(grant).await) {
                    return;
                }
            }
            board.toasts.say(now!(board.i18n, grants.plain_again));
        });
    }

    /// Shows what is given anew, or why nothing changed.
    fn is_done(&self, answer: Result<(), Problem>) -> bool {
        let done = answer.is_ok();
        let left = self.refused.try_set(answer.err()).is_some();
        if !left {
            // Where it was refused the fields go back to what is so.
            self.load.again();
        }
        if done && !left {
            self.changed.run(());
        }
        done && !left
    }
}

async fn plain(grant: Grant) -> Result<(), Problem> {
    let Some(role) = grant.role else {
        return contract::delete_grant(grant.id, grant.version).await;
    };
    let body = GrantInput {
        role_id: Some(role.id),
        switched_on: None,
        switched_off: None,
        valid_from: grant.valid_from,
        valid_until: grant.valid_until,
    };
    contract::update_grant(grant.id, grant.version, &body).await.map(|_| ())
}

fn some(all: Vec<Permission>) -> Option<Vec<Permission>> {
    Some(all).filter(|all| !all.is_empty())
}
