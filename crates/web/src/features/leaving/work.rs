//! What somebody is assigned and has not done, and giving it to others.

use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    client::Problem,
    contract::{
        self, ListRequestsQuery, ListResourcesQuery, Reassigned, Reassignment, RequestSummary, Resource,
        Unassignable,
    },
    features::users::find_people,
    load::all_pages,
    ui::{Choice, Face, Lookup},
};

/// Who goes: a user or a resource.
#[derive(Clone, Copy)]
pub struct Leaver {
    pub id: Uuid,
    pub name: Signal<String>,
}

/// As many requests as the server takes at once.
const AT_ONCE: usize = 200;

/// The open requests that somebody is assigned by name, of those one sees.
pub(super) async fn open_work(of: Uuid) -> Result<Vec<RequestSummary>, Problem> {
    all_pages(async |cursor| {
        let query = ListRequestsQuery {
            assignee_id: Some(of),
            open: Some(true),
            cursor,
            limit: Some(200),
            ..Default::default()
        };
        let page = contract::list_requests(&query).await?;
        Ok((page.items, page.next))
    })
    .await
}

/// Whether somebody owns requests, of those one sees.
pub(super) async fn owns_some(user: Uuid) -> Result<bool, Problem> {
    let query = ListRequestsQuery { owner_id: Some(user), limit: Some(1), ..Default::default() };
    Ok(!contract::list_requests(&query).await?.items.is_empty())
}

/// Puts `to` in the place of `from`, or nobody, as many requests a call as the server takes.
pub(super) async fn reassign(ids: Vec<Uuid>, from: Uuid, to: Option<Uuid>) -> Result<Reassigned, Problem> {
    let mut done = Reassigned { reassigned: Vec::new(), refused: Vec::new() };
    for some in ids.chunks(AT_ONCE) {
        let body = Reassignment { request_ids: some.to_vec(), from, to };
        let more = contract::reassign_requests(&body).await?;
        done.reassigned.extend(more.reassigned);
        done.refused.extend(more.refused);
    }
    Ok(done)
}

/// The references of the requests on the page that stay as they are, with why.
pub(super) fn left_over(work: &[RequestSummary], refused: &[Unassignable]) -> Vec<(String, Unassignable)> {
    let reference = |one: &Unassignable| {
        Some((work.iter().find(|request| request.id == one.request_id)?.reference.clone(), one.clone()))
    };
    refused.iter().filter_map(reference).collect()
}

/// Finds who could come in somebody's place: people with a login, and resources without.
pub(super) fn find_successors(but: Uuid) -> Lookup {
    let people = find_people();
    Lookup::new(move |name| {
        let people = people.find(name.clone());
        async move {
            let query =
                ListResourcesQuery { name, active: Some(true), limit: Some(50), ..Default::default() };
            let workers = contract::list_resources(&query).await?.items;
            let workers = workers.into_iter().filter(|one| one.login.is_none()).map(worker);
            let mut all: Vec<Choice> = people.await?.into_iter().chain(workers).collect();
            all.retain(|one| one.id != but);
            Ok(all)
        }
    })
}

fn worker(resource: Resource) -> Choice {
    let name = format!("{} {}", resource.first_name, resource.last_name).trim().to_owned();
    Choice { id: resource.id, name, note: resource.code.unwrap_or_default(), face: Face::Person }
}
