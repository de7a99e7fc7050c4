use leptos::prelude::*;

use crate::{
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::{Words, now, say},
    ui::Dialog,
};

/// The keys, on `?`.
#[component]
pub(super) fn Help() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let keys = expect_context::<Keys>();
    keys.on(move |command| {
        if command == Command::Help {
            open.set(true);
        }
    });
    let row = |(keys, text): (&'static str, &'static str)| {
        let keys = keys.split(' ').map(|key| view! { <kbd class="kbd">{key}</kbd> }).collect_view();
        view! { <dt><span class="keys">{keys}</span></dt><dd>{text}</dd> }
    };
    view! {
        <Dialog open=open id="d-help" title=say!(i18n, help.title)>
            <div class="body">
                <dl class="props">{move || table(i18n).into_iter().map(row).collect_view()}</dl>
                <p class="muted small">{say!(i18n, help.off)}</p>
            </div>
        </Dialog>
    }
}

fn table(i18n: Words) -> [(&'static str, &'static str); 13] {
    [
        ("N", now!(i18n, help.new_request)),
        ("G A", now!(i18n, help.go_home)),
        ("G D", now!(i18n, help.go_requests)),
        ("J K", now!(i18n, help.travel)),
        ("↵", now!(i18n, help.open)),
        ("A", now!(i18n, help.assign)),
        ("S", now!(i18n, help.status)),
        ("E", now!(i18n, help.tag)),
        ("W", now!(i18n, help.access)),
        ("C", now!(i18n, help.reply)),
        ("⇧ C", now!(i18n, help.remark)),
        ("Ctrl ↵", now!(i18n, help.send)),
        ("?", now!(i18n, help.help)),
    ]
}
