//! What was said and what happened, in one order.

use chrono::{DateTime, Utc};

use crate::contract::{Change, ChangeKind, Comment, Request};

/// A line of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry {
    /// What the requester wrote.
    Opening,
    /// A comment, public or internal.
    Comment(Comment),
    /// Something that happened.
    Change(Change),
}

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    All,
    Conversation,
    Internal,
    History,
}

impl View {
    /// Every view, in the order they are offered.
    pub(super) const ALL: [Self; 4] = [Self::All, Self::Conversation, Self::Internal, Self::History];

    /// Whether a line belongs.
    pub(super) fn shows(self, entry: &Entry) -> bool {
        match self {
            Self::All => true,
            Self::Conversation => match entry {
                Entry::Opening => true,
                Entry::Comment(comment) => !comment.internal,
                Entry::Change(_) => false,
            },
            Self::Internal => matches!(entry, Entry::Comment(comment) if comment.internal),
            Self::History => matches!(entry, Entry::Change(_)),
        }
    }
}

/// The lines, oldest first. Entering and commenting show as what was written, not as events.
pub(super) fn merge(request: &Request, comments: Vec<Comment>, changes: Vec<Change>) -> Vec<Entry> {
    let happened = changes
        .into_iter()
        .filter(|change| !matches!(change.kind, ChangeKind::Entered | ChangeKind::Commented))
        .map(Entry::Change);
    let mut entries: Vec<Entry> = comments.into_iter().map(Entry::Comment).chain(happened).collect();
    entries.sort_by_key(|entry| moment(entry, request));
    entries.insert(0, Entry::Opening);
    entries
}

fn moment(entry: &Entry, request: &Request) -> DateTime<Utc> {
    match entry {
        Entry::Opening => request.entered_at,
        Entry::Comment(comment) => comment.written_at,
        Entry::Change(change) => change.at,
    }
}

/// How many lines a view holds.
pub(super) fn count(entries: &[Entry], view: View) -> usize {
    entries.iter().filter(|entry| view.shows(entry)).count()
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use domain::RequestStatus;
    use uuid::Uuid;

    use super::{Entry, View, count, merge};
    use crate::contract::{Change, ChangeKind, Comment, Named, Request, Requester};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(minute * 60, 0).expect("a time")
    }

    fn person() -> Named {
        Named { id: Uuid::nil(), name: "Karim Benali".to_owned() }
    }

    pub(in super::super) fn request() -> Request {
        Request {
            id: Uuid::from_u128(1),
            reference: "R-2026-000123".to_owned(),
            title: "Radiateur froid".to_owned(),
            status: RequestStatus::InProgress,
            site: Named { id: Uuid::nil(), name: "Huy".to_owned() },
            requester_name: "Nadia Lambert".to_owned(),
            entered_at: at(0),
            changed_at: at(9),
            comments: 2,
            assignees: None,
            tags: None,
            published: None,
            version: 4,
            allowed: Vec::new(),
            next_statuses: Vec::new(),
            text: "Plus de chauffage.".to_owned(),
            requester: Requester {
                first_name: "Nadia".to_owned(),
                last_name: "Lambert".to_owned(),
                email: None,
                phone: None,
            },
            noticed_on: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date"),
            status_reason: None,
        }
    }

    fn comment(minute: i64, internal: bool) -> Comment {
        Comment { id: Uuid::nil(), author: person(), internal, text: String::new(), written_at: at(minute) }
    }

    fn change(minute: i64, kind: ChangeKind) -> Change {
        Change {
            id: Uuid::nil(),
            at: at(minute),
            actor: Some(person()),
            kind,
            from: None,
            to: None,
            reason: None,
            assignees: None,
            put_on: None,
            taken_off: None,
        }
    }

    #[test]
    fn lines_come_in_the_order_they_happened_and_nothing_shows_twice() {
        let entries = merge(
            &request(),
            vec![comment(5, false), comment(2, true)],
            vec![
                change(0, ChangeKind::Entered),
                change(3, ChangeKind::Assigned),
                change(5, ChangeKind::Commented),
            ],
        );
        assert_eq!(entries.len(), 4);
        assert_eq!(entries[0], Entry::Opening);
        assert_eq!(entries[1], Entry::Comment(comment(2, true)));
        assert_eq!(entries[2], Entry::Change(change(3, ChangeKind::Assigned)));
        assert_eq!(count(&entries, View::Conversation), 2);
        assert_eq!(count(&entries, View::Internal), 1);
        assert_eq!(count(&entries, View::History), 1);
    }
}
