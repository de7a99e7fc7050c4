use super::names;
use crate::test;

test!(
    "[CT-1] everybody who deals with tags finds the axes above, at and below, and no others",
    async |app| {
        let (world, claire) = (&app.world, app.administrator().await);
        for (name, node) in [
            ("Mosane", world.instance),
            ("Nord", world.nord),
            ("Sud", world.sud),
            ("Huy", world.huy),
            ("Liège", world.liege),
            ("Namur", world.namur),
        ] {
            claire.add_axis(name, node).await;
        }
        for (who, expected) in [
            ("claire", vec!["Huy", "Liège", "Mosane", "Namur", "Nord", "Sud"]),
            ("thomas", vec!["Huy", "Liège", "Mosane", "Nord"]),
            ("hugo", vec!["Huy", "Mosane", "Nord"]),
            ("sophie", vec!["Mosane", "Namur", "Sud"]),
            ("nadia", vec![]),
            ("paul", vec![]),
        ] {
            let axes = app.logged_in(who).await.pages("/tag-categories?limit=2").await;
            assert_eq!(names(&axes), expected, "{who}");
            let manages = |node: &str| {
                axes.iter().find(|it| it["name"] == node).map(|it| it["allowed"] != serde_json::json!([]))
            };
            if who == "hugo" {
                assert_eq!(
                    (manages("Huy"), manages("Nord"), manages("Mosane")),
                    (Some(true), Some(false), Some(false))
                );
            }
        }
    }
);

test!("each axis tells how many tags it holds", async |app| {
    let claire = app.administrator().await;
    let (trade, project) =
        (claire.add_axis("Métier", app.world.nord).await, claire.add_axis("Projet", app.world.nord).await);
    for name in ["Chauffage", "Serrurerie"] {
        claire.add_tag(&trade, name).await;
    }
    claire.add_tag(&project, "Rénovation").await;
    let axes = claire.pages("/tag-categories").await;
    assert_eq!(axes.iter().map(|axis| axis["tags"].as_i64()).collect::<Vec<_>>(), [Some(2), Some(1)]);
});
