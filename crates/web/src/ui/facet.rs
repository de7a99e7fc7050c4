use leptos::prelude::*;

use super::{Icon, Menu, Place};
use crate::text::Text;

/// A filter in a line: what it narrows, what is chosen, and the menu of choices.
#[component]
pub fn Facet(
    icon: &'static str,
    #[prop(into)] label: Text,
    /// What is chosen; nothing narrows without.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// The choices: items of a menu.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(None);
    let toggle = move |event: leptos::ev::MouseEvent| {
        open.update(|open| *open = if open.is_some() { None } else { Place::below_target(&event, false) });
    };
    view! {
        <button
            type="button"
            class="facet"
            class:on=move || chosen.with(Option::is_some)
            aria-haspopup="menu"
            aria-expanded=move || open.with(Option::is_some).to_string()
            on:click=toggle
        >
            <Icon name=icon/>
            {label.clone()}
            {move || chosen.get().map(|chosen| view! { " " <b>{chosen}</b> })}
            <Icon name="down"/>
        </button>
        <Menu open=open label=label children=children/>
    }
}
