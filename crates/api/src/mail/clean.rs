//! What people typed, made fit for a mail.

/// Keeps a header line below the 998 octets of RFC 5322, whatever it holds.
const HEADER_CHARS: usize = 400;

/// A value for a header: one line, no control characters, nothing that a reader would decode.
pub fn header(given: &str) -> String {
    let line = one_line(given).replace("=?", "= ?");
    cut(&line, HEADER_CHARS)
}

/// One line without control characters.
pub fn one_line(given: &str) -> String {
    let spaced: String = given.chars().map(|it| if is_break(it) { ' ' } else { it }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Running text: its line breaks and tabs stay, other control characters go.
pub fn text(given: &str) -> String {
    let lines = given.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = lines.chars().filter(|it| matches!(it, '\n' | '\t') || !it.is_control()).collect();
    kept.trim().to_owned()
}

/// At most `most` characters, the last one an ellipsis when something is missing.
pub fn cut(given: &str, most: usize) -> String {
    if given.chars().count() <= most {
        return given.to_owned();
    }
    let head: String = given.chars().take(most.saturating_sub(1)).collect();
    format!("{head}…")
}

fn is_break(it: char) -> bool {
    it.is_control() || matches!(it, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{cut, header, one_line, text};

    #[test]
    fn a_header_is_one_line_whatever_was_typed() {
        assert_eq!(header("Ascenseur\r\nBcc: x@y.example\0\u{2028}!"), "Ascenseur Bcc: x@y.example !");
    }

    #[test]
    fn an_encoded_word_that_was_typed_is_not_decoded_by_the_reader() {
        assert_eq!(header("=?utf-8?q?Bonjour?="), "= ?utf-8?q?Bonjour?=");
    }

    #[test]
    fn running_text_keeps_its_lines_and_loses_its_bells() {
        assert_eq!(text("un\r\ndeux\rtrois\u{7}\0\n"), "un\ndeux\ntrois");
    }

    #[test]
    fn what_is_too_long_is_cut_between_characters() {
        assert_eq!(cut("éééé", 3), "éé…");
        assert_eq!(cut("ééé", 3), "ééé");
        assert_eq!(one_line("  a \t b "), "a b");
    }
}
