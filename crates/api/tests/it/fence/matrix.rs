//! Every operation by every role that ships: held where the target is, held elsewhere, held at the instance.
//!
//! The rows come from the contract, by way of `operations.rs`. What each cell expects was written down from the table
//! of roles in the design and reviewed cell by cell; nothing here asks the engine.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use authz::ShippedRole;
use uuid::Uuid;

use super::{
    operations::{Probe, Target, fresh, probes},
    strangers::stage,
};
use crate::{
    plain_test,
    support::{TestApp, To},
    test,
};

/// A line an operation, a column a role; `here/elsewhere/top`, each as the status that answers.
const TABLE: &str = include_str!("matrix.txt");

pub const ROLES: [ShippedRole; 10] = [
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

/// The cells of one role in a table, by what the lines begin with.
pub fn column(table: &str, role: ShippedRole) -> BTreeMap<&str, &str> {
    let at = ROLES.iter().position(|it| *it == role).expect("a column");
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let asked = words.next().expect("what is asked");
            (asked, words.nth(at).unwrap_or_else(|| panic!("{asked} lacks the column of {role:?}")))
        })
        .collect()
}

/// Tells every cell that answered something else.
pub fn same(role: ShippedRole, expected: &BTreeMap<&str, &str>, found: &BTreeMap<&str, String>) {
    let told = |(asked, cell): (&&str, &String)| {
        let known = expected.get(asked).copied().unwrap_or("none");
        (known != cell).then(|| format!("{asked}: expected {known}, answered {cell}"))
    };
    let wrong: Vec<String> = found.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "{role:?}\n{}", wrong.join("\n"));
}

plain_test!("[PO-3] the table of roles has every operation of the contract, and every cell", || {
    let mut operations: Vec<&str> = probes().iter().map(|probe| probe.operation).collect();
    operations.sort_unstable();
    for role in ROLES {
        assert_eq!(column(TABLE, role).into_keys().collect::<Vec<_>>(), operations, "{role:?}");
    }
});

plain_test!("every operation that does not depend on what was prepared succeeds for somebody", || {
    let hopeless: BTreeSet<&str> = probes()
        .iter()
        .map(|probe| probe.operation)
        .filter(|operation| {
            let succeeds = |role| column(TABLE, role)[operation].split('/').any(|cell| cell.starts_with('2'));
            !ROLES.into_iter().any(succeeds)
        })
        .collect();
    // Set up already, a wrong password, no mail server, a made-up link, no picture.
    let expected = [
        "change_my_email",
        "change_my_password",
        "change_super_administrator",
        "choose_password",
        "complete_setup",
        "confirm_email",
        "end_my_session",
        "log_in",
        "open_link",
        "read_my_photo",
        "read_my_signature",
        "test_mail",
        "test_setup_mail",
    ];
    assert_eq!(hopeless, BTreeSet::from(expected));
});

/// What reads first, what takes something away last: all probes aim at the same things.
fn in_turn() -> Vec<Probe> {
    let turn = |probe: &Probe| match probe.operation {
        "merge_tags" | "move_site" | "update_settings" => 2,
        "create_terms_version" => 6,
        "log_out" | "log_out_everywhere" => 5,
        "delete_team" | "delete_user" => 4,
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

/// Somebody who holds the role at `node` and nothing else.
async fn holder(app: &TestApp, who: &str, role: ShippedRole, node: Uuid) {
    app.take_everything(who).await;
    app.give(To::User(app.world.person(who)), role, node).await;
}

async fn holds(app: &TestApp, role: ShippedRole) {
    let target = stage(app).await;
    holder(app, "sophie", role, app.world.namur).await;
    holder(app, "paul", role, app.world.nord).await;
    let elsewhere = answers(app, "sophie", &target).await;
    let here = answers(app, "paul", &target).await;
    // What is changed from the top would be in the way of the others.
    let top = TestApp::start(app.engine).await;
    let target = stage(&top).await;
    holder(&top, "paul", role, top.world.instance).await;
    let top = answers(&top, "paul", &target).await;
    let found = here.iter().map(|(operation, status)| {
        (*operation, format!("{status}/{}/{}", elsewhere[operation], top[operation]))
    });
    same(role, &column(TABLE, role), &found.collect());
}

test!("[PO-3] what a visitor may do, operation by operation, here, elsewhere and at the top", async |app| {
    holds(&app, ShippedRole::Visitor).await;
});

test!(
    "[PP-5] what a basic user may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::BasicUser).await;
    }
);

test!("[PO-3] what a reviewer may do, operation by operation, here, elsewhere and at the top", async |app| {
    holds(&app, ShippedRole::Reviewer).await;
});

test!("[PO-3] what an editor may do, operation by operation, here, elsewhere and at the top", async |app| {
    holds(&app, ShippedRole::Editor).await;
});

test!(
    "[PO-3] what a task responsible may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::TaskResponsible).await;
    }
);

test!(
    "[PL-4] what an employee may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::Employee).await;
    }
);

test!(
    "[CT-4] what a read-only user may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::ReadOnly).await;
    }
);

test!(
    "[CT-4] what a read-write user may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::ReadWrite).await;
    }
);

test!("[PP-5] what a manager may do, operation by operation, here, elsewhere and at the top", async |app| {
    holds(&app, ShippedRole::Manager).await;
});

test!(
    "[OP-4] what an administrator may do, operation by operation, here, elsewhere and at the top",
    async |app| {
        holds(&app, ShippedRole::Administrator).await;
    }
);
