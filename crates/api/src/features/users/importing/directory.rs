//! What cells may name: nodes, roles, teams, tags, as far as the caller comes across them. Read once a slice.

use std::collections::HashSet;

use authz::{Actor, Node, Right, ShippedRole};
use domain::Language;
use uuid::Uuid;

use super::{super::store, names::Names};
use crate::{
    db::{DbError, Tx},
    features::{
        roles::{self, LoadedRole, role_words},
        settings::{self, Switches},
        sites, tags,
        teams::{self, TeamRow},
    },
    identity::facts::node_of,
};

/// A node by its id.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    pub id: Uuid,
    pub node: Node,
}

/// All that cells may name.
#[derive(Debug)]
pub struct Directory {
    pub nodes: Names<Spot>,
    pub roles: Names<LoadedRole>,
    pub teams: Names<TeamRow>,
    pub tags: Names<Uuid>,
    /// The sites that forms may start with.
    pub sites: HashSet<Uuid>,
    pub top: Uuid,
    /// The role with which accounts begin, and what it gives.
    pub general: Option<(Uuid, Right)>,
    pub switches: Switches,
}

impl Directory {
    pub async fn read(tx: &Tx, actor: &Actor) -> Result<Self, DbError> {
        let switches = settings::switches(tx).await?;
        let nodes = nodes(tx, actor).await?;
        let roles = all_roles(tx, actor, switches.language).await?;
        let mut teams = Names::default();
        for team in teams::all_seen(tx, actor).await? {
            teams.add(team.id, beneath(&nodes, team.node_id, &[&team.name]), team);
        }
        let mut tags = Names::default();
        for tag in tags::all_seen(tx, actor).await? {
            tags.add(tag.id, beneath(&nodes, tag.node_id, &[&tag.category, &tag.name]), tag.id);
        }
        let sites = sites::all_places(tx, actor).await?.into_iter().collect();
        let top = sites::instance_id(tx).await?;
        let general = store::general_role(tx).await?;
        Ok(Self { nodes, roles, teams, tags, sites, top, general, switches })
    }

    /// A role at a node, as people write it.
    pub fn role_at(&self, role: Uuid, node: Uuid) -> String {
        format!("{} @ {}", self.roles.label(role), self.nodes.label(node))
    }

    /// A tag link, as people write it.
    pub fn tag_at(&self, tag: Uuid, edit: bool, node: Uuid) -> String {
        let sign = if edit { "!" } else { "" };
        let name = self.tags.label(tag);
        if node == self.top {
            format!("{name}{sign}")
        } else {
            format!("{name}{sign} @ {}", self.nodes.label(node))
        }
    }
}

async fn nodes(tx: &Tx, actor: &Actor) -> Result<Names<Spot>, DbError> {
    let mut nodes = Names::default();
    for row in sites::all_nodes(tx, actor).await? {
        let path = row.parent_id.map(|above| beneath(&nodes, above, &[&row.name]));
        if let Some(node) = node_of(&row.level, row.id, row.parent_id) {
            nodes.add(row.id, path.unwrap_or_else(|| vec![row.name]), Spot { id: row.id, node });
        }
    }
    Ok(nodes)
}

/// The way to what stands at a node.
fn beneath(nodes: &Names<Spot>, node: Uuid, steps: &[&str]) -> Vec<String> {
    nodes.path(node).iter().cloned().chain(steps.iter().map(|&step| step.to_owned())).collect()
}

/// Whoever never renamed a shipped role knows it by what the app shows.
async fn all_roles(tx: &Tx, actor: &Actor, language: Language) -> Result<Names<LoadedRole>, DbError> {
    let mut names = Names::default();
    let mut aliases: Vec<(Uuid, String)> = Vec::new();
    for role in roles::all_within(tx, actor).await? {
        let as_shipped = role.shipped().filter(|shipped| shipped.word() == role.row.name);
        let id = role.row.id;
        aliases.extend(as_shipped.into_iter().flat_map(shown).map(|name| (id, name)));
        let name = as_shipped.map_or_else(|| role.row.name.clone(), |shipped| shown_in(shipped, language));
        names.add(id, vec![name], role);
    }
    aliases.iter().for_each(|(id, name)| names.alias(*id, name));
    Ok(names)
}

fn shown(role: ShippedRole) -> [String; 3] {
    let [french, english] = role_words(role);
    [french, english, role.word()].map(str::to_owned)
}

fn shown_in(role: ShippedRole, language: Language) -> String {
    let [french, english] = role_words(role);
    match language {
        Language::French => french,
        Language::English => english,
    }
    .to_owned()
}
