//! Texts as components take and show them: one type, whatever they are made of, so that one piece of code
//! shows them all. A closure for each would be compiled once for each.

use std::sync::Arc;

use leptos::{
    oco::Oco,
    prelude::{IntoAttributeValue, IntoRender},
};

use crate::language::Words;

type Shown = Oco<'static, str>;

/// A phrase of the screens, in the language of the moment.
#[derive(Clone, Copy)]
pub struct Phrase {
    i18n: Words,
    say: fn(Words) -> &'static str,
}

/// A text that may follow a signal.
#[derive(Clone)]
pub struct Text(Arc<dyn Fn() -> Shown + Send + Sync>);

impl Phrase {
    /// The phrase that `say` finds; use the macro `say!`.
    pub const fn new(i18n: Words, say: fn(Words) -> &'static str) -> Self {
        Self { i18n, say }
    }

    /// The phrase now; follows the language.
    #[must_use]
    pub fn get(self) -> &'static str {
        (self.say)(self.i18n)
    }
}

impl Text {
    /// The text now; follows what it is made of.
    #[must_use]
    pub fn get(&self) -> Shown {
        (self.0)()
    }
}

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self(Arc::new(move || Oco::Borrowed(phrase.get())))
    }
}

impl From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self(Arc::new(move || Oco::Borrowed(text)))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let text: Arc<str> = text.into();
        Self(Arc::new(move || Oco::Counted(Arc::clone(&text))))
    }
}

impl<F, S> From<F> for Text
where
    F: Fn() -> S + Send + Sync + 'static,
    S: Into<Shown>,
{
    fn from(text: F) -> Self {
        Self(Arc::new(move || text().into()))
    }
}

impl IntoRender for Text {
    type Output = Box<dyn FnMut() -> Shown + Send>;

    fn into_render(self) -> Self::Output {
        Box::new(move || self.get())
    }
}

impl IntoRender for Phrase {
    type Output = Box<dyn FnMut() -> Shown + Send>;

    fn into_render(self) -> Self::Output {
        Text::from(self).into_render()
    }
}

impl IntoAttributeValue for Text {
    type Output = Arc<dyn Fn() -> Shown + Send + Sync>;

    fn into_attribute_value(self) -> Self::Output {
        self.0
    }
}

impl IntoAttributeValue for Phrase {
    type Output = Arc<dyn Fn() -> Shown + Send + Sync>;

    fn into_attribute_value(self) -> Self::Output {
        Text::from(self).0
    }
}
