use crate::{
    support::{Engine, TestApp},
    test,
};

/// Whether the database itself refuses the statement.
async fn refused(app: &TestApp, sql: &str) -> bool {
    let answer = app.try_execute(sql).await;
    answer.is_err_and(|error| error.to_string().contains("the audit only grows"))
}

test!("the database itself refuses to change or remove a line of the audit", async |app| {
    app.busy().await;
    let before = app.chain().await;
    for sql in [
        "UPDATE audit SET operation = 'nothing'",
        "UPDATE audit SET detail = '{}' WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
        "DELETE FROM audit_head",
    ] {
        assert!(refused(&app, sql).await, "{sql}");
    }
    if app.engine == Engine::Postgres {
        for table in ["audit, audit_value", "audit_head"] {
            assert!(refused(&app, &format!("TRUNCATE {table}")).await, "{table}");
        }
    } else {
        let copy = "INSERT OR REPLACE INTO audit SELECT id, seq, at, actor_id, 'nothing', subject, subject_id, \
                    concerns_id, working, detail, origin, hash FROM audit WHERE seq = 1";
        assert!(refused(&app, copy).await);
    }
    assert_eq!(app.chain().await, before);
    assert_eq!(app.whole_chain().await, 3);
});

test!("a personal value of the audit can be erased, but not changed", async |app| {
    app.marie().await;
    assert!(refused(&app, "UPDATE audit_value SET value = 'Jeanne'").await);
    assert_eq!(app.personal_values().await.len(), 4);
});
