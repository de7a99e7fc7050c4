use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use crate::split::LINK;

/// Puts the loader of the later modules inside the JavaScript that imports it, with the addresses they have now.
///
/// As two files that import each other, each would have to name the digest of the other.
pub fn join(glue: &str, loader: &str, urls: &BTreeMap<String, String>) -> Result<String> {
    let (imports, rest): (Vec<&str>, Vec<&str>) = glue.lines().partition(|line| imported(line).is_some());
    let mut names = imports.iter().filter_map(|line| imported(line));
    let first = names.next().context("nothing imports the loader of the later modules")?;
    let loader = body(loader, urls)?;
    let mut js = rest.join("\n");
    js.push_str(&format!("\nconst {first} = (() => {{\n{loader}}})();\n"));
    for name in names {
        js.push_str(&format!("const {name} = {first};\n"));
    }
    Ok(js)
}

/// The name under which a line imports the loader.
fn imported(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    (from.trim_end_matches(';').trim_matches(['"', '\'']) == LINK).then_some(name)
}

/// The loader as the inside of a function that gives what the loader exported.
fn body(loader: &str, urls: &BTreeMap<String, String>) -> Result<String> {
    let (import, rest) = loader.split_once('\n').context("the loader is empty")?;
    ensure!(import.starts_with("import { initSync }"), "the loader begins with `{import}`");
    let mut out = rest.replace("export const ", "const ");
    for (name, url) in urls {
        let named = format!("\"./{name}\"");
        ensure!(out.contains(&named), "the loader does not load `{name}`");
        out = out.replace(&named, &format!("\"{url}\""));
    }
    let exported = rest.lines().filter_map(|line| line.strip_prefix("export const ")?.split(' ').next());
    let exported: Vec<&str> = exported.collect();
    Ok(format!("{out}return {{ {} }};\n", exported.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::join;

    const LOADER: &str =
        "import { initSync } from \"./main.js\";\nconst a = 1;\nexport const load_x = fetch(\"./x.wasm\");\n";

    fn urls(name: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(name.to_owned(), "/assets/x-1.wasm".to_owned())])
    }

    #[test]
    fn the_loader_stands_inside_the_glue_and_knows_the_hashed_names() {
        let glue =
            "import * as i1 from \"./__wasm_split.js\"\nimport * as i2 from \"./__wasm_split.js\"\nlet wasm;";
        let js = join(glue, LOADER, &urls("x.wasm")).expect("joined");
        assert_eq!(
            js,
            "let wasm;\nconst i1 = (() => {\nconst a = 1;\nconst load_x = fetch(\"/assets/x-1.wasm\");\n\
             return { load_x };\n})();\nconst i2 = i1;\n"
        );
    }

    #[test]
    fn a_module_that_nothing_loads_stops_the_build() {
        let glue = "import * as i1 from \"./__wasm_split.js\"\n";
        assert!(join(glue, LOADER, &urls("y.wasm")).is_err());
        assert!(join("let wasm;", LOADER, &urls("x.wasm")).is_err());
    }
}
