use std::time::Duration;

use leptos::prelude::*;

use super::{
    head::can_be_invited,
    sheet::{Desk, is_waiting},
    words::invitation_text,
};
use crate::{
    contract::{self, Invitation, LinkState},
    dates,
    language::{Words, language, now, say},
    load::every,
    ui::{Button, Icon, Show},
};

/// Soon enough that whoever invites sees the mail go out.
const LOOKS_AGAIN: Duration = Duration::from_secs(2);

/// Where the invitation stands, and the way to send one [PP-10].
#[component]
pub(super) fn InvitationPart(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let invitation = desk.of(|account| account.invitation.clone());
    let (offered, locked) = (desk.is(can_be_invited), desk.is(|account| account.locked_by.is_some()));
    let waiting = desk.is(is_waiting);
    Effect::new(move || {
        if waiting.get() {
            every(LOOKS_AGAIN, move || desk.load.again());
        }
    });
    let label = move || match invitation.get().flatten() {
        Some(_) => now!(i18n, users.invite_again),
        None => now!(i18n, users.invite),
    };
    let loud = Memo::new(move |_| invitation.with(|one| matches!(one, Some(None))));
    let button = move || {
        let kind = if loud.get() { "primary" } else { "" };
        view! { <Button kind=kind icon="send" text=label on_click=move || invite(desk)/> }
    };
    view! {
        <Show when=move || offered.get() || invitation.get().flatten().is_some()>
            <section class="stack tight" aria-labelledby="invitation">
                <h2 id="invitation">{say!(i18n, users.invitation)}</h2>
                <div role="status">
                    {move || invitation.get().flatten().map(|one| told(i18n, one))}
                </div>
                <Show when=move || loud.get()><p class="muted">{say!(i18n, users.invite_text)}</p></Show>
                <Show when=move || offered.get() && !locked.get()>{button}</Show>
            </section>
        </Show>
    }
}

/// Sends an invitation; one sent before works no more.
pub(super) fn invite(desk: Desk) {
    let Some(account) = desk.account() else { return };
    let call = async move { contract::invite_user(account.id).await.map(Some) };
    desk.act(call, move || now!(desk.i18n, users.invited, address = account.email));
}

fn told(i18n: Words, one: Invitation) -> AnyView {
    let (tone, icon) = look(one.state);
    let said =
        |at: chrono::DateTime<chrono::Utc>| dates::moment(dates::local(at), dates::now(), language(i18n));
    let until = one.expires_at;
    let open = matches!(one.state, LinkState::Waiting | LinkState::Sent | LinkState::Opened);
    let sent = one.sent_at.map(said).map(|at| now!(i18n, users.sent_at, at = at));
    let expires = open.then(|| now!(i18n, users.valid_until, at = said(until)));
    view! {
        <p>
            <span class="badge" data-tone=tone><Icon name=icon/>{invitation_text(i18n, one.state)}</span>
            " " <span class="muted">{one.email}</span>
        </p>
        <p class="muted small">{[sent, expires].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
    }
    .into_any()
}

const fn look(state: LinkState) -> (&'static str, &'static str) {
    match state {
        LinkState::Waiting | LinkState::Other => ("grey", "clock"),
        LinkState::Sent => ("blue", "send"),
        LinkState::Opened => ("blue", "eye"),
        LinkState::Used => ("green", "check"),
        LinkState::Failed => ("red", "alert"),
        LinkState::Expired | LinkState::Cancelled => ("amber", "x"),
    }
}
