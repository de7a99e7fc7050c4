//! Two things are generated before the app is compiled: the client, from the contract, and the words of
//! the screens, from `locales/`. A name that left either of them stops the build.

mod build {
    pub mod contract;
    pub mod operation;
    pub mod schema;
}

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    client(&here, &out)?;
    relocations()?;
    words(&out)
}

/// The bundler moves functions between files, so it has to know every place that names one.
fn relocations() -> Result<(), Box<dyn Error>> {
    if env::var("CARGO_CFG_TARGET_FAMILY")? == "wasm" {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

fn client(here: &std::path::Path, out: &std::path::Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=PALIER_CONTRACT");
    println!("cargo::rerun-if-changed=build");
    let path =
        env::var("PALIER_CONTRACT").map_or_else(|_| here.join("../../openapi/openapi.json"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", path.display());
    let json = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read the contract at `{}`: {error}", path.display()))?;
    let code = build::contract::generate(&serde_json::from_str(&json)?)?;
    fs::write(out.join("contract.rs"), code)?;
    Ok(())
}

fn words(out: &std::path::Path) -> Result<(), Box<dyn Error>> {
    let config =
        Config::new("fr")?.add_locale("en")?.parse_options(ParseOptions::new().interpolate_display(true));
    let words = TranslationsInfos::parse(config).map_err(|error| error.to_string())?;
    words.emit_diagnostics();
    words.rerun_if_locales_changed();
    words.generate_i18n_module(out.join("i18n")).map_err(|error| error.to_string())?;
    Ok(())
}
