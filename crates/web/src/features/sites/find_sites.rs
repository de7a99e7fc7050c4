use super::words::level_icon;
use crate::{
    contract::{self, Level, ListNodesQuery, PlacedNode},
    ui::{Choice, Face, Lookup},
};

/// Finds sites that one sees, by a part of their name.
#[must_use]
pub fn find_sites() -> Lookup {
    Lookup::new(|name| async move {
        let query = ListNodesQuery { name, level: Some(Level::Site), limit: Some(50), ..Default::default() };
        Ok(contract::list_nodes(&query).await?.items.into_iter().map(choice).collect())
    })
}

fn choice(node: PlacedNode) -> Choice {
    Choice { id: node.id, name: node.name, note: String::new(), face: Face::Drawing(level_icon(node.level)) }
}
