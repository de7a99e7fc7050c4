use serde_json::{Value, json};

use crate::{
    support::{Client, Mailbox, SENDER},
    test,
};

test!("[OP-10] an administrator tries the mail server out and reads its own words", async |app| {
    let mailbox = Mailbox::open_in_the_clear();
    let claire = app.administrator().await;
    claire.set(json!({ "mail": input(&mailbox), "language": "en" })).await;
    let tried = try_out(&claire).await;
    assert_eq!(tried, json!({ "delivered": true, "answer": "250 2.0.0 kept as 000001" }));
    let mail = mailbox.first_to("claire@mosane.example").await;
    assert_eq!(mail.subject(), "Test message · Mosane");
    assert!(mail.header("From").contains(SENDER));
});

test!("a mail server whose authority is unknown gets nothing, and the answer says what to do", async |app| {
    let mailbox = Mailbox::open();
    let claire = app.administrator().await;
    claire.set(json!({ "mail": input(&mailbox) })).await;
    let tried = try_out(&claire).await;
    assert_eq!(tried["delivered"], false);
    assert!(tried["answer"].as_str().expect("words").contains("`ca_file`"), "{tried}");
    assert!(mailbox.mails().is_empty());
});

test!("without a mail server there is nothing to try out", async |app| {
    let claire = app.administrator().await;
    let body = json!({ "to": "claire@mosane.example" });
    assert!(claire.post("/settings/test-mail", body.clone()).await.problem(409, "conflict").is_empty());
    for person in [app.manager().await, app.visitor().await] {
        assert!(person.post("/settings/test-mail", body.clone()).await.problem(403, "refused").is_empty());
    }
});

async fn try_out(claire: &Client) -> Value {
    claire.post("/settings/test-mail", json!({ "to": "claire@mosane.example" })).await.expect(200).body
}

/// The mailbox as an administrator types it.
fn input(mailbox: &Mailbox) -> Value {
    let mut server = mailbox.server();
    server.as_object_mut().expect("an object").remove("ca_file");
    server
}
