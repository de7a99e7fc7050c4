use crate::{
    contract::{Account, LinkState, UserState, UsernameFlaw},
    language::{Words, now},
    shell::full_name,
};

/// Whether an account is let in, in a word.
pub(super) fn state_text(i18n: Words, state: UserState) -> &'static str {
    match state {
        UserState::Active | UserState::Other => now!(i18n, users.active),
        UserState::Inactive => now!(i18n, users.inactive),
        UserState::Suspended => now!(i18n, users.suspended),
        UserState::Ended => now!(i18n, users.ended),
    }
}

/// The tone and the drawing of a state: shape and word say it too.
pub(super) const fn state_look(state: UserState) -> (&'static str, &'static str) {
    match state {
        UserState::Active | UserState::Other => ("green", "check"),
        UserState::Inactive => ("red", "x"),
        UserState::Suspended => ("amber", "clock"),
        UserState::Ended => ("amber", "calendar"),
    }
}

/// Why a username cannot be taken, and what to do.
pub(super) fn username_text(i18n: Words, flaw: UsernameFlaw) -> &'static str {
    match flaw {
        UsernameFlaw::Malformed | UsernameFlaw::Other => now!(i18n, users.username_malformed),
        UsernameFlaw::MixedScripts => now!(i18n, users.username_mixed_scripts),
        UsernameFlaw::Taken => now!(i18n, users.username_taken),
        UsernameFlaw::Confusable => now!(i18n, users.username_confusable),
    }
}

/// Where an invitation stands.
pub(super) fn invitation_text(i18n: Words, state: LinkState) -> &'static str {
    match state {
        LinkState::Waiting | LinkState::Other => now!(i18n, users.invitation_waiting),
        LinkState::Failed => now!(i18n, users.invitation_failed),
        LinkState::Sent => now!(i18n, users.invitation_sent),
        LinkState::Opened => now!(i18n, users.invitation_opened),
        LinkState::Used => now!(i18n, users.invitation_used),
        LinkState::Expired => now!(i18n, users.invitation_expired),
        LinkState::Cancelled => now!(i18n, users.invitation_cancelled),
    }
}

/// How somebody is called.
pub fn name_of(account: &Account) -> String {
    full_name(&account.first_name, &account.last_name)
}
