use crate::{
    contract::Tag,
    language::{Words, is_one, language, now},
};

/// More than this the server does not count.
const COUNTED: i64 = 500;

/// The twelve colours, by name.
pub fn colour_text(i18n: Words, colour: i64) -> &'static str {
    match colour {
        1 => now!(i18n, tags.colour_1),
        2 => now!(i18n, tags.colour_2),
        3 => now!(i18n, tags.colour_3),
        4 => now!(i18n, tags.colour_4),
        5 => now!(i18n, tags.colour_5),
        6 => now!(i18n, tags.colour_6),
        7 => now!(i18n, tags.colour_7),
        8 => now!(i18n, tags.colour_8),
        9 => now!(i18n, tags.colour_9),
        10 => now!(i18n, tags.colour_10),
        11 => now!(i18n, tags.colour_11),
        _ => now!(i18n, tags.colour_12),
    }
}

/// How many requests bear a tag.
pub(super) fn requests_text(i18n: Words, count: i64) -> String {
    match count {
        count if count >= COUNTED => now!(i18n, tags.requests_many, count = count),
        count if one(i18n, count) => now!(i18n, tags.requests_singular, count = count),
        count => now!(i18n, tags.requests_plural, count = count),
    }
}

/// How many links lead from a tag.
pub(super) fn links_text(i18n: Words, count: i64) -> String {
    if one(i18n, count) {
        now!(i18n, tags.links_singular, count = count)
    } else {
        now!(i18n, tags.links_plural, count = count)
    }
}

/// How many tags an axis holds.
pub(super) fn tags_text(i18n: Words, count: i64) -> String {
    if one(i18n, count) {
        now!(i18n, tags.tags_singular, count = count)
    } else {
        now!(i18n, tags.tags_plural, count = count)
    }
}

/// Where a tag is used.
pub(super) fn uses_text(i18n: Words, requests: i64, links: i64) -> String {
    let requests = requests_text(i18n, requests);
    if links == 0 { requests } else { format!("{requests} · {}", links_text(i18n, links)) }
}

/// Whether a tag is known to be in use.
pub(super) fn is_used(tag: &Tag) -> bool {
    tag.requests > 0 || tag.links.unwrap_or_default() > 0
}

/// Every number of a text, in its order.
pub(super) fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

fn one(i18n: Words, count: i64) -> bool {
    is_one(language(i18n), usize::try_from(count).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{is_used, numbers};
    use crate::{contract::Tag, features::tags::shelf::tests::tag};

    #[test]
    fn a_refusal_says_how_many_requests_and_links_stand_in_the_way() {
        let detail = "requests that bear this tag: 12, links that lead from it: 2; take it off";
        assert_eq!(numbers(detail), [12, 2]);
        let hidden =
            "requests that bear this tag: 3, links that lead from it: 0, and some that you do not see";
        assert_eq!(numbers(hidden), [3, 0]);
        assert!(numbers("nothing").is_empty());
    }

    #[test]
    fn a_tag_is_used_by_requests_or_by_links() {
        assert!(!is_used(&tag(1, "a")));
        assert!(is_used(&Tag { requests: 1, ..tag(1, "a") }));
        assert!(is_used(&Tag { links: Some(1), ..tag(1, "a") }));
    }
}
