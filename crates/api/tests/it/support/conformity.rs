//! Every answer that any test sees keeps to the contract: a status it names, a body of its schema.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

use actix_web::http::Method;
use api::contract::Contract;
use jsonschema::Validator;
use serde_json::Value;

use super::Answer;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| Contract::new().document().clone());

/// Compiled schemas by their pointer into the document.
static SCHEMAS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Fails the test that saw an answer which the contract does not know. Paths it does not know are not its business.
#[track_caller]
pub fn check(method: &Method, uri: &str, answer: &Answer) {
    let path = uri.split('?').next().unwrap_or_default();
    let Some(template) = template_of(path) else { return };
    let method = method.as_str().to_lowercase();
    let operation = format!("/paths/{}/{method}", escaped(template));
    let Some(responses) = DOCUMENT.pointer(&format!("{operation}/responses")) else { return };
    let status = answer.status.as_u16().to_string();
    assert!(
        responses.get(&status).is_some(),
        "{method} {template} answered {status}, which it does not document: {}",
        answer.text
    );
    let Some(content) = responses[&status]["content"].as_object() else {
        assert!(answer.text.is_empty(), "{method} {template} {status} documents no body: {}", answer.text);
        return;
    };
    let kind = answer.header("content-type").split(';').next().unwrap_or_default();
    assert!(content.contains_key(kind), "{method} {template} {status}: {kind} is not documented");
    if !kind.ends_with("json") {
        return;
    }
    let schema = format!("{operation}/responses/{status}/content/{}/schema", escaped(kind));
    let errors: Vec<String> =
        validator(schema).iter_errors(&answer.body).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{method} {template} {status}: {errors:?} in {}", answer.text);
}

fn template_of(path: &str) -> Option<&'static str> {
    let paths = DOCUMENT["paths"].as_object().into_iter().flatten().map(|(template, _)| template.as_str());
    let fits = |template: &&str| {
        let (ours, theirs) = (template.split('/'), path.split('/'));
        ours.clone().count() == theirs.clone().count()
            && ours.zip(theirs).all(|(our, their)| our == their || our.starts_with('{'))
    };
    let mut matching: Vec<_> = paths.filter(fits).collect();
    matching.sort_by_key(|template| template.matches('{').count());
    matching.first().copied()
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn validator(pointer: String) -> Arc<Validator> {
    let mut schemas = SCHEMAS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let compile = |pointer: &String| {
        let schema = DOCUMENT.pointer(pointer).and_then(Value::as_object).cloned();
        let mut root = DOCUMENT.clone();
        root.as_object_mut().expect("an object").extend(schema.expect("the schema of an answer"));
        let options = jsonschema::options().should_validate_formats(true);
        Arc::new(options.build(&root).expect("a schema of the contract compiles"))
    };
    Arc::clone(schemas.entry(pointer).or_insert_with_key(compile))
}
