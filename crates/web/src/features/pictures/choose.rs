use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    web_sys::{Blob, HtmlInputElement},
};
use wasm_bindgen::JsCast as _;

use super::shrink::shrunk;
use crate::{
    text::Text,
    ui::{Button, On},
};

/// The kinds of file that the server takes.
const TAKEN: &str = "image/png,image/jpeg,image/webp";

/// A button that asks for a picture of this device.
#[component]
pub fn ChooseFile(
    #[prop(into)] text: Text,
    /// Unique in the document.
    id: &'static str,
    #[prop(default = "")] kind: &'static str,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] chosen: On<Blob>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let on_change = move |event: leptos::ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            let chosen = chosen.clone();
            spawn_local(async move { chosen.run(shrunk(file.unchecked_into()).await) });
        }
        // Choosing the same file again is a change, too.
        input.set_value("");
    };
    let open = move || {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <input node_ref=input id=id type="file" accept=TAKEN hidden on:change=on_change/>
        <Button kind=kind icon="upload" text=text busy=busy on_click=open/>
    }
}
