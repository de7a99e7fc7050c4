use leptos::prelude::*;

use super::Steps;

/// Nothing here: why, and what next.
#[component]
pub fn Empty(
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    /// What to do next.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Steps/>
            <p class="t16">{move || title.get()}</p>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
