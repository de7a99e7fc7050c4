//! Light, dark, or what the system says; remembered on this device. `boot.js` sets it before the first paint.

use leptos::prelude::*;

use crate::browser;

const KEY: &str = "palier.theme";

/// What the eyes get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    /// Every theme, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word that is remembered and that `data-theme` takes.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a remembered word; anything else is the system's.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or(Self::System)
    }
}

/// The theme of the moment, for every page.
#[derive(Clone, Copy)]
pub struct Themes(RwSignal<Theme>);

impl Themes {
    /// Starts with what this device remembers.
    pub fn provide() {
        let remembered = browser::recall(KEY).map_or(Theme::System, |word| Theme::from_word(&word));
        provide_context(Self(RwSignal::new(remembered)));
    }

    /// The theme; follows it.
    #[must_use]
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Shows a theme and remembers it.
    pub fn set(self, theme: Theme) {
        self.0.set(theme);
        if theme == Theme::System {
            browser::forget(KEY);
            browser::set_root_attribute("data-theme", None);
        } else {
            browser::remember(KEY, theme.word());
            browser::set_root_attribute("data-theme", Some(theme.word()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_theme_is_known_by_its_word_and_nonsense_is_the_system() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_word(theme.word()), theme);
        }
        assert_eq!(Theme::from_word("sepia"), Theme::System);
    }
}
