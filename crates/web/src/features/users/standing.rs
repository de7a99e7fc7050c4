use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{
    dialogs::{Ask, Dialogs},
    sheet::Desk,
    table::StateBadge,
};
use crate::{
    contract::UserState,
    dates,
    features::grants::last_day,
    language::{Words, language, say},
    ui::{Button, Show},
};

/// Whether the account is let in, and until when [PO-7, CT-8].
#[component]
pub(super) fn StandingPart(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let ask = RwSignal::new(None::<Ask>);
    let state = desk.of(|account| account.state);
    let suspended = desk.of(|account| account.suspended_until);
    let ends = desk.of(|account| account.ends_at);
    let changeable =
        desk.is(|account| account.locked_by.is_none() && !account.own && !account.super_administrator);
    let held = desk.is(|account| account.super_administrator);
    let own = desk.is(|account| account.own && !account.super_administrator);
    view! {
        <section class="stack tight" aria-labelledby="standing">
            <h2 id="standing">{say!(i18n, users.standing)}</h2>
            <dl class="props">
                <dt>{say!(i18n, users.state)}</dt>
                <dd><StateBadge state=Signal::derive(move || state.get().unwrap_or(UserState::Active))/></dd>
                {move || day(i18n, suspended.get().flatten()).map(|day| view! {
                    <dt>{say!(i18n, users.suspended_through)}</dt><dd>{day}</dd>
                })}
                {move || day(i18n, ends.get().flatten()).map(|day| view! {
                    <dt>{say!(i18n, users.ends_after)}</dt><dd>{day}</dd>
                })}
            </dl>
            <Show when=move || held.get()><p class="muted small">{say!(i18n, users.super_stays)}</p></Show>
            <Show when=move || own.get()><p class="muted small">{say!(i18n, users.not_yourself)}</p></Show>
            <Show when=move || changeable.get()>
                <Button icon="lock" text=say!(i18n, users.change_standing) on_click=move || ask.set(Some(Ask::Standing))/>
            </Show>
            <Dialogs desk=desk ask=ask/>
        </section>
    }
}

fn day(i18n: Words, until: Option<DateTime<Utc>>) -> Option<String> {
    last_day(until).map(|day| dates::full_date(day, language(i18n)))
}
