use crate::{
    client::Problem,
    contract::{
        self, Action, CompanyGroup, ListCompanyGroupsQuery, ListNodesQuery, ListSitesQuery, PlacedNode, Site,
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
