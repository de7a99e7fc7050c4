use leptos::prelude::*;

use super::{Act, Banner, Button};
use crate::{
    client::Problem,
    i18n::use_i18n,
    language::{Words, now, say},
};

/// What a problem means to the person in front of it, and how to mend it.
#[must_use]
pub fn problem_text(i18n: Words, problem: &Problem) -> String {
    let text = match problem.slug.as_str() {
        "outdated" => now!(i18n, problem.outdated),
        "offline" => now!(i18n, problem.offline),
        "wrong-credentials" => now!(i18n, problem.wrong_credentials),
        "not-authenticated" => now!(i18n, problem.not_authenticated),
        "refused" => now!(i18n, problem.refused),
        "out-of-sight" => now!(i18n, problem.out_of_sight),
        "password-pending" => now!(i18n, problem.password_pending),
        "terms-pending" => now!(i18n, problem.terms_pending),
        "not-found" => now!(i18n, problem.not_found),
        "forbidden-move" => now!(i18n, problem.forbidden_move),
        "already-set-up" => now!(i18n, problem.already_set_up),
        "precondition-failed" => now!(i18n, problem.stale),
        "throttled" => now!(i18n, problem.throttled),
        "unavailable" => now!(i18n, problem.unavailable),
        "invalid-body" => now!(i18n, problem.invalid_body),
        "conflict" => return problem.detail.clone(),
        _ => return format!("{} {}", now!(i18n, problem.internal), problem.request_id).trim_end().to_owned(),
    };
    text.to_owned()
}

/// A part of a page that could not be read.
#[component]
pub fn Failure(
    problem: Problem,
    /// Tries again.
    #[prop(into)]
    again: Act,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Banner
            tone="red"
            icon="alert"
            title=say!(i18n, problem.title)
            text=move || problem_text(i18n, &problem)
        >
            <Button kind="sm" text=say!(i18n, ui.retry) on_click=move || again.run()/>
        </Banner>
    }
}
