use leptos::prelude::*;

/// The shape of a text that is coming.
#[component]
pub fn TextSkeleton() -> impl IntoView {
    view! {
        <div class="stack tight" aria-hidden="true">
            <span class="skeleton w4"></span>
            <span class="skeleton w3"></span>
            <span class="skeleton w2"></span>
        </div>
    }
}

/// The shape of a list that is coming.
#[component]
pub fn ListSkeleton(#[prop(default = 8)] rows: usize) -> impl IntoView {
    let row = || {
        view! {
            <div class="row keep skeleton-row">
                <span class="skeleton round"></span>
                <span class="skeleton w4"></span>
                <span class="grow"></span>
                <span class="skeleton pill-like"></span>
            </div>
        }
    };
    view! { <div class="pad" aria-hidden="true">{(0..rows).map(|_| row()).collect_view()}</div> }
}
