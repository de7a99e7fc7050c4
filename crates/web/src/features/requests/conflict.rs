//! What somebody else changed while one looked at a request.

use domain::RequestStatus;
use leptos::prelude::*;

use crate::{
    contract::{Assignee, Request},
    i18n::use_i18n,
    language::{Words, is_one, language, now, say},
    ui::{Banner, Button, Show, status_text},
};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Difference {
    Status(RequestStatus, RequestStatus),
    Assignees(Vec<String>, Vec<String>),
    Tags(Vec<String>, Vec<String>),
    /// Whether it is published now.
    Published(bool),
    Comments(usize),
    Words,
}

/// What differs between the request one sees and the one the server has.
pub(super) fn differences(seen: &Request, fresh: &Request) -> Vec<Difference> {
    let mut all = Vec::new();
    if seen.status != fresh.status {
        all.push(Difference::Status(seen.status, fresh.status));
    }
    let (before, after) = (names(seen.assignees.as_ref()), names(fresh.assignees.as_ref()));
    if before != after {
        all.push(Difference::Assignees(before, after));
    }
    let (before, after) = (tags(seen), tags(fresh));
    if before != after {
        all.push(Difference::Tags(before, after));
    }
    if let (Some(before), Some(after)) = (seen.published, fresh.published)
        && before != after
    {
        all.push(Difference::Published(after));
    }
    if fresh.comments > seen.comments {
        all.push(Difference::Comments(usize::try_from(fresh.comments - seen.comments).unwrap_or_default()));
    }
    if said(seen) != said(fresh) {
        all.push(Difference::Words);
    }
    all
}

fn names(people: Option<&Vec<Assignee>>) -> Vec<String> {
    people.into_iter().flatten().map(|person| person.name.clone()).collect()
}

fn said(request: &Request) -> impl PartialEq {
    (&request.title, &request.text, &request.requester, request.noticed_on)
}

fn tags(request: &Request) -> Vec<String> {
    request.tags.iter().flatten().map(|tag| tag.name.clone()).collect()
}

fn text(i18n: Words, difference: &Difference) -> String {
    let list = |names: &[String], none: &str| {
        if names.is_empty() { none.to_owned() } else { names.join(", ") }
    };
    match difference {
        Difference::Status(before, after) => {
            let label = now!(i18n, requests.status);
            format!(
                "{label}{} {} → {}",
                now!(i18n, ui.colon),
                status_text(i18n, *before),
                status_text(i18n, *after)
            )
        }
        Difference::Assignees(before, after) => {
            let (label, none) = (now!(i18n, requests.assigned), now!(i18n, requests.nobody));
            format!("{label}{} {} → {}", now!(i18n, ui.colon), list(before, none), list(after, none))
        }
        Difference::Tags(before, after) => {
            let (label, none) = (now!(i18n, requests.tags), now!(i18n, requests.no_tag));
            format!("{label}{} {} → {}", now!(i18n, ui.colon), list(before, none), list(after, none))
        }
        Difference::Published(true) => now!(i18n, requests.published).to_owned(),
        Difference::Published(false) => now!(i18n, requests.internal_only).to_owned(),
        Difference::Comments(count) => comments_text(i18n, *count),
        Difference::Words => now!(i18n, requests.words_changed).to_owned(),
    }
}

/// Says what differs and offers to show it; what is being typed stays.
#[component]
pub(super) fn Conflict(
    /// The request as shown, and as the server has it.
    found: RwSignal<Option<(Request, Request)>>,
    reload: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let list = move || {
        found.with(|found| {
            let (seen, fresh) = found.as_ref()?;
            let all = differences(seen, fresh);
            Some(all.iter().map(|one| text(i18n, one)).collect::<Vec<_>>().join(" · "))
        })
    };
    view! {
        <Show when=move || found.with(Option::is_some)>
            <Banner
                tone="amber"
                icon="history"
                title=say!(i18n, requests.conflict)
                text=move || format!("{}. {}", list().unwrap_or_default(), now!(i18n, requests.conflict_text))
            >
                <Button kind="sm" text=say!(i18n, requests.reload) on_click=move || reload.run(())/>
            </Banner>
        </Show>
    }
}

fn comments_text(i18n: Words, count: usize) -> String {
    if is_one(language(i18n), count) {
        now!(i18n, requests.new_comments_singular, count = count)
    } else {
        now!(i18n, requests.new_comments_plural, count = count)
    }
}

#[cfg(test)]
mod tests {
    use domain::RequestStatus;

    use super::{Difference, differences};
    use crate::features::requests::conversation::tests::request;

    #[test]
    fn a_conflict_names_what_changed_and_nothing_else() {
        let seen = request();
        let mut fresh = seen.clone();
        assert_eq!(differences(&seen, &fresh), []);
        fresh.status = RequestStatus::Done;
        fresh.comments += 1;
        (fresh.published, fresh.tags) = (Some(true), Some(Vec::new()));
        assert_eq!(
            differences(&seen, &fresh),
            [Difference::Status(RequestStatus::InProgress, RequestStatus::Done), Difference::Comments(1)]
        );
    }
}
