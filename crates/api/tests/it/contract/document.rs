use std::collections::BTreeSet;

use api::contract::Contract;
use serde_json::Value;

use crate::{plain_test, test};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/openapi.json");

fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().expect("operations").iter();
        methods.map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    all.collect()
}

plain_test!("the contract in the repository is the one that the code makes", || {
    let committed = std::fs::read_to_string(COMMITTED).expect("openapi/openapi.json; run `just contract`");
    assert!(committed == Contract::new().text(), "openapi/openapi.json is stale; run `just contract`");
});

/// Every `$ref` below a value.
fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

plain_test!("every reference of the contract leads to something", || {
    let contract = Contract::new();
    for reference in references(contract.document()) {
        let pointer = reference.strip_prefix('#').expect("a reference into the document");
        assert!(contract.document().pointer(pointer).is_some(), "{reference} leads nowhere");
    }
});

plain_test!("every operation has a name of its own, a summary, a tag and a documented success", || {
    let contract = Contract::new();
    let mut names = BTreeSet::new();
    for (place, operation) in operations(contract.document()) {
        let name = operation["operationId"].as_str().expect("an operationId");
        assert!(names.insert(name), "{name} twice");
        let snake = |c: char| c.is_ascii_lowercase() || c == '_';
        assert!(name.chars().all(snake), "{name}: one word per operation, in snake case");
        assert!(
            operation["summary"].as_str().is_some_and(|summary| summary.len() > 8),
            "{place} has no summary"
        );
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{place} has no tag");
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{place} documents no success");
        assert!(
            responses
                .values()
                .all(|response| response["description"].as_str().is_some_and(|it| !it.is_empty())),
            "{place}"
        );
    }
});

plain_test!(
    "every refusal is documented as a problem, and every secured operation documents 401 and 403",
    || {
        let contract = Contract::new();
        for (place, operation) in operations(contract.document()) {
            let responses = operation["responses"].as_object().expect("responses");
            for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
                let schema = response.pointer("/content/application~1problem+json/schema/$ref");
                assert_eq!(schema, Some(&"#/components/schemas/Problem".into()), "{place} {status}");
            }
            let public =
                operation["security"].as_array().is_some_and(|it| it.contains(&serde_json::json!({})));
            assert!(public || (responses.contains_key("401") && responses.contains_key("403")), "{place}");
        }
    }
);

plain_test!("every body of the contract refuses fields it does not know", || {
    let contract = Contract::new();
    let document = contract.document();
    for (place, operation) in operations(document) {
        let Some(body) = operation.pointer("/requestBody/content/application~1json/schema/$ref") else {
            continue;
        };
        let schema = document.pointer(&body.as_str().expect("a reference")[1..]).expect("a schema");
        assert_eq!(schema["additionalProperties"], false, "{place}");
    }
});

plain_test!("an update names its version: every PUT of a body takes If-Match", || {
    let contract = Contract::new();
    for (place, operation) in
        operations(contract.document()).iter().filter(|(place, _)| place.starts_with("put "))
    {
        // Who belongs to a team belongs to it, however often that is said.
        // Nor does a picture grow out of the one before.
        if operation.pointer("/requestBody/content/application~1json").is_none() {
            continue;
        }
        // What takes one's password is proven by that.
        if ["/me/password", "/me/email"].iter().any(|own| place.ends_with(own)) {
            continue;
        }
        let parameters = operation["parameters"].as_array().expect("parameters");
        assert!(parameters.iter().any(|parameter| parameter["name"] == "If-Match"), "{place}");
    }
});

test!("the server shows the contract that it keeps", async |app| {
    let shown = app.nobody().get("//api/openapi.json").await.expect(200);
    assert_eq!(shown.body, *app.app.contract.document());
    let page = app.nobody().get("//api/docs/").await.expect(200);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.header("content-type"));
    for elsewhere in ["https://", "http://", "src=\"//"] {
        assert!(!page.text.contains(elsewhere), "no CDN: {}", page.text);
    }
});
