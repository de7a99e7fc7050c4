//! What no client should send: every operation that takes a body refuses it, says where, and nothing changes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::bodies::{Operation, operations};
use crate::{
    support::{Answer, Client, TestApp},
    test,
};

test!("the table of bad input knows every operation that takes a body", async |app| {
    let known = operations(&app).await.into_iter().map(|it| format!("{} {}", it.method, it.template));
    let paths = app.app.contract.document()["paths"].as_object().expect("paths").iter();
    let all =
        paths.flat_map(|(path, item)| item.as_object().expect("operations").iter().map(move |it| (path, it)));
    // A picture is no JSON.
    let json = "/requestBody/content/application~1json";
    let with_body = all.filter(|(_, (_, operation))| operation.pointer(json).is_some());
    let with_body = with_body.map(|(path, (method, _))| format!("{} {path}", method.to_uppercase()));
    assert_eq!(known.collect::<BTreeSet<_>>(), with_body.collect::<BTreeSet<_>>());
});

test!("what is not JSON is refused everywhere, and nothing changes", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let operations = operations(&app).await;
    let before = app.everything().await;
    let deep = "[".repeat(100_000);
    let large = format!("{{\"text\":\"{}\"}}", "x".repeat(300 * 1024));
    for it in &operations {
        for text in [
            "",
            "{",
            "{\"a\":1,}",
            "{} {}",
            "\u{feff}{}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":1e999}",
            "NaN",
            &deep,
        ] {
            let answer = claire.send(it.method.clone(), &it.path, Some(text.to_owned())).await;
            assert!(answer.problem(400, "malformed").is_empty(), "{} {text:.20}", it.template);
        }
        assert!(
            claire
                .send(it.method.clone(), &it.path, Some(large.clone()))
                .await
                .problem(413, "too-large")
                .is_empty()
        );
        for other in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
            let answer = claire
                .with("content-type", other)
                .send(it.method.clone(), &it.path, Some(it.body.to_string()))
                .await;
            assert!(answer.problem(415, "unsupported-media-type").is_empty(), "{}", it.template);
        }
        let answer = claire.send(it.method.clone(), &it.path, None).await;
        assert!(answer.problem(415, "unsupported-media-type").is_empty(), "{}", it.template);
    }
    assert_eq!(app.everything().await, before);
});

test!(
    "a body that is no object, lacks a field or has one too many is refused, naming it, and nothing changes",
    async |app| {
        let claire = app.administrator().await.with("if-match", "*");
        let operations = operations(&app).await;
        let before = app.everything().await;
        for it in &operations {
            for body in [json!(null), json!([]), json!("text"), json!(7), json!([it.body])] {
                assert_eq!(
                    send(&claire, it, &body).await.problem(422, "invalid-body"),
                    [fault("", "type")],
                    "{}",
                    it.template
                );
            }
            for field in required(&app, it) {
                let mut body = it.body.clone();
                body.as_object_mut().expect("an object").remove(&field);
                let faults = send(&claire, it, &body).await.problem(422, "invalid-body");
                assert_eq!(faults, [fault(&format!("/{field}"), "required")], "{}", it.template);
            }
            for pointer in pointers(&it.body, &|value| value.is_object()) {
                let mut body = it.body.clone();
                body.pointer_mut(&pointer).expect("an object")["surprise"] = json!(1);
                let faults = send(&claire, it, &body).await.problem(422, "invalid-body");
                assert_eq!(
                    faults,
                    [fault(&format!("{pointer}/surprise"), "unknown_field")],
                    "{}",
                    it.template
                );
            }
        }
        assert_eq!(app.everything().await, before);
    }
);

test!(
    "a value of another type, too long or with a NUL is refused, naming the field, and nothing changes",
    async |app| {
        let claire = app.administrator().await.with("if-match", "*");
        let operations = operations(&app).await;
        let before = app.everything().await;
        for it in &operations {
            for pointer in pointers(&it.body, &|value| !value.is_object() && !value.is_array()) {
                let text = it.body.pointer(&pointer).expect("a value").is_string();
                let mut bad =
                    vec![json!({ "a": [1] }), json!([it.body]), if text { json!(7) } else { json!("seven") }];
                if text {
                    bad.push(json!("x".repeat(50_001)));
                }
                if text && !is_secret(&pointer) {
                    bad.extend([json!("a\0b"), json!("\0")]);
                }
                for value in bad {
                    let mut body = it.body.clone();
                    *body.pointer_mut(&pointer).expect("a value") = value.clone();
                    let faults = send(&claire, it, &body).await.problem(422, "invalid-body");
                    let said = faults.iter().all(|(at, _)| *at == pointer);
                    assert!(said && !faults.is_empty(), "{} {pointer} {faults:?}", it.template);
                }
            }
        }
        assert_eq!(app.everything().await, before);
    }
);

test!("values at the edge are refused by the rule they break, and nothing changes", async |app| {
    let claire = app.administrator().await.with("if-match", "*");
    let operations = operations(&app).await;
    let before = app.everything().await;
    let many = vec![app.world.person("hugo"); 51];
    for (operation, pointer, value, code) in [
        ("/api/v1/settings", "/mail/port", json!(0), "too_small"),
        ("/api/v1/settings", "/mail/port", json!(65_536), "too_large"),
        ("/api/v1/settings", "/mail/port", json!(25.5), "type"),
        ("/api/v1/settings", "/mail/host", json!("smtp.example/x"), "pattern"),
        ("/api/v1/settings", "/mail/from_address", json!("Palier <palier@mosane.example>"), "pattern"),
        ("/api/v1/settings", "/language", json!("nl"), "not_an_option"),
        ("/api/v1/sites", "/name", json!("  "), "pattern"),
        ("/api/v1/sites", "/mail_address", json!("huy@mosane"), "pattern"),
        ("/api/v1/sites", "/mail_address", json!("huy mosane.example"), "pattern"),
        ("/api/v1/requests", "/text", json!(" \r\n\t "), "pattern"),
        ("/api/v1/requests", "/text", json!("x".repeat(10_001)), "too_long"),
        ("/api/v1/requests", "/title", json!("x".repeat(121)), "too_long"),
        ("/api/v1/requests", "/noticed_on", json!("2026-02-30"), "format"),
        ("/api/v1/requests", "/noticed_on", json!("21/11/2026"), "format"),
        ("/api/v1/requests", "/site_id", json!("huy"), "format"),
        ("/api/v1/requests/{id}/assignment", "/assignee_ids", json!(many), "too_many"),
        ("/api/v1/requests/{id}/tags", "/tag_ids", json!(many), "too_many"),
        ("/api/v1/tag-categories", "/name", json!(" "), "pattern"),
        ("/api/v1/tag-categories", "/name", json!("x".repeat(121)), "too_long"),
        ("/api/v1/tag-categories", "/colour", json!(0), "too_small"),
        ("/api/v1/tag-categories", "/colour", json!(13), "too_large"),
        ("/api/v1/tag-categories/{id}", "/position", json!(-1), "too_small"),
        ("/api/v1/tag-categories/{id}", "/position", json!(10_000), "too_large"),
        ("/api/v1/tag-categories/{id}", "/in_lists", json!("yes"), "type"),
        ("/api/v1/tags", "/name", json!("\t"), "pattern"),
        ("/api/v1/tags", "/category_id", json!("métier"), "format"),
        ("/api/v1/tags/{id}/merger", "/into_id", json!("chauffage"), "format"),
        ("/api/v1/requests/{id}/status", "/status", json!("closed"), "not_an_option"),
    ] {
        let it = operations.iter().find(|it| it.template == operation).expect("an operation");
        let mut body = it.body.clone();
        *body.pointer_mut(pointer).expect("a value") = value;
        let faults = send(&claire, it, &body).await.problem(422, "invalid-body");
        assert_eq!(faults[0], fault(pointer, code), "{operation}");
    }
    assert_eq!(app.everything().await, before);
});

test!("several faults are told at once", async |app| {
    let body = json!({ "text": "", "title": "\n", "requester": { "email": "?" }, "surprise": 1 });
    let faults = app.visitor().await.post("/requests", body).await.problem(422, "invalid-body");
    let pointers: BTreeSet<_> = faults.into_iter().map(|(pointer, _)| pointer).collect();
    let expected = ["/requester/email", "/site_id", "/surprise", "/text", "/title"];
    assert_eq!(pointers, expected.map(ToOwned::to_owned).into());
});

test!("what is at the longest still fits", async |app| {
    let form = json!({ "site_id": app.world.huy, "text": "é".repeat(10_000), "title": "é".repeat(120) });
    let request = app.visitor().await.post("/requests", form).await.expect(201).body;
    assert_eq!(request["text"].as_str().expect("text").chars().count(), 10_000);
});

async fn send(person: &Client, operation: &Operation, body: &Value) -> Answer {
    person.send(operation.method.clone(), &operation.path, Some(body.to_string())).await
}

fn fault(pointer: &str, code: &str) -> (String, String) {
    (pointer.to_owned(), code.to_owned())
}

/// The fields that the contract requires of a body.
fn required(app: &TestApp, operation: &Operation) -> Vec<String> {
    let document = app.app.contract.document();
    let method = operation.method.as_str().to_lowercase();
    let schema = &document["paths"][operation.template][method]["requestBody"]["content"]["application/json"]
        ["schema"];
    let schema =
        schema["$ref"].as_str().and_then(|it| document.pointer(it.strip_prefix('#')?)).expect("a schema");
    let fields = schema["required"].as_array().into_iter().flatten();
    fields.map(|field| field.as_str().expect("a name").to_owned()).collect()
}

/// Where in `value` there is something that `wanted` wants.
fn pointers(value: &Value, wanted: &dyn Fn(&Value) -> bool) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, field)| (format!("/{name}"), field)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (format!("/{at}"), item)).collect(),
        _ => Vec::new(),
    };
    let here = wanted(value).then(String::new).into_iter();
    let deeper = below
        .into_iter()
        .flat_map(|(step, part)| pointers(part, wanted).into_iter().map(move |rest| format!("{step}{rest}")));
    here.chain(deeper).collect()
}

/// Only ever hashed or sealed: any character will do.
fn is_secret(pointer: &str) -> bool {
    ["password", "token"].iter().any(|word| pointer.ends_with(word))
}
