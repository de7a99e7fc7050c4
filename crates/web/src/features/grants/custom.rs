use leptos::prelude::*;

use super::board::{Board, Known};
use crate::{
    language::{Words, is_one, language, now, say},
    ui::{Banner, Button, Dialog, Show},
};

/// Says that somebody has permissions of their own beside the roles, and takes them back [PL-4].
#[component]
pub(super) fn Custom(board: Board) -> impl IntoView {
    let (i18n, load, giving) = (board.i18n, board.load, board.giving);
    let asking = RwSignal::new(false);
    let counts =
        Memo::new(move |_| load.data.with(|known| known.as_ref().map(Known::deviations).unwrap_or_default()));
    let text = move || {
        let (on, off) = counts.get();
        let parts = [(on > 0).then(|| added_text(i18n, on)), (off > 0).then(|| removed_text(i18n, off))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ") + "."
    };
    let board = StoredValue::new(board);
    let back = move || {
        asking.set(false);
        board.with_value(Board::back_to_roles);
    };
    view! {
        <Show when=move || counts.get() != (0, 0)>
            <Banner tone="amber" icon="shield" title=say!(i18n, grants.custom) text=text>
                <Show when=move || giving.anywhere()>
                    <Button kind="ghost sm" text=say!(i18n, grants.back_to_roles) on_click=move || asking.set(true)/>
                </Show>
            </Banner>
        </Show>
        <Dialog open=asking id="d-plain" title=say!(i18n, grants.back_to_roles)>
            <div class="body"><p>{say!(i18n, grants.back_text)}</p></div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.set(false)/>
                <Button kind="danger" text=say!(i18n, grants.back_to_roles) on_click=back/>
            </footer>
        </Dialog>
    }
}

fn added_text(i18n: Words, count: usize) -> String {
    match is_one(language(i18n), count) {
        true => now!(i18n, grants.added_singular, count = count),
        false => now!(i18n, grants.added_plural, count = count),
    }
}

fn removed_text(i18n: Words, count: usize) -> String {
    match is_one(language(i18n), count) {
        true => now!(i18n, grants.removed_singular, count = count),
        false => now!(i18n, grants.removed_plural, count = count),
    }
}
