use serde_json::json;
use uuid::Uuid;

use super::{dead_letters, redirect};
use crate::{
    support::{Mailbox, TestApp, id, until},
    test,
};

test!("an administrator sends a dead letter again, and it arrives", async |app| {
    let mailbox = Mailbox::open();
    let app = app.restarted_with(mailbox.server()).await;
    redirect(&app, "550-once@mosane.example").await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let _working = app.work();
    let claire = app.administrator().await;
    let letter = dead_letters(&claire, 1).await.remove(0);
    let path = format!("/dead-letters/{}/retry", id(&letter));
    claire.post(&path, json!(null)).await.expect(202);
    let mail = mailbox.first_to("550-once@mosane.example").await;
    assert!(mail.header("Message-ID").contains(id(&letter)));
    until("it is sent", async || (app.outbox().await[0].state == "sent").then_some(())).await;
    assert!(claire.pages("/dead-letters").await.is_empty());
    assert!(claire.post(&path, json!(null)).await.problem(404, "not-found").is_empty());
    let audit = app.audit("retry_dead_letter").await;
    assert_eq!([audit[0].subject_id.to_string().as_str()], [id(&letter)]);
});

test!("what is refused for good again is a dead letter again", async |app| {
    let mailbox = Mailbox::open();
    let app = app.restarted_with(mailbox.server()).await;
    redirect(&app, "550-team@mosane.example").await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let _working = app.work();
    let claire = app.administrator().await;
    let letter = dead_letters(&claire, 1).await.remove(0);
    claire.post(&format!("/dead-letters/{}/retry", id(&letter)), json!(null)).await.expect(202);
    assert_eq!(dead_letters(&claire, 1).await, [letter]);
});

test!("only an administrator sends a dead letter again, and nothing else than dead letters", async |app| {
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let waiting = app.outbox().await[0].id;
    let claire = app.administrator().await;
    for letter in [waiting, Uuid::nil()] {
        let answer = claire.post(&format!("/dead-letters/{letter}/retry"), json!(null)).await;
        assert!(answer.problem(404, "not-found").is_empty());
    }
    app.execute("UPDATE outbox SET state = 'dead'").await;
    let people = people(&app).await;
    let before = app.everything().await;
    for person in people {
        let answer = person.post(&format!("/dead-letters/{waiting}/retry"), json!(null)).await;
        assert!(answer.problem(403, "refused").is_empty());
    }
    assert_eq!(app.everything().await, before);
});

async fn people(app: &TestApp) -> [crate::support::Client; 3] {
    [app.manager().await, app.visitor().await, app.stranger().await]
}
