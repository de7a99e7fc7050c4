use leptos::{ev::Event, prelude::*, web_sys};
use wasm_bindgen::JsCast as _;

use crate::{
    text::Text,
    ui::{Icon, Show},
};

/// A permission in a line; why it is so is asked for when it is opened.
#[component]
pub(super) fn Folded(
    /// `no` for one that is lacking.
    #[prop(optional)]
    kind: &'static str,
    icon: &'static str,
    #[prop(into)] text: Text,
    #[prop(into)] reach: Text,
    #[prop(into)] why: Text,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: Event| {
        let details = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let children = StoredValue::new(children);
    view! {
        <details class=format!("perm {kind}") on:toggle=toggled>
            <summary>
                <Icon name=icon/>
                <span>{text}</span>
                <span class="reach">{reach}</span>
                <span class="why">{why} " " <Icon name="down"/></span>
            </summary>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </details>
    }
}
