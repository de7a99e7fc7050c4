use super::{dead_letters, later, redirect};
use crate::{support::Mailbox, test};

test!("a mail that is refused for good is a dead letter, with the mail server's own words", async |app| {
    let mailbox = Mailbox::open();
    let app = app.restarted_with(mailbox.server()).await;
    redirect(&app, "550-team@mosane.example").await;
    app.visitor().await.enter(app.world.huy, "Ascenseur en panne").await;
    let _working = app.work();
    let letters = dead_letters(&app.administrator().await, 1).await;
    assert_eq!(letters[0]["to"], "550-team@mosane.example");
    assert_eq!(letters[0]["subject"], "R-2026-000001 · Nouvelle demande : Ascenseur en panne");
    assert_eq!(letters[0]["last_error"], "550 5.1.1 no such mailbox");
    assert_eq!(letters[0]["attempts"], 1);
    assert!(mailbox.mails().is_empty());
});

test!("dead letters come newest first, page by page", async |app| {
    let mailbox = Mailbox::open();
    let app = app.restarted_with(mailbox.server()).await;
    redirect(&app, "550-team@mosane.example").await;
    let nadia = app.visitor().await;
    for _ in 0..5 {
        nadia.enter(app.world.huy, "Froid").await;
        later(&app);
    }
    let _working = app.work();
    let claire = app.administrator().await;
    dead_letters(&claire, 5).await;
    let letters = claire.pages("/dead-letters?limit=2").await;
    let references: Vec<_> =
        letters.iter().map(|it| it["subject"].as_str().expect("a subject")[..13].to_owned()).collect();
    assert_eq!(references, (1..=5).rev().map(|number| format!("R-2026-{number:06}")).collect::<Vec<_>>());
});

test!("only an administrator sees dead letters", async |app| {
    for username in ["thomas", "hugo", "nadia", "stranger", "paul"] {
        let answer = app.logged_in(username).await.get("/dead-letters").await;
        assert!(answer.problem(403, "refused").is_empty(), "{username}");
    }
    assert!(app.administrator().await.pages("/dead-letters").await.is_empty());
});

test!("mails that wait or were sent are no dead letters", async |app| {
    app.visitor().await.enter(app.world.huy, "Froid").await;
    app.execute("UPDATE outbox SET state = 'sent' WHERE id = (SELECT id FROM outbox LIMIT 1)").await;
    assert_eq!(app.outbox().await.len(), 2);
    assert!(app.administrator().await.pages("/dead-letters").await.is_empty());
});
