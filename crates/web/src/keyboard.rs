//! Single keys that act, as long as nobody types. The table is here; pages say what a command does to them.

use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use wasm_bindgen::JsCast as _;

use crate::browser;

const OFF_KEY: &str = "palier.keys.off";

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    NewRequest,
    GoHome,
    GoRequests,
    Next,
    Previous,
    Assign,
    ChangeStatus,
    Tag,
    ShowAccess,
    Reply,
    Remark,
    Help,
}

/// The command of a key, given the key before it.
#[must_use]
pub fn command(previous: Option<char>, key: char) -> Option<Command> {
    Some(match (previous, key) {
        (Some('g'), 'a') => Command::GoHome,
        (Some('g'), 'd') => Command::GoRequests,
        (_, 'n') => Command::NewRequest,
        (_, 'j') => Command::Next,
        (_, 'k') => Command::Previous,
        (_, 'a') => Command::Assign,
        (_, 's') => Command::ChangeStatus,
        (_, 'e') => Command::Tag,
        (_, 'w') => Command::ShowAccess,
        (_, 'c') => Command::Reply,
        (_, 'C') => Command::Remark,
        (_, '?') => Command::Help,
        _ => return None,
    })
}

/// The keys of the moment, for every page.
#[derive(Clone, Copy)]
pub struct Keys {
    pressed: RwSignal<(u32, Option<Command>)>,
    /// Whether this device has them turned off.
    pub off: RwSignal<bool>,
}

impl Keys {
    /// Listens for as long as the app runs.
    pub fn provide() {
        let keys = Self {
            pressed: RwSignal::new((0, None)),
            off: RwSignal::new(browser::recall(OFF_KEY).is_some()),
        };
        let previous = StoredValue::new(None);
        window_event_listener(leptos::ev::keydown, move |event| {
            let Some(key) = plain_key(&event).filter(|_| !keys.off.get_untracked()) else {
                previous.set_value(None);
                return;
            };
            if let Some(command) = command(previous.get_value(), key) {
                event.prevent_default();
                keys.press(command);
            }
            previous.set_value(Some(key));
        });
        provide_context(keys);
    }

    /// Acts as if the key was pressed.
    pub fn press(self, command: Command) {
        self.pressed.update(|(count, pressed)| {
            *count += 1;
            *pressed = Some(command);
        });
    }

    /// Turns them off or on for this device.
    pub fn turn_off(self, off: bool) {
        self.off.set(off);
        if off {
            browser::remember(OFF_KEY, "1");
        } else {
            browser::forget(OFF_KEY);
        }
    }

    /// Says what commands do while the page or part that calls this is shown.
    pub fn on(self, act: impl Fn(Command) + 'static) {
        let seen = self.pressed.get_untracked().0;
        Effect::new(move || {
            let (count, pressed) = self.pressed.get();
            if let Some(command) = pressed.filter(|_| count > seen) {
                untrack(|| act(command));
            }
        });
    }
}

/// One character without a modifier, pressed where nothing takes text and nothing is open.
fn plain_key(event: &KeyboardEvent) -> Option<char> {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    if modified || event.is_composing() || event.default_prevented() || takes_keys(event) {
        return None;
    }
    let key = event.key();
    let mut characters = key.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn takes_keys(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        let inside =
            "input:not([type=checkbox]):not([type=radio]),textarea,select,dialog,[role=menu],[role=listbox]";
        target.closest(inside).ok().flatten().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::{Command, command};

    #[test]
    fn a_key_after_g_goes_somewhere_and_alone_acts() {
        assert_eq!(command(Some('g'), 'a'), Some(Command::GoHome));
        assert_eq!(command(None, 'a'), Some(Command::Assign));
        assert_eq!(command(Some('g'), 'd'), Some(Command::GoRequests));
        assert_eq!(command(None, 'd'), None);
    }

    #[test]
    fn shift_makes_a_remark_of_a_reply() {
        assert_eq!(command(None, 'c'), Some(Command::Reply));
        assert_eq!(command(Some('x'), 'C'), Some(Command::Remark));
    }
}
