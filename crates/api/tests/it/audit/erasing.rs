use api::{audit::erase_values, clock::Clock, db::Hold};
use authz::{Actor, acts::ChangeSettings, decide};
use domain::UserId;

use crate::{support::TestApp, test};

impl TestApp {
    /// An administrator made at the command line, whose names the audit holds.
    pub async fn marie(&self) -> uuid::Uuid {
        let arguments = ["user", "create-admin", "--username", "Marie", "--email", "marie@mosane.example"];
        let names = ["--first-name", "Marie", "--last-name", "Test"];
        let made = crate::start::palier(
            &[&arguments[..], &names].concat(),
            &[
                ("PALIER_DATA", self.folder().to_str().expect("a path")),
                ("PALIER_DATABASE_URL", &self.database_url),
            ],
            "correct horse battery\n",
        );
        assert_eq!(made.code, Some(0), "{made:?}");
        self.chain().await.pop().expect("a line").subject_id
    }
}

test!("erasing what is known of somebody leaves the audit whole, and nothing of them in it", async |app| {
    let marie = app.marie().await;
    app.busy().await;
    let claire = UserId(app.world.person("claire"));
    let (tx, stamp) = app.db().begin_as(claire, Hold::Alone).await.expect("begun").expect("an account");
    let unfenced = tx.unfenced(api::db::unfenced::Because::TheServerWorksByItself);
    let actor = app.app.rights.actor(&unfenced, claire, stamp, app.clock.now()).await.expect("read");
    let actor: &Actor = &actor.expect("claire");
    let permit = decide::<ChangeSettings>(actor, ()).expect("permitted");
    erase_values(tx.by(&permit), marie).await.expect("erased");
    tx.commit().await.expect("committed");
    assert!(app.personal_values().await.is_empty());
    assert!(!format!("{:?}", app.chain().await).contains("Marie"));
    let verified = app.db().verify_audit(None).await.expect("verified").expect("whole");
    assert_eq!((verified.lines, verified.erased), (4, 4));
});
