use leptos::prelude::*;

/// A drawing of the sprite that stands in the document once.
#[component]
pub fn Icon(
    name: &'static str,
    /// Sixteen pixels instead of twenty.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    view! {
        <svg class=if small { "icon s" } else { "icon" } aria-hidden="true">
            <use_ href=format!("#{name}")></use_>
        </svg>
    }
}

/// The mark and the name.
#[component]
pub fn Lockup(
    /// A line under the name: whose instance this is.
    #[prop(optional, into)]
    below: Option<TextProp>,
) -> impl IntoView {
    let wordmark = || {
        view! {
            <svg class="wordmark" viewBox="0 0 60 22" role="img" aria-label="Palier">
                <use_ href="#wordmark"></use_>
            </svg>
        }
    };
    view! {
        <svg class="logo" aria-hidden="true">
            <use_ href="#logo"></use_>
        </svg>
        {match below {
            Some(below) => view! { <span>{wordmark()}<small>{move || below.get()}</small></span> }.into_any(),
            None => wordmark().into_any(),
        }}
    }
}
