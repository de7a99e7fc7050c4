use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, anyhow};
use walrus::ModuleConfig;
use wasm_split_cli_support::Options;

/// The name under which the main module asks for the loader of the others; no file has it.
pub const LINK: &str = "./__wasm_split.js";

/// The app in pieces: what starts it, and what is fetched when it is needed.
pub struct Pieces {
    /// For wasm-bindgen.
    pub main: Vec<u8>,
    /// The JavaScript that loads the other modules.
    pub loader: String,
    /// The other modules, by the file names that the loader knows.
    pub modules: BTreeMap<String, Vec<u8>>,
    /// What is fetched together, by the name that `#[wasm_split]` gives it.
    pub later: BTreeMap<String, Vec<String>>,
}

/// Cuts the module that cargo built where `#[wasm_split]` says so.
pub fn split(wasm: &Path) -> Result<Pieces> {
    let input = fs::read(wasm)?;
    let folder = wasm.with_extension("split");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let main = folder.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("{error:#}"))?;
    Ok(Pieces {
        main: fs::read(main)?,
        loader: fs::read_to_string(folder.join(LINK)).context("nothing is split off")?,
        modules: split.split_modules.iter().map(|path| module(path)).collect::<Result<_>>()?,
        later: split.prefetch_map.into_iter().map(|(name, files)| (name, with_ending(&files))).collect(),
    })
}

/// The file name of a module, and what of it the browser needs: no names, no types that nothing uses.
fn module(path: &Path) -> Result<(String, Vec<u8>)> {
    let name = path.file_name().context("a module without a name")?.to_string_lossy().into_owned();
    let mut module = ModuleConfig::new()
        .generate_name_section(false)
        .generate_producers_section(false)
        .parse_file(path)
        .with_context(|| format!("cannot read `{name}`"))?;
    walrus::passes::gc::run(&mut module);
    Ok((name, module.emit_wasm()))
}

fn with_ending(files: &[String]) -> Vec<String> {
    files.iter().map(|file| format!("{file}.wasm")).collect()
}
