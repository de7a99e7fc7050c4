//! `bundle <wasm> <out dir>`: turns the app's wasm into the files the server embeds.
//!
//! Everything but `index.html` carries a digest of its content in its name, so the server may call it
//! immutable; beside each file stand its `.br` and `.gz`. The same input gives the same bytes.

mod folder;
mod glue;
mod page;
mod style;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::folder::{Folder, Report};

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

fn bundle(wasm: &Path, out: &Path) -> Result<Report> {
    let web = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../web");
    let code =
        glue::generate(wasm).with_context(|| format!("cannot turn `{}` into a module", wasm.display()))?;
    let mut folder = Folder::default();
    page::assemble(&web, &code, &mut folder)?;
    folder.write_to(out).with_context(|| format!("cannot write `{}`", out.display()))
}
