//! What is filled in to give something, and what is made of it.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    draft::Draft,
    read::{all_actions, all_grants, all_roles},
    validity::{begins, ends, first_day, last_day},
};
use crate::{
    client::Problem,
    contract::{
        self, ExplainedAction, Grant, GrantInput, NewGrant, Permission, PlacedNode, PrincipalRef, Role,
    },
    features::sites::placed,
    language::Words,
};

/// Stands for no role in the list of roles.
pub(super) const NONE: &str = "none";

/// What the page needs to know.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) roles: Vec<Role>,
    pub(super) actions: Vec<ExplainedAction>,
    pub(super) grants: Vec<Grant>,
    /// The grant that is changed, and where it is.
    pub(super) editing: Option<(Grant, Option<PlacedNode>)>,
}

/// What is being filled in.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) draft: RwSignal<Draft>,
    pub(super) role: RwSignal<String>,
    pub(super) node: RwSignal<Option<PlacedNode>>,
    pub(super) from: RwSignal<String>,
    pub(super) until: RwSignal<String>,
}

impl Fields {
    pub(super) fn of(known: &Known) -> Self {
        let editing = known.editing.as_ref();
        let draft = editing.map(|(grant, _)| Draft::of(grant, &known.roles)).unwrap_or_default();
        let role = match (&draft.role, editing) {
            (Some(role), _) => role.id.to_string(),
            (None, Some(_)) => NONE.to_owned(),
            (None, None) => String::new(),
        };
        let day = |day: Option<NaiveDate>| RwSignal::new(day.map(|day| day.to_string()).unwrap_or_default());
        Self {
            draft: RwSignal::new(draft),
            role: RwSignal::new(role),
            node: RwSignal::new(editing.and_then(|(_, node)| node.clone())),
            from: day(first_day(editing.and_then(|(grant, _)| grant.valid_from))),
            until: day(last_day(editing.and_then(|(grant, _)| grant.valid_until))),
        }
    }
}

pub(super) async fn save(
    fields: Fields,
    editing: Option<Grant>,
    to: PrincipalRef,
    key: Uuid,
) -> Result<Grant, Problem> {
    let before = editing.as_ref();
    let body =
        input(fields, before.and_then(|grant| grant.valid_from), before.and_then(|grant| grant.valid_until));
    let Some(grant) = editing else {
        let node_id =
            fields.node.with_untracked(|node| node.as_ref().map(|node| node.id)).unwrap_or_default();
        let GrantInput { role_id, switched_on, switched_off, valid_from, valid_until } = body;
        let body = NewGrant { to, node_id, role_id, switched_on, switched_off, valid_from, valid_until };
        return contract::create_grant(Some(key), &body).await;
    };
    contract::update_grant(grant.id, grant.version, &body).await
}

fn input(fields: Fields, from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> GrantInput {
    let some = |all: Vec<Permission>| Some(all).filter(|all| !all.is_empty());
    let draft = fields.draft.get_untracked();
    GrantInput {
        role_id: draft.role.map(|role| role.id),
        switched_on: some(draft.on),
        switched_off: some(draft.off),
        valid_from: fields.from.with_untracked(|day| begins(day, from)),
        valid_until: fields.until.with_untracked(|day| ends(day, until)),
    }
}

pub(super) async fn read(i18n: Words, to: PrincipalRef, editing: Option<Uuid>) -> Result<Known, Problem> {
    let (roles, actions) = (all_roles().await?, all_actions(i18n).await?);
    let grants = all_grants(to).await?;
    let editing = match editing {
        Some(id) => {
            let grant = grants.iter().find(|grant| grant.id == id).cloned();
            let grant = grant.ok_or_else(|| Problem::read(404, ""))?;
            let node = placed(&grant.node).await?;
            Some((grant, node))
        }
        None => None,
    };
    Ok(Known { roles, actions, grants, editing })
}
