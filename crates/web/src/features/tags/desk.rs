use leptos::{ev::MouseEvent, prelude::*};

use super::shelf::{self, Axis};
use crate::{
    browser,
    contract::{Tag, TagCategory},
    i18n::use_i18n,
    language::{Words, now},
    load::Load,
    ui::{Place, Toasts},
};

/// What a dialog is open for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asking {
    NewCategory,
    Category(TagCategory),
    DeleteCategory(TagCategory),
    NewTag(TagCategory),
    Rename(Tag),
    Merge(Tag),
    DeleteTag(Tag),
}

/// The page and what is going on.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) axes: Load<Vec<Axis>>,
    pub(super) asking: RwSignal<Option<Asking>>,
    /// Where something is done with a tag, and which tag that is.
    pub(super) menu: RwSignal<Option<Place>>,
    pub(super) tag: RwSignal<Option<Tag>>,
    pub(super) i18n: Words,
    toasts: Toasts,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self {
            axes: Load::new(shelf::read),
            asking: RwSignal::new(None),
            menu: RwSignal::new(None),
            tag: RwSignal::new(None),
            i18n: use_i18n(),
            toasts: expect_context(),
        }
    }

    pub(super) fn ask(self, asking: Asking) {
        self.asking.set(Some(asking));
    }

    /// Somebody asked what can be done with a tag.
    pub(super) fn open_menu(self, tag: &Tag, event: &MouseEvent) {
        self.tag.set(Some(tag.clone()));
        self.menu.set(Place::below_target(event, true));
    }

    /// The server did it.
    pub(super) fn done(self, told: String) {
        self.toasts.say(told);
        self.asking.set(None);
        self.axes.again();
        // What had the focus is drawn anew, or gone.
        request_animation_frame(|| browser::focus("h1"));
    }

    pub(super) fn saved(self, name: &str) {
        self.done(now!(self.i18n, tags.saved, name = name));
    }
}
