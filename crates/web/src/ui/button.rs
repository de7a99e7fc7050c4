use crate::text::Text;
use leptos::prelude::*;

use super::{Act, Icon};

/// A button that says what it does.
#[component]
pub fn Button(
    #[prop(into)] text: Text,
    /// `primary`, `ghost`, `danger`, `sm`, `lg` …
    #[prop(optional)]
    kind: &'static str,
    #[prop(optional)] icon: &'static str,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_click: Act,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("btn {kind}")
            aria-busy=move || busy.get().then_some("true")
            on:click=move |_| if !busy.get_untracked() { on_click.run() }
        >
            {face(icon, busy)}
            {text}
        </button>
    }
}

/// The button that sends a form; while it is sent it turns and takes no second press.
#[component]
pub fn SubmitButton(
    #[prop(into)] text: Text,
    #[prop(default = "primary")] kind: &'static str,
    #[prop(optional)] icon: &'static str,
    #[prop(into)] busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="submit" class=format!("btn {kind}") aria-busy=move || busy.get().then_some("true")>
            {face(icon, busy)}
            {text}
        </button>
    }
}

fn face(icon: &'static str, busy: Signal<bool>) -> impl IntoView {
    move || match (busy.get(), icon) {
        (true, _) => Some(view! { <Icon name="spinner"/> }),
        (false, "") => None,
        (false, icon) => Some(view! { <Icon name=icon/> }),
    }
}

/// A button that is only a drawing; its name is for those who do not see it, and for the pointer.
#[component]
pub fn IconButton(
    icon: &'static str,
    #[prop(into)] label: Text,
    #[prop(optional)] kind: &'static str,
    #[prop(into)] on_click: Act,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <button
            type="button"
            class=format!("icon-btn {kind}")
            aria-label=label
            title=title
            on:click=move |_| on_click.run()
        >
            <Icon name=icon/>
        </button>
    }
}
