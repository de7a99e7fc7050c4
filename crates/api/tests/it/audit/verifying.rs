use api::db::{Broken, GENESIS, Noted, hash};

use crate::{
    start::palier,
    support::{Engine, TestApp},
    test,
};

test!("an altered line breaks the audit, and is named", async |app| {
    let altered = [("operation", "'delete_team'"), ("actor_id", "NULL"), ("origin", "'10.0.0.1'")];
    for ((column, value), seq) in altered.into_iter().zip([3, 2, 1]) {
        app.broken_by(
            &format!("UPDATE audit SET {column} = {value} WHERE seq = {seq}"),
            &Broken::Altered(seq),
        )
        .await;
    }
});

test!("an altered detail breaks the audit, and is named", async |app| {
    app.broken_by(r#"UPDATE audit SET detail = '{"name":"Autre"}' WHERE seq = 3"#, &Broken::Altered(3)).await;
});

test!("a removed line breaks the audit, and is named", async |app| {
    app.broken_by("DELETE FROM audit WHERE seq = 2", &Broken::Missing(2)).await;
});

test!("a line that is slipped in breaks the audit, and is named", async |app| {
    app.busy().await;
    app.disarm().await;
    app.execute("DROP INDEX audit_by_seq").await;
    let id = match app.engine {
        Engine::Sqlite => "x'00000000000000000000000000000001'",
        Engine::Postgres => "'00000000-0000-0000-0000-000000000001'",
    };
    app.execute(&format!(
        "INSERT INTO audit (id, seq, at, operation, subject, subject_id, working, detail, hash) \
         SELECT {id}, seq, at, operation, subject, subject_id, working, detail, hash FROM audit WHERE seq = 3"
    ))
    .await;
    assert_eq!(app.broken_chain().await, Broken::Inserted(3));
});

test!("a tail that is cut off breaks the audit, even when the head is turned back", async |app| {
    app.broken_by("DELETE FROM audit WHERE seq = 3", &Broken::CutOff { last: 2, head: 3 }).await;
    app.execute("UPDATE audit_head SET seq = 2").await;
    assert_eq!(app.broken_chain().await, Broken::HeadAltered);
    app.execute("UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE seq = 2)").await;
    assert_eq!(app.broken_chain().await, Broken::NotSealed);
});

test!(
    "a chain that is made anew without the key breaks the audit, and writing on does not heal it",
    async |app| {
        app.busy().await;
        app.disarm().await;
        app.execute("UPDATE audit SET operation = 'nothing' WHERE seq = 2").await;
        let mut before = GENESIS.to_owned();
        for line in app.chain().await {
            before = hash(&before, &line);
            app.execute(&format!("UPDATE audit SET hash = '{before}' WHERE seq = {}", line.seq)).await;
        }
        app.execute(&format!("UPDATE audit_head SET hash = '{before}'")).await;
        assert_eq!(app.broken_chain().await, Broken::NotSealed);
        app.visitor().await.enter(app.world.huy, "Froid").await;
        assert_eq!(app.broken_chain().await, Broken::NotSealed);
    }
);

test!("an altered personal value breaks the audit, and is named", async |app| {
    app.marie().await;
    app.disarm().await;
    app.execute("UPDATE audit_value SET value = 'Jeanne' WHERE name = 'first_name'").await;
    assert_eq!(app.broken_chain().await, Broken::ValueAltered { seq: 1, name: "first_name".to_owned() });
});

test!("a head that was put back with its own seal is found by a line that was noted", async |app| {
    app.visitor().await.enter(app.world.huy, "Froid").await;
    let old = app.head().await;
    app.busy().await;
    let noted = app.db().verify_audit(None).await.expect("verified").expect("whole");
    let noted = Noted { seq: noted.lines, hash: noted.hash };
    assert!(app.db().verify_audit(Some(&noted)).await.expect("verified").is_ok());
    app.disarm().await;
    app.execute("DELETE FROM audit WHERE seq > 1").await;
    app.execute(&format!(
        "UPDATE audit_head SET seq = {}, hash = '{}', seal = '{}'",
        old.seq, old.hash, old.seal
    ))
    .await;
    // Nothing in the database tells.
    assert_eq!(app.whole_chain().await, 1);
    let found = app.db().verify_audit(Some(&noted)).await.expect("verified");
    assert_eq!(found, Err(Broken::NotAsNoted(noted.seq)));
});

test!("the operator verifies the audit at the command line, and seals it after an incident", async |app| {
    let run = |arguments: &[&str]| {
        let data = app.folder().to_str().expect("a path");
        palier(arguments, &[("PALIER_DATA", data), ("PALIER_DATABASE_URL", &app.database_url)], "")
    };
    app.busy().await;
    let whole = run(&["audit", "verify"]);
    assert_eq!(whole.code, Some(0), "{whole:?}");
    assert!(whole.said.contains("3 lines"), "{whole:?}");
    let last = &app.chain().await[2];
    let noted = format!("3:{}", last.hash);
    assert!(whole.said.contains(&noted), "{whole:?}");
    assert_eq!(run(&["audit", "verify", "--noted", &noted]).code, Some(0));
    assert_eq!(run(&["audit", "verify", "--noted", "three"]).code, Some(2));
    app.execute("UPDATE audit_head SET seal = ''").await;
    let broken = run(&["audit", "verify"]);
    assert_eq!(broken.code, Some(1), "{broken:?}");
    assert!(broken.complained.contains("palier.key"), "{broken:?}");
    assert_eq!(run(&["audit", "seal"]).code, Some(0));
    assert_eq!(run(&["audit", "verify"]).code, Some(0));
    assert_eq!(app.chain().await[3].operation, "audit seal");
});

impl TestApp {
    /// Does that behind the product's back, and checks how the chain breaks.
    async fn broken_by(&self, sql: &str, how: &Broken) {
        if self.chain().await.is_empty() {
            self.busy().await;
            self.disarm().await;
        }
        self.execute(sql).await;
        assert_eq!(&self.broken_chain().await, how, "{sql}");
    }
}
