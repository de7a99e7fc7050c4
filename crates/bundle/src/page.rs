use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{folder::Folder, glue::Code, style::squeeze};

/// The cascade, one layer a file; the order is the order of the layers.
const STYLES: [&str; 5] = ["tokens.css", "base.css", "components.css", "layout.css", "app.css"];

/// Names everything the page needs by its content, from the leaves up to `index.html`.
pub fn assemble(web: &Path, code: &Code, folder: &mut Folder) -> Result<()> {
    let read = |name: &str| {
        fs::read_to_string(web.join(name)).with_context(|| format!("cannot read `{name}` of the web crate"))
    };
    let css = STYLES.iter().map(|name| read(&format!("style/{name}"))).collect::<Result<String>>()?;
    let icon = folder.add_hashed("palier.svg", read("static/favicon.svg")?.into_bytes());
    let wasm = folder.add_hashed("palier.wasm", code.wasm.clone());
    let glue = folder.add_hashed("palier.js", code.js.clone().into_bytes());
    let css = folder.add_hashed("palier.css", squeeze(&css).into_bytes());
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
            ("sprite", &sprite(&read("static/icons.svg")?)),
            ("wasm", &wasm),
        ],
    );
    folder.add("index.html", index.into_bytes());
    Ok(())
}

/// Puts values where `{{name}}` stands.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(template.to_owned(), |page, (name, value)| page.replace(&format!("{{{{{name}}}}}"), value))
}

/// The icons as they stand inside a document: symbols only, hidden, one to a line.
fn sprite(svg: &str) -> String {
    svg.lines().map(str::trim).filter(|line| line.starts_with("<symbol")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{fill, sprite};

    #[test]
    fn values_take_the_place_of_their_names() {
        assert_eq!(fill("<a href=\"{{x}}\">{{y}}</a>", &[("x", "/1"), ("y", "2")]), "<a href=\"/1\">2</a>");
    }

    #[test]
    fn the_sprite_is_its_symbols() {
        let svg = "<svg>\n  <!-- why -->\n  <symbol id=\"a\"></symbol>\n</svg>";
        assert_eq!(sprite(svg), "<symbol id=\"a\"></symbol>");
    }
}
