use leptos::prelude::*;

use super::{Avatar, Icon};
use crate::{i18n::use_i18n, language::say};

/// Something somebody said: public is page, internal is a back room.
#[component]
pub fn Said(
    name: String,
    /// When, in words and in full.
    when: (String, String),
    #[prop(optional)] internal: bool,
    text: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let paragraphs =
        text.split("\n\n").map(|part| view! { <p class="lines">{part.to_owned()}</p> }).collect_view();
    view! {
        <li>
            <Avatar name=name.clone() size="md"/>
            <article class=if internal { "comment internal" } else { "comment" }>
                <header>
                    <b>{name}</b>
                    <time title=when.1>{when.0}</time>
                    {internal.then(|| view! {
                        <span class="badge" data-tone="amber"><Icon name="lock"/>{say!(i18n, ui.internal)}</span>
                    })}
                </header>
                <div class="said">{paragraphs}</div>
            </article>
        </li>
    }
}

/// Something that happened.
#[component]
pub fn Event(
    icon: &'static str,
    /// When, in words and in full.
    when: (String, String),
    children: Children,
) -> impl IntoView {
    view! {
        <li class="event">
            <span class="dot"><Icon name=icon/></span>
            <p>{children()} " " <time title=when.1>{when.0}</time></p>
        </li>
    }
}
