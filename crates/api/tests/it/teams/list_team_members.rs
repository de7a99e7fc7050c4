use crate::test;

test!("[PO-10] who is in a team is listed page by page, active or not", async |app| {
    let team = app.team("Plombiers", app.world.huy, &["hugo", "nadia", "ines", "lea"]).await;
    let thomas = app.manager().await;
    for limit in [1, 3, 50] {
        let members = thomas.pages(&format!("/teams/{team}/members?limit={limit}")).await;
        let mut told: Vec<_> = members
            .iter()
            .map(|it| (it["username"].as_str().expect("a text"), it["active"] == true))
            .collect();
        told.sort_unstable();
        assert_eq!(told, [("hugo", true), ("ines", false), ("lea", true), ("nadia", true)]);
    }
});
