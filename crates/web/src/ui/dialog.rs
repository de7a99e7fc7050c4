use leptos::{html, prelude::*};

use super::{IconButton, Show, popover::Return};
use crate::{i18n::use_i18n, language::say, text::Text};

/// A question that must be answered or left before anything else; the browser keeps the focus in it.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    /// Unique in the document.
    id: &'static str,
    #[prop(into)] title: Text,
    /// `wide`, where there is much to read.
    #[prop(optional)]
    kind: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let content = StoredValue::new((title, children));
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            let _ = dialog.show_modal();
        }
    });
    let body = move || {
        let back = Return::to_focused();
        // As long as it is there, nothing behind it takes the focus.
        on_cleanup(move || request_animation_frame(move || back.restore()));
        let (title, children) = content.get_value();
        view! {
            <dialog node_ref=dialog class=format!("dialog {kind}") aria-labelledby=id on:close=move |_| open.set(false)>
                <header>
                    <h2 id=id>{title}</h2>
                    <IconButton icon="x" kind="sm" label=say!(i18n, ui.close) on_click=move || open.set(false)/>
                </header>
                {children()}
            </dialog>
        }
    };
    view! { <Show when=move || open.get()>{body()}</Show> }
}
