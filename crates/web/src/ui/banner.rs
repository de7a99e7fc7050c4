use crate::text::Text;
use leptos::prelude::*;

use super::Icon;

/// Something to know before going on.
#[component]
pub fn Banner(
    /// `amber`, `red`, `green`, `grey`; the accent without.
    #[prop(optional)]
    tone: &'static str,
    icon: &'static str,
    #[prop(into)] title: Text,
    #[prop(optional, into)] text: Option<Text>,
    /// Buttons at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let role = if tone == "red" { "alert" } else { "status" };
    view! {
        <div class="banner" data-tone=tone role=role>
            <Icon name=icon/>
            <div class="grow">
                <strong>{title}</strong>
                {text.map(|text| view! { <p>{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
