use crate::text::Text;
use leptos::prelude::*;

/// A drawing of the sprite that stands in the document once.
#[component]
pub fn Icon(
    name: &'static str,
    /// Sixteen pixels instead of twenty.
    #[prop(optional)]
    small: bool,
    /// Another class than `icon`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = match (class, small) {
        ("", true) => "icon s",
        ("", false) => "icon",
        (class, _) => class,
    };
    // Never wholly static: leptos writes such a part out as it stands, and `use_` is only its own word.
    view! { <svg class=class aria-hidden="true"><use_ href=format!("#{name}")></use_></svg> }
}

/// The mark and the name.
#[component]
pub fn Lockup(
    /// A line under the name: whose instance this is.
    #[prop(optional, into)]
    below: Option<Text>,
) -> impl IntoView {
    let wordmark = || {
        view! {
            <svg class="wordmark" viewBox="0 0 60 22" role="img" aria-label="Palier">
                <use_ href="#wordmark".to_owned()></use_>
            </svg>
        }
    };
    view! {
        <Icon name="logo" class="logo"/>
        {match below {
            Some(below) => view! { <span>{wordmark()}<small>{move || below.get()}</small></span> }.into_any(),
            None => wordmark().into_any(),
        }}
    }
}
