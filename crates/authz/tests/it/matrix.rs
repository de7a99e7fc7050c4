//! The policy as a table, so that a change of it is read in review.

use std::path::Path;

use authz::{Action, Actor, Node, Permissions, Relation, RequestFacts, Role};

use crate::{
    rights::permits,
    world::{asking, holding, place, request_at},
};

#[test]
fn the_policy_is_what_matrix_txt_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/matrix.txt");
    let now = format!("{}\n{}", roles_table(), decisions_table());
    if std::env::var_os("PALIER_UPDATE_MATRIX").is_some_and(|value| value == "1") {
        std::fs::write(&file, &now).expect("matrix.txt can be written");
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(now == reviewed, "the policy has changed; if it should, run with PALIER_UPDATE_MATRIX=1:\n{now}");
}

/// Action × role: the relations in which the role permits it.
fn roles_table() -> String {
    let mut table = "What each role permits, and on which records.\n\n".to_owned();
    table += &row("", &Role::ALL.map(|role| role.word().to_owned()));
    for &action in Action::ALL {
        table += &row(action.word(), &Role::ALL.map(|role| relations(role.permissions(), action)));
    }
    table
}

fn relations(permissions: Permissions, action: Action) -> String {
    let held: Vec<&str> = [
        (Relation::Any, "any"),
        (Relation::Own, "own"),
        (Relation::Assigned, "assigned"),
        (Relation::Published, "published"),
    ]
    .into_iter()
    .filter(|&(relation, _)| permissions.contains(action, relation))
    .map(|(_, word)| word)
    .collect();
    match held.as_slice() {
        [] => "-".to_owned(),
        ["any", ..] => "any".to_owned(),
        some => some.join(" "),
    }
}

/// Action × situation, for each role held at the request's site: what `decide` permits, or may be read.
fn decisions_table() -> String {
    let mut table =
        "What a role held at a site allows there, by how its holder stands to the request.\n".to_owned();
    for role in Role::ALL {
        let actor = holding(role, Node::Site(place(1, 1)));
        table += "\n";
        table += &row(role.word(), &situations().map(|(name, _)| name.to_owned()));
        for &action in Action::ALL {
            table += &row(action.word(), &situations().map(|(_, request)| verdict(&actor, action, &request)));
        }
        let seen = situations().map(|(_, request)| {
            let next_door = RequestFacts { place: place(1, 2), ..request };
            yes_or_no(actor.requests().filter().admits(&next_door))
        });
        table += &row("(sees it next door)", &seen);
    }
    table
}

fn situations() -> [(&'static str, RequestFacts); 4] {
    let stranger = request_at(place(1, 1));
    [
        ("no relation", stranger.clone()),
        ("own", RequestFacts { owner: asking(), ..stranger.clone() }),
        ("assigned", RequestFacts { assignees: vec![asking()], ..stranger.clone() }),
        ("published", RequestFacts { published: true, ..stranger }),
    ]
}

fn verdict(actor: &Actor, action: Action, request: &RequestFacts) -> String {
    let permitted = permits(actor, action, request);
    yes_or_no(permitted.unwrap_or_else(|| actor.allowed_on(request).contains(action)))
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "-" }.to_owned()
}

fn row<const N: usize>(head: &str, cells: &[String; N]) -> String {
    let cells = cells.iter().fold(String::new(), |line, cell| format!("{line} {cell:<14}"));
    format!("{}\n", format!("{head:<24}{cells}").trim_end())
}
