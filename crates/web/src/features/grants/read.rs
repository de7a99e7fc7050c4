use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{
        self, Action, ExplainedAction, Grant, ListGrantsQuery, ListPermissionsQuery, ListRolesQuery,
        ListTagGrantsQuery, PrincipalKind, PrincipalRef, Role, TagGrant,
    },
    features::sites::all_nodes,
    language::{Words, language},
    load::{Load, all_pages},
    session::Session,
};

const AT_ONCE: Option<i64> = Some(200);

/// Where who is looking gives rights.
#[derive(Clone, Copy)]
pub struct Giving {
    everywhere: Signal<bool>,
    somewhere: Load<Vec<Uuid>>,
}

impl Giving {
    /// Asks the server, but for those who do it everywhere.
    #[must_use]
    pub fn new() -> Self {
        let session: Session = expect_context();
        let everywhere = Signal::derive(move || session.may_everywhere(Action::GrantRights));
        let somewhere = Load::new(move || {
            let asks = !everywhere.get() && session.may(Action::GrantRights);
            async move {
                match asks {
                    true => {
                        Ok(all_nodes(Some(Action::GrantRights)).await?.iter().map(|node| node.id).collect())
                    }
                    false => Ok(Vec::new()),
                }
            }
        });
        Self { everywhere, somewhere }
    }

    /// Whether there is a place to give rights at; follows it.
    #[must_use]
    pub fn anywhere(self) -> bool {
        self.everywhere.get()
            || self.somewhere.data.with(|nodes| nodes.as_ref().is_some_and(|all| !all.is_empty()))
    }

    /// Whether it is one of them; follows it.
    #[must_use]
    pub fn at(self, node: Uuid) -> bool {
        self.everywhere.get()
            || self.somewhere.data.with(|nodes| nodes.as_ref().is_some_and(|all| all.contains(&node)))
    }
}

impl Default for Giving {
    fn default() -> Self {
        Self::new()
    }
}

pub(super) async fn all_roles() -> Result<Vec<Role>, Problem> {
    all_pages(async |cursor| {
        let page = contract::list_roles(&ListRolesQuery { cursor, limit: AT_ONCE }).await?;
        Ok((page.items, page.next))
    })
    .await
}

pub(crate) async fn all_actions(i18n: Words) -> Result<Vec<ExplainedAction>, Problem> {
    let query = ListPermissionsQuery { language: Some(untrack(|| language(i18n))) };
    Ok(contract::list_permissions(&query).await?.items)
}

pub(super) async fn all_grants(to: PrincipalRef) -> Result<Vec<Grant>, Problem> {
    all_pages(async |cursor| {
        let (user_id, team_id) = split(&to);
        let query = ListGrantsQuery { user_id, team_id, cursor, limit: AT_ONCE, ..Default::default() };
        let page = contract::list_grants(&query).await?;
        Ok((page.items, page.next))
    })
    .await
}

pub(super) async fn all_links(to: PrincipalRef) -> Result<Vec<TagGrant>, Problem> {
    all_pages(async |cursor| {
        let (user_id, team_id) = split(&to);
        let query = ListTagGrantsQuery { user_id, team_id, cursor, limit: AT_ONCE, ..Default::default() };
        let page = contract::list_tag_grants(&query).await?;
        Ok((page.items, page.next))
    })
    .await
}

/// The person, or the team.
fn split(to: &PrincipalRef) -> (Option<Uuid>, Option<Uuid>) {
    let is = |kind| Some(to.id).filter(|_| to.kind == kind);
    (is(PrincipalKind::User), is(PrincipalKind::Team))
}
