//! Arrow keys in the tree: up and down from line to line, right opens and goes in, left closes and goes out.

use leptos::{ev::KeyboardEvent, web_sys};
use wasm_bindgen::JsCast as _;

/// A line that one can stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    depth: usize,
    /// Whether it is open; none where there is nothing to open.
    open: Option<bool>,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    To(usize),
    /// Opens or closes the line one stands on.
    Turn,
}

/// Where a key leads from a line.
pub(super) fn step(key: &str, at: usize, stops: &[Stop]) -> Option<Step> {
    let here = stops.get(at)?;
    let below = (at + 1 < stops.len()).then_some(Step::To(at + 1));
    match (key, here.open) {
        ("ArrowDown", _) => below,
        ("ArrowUp", _) => at.checked_sub(1).map(Step::To),
        ("Home", _) => Some(Step::To(0)),
        ("End", _) => Some(Step::To(stops.len() - 1)),
        ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => Some(Step::Turn),
        ("ArrowRight", Some(true)) => below.filter(|_| stops[at + 1].depth > here.depth),
        ("ArrowLeft", _) => stops[..at].iter().rposition(|stop| stop.depth < here.depth).map(Step::To),
        _ => None,
    }
}

/// Obeys a key that was pressed on a line.
pub(super) fn travel(event: &KeyboardEvent) {
    let lines = lines(event);
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let Some(at) =
        lines.iter().position(|line| target.as_ref().is_some_and(|it| line.is_same_node(Some(it))))
    else {
        return;
    };
    let stops: Vec<Stop> = lines.iter().map(stop).collect();
    match step(&event.key(), at, &stops) {
        Some(Step::To(to)) => {
            let _ = lines[to].focus();
        }
        Some(Step::Turn) => lines[at].click(),
        None => return,
    }
    event.prevent_default();
}

fn stop(line: &web_sys::HtmlElement) -> Stop {
    let depth = line.get_attribute("data-depth").and_then(|depth| depth.parse().ok()).unwrap_or_default();
    Stop { depth, open: line.get_attribute("aria-expanded").map(|open| open == "true") }
}

fn lines(event: &KeyboardEvent) -> Vec<web_sys::HtmlElement> {
    let tree = event.current_target().and_then(|tree| tree.dyn_into::<web_sys::Element>().ok());
    let found = tree.and_then(|tree| tree.query_selector_all("[data-node]").ok());
    let found = found.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.item(index)));
    found.filter_map(|node| node.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Step, Stop, step};

    const SITE: Stop = Stop { depth: 2, open: None };
    const CLOSED: Stop = Stop { depth: 1, open: Some(false) };
    const OPEN: Stop = Stop { depth: 1, open: Some(true) };

    #[test]
    fn up_and_down_go_from_line_to_line_and_stop_at_the_ends() {
        let lines = [OPEN, SITE, CLOSED];
        assert_eq!(step("ArrowDown", 0, &lines), Some(Step::To(1)));
        assert_eq!(step("ArrowDown", 2, &lines), None);
        assert_eq!(step("ArrowUp", 0, &lines), None);
        assert_eq!(step("End", 0, &lines), Some(Step::To(2)));
    }

    #[test]
    fn right_opens_then_goes_in_and_left_goes_out_then_closes() {
        let lines = [CLOSED, OPEN, SITE, SITE];
        assert_eq!(step("ArrowRight", 0, &lines), Some(Step::Turn));
        assert_eq!(step("ArrowRight", 1, &lines), Some(Step::To(2)));
        assert_eq!(step("ArrowRight", 2, &lines), None);
        assert_eq!(step("ArrowLeft", 3, &lines), Some(Step::To(1)));
        assert_eq!(step("ArrowLeft", 1, &lines), Some(Step::Turn));
        assert_eq!(step("ArrowRight", 1, &[CLOSED, OPEN, CLOSED]), None, "an open group without sites");
    }
}
