use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{Button, Icon};
use crate::{
    i18n::use_i18n,
    language::{now, say},
};

/// Who will read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Public,
    Internal,
}

/// Where one answers, to all or among ourselves.
#[component]
pub fn Composer(
    text: RwSignal<String>,
    audience: RwSignal<Audience>,
    /// Which audiences there are to choose from.
    audiences: Vec<Audience>,
    /// Unique in the document.
    #[prop(default = "audience")]
    group: &'static str,
    /// The first name of the person who asked.
    #[prop(into)]
    to: String,
    #[prop(into)] busy: Signal<bool>,
    area: NodeRef<html::Textarea>,
    send: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let to = StoredValue::new(to);
    let internal = move || audience.get() == Audience::Internal;
    let label = move || match internal() {
        true => now!(i18n, composer.internal_label).to_owned(),
        false => now!(i18n, composer.public_label, name = to.get_value()),
    };
    let hint = move || match internal() {
        true => now!(i18n, composer.internal_hint),
        false => now!(i18n, composer.public_hint),
    };
    let send_text = move || match internal() {
        true => now!(i18n, composer.send_internal).to_owned(),
        false => now!(i18n, composer.send_public, name = to.get_value()),
    };
    let choice = move |one: Audience| {
        view! {
            <label>
                <input
                    type="radio"
                    name=group
                    prop:checked=move || audience.get() == one
                    on:change=move |_| audience.set(one)
                />
                {match one {
                    Audience::Public => view! { <Icon name="globe" small=true/> },
                    Audience::Internal => view! { <Icon name="lock" small=true/> },
                }}
                {move || match one {
                    Audience::Public => now!(i18n, composer.reply_to, name = to.get_value()),
                    Audience::Internal => now!(i18n, composer.internal_note).to_owned(),
                }}
            </label>
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send.run(());
        }
    };
    let several = audiences.len() > 1;
    view! {
        <div class="composer" class:internal=internal>
            <header>
                {several.then(|| view! {
                    <div class="seg sm" role="group" aria-label=say!(i18n, composer.audience)>
                        {audiences.into_iter().map(choice).collect_view()}
                    </div>
                })}
            </header>
            <textarea
                node_ref=area
                aria-label=label
                placeholder=hint
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=on_key
            ></textarea>
            <footer>
                <span class="grow"></span>
                <span class="quiet small not-small keys" aria-hidden="true">
                    <kbd class="kbd">"Ctrl"</kbd>
                    <kbd class="kbd">"↵"</kbd>
                </span>
                <Button kind="primary" icon="send" text=send_text busy=busy on_click=move || send.run(())/>
            </footer>
        </div>
    }
}
