//! Those who are just there: accounts, each of a visitor of one site, who own nearly all requests.

use api::{
    clock::Clock,
    db::{
        entities::{access_grant, user_account},
        unfenced::Because,
    },
};
use authz::ShippedRole;
use uuid::Uuid;

use crate::support::{TestApp, new_id};

/// Adds so many people; answers them.
pub async fn arrive(app: &TestApp, people: usize, sites: &[Uuid]) -> Vec<Uuid> {
    const BATCH: usize = 10_000;
    let visitor = app.world.role(ShippedRole::Visitor);
    let at = app.clock.now();
    let mut arrived = Vec::with_capacity(people);
    let tx = app.db().begin().await.expect("a transaction");
    let unfenced = tx.unfenced(Because::TheServerWorksByItself);
    for start in (0..people).step_by(BATCH) {
        let numbers = start..(start + BATCH).min(people);
        let accounts: Vec<_> =
            numbers.map(|number| account(number, sites[number % sites.len()], at)).collect();
        let grants = accounts.iter().map(|row| {
            access_grant::ActiveModel::from(access_grant::Model {
                id: new_id(at),
                user_id: Some(row.id),
                team_id: None,
                node_id: row.home_node_id.expect("a home"),
                role_id: Some(visitor),
                valid_from: None,
                valid_until: None,
                version: 1,
                created_at: at,
            })
        });
        let grants = grants.collect();
        arrived.extend(accounts.iter().map(|row| row.id));
        let accounts = accounts.into_iter().map(user_account::ActiveModel::from).collect();
        unfenced.insert_all(accounts).await.expect("inserted");
        unfenced.insert_all(grants).await.expect("inserted");
    }
    tx.commit().await.expect("committed");
    arrived
}

fn account(number: usize, home: Uuid, created_at: chrono::DateTime<chrono::Utc>) -> user_account::Model {
    let username = format!("visitor{number}");
    let email = format!("{username}@mosane.example");
    user_account::Model {
        id: new_id(created_at),
        username_key: username.clone(),
        username: username.clone(),
        email_key: email.clone(),
        email,
        first_name: "Ines".to_owned(),
        last_name: format!("Test {number}"),
        name_key: format!("ines test {number}"),
        phone: None,
        language: "fr".to_owned(),
        password_hash: None,
        active: true,
        default_site_id: None,
        home_node_id: Some(home),
        suspended_until: None,
        ends_at: None,
        super_administrator: false,
        external_id: None,
        username_skeleton: username.clone(),
        deleted_at: None,
        password_provisional: false,
        authz_version: 0,
        version: 1,
        created_at,
    }
}
