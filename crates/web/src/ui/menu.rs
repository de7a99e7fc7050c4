use crate::text::Text;
use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use wasm_bindgen::JsCast as _;

use super::{Act, Icon, Place, Popover};

/// A menu: arrows move, a letter or its key jumps, Enter chooses, Escape leaves.
#[component]
pub fn Menu(open: RwSignal<Option<Place>>, #[prop(into)] label: Text, children: ChildrenFn) -> impl IntoView {
    let content = StoredValue::new(children);
    view! {
        <Popover open=open role="menu" label=label focus="[role^=menuitem]:not([aria-disabled=true])">
            <div
                role="presentation"
                on:keydown=move |event| steer(&event, open)
                on:click=move |_| open.set(None)
            >
                {content.get_value()()}
            </div>
        </Popover>
    }
}

/// Something a menu does.
#[component]
pub fn MenuItem(
    #[prop(into)] text: Text,
    /// A drawing or glyph in front.
    #[prop(optional, into)]
    icon: ViewFnOnce,
    /// The key that does the same.
    #[prop(optional, into)]
    key: Option<String>,
    /// What it is set to now, in grey.
    #[prop(optional, into)]
    now: Option<Text>,
    /// Whether it is the choice of the moment, for one of several.
    #[prop(optional, into)]
    checked: Option<bool>,
    /// Whether others may be chosen beside it.
    #[prop(optional)]
    several: bool,
    #[prop(optional)] class: &'static str,
    #[prop(into)] on_choose: Act,
) -> impl IntoView {
    let shown = key.clone();
    let role = match checked {
        None => "menuitem",
        Some(_) if several => "menuitemcheckbox",
        Some(_) => "menuitemradio",
    };
    view! {
        <button
            type="button"
            role=role
            tabindex="-1"
            class=class
            data-key=key
            aria-checked=checked.map(|checked| checked.to_string())
            on:click=move |_| on_choose.run()
        >
            {icon.run()}
            <span>{text}</span>
            {now.map(|now| view! { <span class="quiet">{now}</span> })}
            {(checked == Some(true)).then(|| view! { <Icon name="check"/> })}
            {shown.map(|key| view! { <kbd class="kbd" aria-hidden="true">{key}</kbd> })}
        </button>
    }
}

/// Somewhere a menu leads.
#[component]
pub fn MenuLink(#[prop(into)] text: Text, icon: &'static str, href: &'static str) -> impl IntoView {
    view! {
        <a role="menuitem" tabindex="-1" href=href>
            <Icon name=icon/>
            <span>{text}</span>
        </a>
    }
}

fn steer(event: &KeyboardEvent, open: RwSignal<Option<Place>>) {
    let key = event.key();
    let items = items(event);
    let focused = crate::browser::focused();
    let at = items.iter().position(|item| item.is_same_node(focused.as_ref().map(|one| one.as_ref())));
    let target = match key.as_str() {
        "Tab" => {
            open.set(None);
            None
        }
        "ArrowDown" | "ArrowUp" | "Home" | "End" => step(&key, at, items.len()),
        _ => {
            if let Some(item) =
                items.iter().find(|item| item.get_attribute("data-key").as_deref() == Some(&key))
            {
                event.prevent_default();
                item.click();
                return;
            }
            let texts: Vec<String> = items.iter().map(|item| item.inner_text()).collect();
            starting_with(&key, at, &texts)
        }
    };
    if let Some(item) = target.and_then(|index| items.get(index)) {
        event.prevent_default();
        let _ = item.focus();
    }
}

fn items(event: &KeyboardEvent) -> Vec<web_sys::HtmlElement> {
    let menu = event.current_target().and_then(|menu| menu.dyn_into::<web_sys::Element>().ok());
    let found =
        menu.and_then(|menu| menu.query_selector_all("[role^=menuitem]:not([aria-disabled=true])").ok());
    let found = found.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.item(index)));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Where an arrow leads from where one is; round at the ends.
fn step(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (key, at) {
        ("Home", _) | ("ArrowDown", None) => 0,
        ("End", _) | ("ArrowUp", None) => last,
        ("ArrowDown", Some(at)) => (at + 1) % count,
        (_, Some(at)) => at.checked_sub(1).unwrap_or(last),
        (_, None) => 0,
    })
}

/// The next item that begins with a letter.
fn starting_with(key: &str, at: Option<usize>, texts: &[String]) -> Option<usize> {
    let mut letters = key.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?.to_lowercase().next()?;
    let begins = |text: &String| text.trim_start().to_lowercase().starts_with(letter);
    let from = at.map_or(0, |at| at + 1);
    (from..texts.len()).chain(0..from.min(texts.len())).find(|&index| begins(&texts[index]))
}

#[cfg(test)]
mod tests {
    use super::{starting_with, step};

    #[test]
    fn arrows_go_round() {
        assert_eq!(step("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step("ArrowUp", None, 3), Some(2));
        assert_eq!(step("End", Some(0), 3), Some(2));
        assert_eq!(step("ArrowDown", None, 0), None);
    }

    #[test]
    fn a_letter_finds_the_next_item_that_begins_with_it() {
        let texts = ["Ouvrir", "Assigner", "Autres"].map(str::to_owned);
        assert_eq!(starting_with("a", Some(1), &texts), Some(2));
        assert_eq!(starting_with("a", Some(2), &texts), Some(1));
        assert_eq!(starting_with("z", None, &texts), None);
        assert_eq!(starting_with("Shift", None, &texts), None);
    }
}
