use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::filter::{Filter, PAGE};
use crate::{
    contract::RequestPage,
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Show},
};

/// Forward and back through the pages; the server knows only what comes next, so the way back is remembered.
#[component]
pub(super) fn Pager(page: RwSignal<Option<RequestPage>>, filter: Memo<Filter>) -> impl IntoView {
    let i18n = use_i18n();
    let navigate = use_navigate();
    let go = Callback::new(move |cursor: Option<String>| {
        let to = Filter { cursor, ..filter.get_untracked() };
        navigate(&to.path(), NavigateOptions::default());
    });
    let before = RwSignal::new(Vec::<Option<String>>::new());
    Effect::new(move || {
        if filter.with(|filter| filter.cursor.is_none()) {
            before.set(Vec::new());
        }
    });
    let next = move || page.with(|page| page.as_ref().and_then(|page| page.next.clone()));
    let forward = move || {
        if let Some(next) = untrack(next) {
            before.update(|before| before.push(filter.with_untracked(|filter| filter.cursor.clone())));
            go.run(Some(next));
        }
    };
    let back = move || go.run(before.try_update(Vec::pop).flatten().flatten());
    let shown = move || {
        let count = page.with(|page| page.as_ref().map_or(0, |page| page.items.len()));
        let (from, to) = range(before.with(Vec::len), count);
        now!(i18n, requests.shown, from = from, to = to)
    };
    let at_start = move || filter.with(|filter| filter.cursor.is_none());
    let many = move || next().is_some() || !at_start();
    view! {
        <Show when=many>
            <nav class="more" aria-label=say!(i18n, requests.pages)>
                <Show when=move || !at_start()>
                    <Button icon="left" text=say!(i18n, requests.back) on_click=back/>
                </Show>
                <Show when=move || at_start() || !before.with(Vec::is_empty)><span>{shown}</span></Show>
                <Show when=move || next().is_some()>
                    <Button icon="right" text=say!(i18n, requests.next) on_click=forward/>
                </Show>
            </nav>
        </Show>
    }
}

/// The first and last request shown, counted from one.
const fn range(pages_before: usize, count: usize) -> (usize, usize) {
    let start = pages_before * PAGE as usize;
    (start + 1, start + count)
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn pages_are_counted_in_requests() {
        assert_eq!(range(0, 50), (1, 50));
        assert_eq!(range(2, 13), (101, 113));
    }
}
