use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

/// What the browser runs: the module and the JavaScript that loads it.
pub struct Code {
    pub wasm: Vec<u8>,
    pub js: String,
}

/// Runs wasm-bindgen as a library over the module that cargo built.
pub fn generate(wasm: Vec<u8>) -> Result<Code> {
    let mut output = Bindgen::new()
        .input_bytes("palier", wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        // Without these the modules that come later cannot be linked to this one.
        .keep_lld_exports(true)
        .generate_output()?;
    let snippets = output.snippets().iter().filter(|(_, files)| !files.is_empty()).map(|(name, _)| name);
    let brought: Vec<_> = snippets.chain(output.local_modules().keys()).collect();
    ensure!(
        brought.is_empty(),
        "a dependency brings JavaScript of its own, which has no place yet: {brought:?}"
    );
    Ok(Code { wasm: output.wasm_mut().emit_wasm(), js: output.js().to_owned() })
}
