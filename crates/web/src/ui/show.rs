use std::sync::Arc;

use leptos::prelude::*;

/// A condition: one type, whatever closure it is.
pub struct When(Arc<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for When {
    fn from(holds: F) -> Self {
        Self(Arc::new(holds))
    }
}

/// Shows its content while a condition holds. Unlike the framework's it is compiled once, not once a use.
#[component]
pub fn Show(
    #[prop(into)] when: When,
    #[prop(optional, into)] fallback: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| (when.0)());
    move || match (holds.get(), &fallback) {
        (true, _) => children(),
        (false, Some(fallback)) => fallback.run(),
        (false, None) => ().into_any(),
    }
}
