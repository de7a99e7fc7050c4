//! Every operation by every role that ships: held where the target is, and held elsewhere.
//!
//! The rows come from the contract, by way of `operations.rs`. What each cell expects was written down from the table
//! of roles in the design and reviewed cell by cell; nothing here asks the engine.

use std::collections::BTreeMap;

use actix_web::http::Method;
use authz::ShippedRole;

use super::{
    operations::{Probe, Target, fresh, probes},
    strangers::stage,
};
use crate::{
    plain_test,
    support::{TestApp, To},
    test,
};

/// A line an operation, a column a role; `here/elsewhere`, each as the status that answers.
const TABLE: &str = include_str!("matrix.txt");

const ROLES: [ShippedRole; 10] = [
    ShippedRole::Visitor,
    ShippedRole::BasicUser,
    ShippedRole::Reviewer,
    ShippedRole::Editor,
    ShippedRole::TaskResponsible,
    ShippedRole::Employee,
    ShippedRole::ReadOnly,
    ShippedRole::ReadWrite,
    ShippedRole::Manager,
    ShippedRole::Administrator,
];

/// The cells of one role by operation, as `here/elsewhere`.
fn column(role: ShippedRole) -> BTreeMap<&'static str, &'static str> {
    let at = ROLES.iter().position(|it| *it == role).expect("a column");
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let operation = words.next().expect("an operation");
            (operation, words.nth(at).unwrap_or_else(|| panic!("{operation} lacks the column of {role:?}")))
        })
        .collect()
}

plain_test!("[PO-3] the table of roles has every operation of the contract, and every cell", || {
    let mut operations: Vec<&str> = probes().iter().map(|probe| probe.operation).collect();
    operations.sort_unstable();
    for role in ROLES {
        assert_eq!(column(role).into_keys().collect::<Vec<_>>(), operations, "{role:?}");
    }
});

/// What reads first, what takes something away last: all probes aim at the same things.
fn in_turn() -> Vec<Probe> {
    let turn = |probe: &Probe| match probe.operation {
        "merge_tags" | "move_site" | "update_settings" => 2,
        "log_out" | "log_out_everywhere" => 5,
        "delete_team" => 4,
        _ if probe.method == Method::DELETE => 3,
        _ => i32::from(probe.method != Method::GET),
    };
    let mut all = probes();
    all.sort_by_key(turn);
    all
}

/// What somebody is answered, operation by operation.
async fn answers(app: &TestApp, who: &str, target: &Target) -> BTreeMap<&'static str, u16> {
    let mut session = app.logged_in(who).await;
    let mut found = BTreeMap::new();
    for probe in in_turn() {
        let answer = probe.send(&fresh(app, who, &session, &probe).await, target).await;
        found.insert(probe.operation, answer.status.as_u16());
        if probe.operation == "refresh_session" {
            session = session.holding(&answer);
        }
    }
    found
}

async fn holds(app: &TestApp, role: ShippedRole) {
    let target = stage(app).await;
    for (who, node) in [("paul", app.world.nord), ("sophie", app.world.namur)] {
        app.take_everything(who).await;
        app.give(To::User(app.world.person(who)), role, node).await;
    }
    let elsewhere = answers(app, "sophie", &target).await;
    let here = answers(app, "paul", &target).await;
    let found: BTreeMap<&str, String> = here
        .iter()
        .map(|(operation, status)| (*operation, format!("{status}/{}", elsewhere[operation])))
        .collect();
    let expected = column(role);
    let told = |(operation, cell): (&&str, &String)| {
        let known = expected.get(operation).copied().unwrap_or("none");
        (known != cell).then(|| format!("{operation}: expected {known}, answered {cell}"))
    };
    let wrong: Vec<String> = found.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "{role:?}\n{}", wrong.join("\n"));
}

test!("[PO-3] what a visitor may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::Visitor).await;
});

test!("[PP-5] what a basic user may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::BasicUser).await;
});

test!("[PO-3] what a reviewer may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::Reviewer).await;
});

test!("[PO-3] what an editor may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::Editor).await;
});

test!("[PO-3] what a task responsible may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::TaskResponsible).await;
});

test!("[PL-4] what an employee may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::Employee).await;
});

test!("[CT-4] what a read-only user may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::ReadOnly).await;
});

test!("[CT-4] what a read-write user may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::ReadWrite).await;
});

test!("[PP-5] what a manager may do, operation by operation, here and elsewhere", async |app| {
    holds(&app, ShippedRole::Manager).await;
});

test!(
    "[OP-4] what an administrator of a group may do, operation by operation, here and elsewhere",
    async |app| {
        holds(&app, ShippedRole::Administrator).await;
    }
);
