use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use authz::ShippedRole as Role;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    LOGINS, Seeding,
    chronicle::{REQUESTS, write},
    people::PEOPLE,
    rows::Rows,
    seed,
};
use crate::db::{Db, Synchronous};

fn now() -> DateTime<Utc> {
    "2026-03-12T09:30:00Z".parse().expect("a moment")
}

/// Made once for all tests, which only read it.
fn rows() -> &'static Rows {
    static ROWS: LazyLock<Rows> = LazyLock::new(|| write(now(), "hash"));
    &ROWS
}

#[test]
fn the_same_day_gives_the_same_rows_and_another_day_others() {
    let evening = "2026-03-12T22:59:00Z".parse().expect("a moment");
    let tomorrow = "2026-03-13T09:30:00Z".parse().expect("a moment");
    assert!(*rows() == write(evening, "hash"));
    assert!(*rows() != write(tomorrow, "hash"));
}

#[test]
fn there_are_two_thousand_requests_from_every_site_and_nothing_is_in_the_future() {
    let rows = rows();
    assert_eq!(rows.requests.len(), REQUESTS);
    assert_eq!((rows.sites.len(), rows.people.len(), rows.nodes.len()), (14, 60, 18));
    let sites: BTreeSet<Uuid> = rows.requests.iter().map(|request| request.site_id).collect();
    assert_eq!(sites.len(), 14);
    assert!(
        rows.requests
            .iter()
            .all(|request| request.entered_at <= request.changed_at && request.changed_at < now())
    );
    assert!(rows.audit.iter().all(|line| line.at < now()));
    assert!(rows.requests.iter().all(|request| request.noticed_on <= request.entered_at.date_naive()));
}

#[test]
fn three_languages_are_written() {
    let rows = rows();
    let say = |words: &[&str]| {
        rows.requests.iter().filter(|request| words.iter().any(|word| request.text.contains(word))).count()
    };
    let (french, dutch, english) =
        (say(&["depuis", " les ", " est "]), say(&["sinds", " het ", " van "]), say(&[" the ", "since"]));
    assert!(french > 900 && dutch > 100 && english > 50, "{french} {dutch} {english}");
}

#[test]
fn counters_match_what_they_count() {
    let rows = rows();
    for request in &rows.requests {
        let said = |internal| {
            rows.comments.iter().filter(|it| it.request_id == request.id && it.internal == internal).count()
        };
        assert_eq!(request.public_comments as usize, said(false));
        assert_eq!(request.internal_comments as usize, said(true));
    }
    let mut last: BTreeMap<i32, i32> = BTreeMap::new();
    for request in &rows.requests {
        let expected = last.entry(request.year).or_default();
        *expected += 1;
        assert_eq!(request.number, *expected);
    }
    assert!(rows.requests.is_sorted_by_key(|request| request.entered_at));
    assert!(rows.counters.iter().map(|counter| (counter.year, counter.last)).eq(last));
}

#[test]
fn the_audit_tells_the_story_that_the_rows_end_with() {
    let rows = rows();
    let mut lines: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    for line in &rows.audit {
        lines.entry(line.subject_id).or_default().push(line);
    }
    for request in &rows.requests {
        let lines = &lines[&request.id];
        assert!(lines[0].operation == "create_request" && lines.is_sorted_by_key(|line| line.at));
        assert_eq!(lines.last().expect("a line").at, request.changed_at);
        let changes = lines
            .iter()
            .filter(|line| ["assign_request", "change_request_status"].contains(&&*line.operation));
        assert_eq!(request.version, 1 + changes.count() as i32);
        let mut status = "awaiting_assignment".to_owned();
        for line in lines.iter().filter(|line| line.operation == "change_request_status") {
            assert_eq!(line.detail["from"], status);
            status = line.detail["to"].as_str().expect("a status").to_owned();
            assert_eq!(line.detail["reason"].is_string(), status == "rejected");
        }
        assert_eq!(request.status, status);
        assert_eq!(request.status_reason.is_some(), status == "rejected");
    }
}

#[test]
fn no_slot_or_alternative_is_left_in_any_text() {
    let rows = rows();
    let requests =
        rows.requests.iter().flat_map(|it| [Some(&it.title), Some(&it.text), it.status_reason.as_ref()]);
    let comments = rows.comments.iter().map(|it| Some(&it.text));
    for text in requests.chain(comments).flatten() {
        let whole = !text.is_empty() && !text.contains(['{', '}', '[', ']', '|']) && !text.contains("  ");
        assert!(whole && text.trim() == text, "{text:?}");
    }
}

#[test]
fn the_mix_of_states_is_plausible_and_rows_do_not_look_copied() {
    let rows = rows();
    let count = |status| rows.requests.iter().filter(|request| request.status == status).count();
    let open = count("awaiting_assignment") + count("in_progress") + count("on_hold");
    assert!((40..140).contains(&open), "{open} open");
    assert!(count("rejected") > 40 && count("cancelled") > 40 && count("on_hold") > 5);
    let texts: BTreeSet<_> = rows.requests.iter().map(|it| (&it.title, &it.text)).collect();
    assert!(texts.len() > REQUESTS * 98 / 100, "{} of {REQUESTS} differ", texts.len());
    let hidden = rows.requests.iter().filter(|request| !request.published).count();
    assert!((5..80).contains(&hidden), "{hidden}");
}

#[test]
fn the_logins_are_a_visitor_a_manager_and_an_administrator() {
    for login in LOGINS {
        let person = PEOPLE.iter().find(|person| person.email() == login.username).expect("somebody");
        assert_eq!(person.role, login.role);
    }
    assert_eq!(
        LOGINS.iter().map(|login| login.role).collect::<BTreeSet<_>>(),
        BTreeSet::from([Role::Visitor, Role::Manager, Role::Administrator])
    );
}

#[tokio::test]
async fn an_empty_database_takes_the_demo_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("demo.sqlite").display());
    Db::migrate(&url).await.expect("migrated");
    let db = Db::open(&url, Synchronous::Full).await.expect("open");
    let first = seed(&db, now(), "hash").await.expect("seeded");
    assert!(matches!(first, Seeding::Done(summary) if summary.requests == REQUESTS));
    assert_eq!(seed(&db, now(), "hash").await.expect("answered"), Seeding::AlreadySetUp);
}
