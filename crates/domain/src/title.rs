/// How many characters of a first line make a title; the rest stays in the text.
const TITLE_CHARS: usize = 120;

/// The title of a request whose requester gave none: the first line that says something.
#[must_use]
pub fn title_of(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    if line.chars().count() <= TITLE_CHARS {
        return line.to_owned();
    }
    let cut: String = line.chars().take(TITLE_CHARS - 1).collect();
    let whole_words = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(head, _)| head);
    format!("{}…", whole_words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn the_first_line_that_says_something_is_the_title() {
        assert_eq!(
            title_of("\n  Radiateur froid, local 204 \nDepuis ce matin."),
            "Radiateur froid, local 204"
        );
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let title = title_of(&"mot ".repeat(60));
        assert!(title.ends_with("mot…") && title.chars().count() <= 120, "{title}");
    }
}
