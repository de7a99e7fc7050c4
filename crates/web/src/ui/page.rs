use std::cell::Cell;

use crate::text::Text;
use leptos::{html, prelude::*};

use super::Icon;
use crate::browser;

thread_local! {
    static VISITED: Cell<bool> = const { Cell::new(false) };
}

/// The heading of a page, which also names the tab and takes the focus when one arrives from another page.
#[component]
pub fn PageTitle(
    #[prop(into)] text: Text,
    /// What the tab says, where that is another word.
    #[prop(optional, into)]
    tab: Option<Text>,
    /// Leaves the focus to something else on the page.
    #[prop(optional)]
    unfocused: bool,
) -> impl IntoView {
    let title = tab.unwrap_or_else(|| text.clone());
    Effect::new(move || browser::set_title(&format!("{} · Palier", title.get())));
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get().filter(|_| VISITED.replace(true) && !unfocused) {
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=heading tabindex="-1">{text}</h1> }
}

/// The way up from a page.
#[component]
pub fn Crumbs(
    #[prop(into)] label: Text,
    /// Link and text of each step above.
    steps: Vec<(String, Text)>,
    /// The page itself, where its title does not say it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let step = |(href, text): (String, Text)| {
        view! {
            <a href=href>{text}</a>
            <Icon name="right"/>
        }
    };
    view! {
        <nav class="crumbs" aria-label=label>
            {steps.into_iter().map(step).collect_view()}
            {children.map(|children| children())}
        </nav>
    }
}
