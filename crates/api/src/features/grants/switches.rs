//! A role with single permissions switched on or off, or single permissions, checked.

use authz::{Actor, Node, Permission, Permissions, Right, RoleRef, Validity};
use domain::RoleId;
use uuid::Uuid;

use crate::{
    db::Tx,
    features::roles::{self, LoadedRole, PermissionPair},
    http::{Answer, Fault, Kind, Problem},
    identity::facts::with_switches,
};

/// What a grant shall open.
#[derive(Debug)]
pub struct Meant {
    pub role: Option<RoleRef>,
    pub switches: Vec<(Permission, bool)>,
    /// Before it is cut to its level.
    pub permissions: Permissions,
}

impl Meant {
    /// A role as it is.
    #[must_use]
    pub fn role(role: &LoadedRole) -> Self {
        let given = RoleRef { id: RoleId(role.row.id), administrator: role.is_fixed() };
        Self { role: Some(given), switches: Vec::new(), permissions: role.permissions() }
    }

    /// The same as a right at a node.
    pub fn at(&self, node: Node, validity: Validity) -> Right {
        let administrator = node == Node::Instance && self.role.is_some_and(|role| role.administrator);
        Right { node, permissions: self.permissions.cut(node.level()), administrator, validity }
    }
}

/// What a body means at a node.
///
/// # Errors
/// 422 for an unknown role, for what means nothing at the node, and where nothing is given at all.
pub async fn meant(
    tx: &Tx,
    actor: &Actor,
    node: Node,
    role: Option<Uuid>,
    on: &[PermissionPair],
    off: &[PermissionPair],
) -> Answer<Meant> {
    let role = match role {
        Some(id) => Some(known_role(tx, actor, id).await?),
        None => None,
    };
    sensible(role.as_ref(), node, on, off)?;
    let (on, off) = (roles::meant(on, "/switched_on")?, roles::meant(off, "/switched_off")?);
    let off = off.into_iter().map(|pair| (pair, false));
    let switches: Vec<(Permission, bool)> = on.into_iter().map(|pair| (pair, true)).chain(off).collect();
    let held = role.as_ref().map(|role| role.pairs.as_slice()).unwrap_or_default();
    let permissions = match &role {
        Some(role) if role.is_fixed() => Permissions::ALL,
        _ => with_switches(held, &switches),
    };
    let role = role.map(|role| RoleRef { id: RoleId(role.row.id), administrator: role.is_fixed() });
    Ok(Meant { role, switches, permissions })
}

async fn known_role(tx: &Tx, actor: &Actor, id: Uuid) -> Answer<LoadedRole> {
    let unknown = || Problem::at(Kind::InvalidBody, "/role_id", "unknown", "there is no such role");
    roles::find_role(tx, actor, RoleId(id)).await?.ok_or_else(unknown)
}

fn sensible(
    role: Option<&LoadedRole>,
    node: Node,
    on: &[PermissionPair],
    off: &[PermissionPair],
) -> Answer<()> {
    let refuse =
        |pointer: &str, code: &str, detail: &str| Err(Problem::at(Kind::InvalidBody, pointer, code, detail));
    if role.is_none() && on.is_empty() {
        return refuse("/switched_on", "required", "give a role or at least one permission");
    }
    if role.is_none() && !off.is_empty() {
        return refuse("/switched_off", "meaningless", "there is no role of which to switch something off");
    }
    if role.is_some_and(LoadedRole::is_fixed) && !(on.is_empty() && off.is_empty()) {
        return refuse("/role_id", "fixed", "Administrator permits everything: give it as it is");
    }
    if let Some(at) = off.iter().position(|pair| on.contains(pair)) {
        return refuse(&format!("/switched_off/{at}"), "both", "this is switched on and off at once");
    }
    let faults: Vec<Fault> =
        on.iter().enumerate().filter_map(|(at, pair)| too_low(at, *pair, node)).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// An action that means something higher up only [PP-1].
fn too_low(at: usize, pair: PermissionPair, node: Node) -> Option<Fault> {
    let lowest = Permission::from(pair).action.lowest_level();
    let detail = format!("this means something at the level `{}` or above only", lowest.word());
    (node.level() > lowest).then(|| Fault::at(&format!("/switched_on/{at}/action"), "too_low", detail))
}
