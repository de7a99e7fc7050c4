use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{
        self, Action, CompanyGroup, Level, ListCompanyGroupsQuery, ListNodesQuery, ListSitesQuery, Node,
        PlacedNode, Site, SitePage,
    },
    load::all_pages,
};

pub(super) const AT_ONCE: i64 = 100;
/// More than anybody chooses from a list.
const MOST: usize = 2000;

/// Every site where who is looking may do something; every visible one without.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn all_sites(may: Option<Action>) -> Result<Vec<Site>, Problem> {
    let mut query = ListSitesQuery { may, limit: Some(AT_ONCE), ..Default::default() };
    let mut all = Vec::new();
    loop {
        let page = contract::list_sites(&query).await?;
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() || all.len() >= MOST {
            return Ok(all);
        }
    }
}

/// Every company group.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn all_groups() -> Result<Vec<CompanyGroup>, Problem> {
    let mut query = ListCompanyGroupsQuery { limit: Some(AT_ONCE), ..Default::default() };
    let mut all = Vec::new();
    loop {
        let page = contract::list_company_groups(&query).await?;
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() || all.len() >= MOST {
            return Ok(all);
        }
    }
}

/// Every node where who is looking may do something to everything; every one they have to do with, without.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn all_nodes(may: Option<Action>) -> Result<Vec<PlacedNode>, Problem> {
    all_pages(async |cursor| {
        let query = ListNodesQuery { may, cursor, limit: Some(AT_ONCE), ..Default::default() };
        let page = contract::list_nodes(&query).await?;
        Ok((page.items, page.next))
    })
    .await
}

/// The sites of a group: so many pages of them, and where it goes on.
///
/// # Errors
/// The server's refusal, or its silence.
pub(super) async fn some_sites(group: Uuid, pages: usize) -> Result<SitePage, Problem> {
    let mut query =
        ListSitesQuery { company_group_id: Some(group), limit: Some(AT_ONCE), ..Default::default() };
    let mut all = Vec::new();
    for _ in 0..pages {
        let page = contract::list_sites(&query).await?;
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    Ok(SitePage { items: all, next: query.cursor })
}

/// The top of the pyramid, if one has to do with it.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn instance_node() -> Result<Option<PlacedNode>, Problem> {
    let query = ListNodesQuery { level: Some(Level::Instance), limit: Some(1), ..Default::default() };
    Ok(contract::list_nodes(&query).await?.items.into_iter().next())
}

/// A place with what stands above it, if one has to do with it.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn placed(node: &Node) -> Result<Option<PlacedNode>, Problem> {
    let (name, level) = (Some(node.name.clone()), Some(node.level));
    let query = ListNodesQuery { name, level, limit: Some(200), ..Default::default() };
    Ok(contract::list_nodes(&query).await?.items.into_iter().find(|found| found.id == node.id))
}
