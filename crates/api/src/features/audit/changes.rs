//! What a line's detail says, as a list of fields before and after.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use uuid::Uuid;

use super::{names::Names, store::Value, wire::AuditChange};

/// Fields flattened: `mail_server.host` is a field.
type Fields = BTreeMap<String, String>;

/// What was changed. Ids become the names that things have now.
pub fn changes(operation: &str, detail: &Json, values: &[Value], names: &Names) -> Vec<AuditChange> {
    let (mut before, mut after) = (Fields::new(), Fields::new());
    for (key, told) in detail.as_object().into_iter().flatten() {
        match key.as_str() {
            "personal" => {}
            "before" => flatten("", told, names, &mut before),
            "after" => flatten("", told, names, &mut after),
            "from" if detail.get("to").is_some() => flatten("value", told, names, &mut before),
            "to" => flatten("value", told, names, &mut after),
            key => flatten(key, told, names, if takes_away(operation) { &mut before } else { &mut after }),
        }
    }
    let fields: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
    let mut changes = BTreeMap::new();
    for field in fields {
        let (before, after) = (before.get(&field).cloned(), after.get(&field).cloned());
        if before != after {
            changes.insert(field.clone(), AuditChange { field, before, after, erased: false });
        }
    }
    changes.into_values().chain(personal(&detail["personal"], values)).collect()
}

fn takes_away(operation: &str) -> bool {
    ["delete_", "remove_", "merge_"].iter().any(|verb| operation.starts_with(verb))
}

fn flatten(field: &str, told: &Json, names: &Names, into: &mut Fields) {
    if let Json::Object(fields) = told {
        for (key, inner) in fields {
            let field = if field.is_empty() { key.clone() } else { format!("{field}.{key}") };
            flatten(&field, inner, names, into);
        }
    } else if let Some(text) = text(told, names) {
        // What has no name of its own is the value that the operation is about.
        into.insert(if field.is_empty() { "value" } else { field }.to_owned(), text);
    }
}

fn text(told: &Json, names: &Names) -> Option<String> {
    match told {
        Json::Null => None,
        Json::String(text) => Some(named(text, names)),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| text_of_item(item, names)).collect();
            Some(items.join(", "))
        }
        other => Some(other.to_string()),
    }
}

/// Things in a list say their names themselves.
fn text_of_item(item: &Json, names: &Names) -> Option<String> {
    item["name"].as_str().map(ToOwned::to_owned).or_else(|| text(item, names))
}

fn named(text: &str, names: &Names) -> String {
    let id: Option<Uuid> = text.parse().ok();
    id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| text.to_owned())
}

/// Personal values as they are still there; the digests tell which ones were.
fn personal(digests: &Json, values: &[Value]) -> Vec<AuditChange> {
    let fields = digests.as_object().into_iter().flatten();
    let change = |(field, sides): (&String, &Json)| {
        let side = |side: &str| {
            let value = values.iter().find(|value| value.name == *field && value.side == side);
            value.map(|value| value.value.clone())
        };
        let (before, after) = (side("before"), side("after"));
        let kept = usize::from(before.is_some()) + usize::from(after.is_some());
        let erased = sides.as_object().is_some_and(|sides| sides.len() > kept);
        AuditChange { field: field.clone(), before, after, erased }
    };
    fields.map(change).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::{Names, Value, changes};

    fn told(operation: &str, detail: serde_json::Value) -> Vec<(String, Option<String>, Option<String>)> {
        let names = Names::from([(Uuid::nil(), "Nord".to_owned())]);
        let changes = changes(operation, &detail, &[], &names);
        changes.into_iter().map(|it| (it.field, it.before, it.after)).collect()
    }

    fn change(
        field: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> (String, Option<String>, Option<String>) {
        (field.to_owned(), before.map(ToOwned::to_owned), after.map(ToOwned::to_owned))
    }

    #[test]
    fn only_what_differs_between_before_and_after_is_told() {
        let detail = json!({
            "before": { "name": "A", "colour": "red", "mail": { "host": "a", "port": 25 } },
            "after": { "name": "B", "colour": "red", "mail": { "host": "b", "port": 25 } },
        });
        let expected = [change("mail.host", Some("a"), Some("b")), change("name", Some("A"), Some("B"))];
        assert_eq!(told("update_settings", detail), expected);
    }

    #[test]
    fn what_is_made_has_no_before_and_what_is_removed_no_after() {
        let detail = json!({ "name": "A", "node": Uuid::nil(), "team": null });
        assert_eq!(
            told("create_team", detail.clone()),
            [change("name", None, Some("A")), change("node", None, Some("Nord"))]
        );
        assert_eq!(
            told("delete_team", detail),
            [change("name", Some("A"), None), change("node", Some("Nord"), None)]
        );
    }

    #[test]
    fn a_move_goes_from_one_to_the_other() {
        let detail = json!({ "from": Uuid::nil(), "to": "elsewhere" });
        assert_eq!(told("move_site", detail), [change("value", Some("Nord"), Some("elsewhere"))]);
    }

    #[test]
    fn what_is_one_value_needs_no_name() {
        let detail = json!({ "before": false, "after": true });
        assert_eq!(
            told("change_super_administrator", detail),
            [change("value", Some("false"), Some("true"))]
        );
    }

    #[test]
    fn a_personal_value_that_was_erased_says_so() {
        let detail = json!({ "personal": { "email": { "before": "0a", "after": "1b" } } });
        let kept =
            Value { name: "email".to_owned(), side: "after".to_owned(), value: "b@c.example".to_owned() };
        let changes = changes("update_user", &detail, &[kept], &Names::new());
        assert_eq!((changes[0].before.as_deref(), changes[0].after.as_deref()), (None, Some("b@c.example")));
        assert!(changes[0].erased);
    }
}
