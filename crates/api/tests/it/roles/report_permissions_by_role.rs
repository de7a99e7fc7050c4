use authz::Action;
use serde_json::json;

use super::form;
use crate::test;

test!("[PP-8] the report shows which permissions each role has", async |app| {
    let report = app.administrator().await.get("/reports/permissions-by-role").await.expect(200).body;
    let roles = report["roles"].as_array().expect("a list");
    assert_eq!((roles.len(), report["rows"].as_array().expect("a list").len()), (10, Action::ALL.len()));
    let visitor = roles.iter().position(|role| role["shipped"] == "visitor").expect("it is there");
    let view = report["rows"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|row| row["action"] == "view_request")
        .expect("it is there");
    assert_eq!(view["permitted"][visitor], json!(["own", "published"]));
});

test!("[PP-8] managers read it from company-group level up, and nobody below", async |app| {
    for (who, status) in [("claire", 200), ("thomas", 200), ("hugo", 403), ("nadia", 403), ("paul", 403)] {
        app.logged_in(who).await.get("/reports/permissions-by-role").await.expect(status);
    }
});

test!("[PP-8] as CSV it opens in a spreadsheet, and no name of a role runs as a formula", async |app| {
    let claire = app.administrator().await;
    claire.post("/roles", form("=cmd|' /C calc'!A0", &["view_request:any"])).await.expect(201);
    let csv = claire.with("accept", "text/csv").get("/reports/permissions-by-role").await.expect(200);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = csv.text.lines().collect();
    assert!(lines[0].starts_with("permission,'=cmd"), "{}", lines[0]);
    let view = lines.iter().find(|line| line.starts_with("view_request,")).expect("it is there");
    assert!(view.ends_with(",own published") && lines.len() == Action::ALL.len() + 1, "{view}");
});
