use leptos::prelude::*;

use super::{Button, On, Show};
use crate::{
    i18n::use_i18n,
    language::{now, say},
    text::Text,
};

/// How many items a page holds.
pub const PAGE: i64 = 50;

/// Forward and back through the pages; the server knows only what comes next, so the way back is remembered.
#[component]
pub fn Pager(
    /// Where this page begins; at the first without.
    #[prop(into)]
    cursor: Signal<Option<String>>,
    /// Where the next page begins, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
    /// How many items this page has.
    #[prop(into)]
    count: Signal<usize>,
    #[prop(into)] label: Text,
    #[prop(into)] go: On<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let before = RwSignal::new(Vec::<Option<String>>::new());
    Effect::new(move || {
        if cursor.with(Option::is_none) {
            before.set(Vec::new());
        }
    });
    let goes_on = go.clone();
    let forward = Callback::new(move |()| {
        if let Some(next) = next.get_untracked() {
            before.update(|before| before.push(cursor.get_untracked()));
            goes_on.run(Some(next));
        }
    });
    let back = Callback::new(move |()| go.run(before.try_update(Vec::pop).flatten().flatten()));
    let shown = move || {
        let (from, to) = range(before.with(Vec::len), count.get());
        now!(i18n, ui.shown, from = from, to = to)
    };
    let at_start = move || cursor.with(Option::is_none);
    let many = move || next.with(Option::is_some) || !at_start();
    view! {
        <Show when=many>
            <nav class="more" aria-label=label.clone()>
                <Show when=move || !at_start()>
                    <Button icon="left" text=say!(i18n, ui.back) on_click=move || back.run(())/>
                </Show>
                <Show when=move || at_start() || !before.with(Vec::is_empty)><span>{shown}</span></Show>
                <Show when=move || next.with(Option::is_some)>
                    <Button icon="right" text=say!(i18n, ui.next) on_click=move || forward.run(())/>
                </Show>
            </nav>
        </Show>
    }
}

/// The first and last item shown, counted from one.
const fn range(pages_before: usize, count: usize) -> (usize, usize) {
    let start = pages_before * PAGE as usize;
    (start + 1, start + count)
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn pages_are_counted_in_items() {
        assert_eq!(range(0, 50), (1, 50));
        assert_eq!(range(2, 13), (101, 113));
    }
}
