use serde_json::json;

use super::with_mailbox;
use crate::{
    support::{SENDER, id},
    test,
};

test!("a mail says what it is: sent by a program, of one list, about one request", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let _working = app.work();
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    for mail in mailbox.wait_for(2).await {
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert_eq!(mail.header("List-Id"), "<requests.localhost>");
        assert_eq!(mail.header("From"), format!("Palier <{SENDER}>"));
        assert_eq!(mail.envelope["from"], SENDER);
        assert_eq!(mail.header("References"), format!("<{}@[127.0.0.1]>", id(&request)));
        assert!(mail.header("Date").starts_with("Sat, 21 Nov 2026 09:00:00"));
        assert!(mail.header("Content-Type").starts_with("multipart/alternative"));
    }
});

test!("a title with a line break is refused", async |app| {
    let nadia = app.visitor().await;
    let before = app.everything().await;
    for title in
        ["Froid\r\nBcc: eve@evil.example", "Froid\nBcc: eve@evil.example", "Froid\r", "Froid\0", "\u{7f}"]
    {
        let form = json!({ "site_id": app.world.huy, "text": "Froid", "title": title });
        let faults = nadia.post("/requests", form).await.problem(422, "invalid-body");
        assert_eq!(faults, [("/title".to_owned(), "pattern".to_owned())], "{title:?}");
    }
    assert_eq!(app.everything().await, before);
});

test!("nothing that people type becomes a header, a receiver or a piece of HTML", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    app.administrator().await.set(json!({ "organisation_name": "Mosane\u{85}Bcc: eve@evil.example" })).await;
    let _working = app.work();
    let texts = [
        "Froid\rBcc: eve@evil.example\r\rSale",
        "Froid\u{2028}Bcc: eve@evil.example",
        "=?utf-8?q?Froid=0D=0ABcc:_eve@evil.example?=",
        "Froid\u{b}\u{c}\u{85}\u{1b}[2J\u{202e}Bcc: eve@evil.example",
        "<script>alert(1)</script><img src=x onerror=alert(1)>\r\n.\r\nMAIL FROM:<eve@evil.example>",
    ];
    let nadia = app.visitor().await;
    for text in texts {
        let form = json!({
            "site_id": app.world.huy, "text": text,
            "requester": { "first_name": "Eve\u{2028}Bcc: eve@evil.example", "last_name": "<b>Test</b>" },
        });
        nadia.post("/requests", form).await.expect(201);
    }
    let mails = mailbox.wait_for(2 * texts.len()).await;
    assert_eq!(mails.len(), 2 * texts.len());
    for mail in &mails {
        let raw = String::from_utf8_lossy(&mail.raw);
        let head = raw.split("\r\n\r\n").next().expect("a head");
        let names: Vec<_> = head
            .lines()
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next())
            .collect();
        assert!(!names.contains(&Some("Bcc")) && mail.headers("Bcc").is_empty(), "{head}");
        assert!(!head.replace("\r\n", "").contains(['\r', '\n']), "{head:?}");
        assert!(!mail.subject().contains(['\r', '\n', '\u{2028}', '\u{85}']), "{:?}", mail.subject());
        assert!(!mail.envelope.to_string().contains("evil"), "{}", mail.envelope);
        for tag in ["<script", "<img", "<b>Test"] {
            assert!(!mail.html.contains(tag), "{tag} in {}", mail.html);
        }
    }
});

test!(
    "a mail that is delivered twice is the same to the last byte, so that the second can be known",
    async |app| {
        let (app, mailbox) = with_mailbox(app).await;
        app.administrator().await.set(json!({ "confirm_to_requester": false })).await;
        app.visitor().await.enter(app.world.huy, "Froid").await;
        let outbox_id = app.outbox().await[0].id;
        let working = app.work();
        mailbox.wait_for(1).await;
        working.stop().await;
        // As if the server had died between the mail server's answer and writing it down.
        app.execute("UPDATE outbox SET state = 'waiting', claimed_until = NULL, sent_at = NULL").await;
        app.clock.advance(chrono::Duration::minutes(3));
        let _working = app.work();
        let mails = mailbox.wait_for(2).await;
        assert_eq!(mails[0].header("Message-ID"), format!("<{outbox_id}@[127.0.0.1]>"));
        assert_eq!(mails[0].raw, mails[1].raw);
    }
);
