use api::db::{entities::user_account, unfenced::Because};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::{
    support::{Client, TestApp},
    test,
};

async fn make(app: &TestApp, by: &Client, who: &str, becomes: bool) -> crate::support::Answer {
    let path = format!("/users/{}/super-administrator", app.world.person(who));
    by.with("if-match", "*").put(&path, json!({ "super_administrator": becomes })).await
}

async fn supreme(app: &TestApp) -> Client {
    app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'claire'").await;
    app.administrator().await
}

async fn supreme_ones(app: &TestApp) -> u64 {
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    let these =
        unfenced.find::<user_account::Entity>().filter(user_account::Column::SuperAdministrator.eq(true));
    these.count(unfenced.connection()).await.expect("counted")
}

test!("[CT-5] a super administrator makes another one, who takes the status from the first", async |app| {
    let claire = supreme(&app).await;
    let made = make(&app, &claire, "henri", true).await.expect(200);
    assert_eq!(made.body["super_administrator"], true);
    let henri = app.logged_in("henri").await;
    make(&app, &henri, "claire", false).await.expect(200);
    make(&app, &claire, "henri", false).await.refused("only another super administrator");
});

test!(
    "[CT-5] there is always a super administrator: nobody takes their own status, so never the last",
    async |app| {
        let claire = supreme(&app).await;
        make(&app, &claire, "claire", false).await.refused("super administrator");
        let count = supreme_ones(&app).await;
        assert_eq!(count, 1);
    }
);

test!("[PL-6] an administrator who is none makes no super administrator", async |app| {
    make(&app, &app.administrator().await, "henri", true).await.refused("super administrator");
    make(&app, &app.manager().await, "nadia", true).await.refused("super administrator");
});

test!("of two who take each other's status at once, one keeps it", async |app| {
    let claire = supreme(&app).await;
    make(&app, &claire, "henri", true).await.expect(200);
    let henri = app.logged_in("henri").await;
    let (one, other) =
        futures::future::join(make(&app, &claire, "henri", false), make(&app, &henri, "claire", false)).await;
    assert_eq!([one.status, other.status].iter().filter(|status| status.as_u16() == 200).count(), 1);
    let left = supreme_ones(&app).await;
    assert_eq!(left, 1);
});
