use leptos::prelude::*;
use uuid::Uuid;

use super::{mine::Mine, viewers::Viewers};
use crate::{
    contract::Action,
    i18n::use_i18n,
    language::say,
    text::Text,
    ui::{Seg, Show},
};

/// The request it is about, and what who is looking may do with it.
#[derive(Debug, Clone)]
pub struct Asked {
    pub id: Uuid,
    pub allowed: Vec<Action>,
}

/// Who can see a request and why; and what one may oneself, or why not.
#[component]
pub fn RequestAccess() -> impl IntoView {
    let i18n = use_i18n();
    let view = RwSignal::new(WHO);
    let choices: Vec<(&'static str, Text)> =
        vec![(WHO, say!(i18n, access.who).into()), (ME, say!(i18n, access.me).into())];
    view! {
        <div class="body access">
            <Seg
                label=say!(i18n, access.view)
                name="access-view"
                choices=choices
                value=Signal::derive(move || view.get().to_owned())
                on_change=move |chosen| view.set(chosen)
            />
            <Show when=move || view.get() == WHO fallback=|| view! { <Mine/> }><Viewers/></Show>
        </div>
    }
}

const WHO: &str = "who";
const ME: &str = "me";
