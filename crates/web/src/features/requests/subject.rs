//! The request an action is about, from a row or from its page.

use domain::RequestStatus;
use uuid::Uuid;

use crate::contract::{Action, Assignee, Request, RequestSummary, ShownTag};

/// What actions need to know of a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subject {
    pub(super) id: Uuid,
    pub(super) reference: String,
    pub(super) status: RequestStatus,
    pub(super) version: i64,
    pub(super) assignees: Vec<Assignee>,
    pub(super) tags: Vec<ShownTag>,
    pub(super) published: Option<bool>,
    pub(super) next_statuses: Vec<RequestStatus>,
    pub(super) allowed: Vec<Action>,
}

impl Subject {
    /// Whether who is looking may do this to it.
    pub(super) fn allows(&self, action: Action) -> bool {
        self.allowed.contains(&action)
    }

    /// The statuses it can be given by who is looking.
    pub(super) fn statuses(&self) -> Vec<RequestStatus> {
        self.next_statuses.clone()
    }

    /// Who is assigned once this person is put on or taken off.
    pub(super) fn with_assignee_toggled(&self, person: Uuid) -> Vec<Uuid> {
        toggled(self.assignees.iter().map(|one| one.id), person)
    }

    /// Which tags it bears once this one is put on or taken off.
    pub(super) fn with_tag_toggled(&self, tag: Uuid) -> Vec<Uuid> {
        toggled(self.tags.iter().map(|one| one.id), tag)
    }
}

impl From<&RequestSummary> for Subject {
    fn from(row: &RequestSummary) -> Self {
        Self {
            id: row.id,
            reference: row.reference.clone(),
            status: row.status,
            version: row.version,
            assignees: row.assignees.clone().unwrap_or_default(),
            tags: row.tags.clone().unwrap_or_default(),
            published: row.published,
            next_statuses: row.next_statuses.clone(),
            allowed: row.allowed.clone(),
        }
    }
}

impl From<&Request> for Subject {
    fn from(request: &Request) -> Self {
        Self::from(&summary(request))
    }
}

/// With it, or without it where it was among them.
fn toggled(ids: impl Iterator<Item = Uuid>, id: Uuid) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.collect();
    match ids.iter().position(|&one| one == id) {
        Some(at) => {
            ids.remove(at);
        }
        None => ids.push(id),
    }
    ids
}

/// The row of a request.
pub(super) fn summary(request: &Request) -> RequestSummary {
    let request = request.clone();
    RequestSummary {
        id: request.id,
        reference: request.reference,
        title: request.title,
        status: request.status,
        site: request.site,
        requester_name: request.requester_name,
        entered_at: request.entered_at,
        changed_at: request.changed_at,
        comments: request.comments,
        assignees: request.assignees,
        tags: request.tags,
        published: request.published,
        version: request.version,
        allowed: request.allowed,
        next_statuses: request.next_statuses,
    }
}

/// The number of a reference, for a narrow column: `000123` of `R-2026-000123`.
pub(super) fn short_reference(reference: &str) -> &str {
    reference.rsplit('-').next().unwrap_or(reference)
}

#[cfg(test)]
pub(super) mod tests {
    use domain::RequestStatus;
    use uuid::Uuid;

    use super::{Subject, short_reference};
    use crate::contract::{Action, Assignee, AssigneeKind};

    pub(in super::super) fn subject() -> Subject {
        Subject {
            id: Uuid::from_u128(1),
            reference: "R-2026-000123".to_owned(),
            status: RequestStatus::AwaitingAssignment,
            version: 3,
            assignees: vec![Assignee {
                id: Uuid::from_u128(7),
                kind: AssigneeKind::User,
                name: "Karim Benali".to_owned(),
            }],
            tags: Vec::new(),
            published: None,
            next_statuses: Vec::new(),
            allowed: vec![Action::AssignRequest],
        }
    }

    #[test]
    fn the_statuses_on_offer_are_those_the_server_tells() {
        assert!(subject().statuses().is_empty());
        let next_statuses = vec![RequestStatus::Cancelled];
        assert_eq!(Subject { next_statuses, ..subject() }.statuses(), [RequestStatus::Cancelled]);
    }

    #[test]
    fn choosing_a_person_puts_them_on_and_choosing_again_takes_them_off() {
        let (karim, sophie) = (Uuid::from_u128(7), Uuid::from_u128(8));
        assert_eq!(subject().with_assignee_toggled(sophie), [karim, sophie]);
        assert!(subject().with_assignee_toggled(karim).is_empty());
        assert_eq!(subject().with_tag_toggled(karim), [karim]);
    }

    #[test]
    fn a_column_shows_the_number_alone() {
        assert_eq!(short_reference("R-2026-000123"), "000123");
    }
}
