//! Operations to functions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::{
    contract::{Result, object},
    schema::{field_ident, kind, pascal, snake},
};

/// One operation of the contract.
pub struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    public: bool,
    parameters: Vec<Value>,
    /// The schema of what is sent.
    pub body: Option<Value>,
    /// The schema of what comes back.
    pub answer: Option<Value>,
    /// Whether a file is sent.
    sends_file: bool,
    /// Whether a picture comes back.
    shows_picture: bool,
    /// Whether a file to keep comes back, as it is.
    gives_file: bool,
    /// Whether the same comes back as a table, for whoever asks for one.
    csv: bool,
}

/// Every operation, in the order of the contract.
pub fn all(contract: &Value) -> Result<Vec<Operation>> {
    let base = contract["servers"][0]["url"].as_str().filter(|url| url.starts_with('/')).unwrap_or("");
    let base = base.trim_end_matches('/');
    let mut all = Vec::new();
    for (path, item) in object(&contract["paths"], "paths")? {
        for (method, operation) in object(item, path)? {
            if ["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                all.push(read(contract, &format!("{base}{path}"), method, operation)?);
            }
        }
    }
    Ok(all)
}

fn read(contract: &Value, path: &str, method: &str, operation: &Value) -> Result<Operation> {
    let id =
        operation["operationId"].as_str().ok_or_else(|| format!("`{method} {path}` has no operationId"))?;
    let done = object(&operation["responses"], id)?.iter().find(|(status, _)| status.starts_with('2'));
    let done = done.map(|(_, answer)| answer);
    let gives_file = done.is_some_and(|answer| answer["headers"].get("Content-Disposition").is_some());
    Ok(Operation {
        id: id.to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: operation["summary"].as_str().unwrap_or(id).to_owned(),
        public: !takes_token(contract, operation),
        parameters: operation["parameters"].as_array().cloned().unwrap_or_default(),
        body: json(&operation["requestBody"]),
        // Nobody reads a file that somebody keeps.
        answer: done.and_then(json).filter(|_| !gives_file),
        sends_file: has_kind(&operation["requestBody"], "image/")
            || has_kind(&operation["requestBody"], "text/csv"),
        shows_picture: done.is_some_and(|answer| has_kind(answer, "image/")),
        gives_file,
        csv: done.is_some_and(|answer| answer["content"].get("text/csv").is_some()),
    })
}

/// Whether an access token goes with it: some way to secure it is a bearer token.
fn takes_token(contract: &Value, operation: &Value) -> bool {
    let ways = operation.get("security").unwrap_or(&contract["security"]);
    let schemes =
        ways.as_array().into_iter().flatten().filter_map(Value::as_object).flat_map(|way| way.keys());
    schemes.into_iter().any(|name| contract["components"]["securitySchemes"][name]["scheme"] == "bearer")
}

fn json(message: &Value) -> Option<Value> {
    message["content"]["application/json"].get("schema").cloned()
}

fn has_kind(message: &Value, begins: &str) -> bool {
    let kinds = message["content"].as_object().into_iter().flat_map(|content| content.keys());
    kinds.into_iter().any(|kind| kind.starts_with(begins))
}

impl Operation {
    fn parameters(&self, place: &str) -> impl Iterator<Item = (&str, &Value)> {
        self.parameters
            .iter()
            .filter(move |parameter| parameter["in"] == place)
            .filter_map(|parameter| Some((parameter["name"].as_str()?, parameter)))
    }

    /// The function that calls it, and the type of its query.
    pub fn code(&self) -> Result<TokenStream> {
        let (query_type, query) = self.query()?;
        let (mut arguments, path) = self.path_code()?;
        let mut steps = query.clone();
        if query_type.is_some() {
            let ident = self.query_ident();
            arguments.extend(quote!(query: &#ident,));
        }
        for (name, _) in self.parameters("header") {
            match name.to_ascii_lowercase().as_str() {
                "if-match" => {
                    arguments.extend(quote!(version: i64,));
                    steps.extend(quote!(call.if_match(version);));
                }
                "idempotency-key" => {
                    arguments.extend(quote!(idempotency_key: Option<uuid::Uuid>,));
                    steps.extend(quote!(call.idempotency_key(idempotency_key);));
                }
                _ => {}
            }
        }
        if let Some(body) = &self.body {
            let (body, _) = kind(body)?;
            arguments.extend(quote!(body: &#body,));
            steps.extend(quote!(call.json(body);));
        }
        if self.sends_file {
            arguments.extend(quote!(file: &leptos::web_sys::Blob,));
            steps.extend(quote!(call.file(file);));
        }
        if self.shows_picture {
            steps.extend(quote!(call.accept("image/*");));
        }
        let answer = match &self.answer {
            _ if self.shows_picture => {
                (quote!(Vec<u8>), quote!(call.send().await.map(crate::client::Reply::into_bytes)))
            }
            _ if self.gives_file => {
                (quote!(String), quote!(call.send().await.map(crate::client::Reply::into_text)))
            }
            Some(schema) => (kind(schema)?.0, quote!(call.send().await?.read())),
            None => (quote!(()), quote!(call.send().await.map(|_| ()))),
        };
        let function = self.function(&self.id, (&arguments, &path, &steps), answer);
        let table = self.csv.then(|| {
            steps.extend(quote!(call.accept("text/csv");));
            let answer = (quote!(String), quote!(call.send().await.map(crate::client::Reply::into_text)));
            self.function(&format!("{}_csv", self.id), (&arguments, &path, &steps), answer)
        });
        Ok(quote!(#query_type #function #table))
    }

    fn function(
        &self,
        name: &str,
        (arguments, path, steps): (&TokenStream, &TokenStream, &TokenStream),
        (answer, end): (TokenStream, TokenStream),
    ) -> TokenStream {
        let (name, method, summary) = (format_ident!("{name}"), &self.method, format!(" {}", self.summary));
        let public = self.public.then(|| quote!(call.public();));
        let mutable = (!steps.is_empty() || public.is_some()).then(|| quote!(mut));
        quote! {
            #[doc = #summary]
            pub async fn #name(#arguments) -> Result<#answer, crate::client::Problem> {
                let #mutable call = crate::client::Call::new(#method, #path);
                #public
                #steps
                #end
            }
        }
    }

    fn path_code(&self) -> Result<(TokenStream, TokenStream)> {
        let mut arguments = TokenStream::new();
        for (name, parameter) in self.parameters("path") {
            let (ident, (kind, _)) = (field_ident(name), kind(&parameter["schema"])?);
            arguments.extend(quote!(#ident: #kind,));
        }
        let path = &self.path;
        let plain = !path.contains('{');
        Ok((arguments, if plain { quote!(#path) } else { quote!(&format!(#path)) }))
    }

    fn query_ident(&self) -> syn::Ident {
        format_ident!("{}Query", pascal(&self.id))
    }

    fn query(&self) -> Result<(Option<TokenStream>, TokenStream)> {
        let (mut fields, mut steps) = (TokenStream::new(), TokenStream::new());
        for (name, parameter) in self.parameters("query") {
            let (ident, (kind, _)) = (field_ident(name), kind(&parameter["schema"])?);
            fields.extend(quote!(pub #ident: Option<#kind>,));
            let word = snake(name);
            steps.extend(quote!(call.query(#word, query.#ident.as_ref());));
        }
        if fields.is_empty() {
            return Ok((None, steps));
        }
        let (ident, about) = (self.query_ident(), format!(" What `{}` can be asked for.", self.id));
        let kind = quote! {
            #[doc = #about]
            #[derive(Debug, Clone, Default, PartialEq)]
            pub struct #ident { #fields }
        };
        Ok((Some(kind), steps))
    }
}
