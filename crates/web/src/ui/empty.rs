use crate::text::Text;
use leptos::prelude::*;

use super::Steps;

/// Nothing here: why, and what next.
#[component]
pub fn Empty(
    #[prop(into)] title: Text,
    #[prop(into)] text: Text,
    /// What to do next.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Steps/>
            <p class="t16">{title}</p>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
