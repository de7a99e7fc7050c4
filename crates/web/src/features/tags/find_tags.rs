use uuid::Uuid;

use super::all::all_categories;
use crate::{
    client::Problem,
    contract::{self, ListTagsQuery, Tag},
    ui::{Choice, Face, Lookup},
};

/// Finds tags by a part of their name, all but one of them.
#[must_use]
pub fn find_tags(but: Option<Uuid>) -> Lookup {
    Lookup::new(move |name| async move {
        let query = ListTagsQuery { name, limit: Some(50), ..Default::default() };
        let tags = contract::list_tags(&query).await?.items;
        Ok(tags.into_iter().filter(|tag| Some(tag.id) != but).map(choice).collect())
    })
}

fn choice(tag: Tag) -> Choice {
    let face = Face::Tag(tag.category.colour);
    Choice { id: tag.id, name: tag.name, note: tag.category.name, face }
}

/// The names of the categories, each with its colour.
///
/// # Errors
/// The server's refusal, or its silence.
pub async fn colours() -> Result<Vec<(String, i64)>, Problem> {
    Ok(all_categories().await?.into_iter().map(|one| (one.name, one.colour)).collect())
}
