use std::{cell::Cell, rc::Rc};

use actix_web::rt::spawn;
use authz::ShippedRole;
use serde_json::json;

use super::role_for;
use crate::{
    support::{Client, id},
    test,
};

/// What those who ask at full speed share.
#[derive(Debug, Default)]
struct Race {
    /// Whether the revocation has been answered.
    revoked: Cell<bool>,
    allowed: Cell<u32>,
    refused: Cell<u32>,
}

/// Asks again and again until a request that started after the revocation's answer has been refused.
async fn run(race: Rc<Race>, person: Client, path: String, writes: bool) {
    loop {
        let after = race.revoked.get();
        let answer = if writes {
            person.post(&format!("{path}/comments"), json!({ "text": "Vu", "internal": true })).await
        } else {
            person.get(&path).await
        };
        match answer.status.as_u16() {
            200 | 201 => {
                assert!(!after, "a request that started after the revocation was allowed");
                race.allowed.set(race.allowed.get() + 1);
            }
            404 if after => return race.refused.set(race.refused.get() + 1),
            404 => {}
            // Rights that changed under a request, or a busy database: it changed nothing.
            503 => {}
            other => panic!("{other}: {}", answer.text),
        }
    }
}

test!(
    "[PL-7] no request that starts after a revocation's answer is allowed, on any server, at full speed",
    async |app| {
        let request = app.visitor().await.enter(app.world.huy, "Froid").await;
        let path = format!("/requests/{}", id(&request));
        let claire = app.administrator().await;
        let servers = [app.logged_in("paul").await, app.second_server().await.log_in("paul").await];
        for _ in 0..6 {
            let grant = role_for(&app, "paul", ShippedRole::Reviewer, app.world.nord);
            let grant = claire.post("/grants", grant).await.expect(201).body;
            let race = Rc::new(Race::default());
            let asking: Vec<_> = (0..8)
                .map(|at| spawn(run(Rc::clone(&race), servers[at % 2].clone(), path.clone(), at < 4)))
                .collect();
            while race.allowed.get() < 40 {
                assert!(
                    !asking.iter().any(|one| one.is_finished()),
                    "somebody gave up before anything was revoked"
                );
                actix_web::rt::task::yield_now().await;
            }
            claire.with("if-match", "*").delete(&format!("/grants/{}", id(&grant))).await.expect(204);
            race.revoked.set(true);
            for one in asking {
                one.await.expect("it ends");
            }
            assert_eq!(race.refused.get(), 8);
        }
    }
);
