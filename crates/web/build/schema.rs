//! Schemas to types.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value};

use super::contract::{Result, object, referred};

/// Which way a type travels: code is made for that way only.
#[derive(Clone, Copy)]
pub struct Used {
    pub sent: bool,
    pub read: bool,
}

/// The type for a named schema.
pub fn define(name: &str, schemas: &Map<String, Value>, used: Used) -> Result<TokenStream> {
    let schema = &schemas[name];
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return enumeration(name, words);
    }
    if schema["type"] == "string" {
        let ident = format_ident!("{name}");
        return Ok(quote!(pub type #ident = String;));
    }
    structure(name, schemas, used)
}

fn enumeration(name: &str, words: &[Value]) -> Result<TokenStream> {
    let ident = format_ident!("{name}");
    let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
    let variants: Vec<_> = words.iter().map(|word| format_ident!("{}", pascal(word))).collect();
    Ok(quote! {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum #ident {
            #(#[serde(rename = #words)] #variants,)*
            /// A word this version of the app has not learnt.
            #[serde(other)]
            Other,
        }
        impl #ident {
            /// Every word, in the order of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The word in JSON and in a URL.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { #(Self::#variants => #words,)* Self::Other => "" }
            }
        }
        impl std::fmt::Display for #ident {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    })
}

fn structure(name: &str, schemas: &Map<String, Value>, used: Used) -> Result<TokenStream> {
    let ident = format_ident!("{name}");
    let (fields, rules) = fields(name, schemas)?;
    let rules = (!rules.is_empty()).then(|| quote!(impl #ident { #rules }));
    let sent = used.sent.then(|| quote!(#[derive(serde::Serialize)]));
    let read = used.read.then(|| quote!(#[derive(serde::Deserialize)]));
    Ok(quote! {
        #[derive(Debug, Clone, PartialEq)]
        #sent
        #read
        pub struct #ident { #fields }
        #rules
    })
}

fn fields(name: &str, schemas: &Map<String, Value>) -> Result<(TokenStream, TokenStream)> {
    let (mut fields, mut rules) = (TokenStream::new(), TokenStream::new());
    for (key, (property, must)) in properties(name, &schemas[name], schemas)? {
        let field = field_ident(&key);
        let (kind, nullable) = kind(&property).map_err(|error| format!("{name}.{key}: {error}"))?;
        let optional = !must || nullable;
        let rename = (field != key.as_str()).then(|| quote!(#[serde(rename = #key)]));
        fields.extend(if optional {
            quote!(#rename #[serde(default, skip_serializing_if = "Option::is_none")] pub #field: Option<#kind>,)
        } else {
            quote!(#rename pub #field: #kind,)
        });
        rules.extend(rule(&key, &property, optional, schemas));
    }
    Ok((fields, rules))
}

type Properties = BTreeMap<String, (Value, bool)>;

/// Every property with its schema and whether it is required, those of the parts included.
fn properties(name: &str, schema: &Value, schemas: &Map<String, Value>) -> Result<Properties> {
    let mut all = Properties::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let part = referred(part).and_then(|name| schemas.get(name)).unwrap_or(part);
        all.extend(properties(name, part, schemas)?);
    }
    if let Some(own) = schema.get("properties") {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (key, property) in object(own, name)? {
            let must = required.iter().any(|word| word == key.as_str());
            all.insert(key.clone(), (property.clone(), must));
        }
    }
    Ok(all)
}

/// What a text must be, said once in the contract and checked as one types.
fn rule(key: &str, property: &Value, optional: bool, schemas: &Map<String, Value>) -> Option<TokenStream> {
    let text = text_schema(property, schemas)?;
    let (min, max) = (text["minLength"].as_u64(), text["maxLength"].as_u64());
    let email =
        text["format"] == "email" || text["pattern"].as_str().is_some_and(|pattern| pattern.contains('@'));
    if min.is_none() && max.is_none() && !email {
        return None;
    }
    let ident = format_ident!("{}", snake(key).to_uppercase());
    let min = if optional { 0 } else { min.unwrap_or(0) as usize };
    let max = max.map_or(quote!(usize::MAX), |max| {
        let max = max as usize;
        quote!(#max)
    });
    Some(quote! {
        /// What this text must be.
        pub const #ident: crate::rule::TextRule = crate::rule::TextRule { min: #min, max: #max, email: #email };
    })
}

/// The schema that says what a text must be: here, behind a name, or beside null.
fn text_schema<'a>(property: &'a Value, schemas: &'a Map<String, Value>) -> Option<&'a Value> {
    if let Some(name) = referred(property) {
        return schemas.get(name).filter(|schema| schema["type"] == "string" && schema.get("enum").is_none());
    }
    match property["oneOf"].as_array() {
        Some(parts) => parts.iter().find_map(|part| text_schema(part, schemas)),
        None => (property["type"] != "null").then_some(property),
    }
}

/// The Rust type of a schema, and whether null will do.
pub fn kind(schema: &Value) -> Result<(TokenStream, bool)> {
    if let Some(name) = referred(schema) {
        let ident = format_ident!("{name}");
        return Ok((quote!(#ident), false));
    }
    if let Some(one) = ["oneOf", "anyOf", "allOf"].iter().find_map(|word| schema[*word].as_array()) {
        let rest: Vec<&Value> = one.iter().filter(|part| part["type"] != "null").collect();
        return match rest[..] {
            [only] => Ok((kind(only)?.0, rest.len() < one.len())),
            _ => Err("a choice between several schemas is not known".to_owned()),
        };
    }
    let words: Vec<&str> = match &schema["type"] {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => return Ok((quote!(serde_json::Value), false)),
    };
    let nullable = words.contains(&"null");
    let word = words.into_iter().find(|word| *word != "null").unwrap_or("null");
    Ok((plain(word, schema)?, nullable))
}

fn plain(word: &str, schema: &Value) -> Result<TokenStream> {
    Ok(match (word, schema["format"].as_str()) {
        ("string", Some("uuid")) => quote!(uuid::Uuid),
        ("string", Some("date-time")) => quote!(chrono::DateTime<chrono::Utc>),
        ("string", Some("date")) => quote!(chrono::NaiveDate),
        ("string", _) => quote!(String),
        ("integer", _) => quote!(i64),
        ("number", _) => quote!(f64),
        ("boolean", _) => quote!(bool),
        ("array", _) => {
            let (item, _) = kind(&schema["items"])?;
            quote!(Vec<#item>)
        }
        ("object", _) if schema.get("properties").is_none() => quote!(serde_json::Value),
        _ => return Err(format!("`{word}` without a name is not known; give the schema a name")),
    })
}

/// `in_progress` as `InProgress`.
pub fn pascal(word: &str) -> String {
    word.split(|c: char| !c.is_alphanumeric())
        .map(|part| part[..1.min(part.len())].to_uppercase() + part.get(1..).unwrap_or_default())
        .collect()
}

/// `If-Match` as `if_match`.
pub fn snake(word: &str) -> String {
    word.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// A field of that name, even where the name is a word of the language.
pub fn field_ident(key: &str) -> syn::Ident {
    let name = snake(key);
    syn::parse_str::<syn::Ident>(&name).unwrap_or_else(|_| format_ident!("{name}_"))
}
