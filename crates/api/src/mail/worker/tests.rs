use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Language, OutboxId};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use tokio::sync::{Notify, watch};

use super::{MailServers, Worker, pause};
use crate::{
    clock::Clock,
    config::MailServer,
    db::{
        Db, DbError, Synchronous,
        entities::outbox::{self as table, Model},
        unfenced::Because::TheServerWorksByItself,
    },
    mail::{
        fake::{Fake, Reply},
        message::samples,
        outbox,
        queue::{self, CLAIM, Outcome},
    },
    random::{Random, SystemRandom},
};

#[derive(Debug)]
struct Moment(Mutex<DateTime<Utc>>);

impl Clock for Moment {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("not poisoned")
    }
}

impl Moment {
    fn pass(&self, time: TimeDelta) {
        *self.0.lock().expect("not poisoned") += time;
    }
}

impl MailServers for Option<MailServer> {
    async fn current(&self) -> Option<MailServer> {
        self.clone()
    }

    async fn prepare(&self, _: &dyn Random, _: DateTime<Utc>) -> Result<(), DbError> {
        Ok(())
    }
}

/// An outbox of its own, and a clock that stands still.
struct Office {
    db: Db,
    clock: Arc<Moment>,
    wake: Arc<Notify>,
    _folder: tempfile::TempDir,
}

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("outbox.sqlite").display());
        Db::migrate(&url).await.expect("a schema");
        let db = Db::open(&url, Synchronous::Full).await.expect("a database");
        let noon = "2026-03-09T12:00:00Z".parse().expect("a moment");
        let clock = Arc::new(Moment(Mutex::new(noon)));
        Self { db, clock, wake: Arc::default(), _folder: folder }
    }

    async fn insert(&self, change: impl FnOnce(&mut table::ActiveModel)) -> OutboxId {
        let random: &(dyn Random + 'static) = &SystemRandom;
        let id = OutboxId(random.id(self.clock.now()));
        let mail = &samples::all(Language::French)[0];
        let mut row = outbox::row(id, self.clock.now(), mail).expect("a row");
        change(&mut row);
        self.db.unfenced(TheServerWorksByItself).insert(row).await.expect("written");
        id
    }

    async fn row(&self, id: OutboxId) -> Model {
        let unfenced = self.db.unfenced(TheServerWorksByItself);
        let select = unfenced.find::<table::Entity>().filter(table::Column::Id.eq(id.0));
        select.one(unfenced.connection()).await.expect("read").expect("a row")
    }

    fn worker(&self, server: Option<MailServer>) -> Worker<Option<MailServer>> {
        let url = samples::links("https://palier.mosane.example");
        Worker::new(
            self.db.clone(),
            self.clock.clone(),
            Arc::new(SystemRandom),
            server,
            self.wake.clone(),
            url,
        )
    }

    /// One round and the end of what it started.
    async fn work(&self, server: Option<MailServer>) -> usize {
        let mut worker = self.worker(server);
        let started = worker.round().await.expect("a round");
        worker.finish().await;
        started
    }
}

#[tokio::test]
async fn what_waits_is_sent_and_marked() {
    let (office, fake) = (Office::open().await, Fake::start(|_| Reply::Usual));
    let id = office.insert(|_| ()).await;
    assert_eq!(office.work(Some(fake.server())).await, 1);
    let mail = fake.mail();
    assert!(mail.contains(&format!("Message-ID: <{id}@palier.mosane.example>")), "{mail}");
    let row = office.row(id).await;
    assert_eq!(
        (row.state.as_str(), row.sent_at, row.claimed_until),
        ("sent", Some(office.clock.now()), None)
    );
    assert_eq!(office.work(Some(fake.server())).await, 0);
}

#[tokio::test]
async fn what_the_server_puts_off_is_tried_again_when_it_is_due() {
    let office = Office::open().await;
    let fake = Fake::start(|verb| if verb == "RCPT" { Reply::Say("451 4.3.0 busy") } else { Reply::Usual });
    let id = office.insert(|_| ()).await;
    office.work(Some(fake.server())).await;
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts), ("waiting", 1));
    assert_eq!((row.last_error.as_deref(), row.claimed_until), (Some("451 4.3.0 busy"), None));
    let wait = row.due_at - office.clock.now();
    assert!(wait >= TimeDelta::seconds(30) && wait <= TimeDelta::milliseconds(37_500), "{wait}");

    fake.change(|_| Reply::Usual);
    assert_eq!(office.work(Some(fake.server())).await, 0);
    office.clock.pass(wait);
    assert_eq!(office.work(Some(fake.server())).await, 1);
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts, row.last_error), ("sent", 1, None));
}

#[tokio::test]
async fn what_the_server_refuses_is_dead_at_once_with_its_words() {
    let office = Office::open().await;
    let fake =
        Fake::start(|verb| if verb == "RCPT" { Reply::Say("550 5.1.1 no such user") } else { Reply::Usual });
    let id = office.insert(|_| ()).await;
    office.work(Some(fake.server())).await;
    let row = office.row(id).await;
    assert_eq!((row.state.as_str(), row.attempts), ("dead", 1));
    assert_eq!(row.last_error.as_deref(), Some("550 5.1.1 no such user"));
}

#[tokio::test]
async fn after_three_days_of_excuses_it_is_dead() {
    let office = Office::open().await;
    let fake = Fake::start(|verb| if verb == "MAIL" { Reply::Say("452 full") } else { Reply::Usual });
    let id = office.insert(|row| row.attempts = Set(76)).await;
    office.work(Some(fake.server())).await;
    assert_eq!(office.row(id).await.state, "dead");
}

#[tokio::test]
async fn without_a_mail_server_it_waits_and_loses_no_attempt() {
    let office = Office::open().await;
    let id = office.insert(|_| ()).await;
    let before = office.row(id).await;
    assert_eq!(office.work(None).await, 0);
    assert_eq!(office.row(id).await, before);
}

#[tokio::test]
async fn a_mail_server_that_cannot_work_costs_no_attempt_either() {
    let (office, fake) = (Office::open().await, Fake::start(|_| Reply::Usual));
    let id = office.insert(|_| ()).await;
    let before = office.row(id).await;
    let broken = MailServer { from_address: "nobody".to_owned(), ..fake.server() };
    assert!(office.worker(Some(broken)).round().await.is_err());
    assert_eq!(office.row(id).await, before);
}

#[tokio::test]
async fn what_cannot_be_read_is_dead_and_stops_nobody() {
    let (office, fake) = (Office::open().await, Fake::start(|_| Reply::Usual));
    let strange = office.insert(|row| row.message = Set(serde_json::json!({"kind": "telegram"}))).await;
    let good = office.insert(|_| ()).await;
    assert_eq!(office.work(Some(fake.server())).await, 2);
    assert_eq!(office.row(strange).await.state, "dead");
    assert_eq!(office.row(good).await.state, "sent");
}

#[tokio::test]
async fn only_a_few_are_under_way_at_once() {
    let (office, fake) = (Office::open().await, Fake::start(|_| Reply::Usual));
    for _ in 0..6 {
        office.insert(|_| ()).await;
    }
    assert_eq!(office.work(Some(fake.server())).await, 4);
    assert_eq!(office.work(Some(fake.server())).await, 2);
}

#[tokio::test]
async fn who_died_over_a_mail_is_overtaken_when_the_claim_ends() {
    let office = Office::open().await;
    let id = office.insert(|_| ()).await;
    let claim = async || queue::claim(&office.db, office.clock.now(), 4).await.expect("claimed");
    let first = claim().await;
    assert_eq!(first.len(), 1);
    assert!(claim().await.is_empty());
    office.clock.pass(CLAIM);
    assert_eq!(claim().await.len(), 1);

    let late = Outcome::Dead { error: "too late".to_owned() };
    queue::settle(&office.db, &first[0], &late).await.expect("no error");
    assert_eq!(office.row(id).await.state, "waiting");
    let sent = Outcome::Sent { at: office.clock.now() };
    queue::settle(&office.db, &first[0], &sent).await.expect("no error");
    assert_eq!(office.row(id).await.state, "sent");
}

#[tokio::test]
async fn two_workers_never_claim_the_same_mail() {
    let office = Office::open().await;
    for _ in 0..8 {
        office.insert(|_| ()).await;
    }
    let claim = || queue::claim(&office.db, office.clock.now(), 5);
    let (one, other) = tokio::join!(claim(), claim());
    let mut ids: Vec<_> =
        [one.expect("claimed"), other.expect("claimed")].concat().iter().map(|it| it.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_wakes_and_finishes_what_is_under_way_before_it_stops() {
    let office = Office::open().await;
    let (reached, at_the_end) = std::sync::mpsc::channel();
    let (release, released) = std::sync::mpsc::channel();
    let (reached, released) = (Mutex::new(reached), Mutex::new(released));
    let fake = Fake::start(move |verb| {
        if verb == "." {
            reached.lock().expect("not poisoned").send(()).expect("somebody waits");
            released.lock().expect("not poisoned").recv().expect("released");
        }
        Reply::Usual
    });
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(office.worker(Some(fake.server())).run(stopped));
    let id = office.insert(|_| ()).await;
    office.wake.notify_one();
    let wait = move || at_the_end.recv_timeout(Duration::from_secs(20));
    tokio::task::spawn_blocking(wait).await.expect("joined").expect("under way");
    stop.send(true).expect("running");
    assert!(!running.is_finished());
    release.send(()).expect("the server waits");
    running.await.expect("stopped");
    assert_eq!(office.row(id).await.state, "sent");
}

#[tokio::test]
async fn a_worker_whose_master_is_gone_stops() {
    let office = Office::open().await;
    let (stop, stopped) = watch::channel(false);
    drop(stop);
    tokio::time::timeout(Duration::from_secs(20), office.worker(None).run(stopped)).await.expect("stopped");
}

#[test]
fn trouble_makes_it_keep_still_longer_and_longer_but_not_forever() {
    let pauses: Vec<u64> = (0..8).map(|it| pause(it).as_secs()).collect();
    assert_eq!(pauses, [5, 1, 2, 4, 8, 16, 30, 30]);
}
