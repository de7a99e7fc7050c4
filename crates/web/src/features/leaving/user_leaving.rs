use leptos::prelude::*;

use super::{deletion::Deletion, open_work::OpenWork, work::Leaver};
use crate::{
    contract::{self, StandingInput},
    features::users::{Desk, name_of},
    i18n::use_i18n,
    language::{Words, now, say},
    ui::{Button, Dialog, Show},
};

/// What to settle before an account is closed or deleted.
#[component]
pub fn UserLeaving() -> impl IntoView {
    let (i18n, desk) = (use_i18n(), expect_context::<Desk>());
    let Some(account) = desk.account() else { return ().into_any() };
    let name = desk.of(name_of);
    let called = move || name.get().unwrap_or_default();
    provide_context(Leaver { id: account.id, name: Signal::derive(called) });
    let deleting = RwSignal::new(false);
    let may_go =
        desk.is(|account| account.locked_by.is_none() && !account.own && !account.super_administrator);
    let active = desk.is(|account| account.active);
    view! {
        <div class="pad stack above leaving">
            <OpenWork/>
            <Show when=move || may_go.get()>
                <section class="stack tight" aria-labelledby="closing">
                    <h2 id="closing">{say!(i18n, leaving.closing)}</h2>
                    <p class="muted">{say!(i18n, leaving.closing_text)}</p>
                    <div class="row">
                        <Show when=move || active.get()>
                            <Button icon="lock" text=say!(i18n, leaving.close) on_click=move || deactivate(i18n, desk)/>
                        </Show>
                        <Button icon="trash" kind="danger" text=say!(i18n, leaving.delete)
                            on_click=move || deleting.set(true)/>
                    </div>
                </section>
            </Show>
            <Dialog open=deleting id="d-delete-user" title=move || now!(i18n, leaving.delete_title, name = called())>
                {desk.account().map(|account| view! { <Deletion account=account asking=deleting/> })}
            </Dialog>
        </div>
    }
    .into_any()
}

fn deactivate(i18n: Words, desk: Desk) {
    let Some(account) = desk.account() else { return };
    let name = name_of(&account);
    let body =
        StandingInput { active: false, suspended_until: account.suspended_until, ends_at: account.ends_at };
    let call =
        async move { contract::change_user_standing(account.id, account.version, &body).await.map(Some) };
    desk.act(call, move || now!(i18n, leaving.closed, name = name));
}
