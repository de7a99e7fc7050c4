use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    folder::Folder,
    glue::Code,
    prune::{Words, prune},
    style::squeeze,
};

/// The cascade, one layer a file; the order is the order of the layers.
const STYLES: [&str; 5] = ["tokens.css", "base.css", "components.css", "layout.css", "app.css"];

/// Names everything the page needs by its content, from the leaves up to `index.html`.
pub fn assemble(web: &Path, code: &Code, folder: &mut Folder) -> Result<()> {
    let read = |name: &str| {
        fs::read_to_string(web.join(name)).with_context(|| format!("cannot read `{name}` of the web crate"))
    };
    let css = STYLES.iter().map(|name| read(&format!("style/{name}"))).collect::<Result<String>>()?;
    let words = words(web)?;
    let icon = folder.add_hashed("palier.svg", read("static/favicon.svg")?.into_bytes());
    let wasm = folder.add_hashed("palier.wasm", code.wasm.clone());
    let glue = folder.add_hashed("palier.js", code.js.clone().into_bytes());
    let css = folder.add_hashed("palier.css", prune(&squeeze(&css), &words).into_bytes());
    let manifest = fill(&read("static/manifest.webmanifest")?, &[("icon", &icon)]);
    let manifest = folder.add_hashed("palier.webmanifest", manifest.into_bytes());
    let boot = fill(&read("static/boot.js")?, &[("glue", &glue), ("wasm", &wasm)]);
    let boot = folder.add_hashed("boot.js", boot.into_bytes());
    let index = fill(
        &read("static/index.html")?,
        &[
            ("boot", &boot),
            ("css", &css),
            ("glue", &glue),
            ("icon", &icon),
            ("manifest", &manifest),
            ("sprite", &sprite(&read("static/icons.svg")?, &words)),
            ("wasm", &wasm),
        ],
    );
    folder.add("index.html", index.into_bytes());
    Ok(())
}

/// What the markup is made of: the sources of the app and the page around it.
fn words(web: &Path) -> Result<Words> {
    let mut words = Words::read(&web.join("src")).context("cannot read the sources of the web crate")?;
    words.add(&fs::read_to_string(web.join("static/index.html"))?);
    Ok(words)
}

/// Puts values where `{{name}}` stands.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(template.to_owned(), |page, (name, value)| page.replace(&format!("{{{{{name}}}}}"), value))
}

/// The icons as they stand inside a document: symbols only, hidden, one to a line, none that no source names.
fn sprite(svg: &str, words: &Words) -> String {
    let named = |line: &str| {
        let id = line.strip_prefix("<symbol id=\"").and_then(|rest| rest.split('"').next());
        id.is_some_and(|id| words.has(id))
    };
    svg.lines().map(str::trim).filter(|line| named(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Words, fill, sprite};

    #[test]
    fn values_take_the_place_of_their_names() {
        assert_eq!(fill("<a href=\"{{x}}\">{{y}}</a>", &[("x", "/1"), ("y", "2")]), "<a href=\"/1\">2</a>");
    }

    #[test]
    fn the_sprite_is_those_of_its_symbols_that_a_source_names() {
        let svg = "<svg>\n  <!-- why -->\n  <symbol id=\"a\"></symbol>\n  <symbol id=\"b\"></symbol>\n</svg>";
        let mut words = Words::default();
        words.add("icon=\"a\"");
        assert_eq!(sprite(svg, &words), "<symbol id=\"a\"></symbol>");
    }
}
