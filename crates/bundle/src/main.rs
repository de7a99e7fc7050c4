//! `bundle <wasm> <out dir>`: turns the app's wasm into the files the server embeds.
//!
//! Everything but `index.html` carries a digest of its content in its name, so the server may call it
//! immutable; beside each file stand its `.br` and `.gz`. The same input gives the same bytes.
//!
//! The module is first split where `#[wasm_split]` says so, then bound to JavaScript; what is split off is
//! fetched when it is needed.

mod budget;
mod folder;
mod glue;
mod loader;
mod page;
mod prune;
mod split;
mod style;

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::{budget::Loads, folder::Folder};

/// Where each file of the later loads is served.
type Urls = BTreeMap<String, String>;

fn main() -> ExitCode {
    match arguments().and_then(|(wasm, out)| bundle(&wasm, &out)) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bundle: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<(PathBuf, PathBuf)> {
    let mut given = env::args_os().skip(1).map(PathBuf::from);
    match (given.next(), given.next(), given.next()) {
        (Some(wasm), Some(out), None) => Ok((wasm, out)),
        _ => anyhow::bail!("give the wasm file and the folder to write, like `bundle web.wasm dist`"),
    }
}

fn bundle(wasm: &Path, out: &Path) -> Result<String> {
    let web = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web");
    let pieces = split::split(wasm).with_context(|| format!("cannot split `{}`", wasm.display()))?;
    let mut code =
        glue::generate(pieces.main).with_context(|| format!("cannot bind `{}`", wasm.display()))?;
    let mut folder = Folder::default();
    let modules = pieces.modules.into_iter();
    let urls: Urls = modules.map(|(name, wasm)| (name.clone(), folder.add_hashed(&name, wasm))).collect();
    code.js = loader::join(&code.js, &pieces.loader, &urls)?;
    page::assemble(&web, &code, &mut folder)?;
    let report = folder.write_to(out).with_context(|| format!("cannot write `{}`", out.display()))?;
    let loads = Loads::of(&report, &served(pieces.later, &urls));
    loads.check()?;
    Ok(format!("{report}{loads}"))
}

/// The URLs of what each later load consists of.
fn served(later: BTreeMap<String, Vec<String>>, urls: &Urls) -> BTreeMap<String, Vec<String>> {
    let url = |file: &String| urls.get(file).cloned();
    later.into_iter().map(|(name, files)| (name, files.iter().filter_map(url).collect())).collect()
}
