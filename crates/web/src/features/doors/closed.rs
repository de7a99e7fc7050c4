use leptos::prelude::*;

use super::{
    frame::Heading,
    words::{forgotten_by, login_as},
};
use crate::{
    contract::{AccountLink, LinkKind, LinkState},
    dates,
    i18n::use_i18n,
    language::{language, now, say},
    text::Text,
};

/// What there is to do next, for whoever holds a link that opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    LogIn,
    AskAgain,
    Account,
    /// Only whoever invites can do something.
    Nothing,
}

impl Next {
    const fn after(state: LinkState, kind: LinkKind) -> Self {
        match (state, kind) {
            (LinkState::Used, LinkKind::EmailChange) | (LinkState::Expired, LinkKind::EmailChange) => {
                Self::Account
            }
            (LinkState::Expired, LinkKind::PasswordReset) => Self::AskAgain,
            (LinkState::Expired, _) => Self::Nothing,
            _ => Self::LogIn,
        }
    }
}

/// A link that was used, ran out, or that another one replaced.
#[component]
pub(super) fn Closed(link: AccountLink) -> impl IntoView {
    let i18n = use_i18n();
    let (title, text) = words(&link);
    let next = Next::after(link.state, link.kind);
    view! {
        <div class="middle stack loose">
            <Heading title=title text=text/>
            {match next {
                Next::LogIn => view! {
                    <a class="btn primary lg wide" href=login_as(&link.username)>{say!(i18n, login.submit)}</a>
                    <p class="small"><a href=forgotten_by(&link.username)>{say!(i18n, login.forgotten)}</a></p>
                }.into_any(),
                Next::AskAgain => view! {
                    <a class="btn primary lg wide" href=forgotten_by(&link.username)>{say!(i18n, doors.ask_again)}</a>
                }.into_any(),
                Next::Account => view! {
                    <a class="btn primary lg wide" href="/account/email">{say!(i18n, doors.my_address)}</a>
                }.into_any(),
                Next::Nothing => view! {
                    <a class="btn lg wide" href=login_as(&link.username)>{say!(i18n, login.submit)}</a>
                }.into_any(),
            }}
        </div>
    }
}

/// What happened to it, and what to do.
fn words(link: &AccountLink) -> (Text, Text) {
    let i18n = use_i18n();
    let email = link.email.clone();
    let until = dates::local(link.expires_at);
    match (link.state, link.kind) {
        (LinkState::Used, LinkKind::EmailChange) => (
            say!(i18n, doors.used).into(),
            (move || now!(i18n, doors.used_email, email = email.as_str())).into(),
        ),
        (LinkState::Used, _) => (say!(i18n, doors.used).into(), say!(i18n, doors.used_text).into()),
        (LinkState::Expired, kind) => (
            say!(i18n, doors.expired).into(),
            (move || {
                let at = dates::full(until, language(i18n));
                match kind {
                    LinkKind::PasswordReset => now!(i18n, doors.expired_reset, at = at.as_str()),
                    LinkKind::EmailChange => now!(i18n, doors.expired_email, at = at.as_str()),
                    _ => now!(i18n, doors.expired_invitation, at = at.as_str()),
                }
            })
            .into(),
        ),
        _ => (say!(i18n, doors.cancelled).into(), say!(i18n, doors.cancelled_text).into()),
    }
}

/// A link that never was, or that lost a part on its way.
#[component]
pub(super) fn Unknown() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="middle stack loose">
            <Heading title=say!(i18n, doors.unknown) text=say!(i18n, doors.unknown_text)/>
            <a class="btn lg wide" href="/login">{say!(i18n, login.submit)}</a>
            <p class="small"><a href="/forgotten">{say!(i18n, login.forgotten)}</a></p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::Next;
    use crate::contract::{LinkKind, LinkState};

    #[test]
    fn whoever_has_a_password_logs_in_and_whoever_waited_too_long_asks_whom_they_can() {
        assert_eq!(Next::after(LinkState::Used, LinkKind::Invitation), Next::LogIn);
        assert_eq!(Next::after(LinkState::Cancelled, LinkKind::PasswordReset), Next::LogIn);
        assert_eq!(Next::after(LinkState::Expired, LinkKind::PasswordReset), Next::AskAgain);
        assert_eq!(Next::after(LinkState::Expired, LinkKind::Invitation), Next::Nothing);
        assert_eq!(Next::after(LinkState::Expired, LinkKind::EmailChange), Next::Account);
    }
}
