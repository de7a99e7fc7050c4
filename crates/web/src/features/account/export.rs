use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser, contract,
    i18n::use_i18n,
    language::{now, say},
    ui::{Button, Toasts, problem_text},
};

/// What is kept about oneself, as a file.
#[component]
pub(super) fn Export() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let busy = RwSignal::new(false);
    let fetch = move || {
        busy.set(true);
        spawn_local(async move {
            match contract::export_my_data().await {
                Ok(data) => browser::save(now!(i18n, account.export_file), "application/json", &data),
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <section class="stack tight" aria-labelledby="export">
            <h2 id="export">{say!(i18n, account.export)}</h2>
            <p class="muted">{say!(i18n, account.export_text)}</p>
            <div><Button icon="download" text=say!(i18n, account.export_now) busy=busy on_click=fetch/></div>
        </section>
    }
}
