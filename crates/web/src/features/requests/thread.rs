//! Everything the page of a request reads.

use uuid::Uuid;

use super::conversation::{Entry, merge};
use crate::{
    client::Problem,
    contract::{self, Change, Comment, ListRequestCommentsQuery, ListRequestHistoryQuery, Request},
};

/// As many lines as anybody scrolls through.
const MOST: usize = 1000;
const AT_ONCE: i64 = 100;

/// A request with what was said and what happened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Thread {
    pub(super) request: Request,
    pub(super) entries: Vec<Entry>,
}

/// Reads a request and its conversation.
pub(super) async fn read(id: Uuid) -> Result<Thread, Problem> {
    let parts = futures::future::try_join3(contract::read_request(id), comments(id), changes(id));
    let (request, comments, changes) = parts.await?;
    let entries = merge(&request, comments, changes);
    Ok(Thread { request, entries })
}

async fn comments(id: Uuid) -> Result<Vec<Comment>, Problem> {
    let mut query = ListRequestCommentsQuery { limit: Some(AT_ONCE), ..Default::default() };
    let mut all = Vec::new();
    loop {
        let page = contract::list_request_comments(id, &query).await?;
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() || all.len() >= MOST {
            return Ok(all);
        }
    }
}

async fn changes(id: Uuid) -> Result<Vec<Change>, Problem> {
    let mut query = ListRequestHistoryQuery { limit: Some(AT_ONCE), ..Default::default() };
    let mut all = Vec::new();
    loop {
        let page = contract::list_request_history(id, &query).await?;
        all.extend(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() || all.len() >= MOST {
            return Ok(all);
        }
    }
}
