//! Whatever has a version is changed only in the version that the caller has read.

use std::collections::BTreeSet;

use actix_web::http::Method;
use api::contract::Contract;
use serde_json::Value;

use super::{
    operations::{Probe, probes},
    strangers::{kept, stage},
};
use crate::{plain_test, test};

/// The operations whose contract takes a version.
fn versioned() -> Vec<Probe> {
    let contract = Contract::new();
    let paths = contract.document()["paths"].as_object().expect("paths").values();
    let operations = paths.flat_map(|path| path.as_object().expect("operations").values());
    let takes = |operation: &&Value| {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.into_iter().any(|parameter| parameter["name"] == "If-Match")
    };
    let names: BTreeSet<String> =
        operations.filter(takes).map(|it| it["operationId"].as_str().expect("an id").to_owned()).collect();
    probes().into_iter().filter(|probe| names.contains(probe.operation)).collect()
}

plain_test!("what is replaced or removed takes a version, unless it has none", || {
    let versioned: BTreeSet<&str> = versioned().iter().map(|probe| probe.operation).collect();
    let changing = probes().into_iter().filter(|probe| [Method::PUT, Method::DELETE].contains(&probe.method));
    let without: BTreeSet<&str> =
        changing.map(|probe| probe.operation).filter(|operation| !versioned.contains(operation)).collect();
    let expected = [
        "add_team_member",
        "cancel_my_email_change",
        "change_my_email",
        "change_my_password",
        "end_my_other_sessions",
        "end_my_session",
        "end_user_sessions",
        "log_out",
        "log_out_everywhere",
        "remove_my_photo",
        "remove_my_signature",
        "remove_resource_photo",
        "remove_team_member",
        "remove_user_photo",
        "set_my_photo",
        "set_my_signature",
        "set_resource_photo",
        "set_user_photo",
    ];
    assert_eq!(without, expected.into());
});

test!("without a version nothing is changed, and with a stale one neither", async |app| {
    let target = stage(&app).await;
    let claire = app.administrator().await;
    app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'claire'").await;
    let before = kept(&app).await;
    for probe in versioned() {
        let answer = probe.send_as_is(&claire, &target).await;
        assert_eq!(answer.status, 428, "{}: {}", probe.operation, answer.text);
        answer.problem(428, "precondition-required");
        let answer = probe.send_as_is(&claire.with("if-match", "\"999\""), &target).await;
        assert_eq!(answer.status, 412, "{}: {}", probe.operation, answer.text);
        answer.problem(412, "precondition-failed");
    }
    assert_eq!(kept(&app).await, before);
});
