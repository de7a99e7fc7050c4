use api::db::{Db, Synchronous, entities::audit, hash, unfenced::Because};
use sea_orm::{ConnectionTrait, QueryOrder};
use uuid::Uuid;

use crate::{
    start::{literal, old_database},
    test,
};

/// How many changes there were before the audit was a chain.
const BEFORE_THE_CHAIN: u32 = 10;

test!("the audit of an earlier version becomes a chain, in the order in which it happened", async |app| {
    let (url, old) = old_database(&app, BEFORE_THE_CHAIN).await;
    // More than one page of them, the latest first.
    for number in (1..=1_100_u128).rev() {
        let [id, subject] = [number, 7].map(|number| literal(app.engine, Uuid::from_u128(number)));
        let at = format!("2026-01-{:02}T10:{:02}:00.25+00:00", 1 + number / 60, number % 60);
        let detail =
            if number == 5 { format!(r#"{{"user":"{}"}}"#, Uuid::from_u128(9)) } else { "{}".to_owned() };
        let row = format!(
            "INSERT INTO audit (id, at, operation, subject, subject_id, working, detail) \
             VALUES ({id}, '{at}', 'update_settings', 'settings', {subject}, TRUE, '{detail}')"
        );
        old.execute_unprepared(&row).await.expect("an old line");
    }
    old.close().await.expect("closed");
    assert!(Db::migrate(&url).await.expect("brought up to date").chained);
    assert!(!Db::migrate(&url).await.expect("nothing to do").chained);
    let db = Db::open(&url, Synchronous::default()).await.expect("it opens");
    db.seal_with(app.app.sealing.audit_key());
    db.seal_audit().await.expect("sealed");
    let verified = db.verify_audit(None).await.expect("verified").expect("whole");
    assert_eq!(verified.lines, 1_100);
    let unfenced = db.unfenced(Because::TheServerWorksByItself);
    let lines = unfenced.find::<audit::Entity>().order_by_asc(audit::Column::Seq);
    let lines = lines.all(unfenced.connection()).await.expect("read");
    assert!(lines.is_sorted_by_key(|line| (line.at, line.id)));
    assert_eq!(lines[4].concerns_id, Some(Uuid::from_u128(9)));
    assert_eq!(lines[1].hash, hash(&lines[0].hash, &lines[1]));
});

test!("a server that starts on a database of an earlier version seals its audit", async |app| {
    let (url, old) = old_database(&app, BEFORE_THE_CHAIN).await;
    old.close().await.expect("closed");
    let data = app.folder().to_str().expect("a path");
    let run = |arguments: &[&str]| {
        crate::start::palier(arguments, &[("PALIER_DATA", data), ("PALIER_DATABASE_URL", &url)], "")
    };
    assert_eq!(run(&["migrate"]).code, Some(0));
    assert_eq!(run(&["audit", "verify"]).code, Some(0));
});
