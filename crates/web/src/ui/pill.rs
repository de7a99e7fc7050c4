use domain::RequestStatus::{self, AwaitingAssignment, Cancelled, Done, InProgress, OnHold, Rejected};
use leptos::prelude::*;

use super::Icon;
use crate::{
    i18n::use_i18n,
    language::{Words, now},
};

/// A status: shape first, word second, colour third.
#[component]
pub fn StatusPill(
    #[prop(into)] status: Signal<RequestStatus>,
    /// `bare`, `lg` or both.
    #[prop(optional)]
    kind: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class=format!("pill {kind}") data-status=move || status_data(status.get())>
            {move || view! { <Icon name=status_icon(status.get())/> }}
            <span>{move || status_text(i18n, status.get())}</span>
        </span>
    }
}

/// The shape of a status, coloured, for a menu.
#[component]
pub fn StatusGlyph(status: RequestStatus) -> impl IntoView {
    view! {
        <svg class="icon glyph" aria-hidden="true" data-status=status_data(status)>
            <use_ href=format!("#{}", status_icon(status))></use_>
        </svg>
    }
}

/// Says that the screens speak to requesters: they read « Reçue » where a manager reads « À assigner ».
#[derive(Clone, Copy)]
pub struct ToRequesters;

/// The name of a status for people.
#[must_use]
pub fn status_text(i18n: Words, status: RequestStatus) -> &'static str {
    match status {
        AwaitingAssignment if use_context::<ToRequesters>().is_some() => now!(i18n, status.received),
        AwaitingAssignment => now!(i18n, status.awaiting_assignment),
        InProgress => now!(i18n, status.in_progress),
        OnHold => now!(i18n, status.on_hold),
        Done => now!(i18n, status.done),
        Rejected => now!(i18n, status.rejected),
        Cancelled => now!(i18n, status.cancelled),
    }
}

/// The value of `data-status`.
#[must_use]
pub const fn status_data(status: RequestStatus) -> &'static str {
    match status {
        AwaitingAssignment => "awaiting",
        InProgress => "progress",
        OnHold => "hold",
        Done => "done",
        Rejected => "rejected",
        Cancelled => "cancelled",
    }
}

/// The drawing of a status.
#[must_use]
pub const fn status_icon(status: RequestStatus) -> &'static str {
    match status {
        AwaitingAssignment => "st-awaiting",
        InProgress => "st-progress",
        OnHold => "st-hold",
        Done => "st-done",
        Rejected => "st-rejected",
        Cancelled => "st-cancelled",
    }
}
