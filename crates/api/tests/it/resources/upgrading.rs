use api::db::{Db, Synchronous, entities::request_assignment, unfenced::Because};
use sea_orm::{ConnectionTrait, sea_query::Expr};
use uuid::Uuid;

use crate::{
    start::{literal, old_database},
    test,
};

/// How many changes there were before accounts had names that cannot be confused, and before there were resources.
const BEFORE: u32 = 9;

test!(
    "who was assigned before resources were is assigned afterwards, and each to one of a kind",
    async |app| {
        let (url, old) = old_database(&app, BEFORE).await;
        let [top, group, site, user, request] =
            [1, 2, 3, 4, 5].map(|number| literal(app.engine, Uuid::from_u128(number)));
        let now = "'2026-01-01T00:00:00+00:00'";
        for row in [
            format!(
                "INSERT INTO node (id, level, parent_id, name, created_at) VALUES ({top}, 'instance', NULL, 'M', {now}), \
             ({group}, 'company_group', {top}, 'Nord', {now}), ({site}, 'site', {group}, 'Huy', {now})"
            ),
            format!(
                "INSERT INTO site (id, group_id, mail_address, version) VALUES ({site}, {group}, 'a@b.example', 1)"
            ),
            format!(
                "INSERT INTO user_account (id, username, username_key, email, email_key, first_name, last_name, language, \
             active, version, created_at) VALUES ({user}, 'a', 'a', 'a@b.example', 'a@b.example', 'A', 'B', 'fr', \
             TRUE, 1, {now})"
            ),
            format!(
                "INSERT INTO request (id, year, number, site_id, group_id, owner_id, entered_by_id, requester_first_name, \
             requester_last_name, requester_key, confirm_by_mail, title, text, noticed_on, status, published, \
             public_comments, internal_comments, entered_at, changed_at, version) \
             VALUES ({request}, 2026, 1, {site}, {group}, {user}, {user}, 'A', 'B', 'a b', FALSE, 'T', 'T', \
             '2026-01-01', 'in_progress', TRUE, 0, 0, {now}, {now}, 1)"
            ),
            format!(
                "INSERT INTO request_assignment (request_id, assignee_id, user_id, entered_at) \
             VALUES ({request}, {user}, {user}, {now})"
            ),
        ] {
            old.execute_unprepared(&row).await.expect("an old row");
        }
        old.close().await.expect("closed");
        Db::migrate(&url).await.expect("brought up to date");
        let db = Db::open(&url, Synchronous::default()).await.expect("it opens");
        let unfenced = db.unfenced(Because::TheServerWorksByItself);
        let rows =
            unfenced.find::<request_assignment::Entity>().all(unfenced.connection()).await.expect("read");
        let (user, request) = (Uuid::from_u128(4), Uuid::from_u128(5));
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].request_id, rows[0].user_id, rows[0].resource_id), (request, Some(user), None));
        let both = unfenced.update_many::<request_assignment::Entity>();
        let both = both.col_expr(request_assignment::Column::ResourceId, Expr::value(user));
        assert!(both.exec(unfenced.connection()).await.is_err(), "nobody is a user and a resource at once");
    }
);
