use std::{collections::HashSet, fs, io, path::Path};

/// Every word that stands in the sources of the app: a class that is not among them is on no page.
#[derive(Debug, Default)]
pub struct Words(HashSet<String>);

impl Words {
    /// Reads the files of a folder and of those in it.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut words = Self::default();
        words.read_into(folder)?;
        Ok(words)
    }

    /// Takes in the words of a text; whoever makes a class of two halves hides it from here.
    pub fn add(&mut self, text: &str) {
        let in_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        self.0.extend(text.split(|c| !in_word(c)).filter(|word| !word.is_empty()).map(str::to_owned));
    }

    /// Whether a word stands anywhere.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn read_into(&mut self, folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.read_into(&entry.path())?;
            } else {
                self.add(&fs::read_to_string(entry.path())?);
            }
        }
        Ok(())
    }
}

/// Drops the rules that need a class no word stands for; what is kept is kept whole.
pub fn prune(css: &str, words: &Words) -> String {
    let mut rest = css;
    let mut out = String::with_capacity(css.len());
    body(&mut rest, words, &mut out);
    out
}

/// Writes what stands between braces, up to the closing one or the end.
fn body(rest: &mut &str, words: &Words, out: &mut String) {
    loop {
        let end = boundary(rest);
        let (text, after) = rest.split_at(end);
        let text = text.trim();
        *rest = after.get(1..).unwrap_or_default();
        match after.chars().next() {
            Some('{') => rule(text, rest, words, out),
            Some(';') => out.push_str(&format!("{text};\n")),
            _ => return out.push_str(text),
        }
    }
}

fn rule(prelude: &str, rest: &mut &str, words: &Words, out: &mut String) {
    let mut inside = String::new();
    body(rest, words, &mut inside);
    // An empty layer still says where it comes in the order.
    let needed = if prelude.starts_with('@') {
        prelude.starts_with("@layer") || !inside.is_empty()
    } else {
        selectors(prelude).iter().any(|selector| is_possible(selector, words))
    };
    if needed {
        out.push_str(&format!("{prelude}{{{inside}}}\n"));
    }
}

/// Where the next `{`, `}` or `;` is that is in no string and no parentheses; else the end.
fn boundary(css: &str) -> usize {
    outside(css).find(|(_, c)| matches!(c, '{' | '}' | ';')).map_or(css.len(), |(at, _)| at)
}

/// The parts of a list of selectors.
fn selectors(list: &str) -> Vec<&str> {
    let mut from = 0;
    let mut parts = Vec::new();
    for (at, _) in outside(list).filter(|(_, c)| *c == ',') {
        parts.push(&list[from..at]);
        from = at + 1;
    }
    parts.push(&list[from..]);
    parts
}

/// Whether each class that a selector asks for, outside of `:not(…)` and the like, is a known word.
fn is_possible(selector: &str, words: &Words) -> bool {
    let dots = outside(selector).filter(|(_, c)| *c == '.');
    let mut classes = dots.map(|(at, _)| {
        let name = &selector[at + 1..];
        let in_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        &name[..name.find(|c| !in_name(c)).unwrap_or(name.len())]
    });
    classes.all(|class| class.starts_with(|c: char| c.is_ascii_digit()) || words.has(class))
}

/// The characters outside of strings, parentheses and brackets.
fn outside(css: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quote, mut depth, mut escaped) = (None, 0_usize, false);
    css.char_indices().filter(move |(_, c)| {
        let literal = escaped;
        escaped = *c == '\\' && !literal;
        match (quote, *c) {
            _ if literal => return false,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(*c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, _) => return depth == 0,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::{Words, prune};

    fn pruned(css: &str) -> String {
        let mut words = Words::default();
        words.add(r#"view! { <p class="btn danger c-title"> }"#);
        prune(css, &words).replace('\n', "")
    }

    #[test]
    fn a_rule_for_a_class_that_is_on_no_page_goes_with_all_that_is_in_it() {
        assert_eq!(pruned(".btn { color: red } .agenda { a: b; & .btn { c: d; } }"), ".btn{color: red}");
        assert_eq!(pruned(".btn { a: b; &.danger { c: d } &.xl { e: f } }"), ".btn{a: b;&.danger{c: d}}");
    }

    #[test]
    fn a_list_stays_while_one_of_it_can_be_there() {
        assert_eq!(pruned(".agenda, .btn > .c-title { a: b }"), ".agenda, .btn > .c-title{a: b}");
        assert_eq!(pruned(".agenda, .board { a: b }"), "");
    }

    #[test]
    fn what_is_only_excluded_or_an_alternative_keeps_no_rule_out() {
        let css = ".btn:not(.agenda):is(.board, .danger)[data-x=\".y\"]{a: b}";
        assert_eq!(pruned(css), css);
    }

    #[test]
    fn elements_numbers_strings_and_at_rules_stay() {
        let css = "@layer tokens, base;@layer base{}@keyframes turn{12.5%{a: b}}p{content: \"{.x}\"}";
        assert_eq!(pruned(css), css);
        assert_eq!(pruned("@media (width > 1px) { .agenda { a: b } }"), "");
    }
}
