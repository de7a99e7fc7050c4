use leptos::{prelude::*, task::spawn_local};

use crate::{
    i18n::use_i18n,
    language::say,
    session::Session,
    ui::{Act, Button, Dialog, Toasts, problem_text},
};

/// The way out of this browser.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let i18n = use_i18n();
    let out = way_out(false);
    view! {
        <section class="row">
            <Button icon="logout" text=say!(i18n, shell.log_out) on_click=move || out.run()/>
        </section>
    }
}

/// The way out of every browser.
#[component]
pub(super) fn LeaveEverywhere() -> impl IntoView {
    let i18n = use_i18n();
    let (asking, out) = (RwSignal::new(false), way_out(true));
    view! {
        <Button kind="ghost" text=say!(i18n, account.everywhere) on_click=move || asking.set(true)/>
        <Dialog open=asking id="d-everywhere" title=say!(i18n, account.everywhere_title)>
            <div class="body"><p>{say!(i18n, account.everywhere_text)}</p></div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || asking.set(false)/>
                <Button kind="danger" text=say!(i18n, account.everywhere) on_click=out.clone()/>
            </footer>
        </Dialog>
    }
}

fn way_out(everywhere: bool) -> Act {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    Act::from(move || {
        spawn_local(async move {
            if let Err(problem) = session.log_out(everywhere).await {
                toasts.warn(problem_text(i18n, &problem));
            }
        });
    })
}
