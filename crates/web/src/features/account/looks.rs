use domain::Language;
use leptos::prelude::*;

use crate::{
    i18n::use_i18n,
    keyboard::Keys,
    language::{language, own_name, say},
    session::Session,
    shell::theme_text,
    theme::{Theme, Themes},
    ui::{Seg, Switch},
};

/// How the screens look and answer.
#[component]
pub(super) fn Looks() -> impl IntoView {
    let i18n = use_i18n();
    let (session, themes, keys) =
        (expect_context::<Session>(), expect_context::<Themes>(), expect_context::<Keys>());
    let languages = Language::ALL.iter().map(|&one| (one.word(), own_name(one).into())).collect();
    let looks =
        Theme::ALL.into_iter().map(|one| (one.word(), (move || theme_text(i18n, one)).into())).collect();
    let speak = move |word: &'static str| {
        if let Ok(language) = word.parse() {
            session.speak(language);
        }
    };
    view! {
        <section class="stack">
            <h2>{say!(i18n, account.display)}</h2>
            <div class="field">
                <span class="label">{say!(i18n, account.language)}</span>
                <div>
                    <Seg
                        label=say!(i18n, account.language)
                        name="language"
                        choices=languages
                        value=Signal::derive(move || language(i18n).word().to_owned())
                        on_change=speak
                    />
                </div>
            </div>
            <div class="field">
                <span class="label">{say!(i18n, account.theme)}</span>
                <div>
                    <Seg
                        label=say!(i18n, account.theme)
                        name="theme"
                        choices=looks
                        value=Signal::derive(move || themes.get().word().to_owned())
                        on_change=move |word: &'static str| themes.set(Theme::from_word(word))
                    />
                </div>
            </div>
            <Switch
                label=say!(i18n, account.keys)
                help=say!(i18n, account.keys_help)
                value=Signal::derive(move || !keys.off.get())
                on_change=move |on: bool| keys.turn_off(!on)
            />
            <p class="small"><a href="/ui">{say!(i18n, account.gallery)}</a></p>
        </section>
    }
}
