use serde_json::json;

use super::with_mailbox;
use crate::{
    support::{Mailbox, id},
    test,
};

test!(
    "[OP-1] [OP-7] the team of the site is told of a new request, at the site's own address",
    async |app| {
        let (app, mailbox) = with_mailbox(app).await;
        let _working = app.work();
        app.visitor().await.enter(app.world.huy, "Ascenseur en panne\nDepuis ce matin.").await;
        app.logged_in("lea").await.enter(app.world.liege, "Fuite d'eau").await;
        let mail = mailbox.first_to("huy@mosane.example").await;
        assert_eq!(mail.envelope["tls"], true);
        assert_eq!(mail.envelope["login"], "palier");
        assert_eq!(mail.subject(), "R-2026-000001 · Nouvelle demande : Ascenseur en panne");
        for part in [&mail.text, &mail.html] {
            for said in [
                "Ascenseur en panne",
                "Depuis ce matin.",
                "R-2026-000001",
                "Huy",
                "Nadia Test",
                "http://127.0.0.1:8080/requests/",
            ] {
                assert!(part.contains(said), "{said} in {part}");
            }
        }
        mailbox.first_to("liege@mosane.example").await;
        let mut told: Vec<_> =
            mailbox.wait_for(4).await.iter().map(|mail| mail.envelope["to"].to_string()).collect();
        told.sort();
        let four = ["huy", "lea", "liege", "nadia"].map(|name| format!("[\"{name}@mosane.example\"]"));
        assert_eq!(told, four);
    }
);

test!(
    "[OP-7] the requester gets a confirmation when they want it and the administrator allows it",
    async |app| {
        let (app, mailbox) = with_mailbox(app).await;
        let claire = app.administrator().await;
        let nadia = app.visitor().await;
        let mut expected = Vec::new();
        for (allowed, wanted) in
            [(true, Some(true)), (true, None), (true, Some(false)), (false, Some(true)), (false, None)]
        {
            claire.set(json!({ "confirm_to_requester": allowed, "mail_team_on_new_request": false })).await;
            let form = json!({ "site_id": app.world.huy, "text": "Froid", "confirm_by_mail": wanted });
            let request = nadia.post("/requests", form).await.expect(201).body;
            if allowed && wanted != Some(false) {
                expected.push(format!(
                    "{} · Demande bien reçue : Froid",
                    request["reference"].as_str().expect("text")
                ));
            }
        }
        assert_eq!(app.outbox().await.len(), expected.len());
        let _working = app.work();
        let mails = mailbox.wait_for(expected.len()).await;
        let mut subjects: Vec<_> = mails.iter().map(|mail| mail.subject().to_owned()).collect();
        subjects.sort();
        assert_eq!(subjects, expected);
        assert!(mails.iter().all(|mail| mail.envelope["to"] == json!(["nadia@mosane.example"])));
    }
);

test!("[OP-7] the confirmation goes to the address that the form says", async |app| {
    let (app, mailbox) = with_mailbox(app).await;
    let _working = app.work();
    let form = json!({
        "site_id": app.world.huy, "text": "Froid",
        "requester": { "first_name": "Zoé", "last_name": "Lefèvre", "email": "zoe@ailleurs.example" },
    });
    app.visitor().await.post("/requests", form).await.expect(201);
    let mail = mailbox.first_to("zoe@ailleurs.example").await;
    assert!(mail.text.contains("Bonjour Zoé Lefèvre"), "{}", mail.text);
    let tos: Vec<_> = mailbox.wait_for(2).await.iter().map(|mail| mail.envelope["to"].to_string()).collect();
    assert!(!tos.iter().any(|to| to.contains("nadia")));
});

test!("[OP-7] with the switch off, the team is not told", async |app| {
    app.administrator()
        .await
        .set(json!({ "mail_team_on_new_request": false, "confirm_to_requester": false }))
        .await;
    app.visitor().await.enter(app.world.huy, "Froid").await;
    assert!(app.outbox().await.is_empty());
});

test!(
    "the requester is told of every change of status, with the reason, in their own language",
    async |app| {
        let (app, mailbox) = with_mailbox(app).await;
        let nadia = app.visitor().await;
        nadia.with("if-match", "*").put("/me/language", json!({ "language": "en" })).await.expect(200);
        let [english, french] = [
            nadia.enter(app.world.huy, "Lift out of order").await,
            app.logged_in("henri").await.enter(app.world.huy, "Froid").await,
        ];
        let hugo = app.logged_in("hugo").await;
        for request in [&english, &french] {
            hugo.move_to(request, "in_progress").await;
            hugo.move_to(request, "rejected").await;
        }
        let _working = app.work();
        let mails = mailbox.wait_for(8).await;
        let subjects = |to: &str| {
            let to = json!([to]);
            let mut subjects: Vec<_> = mails
                .iter()
                .filter(|mail| mail.envelope["to"] == to)
                .map(|mail| mail.subject().to_owned())
                .collect();
            subjects.sort();
            subjects
        };
        let english = ["In progress", "Rejected", "Request received"]
            .map(|news| format!("R-2026-000001 · {news}: Lift out of order"));
        assert_eq!(subjects("nadia@mosane.example"), english);
        let french = ["Demande bien reçue", "En cours", "Refusée"]
            .map(|news| format!("R-2026-000002 · {news} : Froid"));
        assert_eq!(subjects("henri@mosane.example"), french);
        let team = [
            "R-2026-000001 · Nouvelle demande : Lift out of order",
            "R-2026-000002 · Nouvelle demande : Froid",
        ];
        assert_eq!(subjects("huy@mosane.example"), team);
        let rejected = mails.iter().find(|mail| mail.subject().contains("Rejected")).expect("it came");
        assert!(
            rejected.text.contains("Reason: Hors de notre ressort")
                && rejected.html.contains("Hors de notre ressort")
        );
    }
);

test!("an assignment and an internal remark are told to nobody by mail", async |app| {
    app.administrator()
        .await
        .set(json!({ "mail_team_on_new_request": false, "confirm_to_requester": false }))
        .await;
    let request = app.visitor().await.enter(app.world.huy, "Froid").await;
    let hugo = app.logged_in("hugo").await;
    hugo.assign(&request, &[app.world.person("hugo")]).await;
    let comment = json!({ "text": "Entre nous", "internal": true });
    hugo.post(&format!("/requests/{}/comments", id(&request)), comment).await.expect(201);
    assert!(app.outbox().await.is_empty());
});

test!("the mail server of the settings is used at once, and the configuration's comes first", async |app| {
    let [settings, configuration] = [(); 2].map(|()| Mailbox::open_in_the_clear());
    let mut server = settings.server();
    server.as_object_mut().expect("an object").remove("ca_file");
    let working = app.work();
    let nadia = app.visitor().await;
    nadia.enter(app.world.huy, "Froid").await;
    app.administrator().await.set(json!({ "mail": server })).await;
    settings.wait_for(2).await;
    working.stop().await;
    let app = app.restarted_with(configuration.server()).await;
    let _working = app.work();
    app.visitor().await.enter(app.world.huy, "Froid").await;
    configuration.wait_for(2).await;
    assert_eq!(settings.mails().len(), 2);
    assert_eq!(
        app.administrator().await.get("/settings").await.expect(200).body["mail_is_configured_elsewhere"],
        true
    );
});
