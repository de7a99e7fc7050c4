//! A database of an earlier version, brought up to date.

use api::{
    db::{
        Db, Synchronous,
        entities::{role, tag_category, team},
        names::key_of,
        unfenced::Because,
    },
    identity::facts::{Whose, permissions_of_roles, subjects},
};
use authz::{Node, Permissions, ShippedRole};
use migrations::Migrator;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

use crate::{
    support::{Engine, TestApp},
    test,
};

/// How many changes there were before roles became data.
const BEFORE_ROLES: u32 = 4;

/// And before two homes could have a category of one name.
const BEFORE_AXES_OF_ONE_NAME: u32 = 6;

/// And before two homes could have a team of one name.
const BEFORE_TEAMS_OF_ONE_NAME: u32 = 8;

#[expect(clippy::disallowed_methods, reason = "the database is older than the product")]
pub async fn old_database(app: &TestApp, changes: u32) -> (String, DatabaseConnection) {
    let url = match app.engine {
        Engine::Sqlite => format!("sqlite://{}?mode=rwc", app.folder().join("old.sqlite").display()),
        Engine::Postgres => {
            let name = format!("old_{}", app.world.instance.simple());
            app.execute(&format!("CREATE DATABASE {name}")).await;
            format!("{}/{name}", app.database_url.rsplit_once('/').expect("a URL").0)
        }
    };
    let connection = Database::connect(&url).await.expect("it opens");
    Migrator::up(&connection, Some(changes)).await.expect("the old schema");
    (url, connection)
}

pub fn literal(engine: Engine, id: Uuid) -> String {
    match engine {
        Engine::Sqlite => format!("x'{}'", id.simple()),
        Engine::Postgres => format!("'{id}'"),
    }
}

test!(
    "who held a role before roles were data holds it afterwards, and the ten roles are there",
    async |app| {
        let (url, old) = old_database(&app, BEFORE_ROLES).await;
        let [top, user, grant] = [1, 2, 3].map(|number| literal(app.engine, Uuid::from_u128(number)));
        let now = "'2026-01-01T00:00:00+00:00'";
        for row in [
            format!(
                "INSERT INTO node (id, level, name, created_at) VALUES ({top}, 'instance', 'Mosane', {now})"
            ),
            format!(
                "INSERT INTO user_account (id, username, username_key, email, email_key, first_name, last_name, language, \
             active, version, created_at) VALUES ({user}, 'a', 'a', 'a@b.example', 'a@b.example', 'A', 'B', 'fr', \
             TRUE, 1, {now})"
            ),
            format!(
                "INSERT INTO role_grant (id, user_id, node_id, role, created_at) \
             VALUES ({grant}, {user}, {top}, 'administrator', {now})"
            ),
        ] {
            old.execute_unprepared(&row).await.expect("an old row");
        }
        old.close().await.expect("closed");
        Db::migrate(&url).await.expect("brought up to date");
        let db = Db::open(&url, Synchronous::default()).await.expect("it opens");
        let unfenced = db.unfenced(Because::TheServerWorksByItself);
        let subject = subjects(&unfenced, Whose::Everybody).await.expect("read").pop().expect("the account");
        assert!(subject.standing.super_administrator, "there is always a way in");
        assert!(subject.grants[0].makes_administrator() && subject.grants[0].node == Node::Instance);
        let roles = unfenced.find::<role::Entity>().all(unfenced.connection()).await.expect("roles");
        let held = permissions_of_roles(&unfenced, None).await.expect("permissions");
        for shipped in ShippedRole::ALL {
            let role =
                roles.iter().find(|role| role.shipped.as_deref() == Some(shipped.word())).expect("it ships");
            let pairs = held.get(&role.id).cloned().unwrap_or_default();
            let expected =
                if shipped == ShippedRole::Administrator { Permissions::NONE } else { shipped.permissions() };
            assert_eq!(pairs.into_iter().collect::<Permissions>(), expected, "{shipped:?}");
        }
    }
);

test!("a category that is there already keeps its home and its name to itself", async |app| {
    let (url, old) = old_database(&app, BEFORE_AXES_OF_ONE_NAME).await;
    let [top, axis] = [1, 2].map(|number| literal(app.engine, Uuid::from_u128(number)));
    let now = "'2026-01-01T00:00:00+00:00'";
    for row in [
        format!("INSERT INTO node (id, level, name, created_at) VALUES ({top}, 'instance', 'Mosane', {now})"),
        format!(
            "INSERT INTO tag_category (id, node_id, name, name_key, colour, in_lists, position, version, created_at) \
             VALUES ({axis}, {top}, 'Métier', 'métier', 3, TRUE, 1, 1, {now})"
        ),
    ] {
        old.execute_unprepared(&row).await.expect("an old row");
    }
    old.close().await.expect("closed");
    Db::migrate(&url).await.expect("brought up to date");
    let db = Db::open(&url, Synchronous::default()).await.expect("it opens");
    let unfenced = db.unfenced(Because::TheServerWorksByItself);
    let rows = unfenced.find::<tag_category::Entity>().all(unfenced.connection()).await.expect("read");
    assert_eq!((rows[0].name.as_str(), &rows[0].name_key), ("Métier", &key_of("Métier", Uuid::from_u128(1))));
});

test!("a team that is there already keeps its home and its name to itself", async |app| {
    let (url, old) = old_database(&app, BEFORE_TEAMS_OF_ONE_NAME).await;
    let [top, team] = [1, 2].map(|number| literal(app.engine, Uuid::from_u128(number)));
    let now = "'2026-01-01T00:00:00+00:00'";
    for row in [
        format!(
            "INSERT INTO node (id, level, name, name_key, version, created_at) \
             VALUES ({top}, 'instance', 'Mosane', 'mosane', 1, {now})"
        ),
        format!(
            "INSERT INTO team (id, node_id, name, name_key, version, created_at) \
             VALUES ({team}, {top}, 'Équipe', 'équipe', 1, {now})"
        ),
    ] {
        old.execute_unprepared(&row).await.expect("an old row");
    }
    old.close().await.expect("closed");
    Db::migrate(&url).await.expect("brought up to date");
    let db = Db::open(&url, Synchronous::default()).await.expect("it opens");
    let unfenced = db.unfenced(Because::TheServerWorksByItself);
    let rows = unfenced.find::<team::Entity>().all(unfenced.connection()).await.expect("read");
    assert_eq!((rows[0].name.as_str(), &rows[0].name_key), ("Équipe", &key_of("Équipe", Uuid::from_u128(1))));
});
