//! The policy as a table, so that a change of it is read in review.

use std::path::Path;

use authz::{Action, Node, Principal, Relation, RequestFacts, ShippedRole, Subject, Target};

use crate::world::{asking, at_site, compiled, link, place, request_at, role, subject, tag};

#[test]
fn the_policy_is_what_matrix_txt_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/matrix.txt");
    let now = [roles_table(), levels_table(), decisions_table(), links_table()].join("\n");
    if std::env::var_os("PALIER_UPDATE_MATRIX").is_some_and(|value| value == "1") {
        std::fs::write(&file, &now).expect("matrix.txt can be written");
    }
    let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(now == reviewed, "the policy has changed; if it should, run with PALIER_UPDATE_MATRIX=1:\n{now}");
}

/// Action × role: the relations in which the role permits it.
fn roles_table() -> String {
    let mut rows = vec![row("", ShippedRole::ALL.map(|role| role.word().to_owned()))];
    for &action in Action::ALL {
        rows.push(row(action.word(), ShippedRole::ALL.map(|role| relations(role, action))));
    }
    table("What each role permits as it ships, and on which records.", &rows)
}

fn relations(role: ShippedRole, action: Action) -> String {
    let held: Vec<&str> = role.permissions().relations(action).map(Relation::word).collect();
    if held.is_empty() { "-".to_owned() } else { held.join(" ") }
}

/// Action × level: where a right to it means something.
fn levels_table() -> String {
    let levels = [Node::Instance, Node::CompanyGroup(place(1, 1).group), at_site(1, 1)];
    let mut rows = vec![row("", ["instance", "company group", "site"].map(ToOwned::to_owned))];
    for &action in Action::ALL {
        let means = levels.map(|node| authz::Actions::at(node.level()).contains(action));
        rows.push(row(action.word(), means.map(yes_or_no)));
    }
    table("At which level a right means something.", &rows)
}

/// Action × situation, for each role held at the request's site.
fn decisions_table() -> String {
    let title = "What a role held at a site allows on a request there, by how its holder stands to it; next door, nothing.";
    let mut rows = Vec::new();
    for shipped in ShippedRole::ALL {
        let holder = compiled(&subject(&[role(shipped, at_site(1, 1))]));
        rows.push(row(shipped.word(), situations().map(|(name, _)| name.to_owned())));
        for &action in Action::ALL.iter().filter(|action| action.target() == Target::Request) {
            let allowed = situations().map(|(_, request)| holder.check(action, &request));
            if allowed.contains(&true) {
                rows.push(row(&format!("  {}", action.word()), allowed.map(yes_or_no)));
            }
        }
        for (_, request) in situations() {
            let next_door = RequestFacts { place: place(1, 2), ..request };
            assert!(holder.allowed_on(&next_door).is_empty(), "{shipped:?} next door");
        }
    }
    table(title, &rows)
}

/// Action × link, for somebody who has nothing else.
fn links_table() -> String {
    let bearing = RequestFacts { tags: vec![tag(1)], ..request_at(place(1, 1)) };
    let links = [("see", false), ("see and edit", true)];
    let holders = links.map(|(_, edit)| {
        compiled(&Subject { tag_grants: vec![link(tag(1), edit, Node::Instance)], ..subject(&[]) })
    });
    let mut rows = vec![row("", links.map(|(name, _)| name.to_owned()))];
    for &action in Action::ALL {
        let allowed = [&holders[0], &holders[1]].map(|holder| holder.check(action, &bearing));
        if allowed.contains(&true) {
            rows.push(row(action.word(), allowed.map(yes_or_no)));
        }
    }
    table("What a link to a tag allows on a request that bears it.", &rows)
}

fn situations() -> [(&'static str, RequestFacts); 4] {
    let stranger = request_at(place(1, 1));
    [
        ("no relation", stranger.clone()),
        ("own", RequestFacts { owner: asking(), ..stranger.clone() }),
        ("assigned", RequestFacts { assignees: vec![Principal::User(asking())], ..stranger.clone() }),
        ("published", RequestFacts { published: true, ..stranger }),
    ]
}

fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "-" }.to_owned()
}

fn row<const N: usize>(head: &str, cells: [String; N]) -> Vec<String> {
    std::iter::once(head.to_owned()).chain(cells).collect()
}

/// The rows under a title, each column as wide as its widest cell.
fn table(title: &str, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(String::len).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    format!("{title}\n\n{}", rows.iter().map(line).collect::<String>())
}
