use domain::RequestStatus;
use leptos::prelude::*;

use super::status_data;

/// How far a request has climbed: received, taken on, done.
#[component]
pub fn Climb(#[prop(into)] status: Signal<RequestStatus>) -> impl IntoView {
    view! {
        <svg
            class="climb"
            viewBox="0 0 36 28"
            aria-hidden="true"
            data-at=move || landing(status.get())
            data-status=move || status_data(status.get())
        >
            <rect class="p1" x="1" y="20" width="34" height="7" rx="1.5"></rect>
            <rect class="p2" x="12" y="10.5" width="23" height="7" rx="1.5"></rect>
            <rect class="p3" x="23" y="1" width="12" height="7" rx="1.5"></rect>
        </svg>
    }
}

/// A level of the pyramid, as a landing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    Everywhere,
    Group,
    Site,
}

/// The landing that a right comes from, or that something stands on.
#[component]
pub fn Landing(floor: Floor) -> impl IntoView {
    let here = move |one: Floor| (one == floor).then_some("here");
    view! {
        <svg class="climb landing" viewBox="0 0 36 28" aria-hidden="true">
            <rect class=here(Floor::Site) x="1" y="20" width="34" height="7" rx="1.5"></rect>
            <rect class=here(Floor::Group) x="12" y="10.5" width="23" height="7" rx="1.5"></rect>
            <rect class=here(Floor::Everywhere) x="23" y="1" width="12" height="7" rx="1.5"></rect>
        </svg>
    }
}

/// The three landings, climbed by nobody: for an empty list.
#[component]
pub fn Steps() -> impl IntoView {
    view! {
        <svg class="climb steps" viewBox="0 0 36 28" aria-hidden="true">
            <rect x="1" y="20" width="34" height="7" rx="1.5"></rect>
            <rect x="12" y="10.5" width="23" height="7" rx="1.5"></rect>
            <rect x="23" y="1" width="12" height="7" rx="1.5"></rect>
        </svg>
    }
}

const fn landing(status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::AwaitingAssignment => "1",
        RequestStatus::InProgress | RequestStatus::OnHold => "2",
        RequestStatus::Done | RequestStatus::Rejected | RequestStatus::Cancelled => "3",
    }
}
