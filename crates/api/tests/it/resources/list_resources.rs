use serde_json::{Value, json};

use crate::test;

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().map(|it| it["last_name"].as_str().expect("a name")).collect()
}

test!(
    "resources are listed by last name, page by page, found by name or code, state and home",
    async |app| {
        let claire = app.administrator().await;
        for (name, node) in [("Zola", app.world.huy), ("Émond", app.world.nord), ("Aron", app.world.namur)] {
            claire.add_resource(name, node).await;
        }
        let coded = claire.add_resource("Bach", app.world.huy).await;
        claire.change_resource(&coded, json!({ "code": "RBQ-77", "active": false })).await;
        let all = claire.pages("/resources?limit=1").await;
        assert_eq!(all.len(), 4);
        assert_eq!(names(&all)[..2], ["Aron", "Bach"]);
        for (query, found) in [
            ("name=ZOL", vec!["Zola"]),
            ("name=%C3%89mond", vec!["Émond"]),
            ("name=rbq-7", vec!["Bach"]),
            ("active=false", vec!["Bach"]),
            ("active=true&name=marc%20z", vec!["Zola"]),
            ("name=nobody", vec![]),
        ] {
            assert_eq!(names(&claire.pages(&format!("/resources?{query}")).await), found, "{query}");
        }
        let at_huy = claire.pages(&format!("/resources?home_id={}", app.world.huy)).await;
        assert_eq!(names(&at_huy), ["Bach", "Zola"]);
        let thomas = app.manager().await;
        assert_eq!(thomas.pages("/resources").await.len(), 3, "not the one of the other company group");
        assert!(app.visitor().await.pages("/resources").await.is_empty());
    }
);
