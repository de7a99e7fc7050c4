//! What a line gives and takes: the general role, roles below, teams, tags. What a cell lists is what is held then; what
//! the caller does not see stays, and so do single permissions and what is switched on or off in a role that stays.

use authz::{
    Node, Principal, Right, Validity,
    acts::{Giving, GrantRights, ManageTeams},
    decide,
};
use chrono::{DateTime, Utc};
use domain::UserId;
use uuid::Uuid;

use super::{columns::Column, facts::Person, judge::Bench, steps::Step, verdict::Verdict, wanted::Wanted};
use crate::features::{
    grants::{LoadedGrant, LoadedLink, Meant, right_of_link},
    roles::LoadedRole,
};

/// Who gets and loses.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'f> {
    /// Absent for somebody who is made by the same line.
    pub person: Option<&'f Person>,
    /// The role that making them gives.
    pub general: Option<Uuid>,
}

impl<'f> Holder<'f> {
    fn grants(self) -> &'f [LoadedGrant] {
        self.person.map(|person| person.grants.as_slice()).unwrap_or_default()
    }

    fn links(self) -> &'f [LoadedLink] {
        self.person.map(|person| person.links.as_slice()).unwrap_or_default()
    }

    fn teams(self) -> &'f [Uuid] {
        self.person.map(|person| person.teams.as_slice()).unwrap_or_default()
    }

    /// Whether only administrators may give them something or take it [PL-6].
    fn is_administrator(self, bench: Bench<'_>) -> bool {
        self.person.is_some_and(|person| person.change.target.is_or_becomes_administrator(bench.now))
    }

    /// The roles that they hold at the top, whoever sees it.
    fn general_roles(self, now: DateTime<Utc>) -> impl Iterator<Item = Uuid> {
        let grants = self.person.into_iter().flat_map(|person| &person.change.target.grants);
        let own = grants.filter(move |grant| grant.to == self.principal() && grant.node == Node::Instance);
        own.filter(move |grant| grant.validity.lasts(now))
            .filter_map(|grant| grant.role)
            .map(|role| role.id.0)
    }

    fn principal(self) -> Principal {
        Principal::User(UserId(self.person.map_or(Uuid::nil(), |person| person.account().id)))
    }
}

/// Makes what somebody holds what the line lists.
pub fn change(bench: Bench<'_>, holder: Holder<'_>, wanted: &Wanted<'_>, verdict: &mut Verdict) {
    let top = bench.facts.directory.nodes.get(bench.facts.directory.top).copied();
    let general = wanted.role.filter(|role| holder.general != Some(role.row.id));
    if let Some((role, top)) = general.zip(top) {
        roles(bench, holder, Column::Role, &[(role, top)], verdict);
    }
    if let Some(wanted) = &wanted.roles {
        roles(bench, holder, Column::Roles, wanted, verdict);
    }
    if let Some(wanted) = &wanted.teams {
        let wanted: Vec<Uuid> = wanted.iter().map(|team| team.id).collect();
        teams(bench, holder, &wanted, verdict);
    }
    if let Some(wanted) = &wanted.tags {
        tags(bench, holder, wanted, verdict);
    }
}

fn roles(
    bench: Bench<'_>,
    holder: Holder<'_>,
    column: Column,
    wanted: &[(&LoadedRole, super::directory::Spot)],
    verdict: &mut Verdict,
) {
    let directory = &bench.facts.directory;
    let of_column = |grant: &&LoadedGrant| (grant.right.node == Node::Instance) == (column == Column::Role);
    let lasting = |grant: &&LoadedGrant| grant.right.validity.lasts(bench.now);
    let held = holder.grants().iter().filter(of_column).filter(lasting);
    let held: Vec<(&LoadedGrant, (Uuid, Uuid))> =
        held.filter_map(|grant| grant.role_at().map(|at| (grant, at))).collect();
    let label = |(role, node): (Uuid, Uuid)| match column {
        Column::Role => directory.roles.label(role),
        _ => directory.role_at(role, node),
    };
    let listed = |at: (Uuid, Uuid)| wanted.iter().any(|(role, spot)| (role.row.id, spot.id) == at);
    for &(grant, at) in held.iter().filter(|(_, at)| !listed(*at)) {
        verdict.changes(column, Some(label(at)), None);
        let giving = giving(bench, holder, Some(grant.right), None);
        if let Some(permit) = verdict.permit(column, decide::<GrantRights>(bench.actor, giving)) {
            verdict.steps.push(Step::Take(permit, Box::new(grant.clone())));
        }
    }
    let mut given: Vec<(Uuid, Uuid)> = held.iter().map(|(_, at)| *at).collect();
    if column == Column::Role {
        given.extend(holder.general_roles(bench.now).map(|role| (role, directory.top)));
    }
    for (role, spot) in wanted {
        let at = (role.row.id, spot.id);
        if given.contains(&at) {
            continue;
        }
        given.push(at);
        verdict.changes(column, None, Some(label(at)));
        let meant = Meant::role(role);
        let giving = giving(bench, holder, None, Some(meant.at(spot.node, Validity::ALWAYS)));
        if let Some(permit) = verdict.permit(column, decide::<GrantRights>(bench.actor, giving)) {
            verdict.steps.push(Step::Give(permit, meant, spot.id));
        }
    }
}

fn giving(bench: Bench<'_>, holder: Holder<'_>, before: Option<Right>, after: Option<Right>) -> Giving {
    Giving { before, after, concerns_administrator: holder.is_administrator(bench) }
}

fn teams(bench: Bench<'_>, holder: Holder<'_>, wanted: &[Uuid], verdict: &mut Verdict) {
    let (directory, given) = (&bench.facts.directory, &bench.facts.given);
    let administrator = holder.is_administrator(bench);
    for team in holder.teams().iter().filter(|team| !wanted.contains(team)) {
        let Some(row) = directory.teams.get(*team) else { continue };
        verdict.changes(Column::Teams, Some(directory.teams.label(*team)), None);
        let Some(change) = given.leaving(row, administrator) else { continue };
        if let Some(permit) = verdict.permit(Column::Teams, decide::<ManageTeams>(bench.actor, change)) {
            verdict.steps.push(Step::Leave(permit, Box::new(row.clone())));
        }
    }
    let mut joined: Vec<Uuid> = holder.teams().to_vec();
    for team in wanted {
        let Some(row) = directory.teams.get(*team).filter(|_| !joined.contains(team)) else { continue };
        joined.push(*team);
        verdict.changes(Column::Teams, None, Some(directory.teams.label(*team)));
        let Some(change) = given.joining(row, administrator) else { continue };
        if let Some(permit) = verdict.permit(Column::Teams, decide::<ManageTeams>(bench.actor, change)) {
            verdict.steps.push(Step::Join(permit, Box::new(row.clone())));
        }
    }
}

fn tags(
    bench: Bench<'_>,
    holder: Holder<'_>,
    wanted: &[(Uuid, bool, super::directory::Spot)],
    verdict: &mut Verdict,
) {
    let directory = &bench.facts.directory;
    let held = holder.links().iter().filter(|link| link.right().validity.lasts(bench.now));
    let held: Vec<&LoadedLink> = held.collect();
    let same = |link: &LoadedLink, tag: Uuid, node: Uuid| link.row.tag_id == tag && link.row.node_id == node;
    for link in held.iter().filter(|link| !wanted.iter().any(|(tag, _, spot)| same(link, *tag, spot.id))) {
        unlink(bench, holder, link, verdict);
    }
    let mut given: Vec<(Uuid, Uuid)> = Vec::new();
    for &(tag, edit, spot) in wanted {
        if given.contains(&(tag, spot.id)) {
            continue;
        }
        given.push((tag, spot.id));
        let mut links: Vec<&&LoadedLink> = held.iter().filter(|link| same(link, tag, spot.id)).collect();
        // What counts for ever stays, and of such what lets them do as much as the line says.
        links.sort_by_key(|link| (link.right().validity != Validity::ALWAYS, link.row.edit != edit));
        let (link, rest) = links.split_first().map_or((None, &[][..]), |(link, rest)| (Some(*link), rest));
        rest.iter().for_each(|link| unlink(bench, holder, link, verdict));
        let before = link.map(|link| label(bench, link));
        if !verdict.changes(Column::Tags, before, Some(directory.tag_at(tag, edit, spot.id))) {
            continue;
        }
        let validity = link.map_or(Validity::ALWAYS, |link| link.right().validity);
        let after = right_of_link(holder.principal(), spot.node, edit, validity);
        let giving = giving(bench, holder, link.map(|link| link.right()), Some(after));
        let Some(permit) = verdict.permit(Column::Tags, decide::<GrantRights>(bench.actor, giving)) else {
            continue;
        };
        verdict.steps.push(match link {
            Some(link) => Step::Relink(permit, Box::new(link.row.clone()), edit),
            None => Step::Link(permit, tag, spot.id, edit),
        });
    }
}

fn label(bench: Bench<'_>, link: &LoadedLink) -> String {
    bench.facts.directory.tag_at(link.row.tag_id, link.row.edit, link.row.node_id)
}

fn unlink(bench: Bench<'_>, holder: Holder<'_>, link: &LoadedLink, verdict: &mut Verdict) {
    verdict.changes(Column::Tags, Some(label(bench, link)), None);
    let giving = giving(bench, holder, Some(link.right()), None);
    if let Some(permit) = verdict.permit(Column::Tags, decide::<GrantRights>(bench.actor, giving)) {
        verdict.steps.push(Step::Unlink(permit, Box::new(link.row.clone())));
    }
}
