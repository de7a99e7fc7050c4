/// Drops comments and the white space nobody reads; the rules stay as they were written.
pub fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        push_lines(&mut out, before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    push_lines(&mut out, rest);
    out
}

fn push_lines(out: &mut String, css: &str) {
    for line in css.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_indents_go_and_rules_stay() {
        let css = "/* a\n b */\n.x {\n    color: red; /* why */\n}\n\n";
        assert_eq!(squeeze(css), ".x {\ncolor: red;\n}\n");
    }
}
