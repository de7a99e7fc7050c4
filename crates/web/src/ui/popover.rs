use super::Show;
use crate::text::Text;
use leptos::{ev::MouseEvent, html, prelude::*, web_sys};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;

use crate::browser;

/// Where something floats: from a point, or below a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    left: f64,
    top: f64,
    /// Where it may end when it does not fit below.
    above: f64,
    /// Whether it ends, rather than starts, at `left`.
    ends: bool,
}

impl Place {
    /// At the pointer; at the row where a key asked.
    #[must_use]
    pub fn at(event: &MouseEvent) -> Self {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        match event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            Some(target) if x == 0.0 && y == 0.0 => Self::below(&target, false),
            _ => Self { left: x, top: y, above: y, ends: false },
        }
    }

    /// Below an element, from its start or to its end.
    #[must_use]
    pub fn below(element: &web_sys::Element, ends: bool) -> Self {
        let rect = element.get_bounding_client_rect();
        let left = if ends { rect.right() } else { rect.left() };
        Self { left, top: rect.bottom() + 4.0, above: rect.top() - 4.0, ends }
    }

    /// Below the element an event is about.
    #[must_use]
    pub fn below_target(event: &MouseEvent, ends: bool) -> Option<Self> {
        let target = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        Some(Self::below(&target, ends))
    }

    /// The corner for a box of this size in a window of that size.
    #[must_use]
    fn corner(self, (width, height): (f64, f64), (room_x, room_y): (f64, f64)) -> (f64, f64) {
        const EDGE: f64 = 8.0;
        let left = if self.ends { self.left - width } else { self.left };
        let fits_below = self.top + height + EDGE <= room_y;
        let top = if fits_below { self.top } else { self.above - height };
        (left.min(room_x - width - EDGE).max(EDGE), top.min(room_y - height - EDGE).max(EDGE))
    }
}

/// What had the focus before something opened, so that it gets it back.
#[derive(Clone)]
pub struct Return(SendWrapper<Option<web_sys::HtmlElement>>);

impl Return {
    /// Remembers what has the focus now.
    #[must_use]
    pub fn to_focused() -> Self {
        Self(SendWrapper::new(browser::focused()))
    }

    /// Gives the focus back, if nothing else took it.
    pub fn restore(&self) {
        let taken =
            browser::focused().is_some_and(|element| element.tag_name() != "BODY" && !is_floating(&element));
        if let Some(element) = self.0.as_ref().filter(|_| !taken) {
            let _ = element.focus();
        }
    }

    fn holds(&self, node: &web_sys::Node) -> bool {
        self.0.as_ref().is_some_and(|element| element.contains(Some(node)))
    }
}

fn is_floating(element: &web_sys::Element) -> bool {
    element.closest("[popover],dialog").ok().flatten().is_some()
}

/// A box that floats over the page until a key, a press elsewhere or its own content closes it.
#[component]
pub fn Popover(
    open: RwSignal<Option<Place>>,
    #[prop(default = "menu")] class: &'static str,
    role: &'static str,
    #[prop(into)] label: Text,
    /// What gets the focus on opening, as a selector.
    focus: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let content = StoredValue::new((label, children));
    let shown = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let (Some(element), Some(place)) = (shown.get(), open.get()) {
            show(&element, place, focus);
        }
    });
    let is_open = Memo::new(move |_| open.get().is_some());
    let body = move || {
        let back = Return::to_focused();
        close_on_press_elsewhere(open, shown, back.clone());
        on_cleanup(move || back.restore());
        let (label, children) = content.get_value();
        view! {
            <div
                node_ref=shown
                class=class
                role=role
                popover="manual"
                aria-label=label
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        event.stop_propagation();
                        open.set(None);
                    }
                }
            >
                {children()}
            </div>
        }
    };
    view! { <Show when=move || is_open.get()>{body()}</Show> }
}

fn show(element: &web_sys::HtmlElement, place: Place, focus: &str) {
    let _ = element.show_popover();
    let window = window();
    let room =
        |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64()).unwrap_or_default();
    let rect = element.get_bounding_client_rect();
    let (left, top) = place
        .corner((rect.width(), rect.height()), (room(window.inner_width()), room(window.inner_height())));
    let style = element.style();
    for (name, value) in [
        ("left", format!("{}px", left as i32)),
        ("top", format!("{}px", top as i32)),
        ("right", "auto".into()),
        ("bottom", "auto".into()),
    ] {
        let _ = style.set_property(name, &value);
    }
    let first = element.query_selector(focus).ok().flatten().and_then(|first| first.dyn_into().ok());
    let first: Option<web_sys::HtmlElement> = first;
    if let Some(first) = first {
        let _ = first.focus();
    }
}

fn close_on_press_elsewhere(open: RwSignal<Option<Place>>, shown: NodeRef<html::Div>, opener: Return) {
    let listener = window_event_listener(leptos::ev::pointerdown, move |event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()) else {
            return;
        };
        let inside = shown.get_untracked().is_some_and(|element| element.contains(Some(&target)));
        if !inside && !opener.holds(&target) {
            open.set(None);
        }
    });
    on_cleanup(move || listener.remove());
}

#[cfg(test)]
mod tests {
    use super::Place;

    const ROOM: (f64, f64) = (360.0, 640.0);

    #[test]
    fn a_box_stays_in_the_window() {
        let place = Place { left: 300.0, top: 100.0, above: 90.0, ends: false };
        assert_eq!(place.corner((200.0, 50.0), ROOM), (152.0, 100.0));
        let place = Place { left: 100.0, top: 100.0, above: 90.0, ends: true };
        assert_eq!(place.corner((200.0, 50.0), ROOM), (8.0, 100.0));
    }

    #[test]
    fn a_box_that_does_not_fit_below_opens_above() {
        let place = Place { left: 10.0, top: 620.0, above: 580.0, ends: false };
        assert_eq!(place.corner((100.0, 200.0), ROOM), (10.0, 380.0));
    }
}
