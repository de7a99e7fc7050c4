use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, On};
use crate::text::Text;

/// A pause in typing.
const PAUSE: Duration = Duration::from_millis(300);

/// Narrows a list by what is typed.
#[component]
pub fn SearchField(
    #[prop(into)] label: Text,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_type: On<String>,
    #[prop(default = "search")] icon: &'static str,
    #[prop(optional)] class: &'static str,
    /// Tells what was typed only once typing pauses.
    #[prop(optional)]
    pauses: bool,
) -> impl IntoView {
    let hint = label.clone();
    let typed = RwSignal::new(value.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    // What comes from elsewhere, such as a link, does not overwrite what is being typed.
    Effect::new(move || {
        let value = value.get();
        if waiting.with_value(Option::is_none) {
            typed.set(value);
        }
    });
    let type_in = move |event| {
        let text: String = event_target_value(&event);
        typed.set(text.clone());
        if !pauses {
            on_type.run(text);
            return;
        }
        let on_type = on_type.clone();
        let tell = move || {
            waiting.set_value(None);
            on_type.run(text);
        };
        waiting.update_value(|waiting| {
            if let Some(earlier) = waiting.take() {
                earlier.clear();
            }
            *waiting = set_timeout_with_handle(tell, PAUSE).ok();
        });
    };
    on_cleanup(move || {
        if let Some(Some(timer)) = waiting.try_update_value(Option::take) {
            timer.clear();
        }
    });
    view! {
        <span class=format!("with-icon {class}")>
            <Icon name=icon/>
            <input
                class="input sm"
                type="search"
                aria-label=label
                placeholder=hint
                prop:value=move || typed.get()
                on:input=type_in
            />
        </span>
    }
}
