use leptos::prelude::*;

use super::{basics::Basics, conversation::Conversation, feedback::Feedback, forms::Forms};
use crate::{i18n::use_i18n, language::say, text::Text, theme::Theme, ui::PageTitle};

/// The gallery. Its sample words are French, whatever the language of the screens.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="spec-top">
            <PageTitle text=say!(i18n, gallery.title)/>
            <p class="muted">{say!(i18n, gallery.text)}</p>
        </div>
        <div class="specs">
            <Half theme=Theme::Light title=say!(i18n, account.theme_light)/>
            <Half theme=Theme::Dark title=say!(i18n, account.theme_dark)/>
        </div>
    }
}

#[component]
fn Half(theme: Theme, #[prop(into)] title: Text) -> impl IntoView {
    view! {
        <div data-theme=theme.word()>
            <h2>{title}</h2>
            <Basics/>
            <Forms theme=theme/>
            <Feedback theme=theme/>
            <Conversation theme=theme/>
        </div>
    }
}

/// A name that is unique in the document although everything is there twice.
pub(super) const fn name(theme: Theme, light: &'static str, dark: &'static str) -> &'static str {
    if matches!(theme, Theme::Dark) { dark } else { light }
}

/// A part of the gallery.
#[component]
pub(super) fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section lang="fr">
            <h3>{title}</h3>
            {children()}
        </section>
    }
}
