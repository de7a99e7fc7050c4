//! OpenAPI 3.1, as much of it as ours uses, to Rust. What it does not know, it refuses by name.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::{operation, schema};

/// What went wrong, in words that name the place in the contract.
pub type Result<T> = std::result::Result<T, String>;

/// Types that live in `domain` and stand in for the ones the contract spells out.
pub const REPLACED: [&str; 2] = ["Language", "RequestStatus"];

/// Writes the types and one function per operation.
pub fn generate(contract: &Value) -> Result<String> {
    let schemas = object(&contract["components"]["schemas"], "components.schemas")?;
    let operations = operation::all(contract)?;
    let sent = reachable(schemas, operations.iter().filter_map(|operation| operation.body.as_ref()));
    let mut read = reachable(schemas, operations.iter().filter_map(|operation| operation.answer.as_ref()));
    read.extend(reachable(
        schemas,
        [&serde_json::json!({ "$ref": "#/components/schemas/Problem" })].into_iter(),
    ));
    let mut code = TokenStream::new();
    for (name, definition) in schemas {
        let used = schema::Used { sent: sent.contains(name), read: read.contains(name) };
        if !REPLACED.contains(&name.as_str()) && (used.sent || used.read || definition.get("enum").is_some())
        {
            code.extend(schema::define(name, schemas, used)?);
        }
    }
    for operation in &operations {
        code.extend(operation.code()?);
    }
    let file = syn::parse2(quote! {
        use domain::{Language, RequestStatus};
        #code
    });
    Ok(prettyplease::unparse(&file.map_err(|error| error.to_string())?))
}

/// An object of the contract, or a word about where it is missing.
pub fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>> {
    value.as_object().ok_or_else(|| format!("the contract has no object at `{place}`"))
}

/// The name at the end of a reference.
pub fn referred(value: &Value) -> Option<&str> {
    value["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/"))
}

fn reachable<'a>(schemas: &Map<String, Value>, from: impl Iterator<Item = &'a Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = from.flat_map(references).collect();
    while let Some(name) = waiting.pop() {
        if let Some(schema) = schemas.get(&name)
            && found.insert(name)
        {
            waiting.extend(references(schema));
        }
    }
    found
}

fn references(value: &Value) -> Vec<String> {
    let mut found: Vec<String> = referred(value).map(str::to_owned).into_iter().collect();
    match value {
        Value::Array(items) => found.extend(items.iter().flat_map(references)),
        Value::Object(fields) => found.extend(fields.values().flat_map(references)),
        _ => {}
    }
    found
}
