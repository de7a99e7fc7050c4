//! All tags in the order in which they are displayed.

use super::all::{all_categories, all_tags};
use crate::{
    client::Problem,
    contract::{Tag, TagCategory},
};

/// An axis and its tags.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) category: TagCategory,
    pub(super) tags: Vec<Tag>,
}

/// Every axis with its tags, as the server has them.
///
/// # Errors
/// The server's refusal, or its silence.
pub(super) async fn read() -> Result<Vec<Axis>, Problem> {
    Ok(arranged(all_categories().await?, &all_tags().await?))
}

/// By position, then by name.
fn arranged(mut categories: Vec<TagCategory>, tags: &[Tag]) -> Vec<Axis> {
    categories.sort_by_cached_key(|category| (category.position, category.name.to_lowercase()));
    let axis = |category: TagCategory| {
        let tags = tags.iter().filter(|tag| tag.category.id == category.id).cloned().collect();
        Axis { category, tags }
    };
    categories.into_iter().map(axis).collect()
}

/// Those whose name, or the name of the axis, holds what was typed; an axis without any is left out.
pub(super) fn fitting(axes: Vec<Axis>, typed: &str) -> Vec<Axis> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return axes;
    }
    let holds = |text: &str| text.to_lowercase().contains(&typed);
    let narrow = |mut axis: Axis| {
        if !holds(&axis.category.name) {
            axis.tags.retain(|tag| holds(&tag.name));
        }
        axis
    };
    axes.into_iter().map(narrow).filter(|axis| !axis.tags.is_empty() || holds(&axis.category.name)).collect()
}

/// The position that puts a new axis after all others.
pub(super) fn last_position(axes: &[Axis]) -> i64 {
    axes.iter().map(|axis| axis.category.position + 10).max().unwrap_or(10).min(9999)
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::{Axis, arranged, fitting, last_position};
    use crate::contract::{CategoryOfTag, Level, Node, Tag, TagCategory};

    pub(crate) fn category(id: u128, name: &str, position: i64) -> TagCategory {
        TagCategory {
            id: Uuid::from_u128(id),
            name: name.to_owned(),
            home: Node { id: Uuid::nil(), level: Level::Instance, name: String::new() },
            colour: 1,
            in_lists: true,
            position,
            tags: 0,
            version: 1,
            allowed: Vec::new(),
        }
    }

    pub(crate) fn tag(category: u128, name: &str) -> Tag {
        let id = Uuid::from_u128(category);
        Tag {
            id: Uuid::nil(),
            name: name.to_owned(),
            category: CategoryOfTag { id, name: String::new(), colour: 1, in_lists: true },
            requests: 0,
            links: None,
            version: 1,
            allowed: Vec::new(),
        }
    }

    fn axes() -> Vec<Axis> {
        let tags = [tag(1, "Chauffage"), tag(2, "Chantier"), tag(1, "Plomberie")];
        arranged(vec![category(2, "Projet", 20), category(1, "Métier", 10)], &tags)
    }

    #[test]
    fn an_axis_of_a_lower_position_stands_first_with_its_own_tags() {
        let axes = axes();
        assert_eq!(axes[0].category.name, "Métier");
        assert_eq!(
            axes[0].tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
            ["Chauffage", "Plomberie"]
        );
        assert_eq!(last_position(&axes), 30);
        assert_eq!(last_position(&[]), 10);
    }

    #[test]
    fn typing_narrows_to_tags_or_to_a_whole_axis() {
        let found = fitting(axes(), "cha");
        assert_eq!((found.len(), found[0].tags.len()), (2, 1));
        assert_eq!(fitting(axes(), "métier")[0].tags.len(), 2);
        assert!(fitting(axes(), "zzz").is_empty());
    }
}
