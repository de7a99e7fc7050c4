use std::{collections::BTreeSet, net::TcpListener};

use chrono::Duration;
use serde_json::json;

use super::with_mailbox;
use crate::{
    support::{TestApp, Working, until},
    test,
};

test!("a mail that is refused for now is tried again after a while, and then arrives", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    only_the_team(&app, "451-once@mosane.example").await;
    let _working = app.work();
    app.visitor().await.enter(app.world.huy, "Froid").await;
    until("the first attempt", async || (app.outbox().await[0].attempts == 1).then_some(())).await;
    let row = app.outbox().await.remove(0);
    assert_eq!(row.state, "waiting");
    assert_eq!(row.last_error.as_deref(), Some("451 4.3.0 try again later"));
    let wait = row.due_at - row.created_at;
    assert!((Duration::seconds(30)..=Duration::milliseconds(37_500)).contains(&wait), "{wait}");
    app.pass(wait - Duration::milliseconds(1));
    // Nothing is due yet: a mail entered now overtakes it.
    app.execute("UPDATE site SET mail_address = 'huy@mosane.example'").await;
    app.visitor().await.enter(app.world.huy, "Chaud").await;
    mailbox.first_to("huy@mosane.example").await;
    assert_eq!(mailbox.mails().len(), 1);
    app.pass(Duration::milliseconds(1));
    let mail = mailbox.first_to("451-once@mosane.example").await;
    assert_eq!(mail.header("Message-ID"), format!("<{}@[127.0.0.1]>", row.id));
    sent(&app).await;
    assert_eq!(mailbox.mails().len(), 2);
});

test!("one mail that cannot be delivered keeps no other from its way", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let nadia = app.visitor().await;
    for address in
        ["550-gone@mosane.example", "451-busy@mosane.example", "drop@mosane.example", "huy@mosane.example"]
    {
        only_the_team(&app, address).await;
        nadia.enter(app.world.huy, "Froid").await;
    }
    let _working = app.work();
    mailbox.first_to("huy@mosane.example").await;
    until("all are tried", async || {
        let rows = app.outbox().await;
        rows.iter().all(|row| row.state == "sent" || row.attempts == 1).then_some(())
    })
    .await;
    let mut states: Vec<_> = app.outbox().await.into_iter().map(|row| row.state).collect();
    states.sort();
    assert_eq!(states, ["dead", "sent", "waiting", "waiting"]);
});

test!("while the mail server is down requests are accepted, and the mails wait for it", async |app| {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let down = json!({ "host": "127.0.0.1", "port": free, "security": "none", "from_address": "palier@mosane.example" });
    let app = app.restarted_with(down).await;
    let working = app.work();
    app.visitor().await.enter(app.world.huy, "Froid").await;
    until("both are tried", async || app.outbox().await.iter().all(|row| row.attempts == 1).then_some(()))
        .await;
    for row in app.outbox().await {
        assert_eq!(row.state, "waiting");
        let error = row.last_error.expect("words");
        assert!(error.contains(&format!("cannot connect to 127.0.0.1:{free}")), "{error}");
    }
    working.stop().await;
    let (app, mailbox) = with_mailbox(app).await;
    app.clock.advance(Duration::minutes(1));
    let _working = app.work();
    mailbox.wait_for(2).await;
    sent(&app).await;
});

test!("without a mail server mails wait for one", async |app| {
    let working = app.work();
    app.visitor().await.enter(app.world.huy, "Froid").await;
    working.stop().await;
    assert!(app.outbox().await.iter().all(|row| row.state == "waiting" && row.attempts == 0));
});

test!("a worker that died over a mail is overtaken when its claim runs out", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    only_the_team(&app, "huy@mosane.example").await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    app.execute("UPDATE outbox SET claimed_until = due_at").await;
    let _working = app.work();
    mailbox.wait_for(1).await;
    sent(&app).await;
});

test!("two workers on two servers deliver each mail once", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let nadia = app.visitor().await;
    let second = app.beside(json!({ "mail": mailbox.server() })).await;
    let mut expected = BTreeSet::new();
    for _ in 0..15 {
        nadia.enter(app.world.huy, "Froid").await;
    }
    for row in app.outbox().await {
        expected.insert(format!("<{}@[127.0.0.1]>", row.id));
    }
    let working = [app.work(), Working::on(&second)];
    until("all are sent", async || app.outbox().await.iter().all(|row| row.state == "sent").then_some(()))
        .await;
    for worker in working {
        worker.stop().await;
    }
    let arrived: Vec<_> = mailbox.mails().iter().map(|mail| mail.header("Message-ID").to_owned()).collect();
    assert_eq!(arrived.len(), 30);
    assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>(), expected);
});

test!("a server that is told to stop finishes the mails under way", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let working = app.work();
    app.visitor().await.enter(app.world.huy, "Froid").await;
    until("one is claimed", async || {
        app.outbox().await.iter().any(|row| row.claimed_until.is_some() || row.state == "sent").then_some(())
    })
    .await;
    working.stop().await;
    let rows = app.outbox().await;
    assert!(rows.iter().all(|row| row.claimed_until.is_none()));
    assert_eq!(rows.iter().filter(|row| row.state == "sent").count(), mailbox.mails().len());
});

/// Mails go to the team only, at that address.
async fn only_the_team(app: &TestApp, address: &str) {
    app.execute(&format!("UPDATE site SET mail_address = '{address}'")).await;
    app.execute("UPDATE instance_settings SET confirm_to_requester = FALSE").await;
}

async fn sent(app: &TestApp) {
    until("all are sent", async || app.outbox().await.iter().all(|row| row.state == "sent").then_some(()))
        .await;
}
