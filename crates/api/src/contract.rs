//! The contract: one document, from the annotations on the operations, that also checks every body.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, LazyLock},
};

use jsonschema::{Validator, error::ValidationErrorKind};
use serde_json::{Value, json};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

use crate::http::{Cursor, Fault};

/// What stands above the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Palier",
        description = "Work requests for organisations with many sites. Errors are problem documents (RFC 9457); \
                       lists are pages joined by opaque cursors; updates take the `ETag` they change in `If-Match`.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
        contact(name = "Palier")
    ),
    servers((url = "/", description = "this instance")),
    components(schemas(crate::http::ProblemDocument, crate::idempotency::IdempotencyKeyText)),
    security(("access_token" = [])),
    modifiers(&AccessToken)
)]
struct Document;

struct AccessToken;

impl Modify for AccessToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("an access token of `log_in` or `refresh_session`; it lives ten minutes"))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("access_token", SecurityScheme::Http(scheme));
    }
}

/// More faults than any form has fields, so that a hostile body does not make an answer many times its size.
const MAX_FAULTS: usize = 50;

/// The document and its compiled schemas.
#[derive(Debug)]
pub struct Contract {
    document: Value,
    schemas: HashMap<String, Validator>,
    /// The text parameters of queries, by method, path template and name.
    queries: HashMap<(String, String, String), Validator>,
}

/// The one contract there is: it depends on nothing but the code, so servers in one process share it.
static SHARED: LazyLock<Arc<Contract>> = LazyLock::new(|| Arc::new(Contract::new()));

impl Contract {
    /// The contract, compiled once a process.
    #[must_use]
    pub fn shared() -> Arc<Self> {
        Arc::clone(&SHARED)
    }

    /// Collects the document from the operations and compiles its schemas.
    ///
    /// # Panics
    /// When a schema of ours is no schema: the first test that starts the server finds out.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a contract that does not compile must not start")]
    pub fn new() -> Self {
        let document = document();
        let schemas = names_of_bodies(&document).into_iter().map(|name| {
            let mut root = document.clone();
            root["$ref"] = json!(format!("#/components/schemas/{name}"));
            let options = jsonschema::options().should_validate_formats(true);
            (name, options.build(&root).expect("a schema of the contract compiles"))
        });
        let schemas = schemas.collect();
        let queries = queries(&document);
        Self { document, schemas, queries }
    }

    /// The document: OpenAPI 3.1.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// The document as it stands in `openapi/openapi.json`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:#}\n", self.document)
    }

    /// What is wrong with the first text parameter of a query that does not keep to its schema.
    #[must_use]
    pub fn query_fault(&self, method: &str, template: &str, pairs: &[(String, String)]) -> Option<String> {
        pairs.iter().find_map(|(name, value)| {
            let key = (method.to_lowercase(), template.to_owned(), name.clone());
            let text = Value::String(value.clone());
            let error = self.queries.get(&key)?.iter_errors(&text).next()?;
            let fault = faults_of(error.kind(), "").pop()?;
            Some(format!("`{name}`: {}", fault.detail))
        })
    }

    /// The methods that the contract knows for a path.
    #[must_use]
    pub fn methods(&self, path: &str) -> Vec<&str> {
        let paths = self.document["paths"].as_object().into_iter().flatten();
        let matching = paths.filter(|(template, _)| fits(template, path));
        matching
            .filter_map(|(_, item)| item.as_object())
            .flat_map(|item| item.keys().map(String::as_str))
            .collect()
    }

    /// What of `body` does not keep to the schema of that name.
    #[must_use]
    pub fn faults(&self, name: &str, body: &Value) -> Vec<Fault> {
        let Some(schema) = self.schemas.get(name) else {
            return vec![Fault::at("", "schema", format!("the contract has no schema `{name}`"))];
        };
        let faults = schema
            .iter_errors(body)
            .flat_map(|error| faults_of(error.kind(), error.instance_path().as_str()));
        faults.take(MAX_FAULTS).collect()
    }
}

impl Default for Contract {
    fn default() -> Self {
        Self::new()
    }
}

fn document() -> Value {
    let mut document = serde_json::to_value(crate::app::operations(Document::openapi())).unwrap_or_default();
    if let Some(paths) = document["paths"].as_object_mut() {
        let operations =
            paths.values_mut().filter_map(Value::as_object_mut).flat_map(|path| path.values_mut());
        operations.for_each(|operation| {
            add_out_of_sight(operation);
            add_problems(operation);
            bound_query(operation);
        });
    }
    document
}

/// The schemas that a request body refers to.
fn names_of_bodies(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = paths.filter_map(Value::as_object).flat_map(|path| path.values());
    operations
        .filter_map(|operation| {
            operation.pointer("/requestBody/content/application~1json/schema/$ref")?.as_str()
        })
        .filter_map(|reference| reference.rsplit('/').next().map(ToOwned::to_owned))
        .collect()
}

#[expect(clippy::expect_used, reason = "a contract that does not compile must not start")]
fn queries(document: &Value) -> HashMap<(String, String, String), Validator> {
    let mut queries = HashMap::new();
    for (template, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for parameter in parameters.filter(|it| it["in"] == "query" && is_plain_text(&it["schema"])) {
                let name = parameter["name"].as_str().unwrap_or_default().to_owned();
                let schema =
                    jsonschema::validator_for(&parameter["schema"]).expect("a parameter's schema compiles");
                queries.insert((method.clone(), template.clone(), name), schema);
            }
        }
    }
    queries
}

/// Text whose length or pattern only the contract knows; ids, numbers and words have types that check them.
fn is_plain_text(schema: &Value) -> bool {
    let text = schema["type"] == "string"
        || schema["type"].as_array().is_some_and(|types| types.contains(&json!("string")));
    text && schema.get("format").is_none()
}

/// Whether a path is one that a template of the contract stands for.
fn fits(template: &str, path: &str) -> bool {
    let (mut ours, mut theirs) = (template.split('/'), path.split('/'));
    loop {
        match (ours.next(), theirs.next()) {
            (None, None) => return true,
            (Some(ours), Some(theirs)) if ours == theirs || (ours.starts_with('{') && !theirs.is_empty()) => {
            }
            _ => return false,
        }
    }
}

/// What is changed may be out of sight afterwards; said once, here.
fn add_out_of_sight(operation: &mut Value) {
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let updates = parameters.into_iter().any(|it| it["name"] == "If-Match");
    if updates && operation["responses"].get("200").is_some() {
        operation["responses"]["204"] = json!({ "description": "Done, and out of sight of the one who did it: `ETag` and body are absent" });
    }
}

/// Every operation can answer these; said once, here.
fn add_problems(operation: &mut Value) {
    let has_body = operation.get("requestBody").is_some();
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let has = |wanted: &str, field: &str| parameters.iter().any(|it| it[field] == wanted);
    let public = operation["security"].as_array().is_some_and(|it| it.iter().any(|it| it == &json!({})));
    let mut codes =
        vec![("429", "Too many attempts"), ("500", "Our mistake"), ("503", "Try again in a moment")];
    if !public {
        codes.extend([("401", "Log in first"), ("403", "Seen, but refused")]);
    }
    if has("query", "in") || has_body {
        codes.push(("400", "It cannot be read"));
    }
    if has("path", "in") {
        codes.push(("404", "Nothing here that you may see"));
    }
    if has_body {
        codes.extend([
            ("413", "Too large"),
            ("415", "Of a kind that is not taken"),
            ("422", "Some fields need another value"),
        ]);
    }
    if has("If-Match", "name") {
        codes.extend([("412", "Changed in the meantime"), ("428", "`If-Match` is missing")]);
    }
    for (code, description) in codes {
        let responses = &mut operation["responses"];
        if responses.get(code).is_none() {
            responses[code] = problem(description);
        }
    }
}

/// What holds for the text parameters of every query; said once, here.
fn bound_query(operation: &mut Value) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten();
    for parameter in parameters.filter(|it| it["in"] == "query" && is_plain_text(&it["schema"])) {
        // PostgreSQL takes no text with a NUL; a pattern of its own lets none through.
        if parameter["schema"].get("pattern").is_none() {
            parameter["schema"]["pattern"] = json!(r"^[^\x00]*$");
        }
        if parameter["name"] == "cursor" {
            parameter["schema"]["maxLength"] = json!(Cursor::LONGEST);
        }
    }
}

fn problem(description: &str) -> Value {
    json!({
        "description": description,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
    })
}

/// One schema error in our words: which field, which rule, what to do. The value itself is never repeated.
fn faults_of(kind: &ValidationErrorKind, pointer: &str) -> Vec<Fault> {
    let one = |code: &str, detail: String| vec![Fault::at(pointer, code, detail)];
    match kind {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![Fault::at(&below(pointer, name), "required", "this field is missing")]
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|name| {
                Fault::at(&below(pointer, name), "unknown_field", "there is no such field; remove it")
            })
            .collect(),
        ValidationErrorKind::MinLength { limit } => one("too_short", format!("at least {limit} characters")),
        ValidationErrorKind::MaxLength { limit } => one("too_long", format!("at most {limit} characters")),
        ValidationErrorKind::MinItems { limit } => one("too_few", format!("at least {limit} items")),
        ValidationErrorKind::MaxItems { limit } => one("too_many", format!("at most {limit} items")),
        ValidationErrorKind::Minimum { limit } => one("too_small", format!("at least {limit}")),
        ValidationErrorKind::Maximum { limit } => one("too_large", format!("at most {limit}")),
        ValidationErrorKind::Enum { options } => one("not_an_option", format!("one of {options}")),
        ValidationErrorKind::Format { format } => one("format", format!("this must be a {format}")),
        ValidationErrorKind::Pattern { .. } => {
            one("pattern", "this has characters or a form that cannot be taken".into())
        }
        ValidationErrorKind::Type { .. } => {
            one("type", "this must be of another type; see the contract".into())
        }
        // An optional object is "that or null": what is wrong is said by the former.
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => context
            .first()
            .into_iter()
            .flatten()
            .flat_map(|error| faults_of(error.kind(), error.instance_path().as_str()))
            .collect(),
        _ => one("value", "this value cannot be taken; see the contract".into()),
    }
}

/// The pointer to a field of what `pointer` names (RFC 6901, 3).
fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
