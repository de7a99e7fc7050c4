use leptos::prelude::*;
use uuid::Uuid;

use super::{
    reason::{NearReasons, Reasons},
    words::action_text,
};
use crate::{
    contract::{self, AccountState, Action, Explanation, Question},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Failure, Show, TextSkeleton},
};

/// What an explanation comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Yes,
    /// The rights would do; the request is not at a point where it can be done.
    NotAtThisPoint,
    /// The account itself is shut.
    Shut(AccountState),
    /// What lacks is to see the request.
    Unseen,
    Lacks(Action),
}

fn verdict(told: &Explanation, asked: Action, offered: bool) -> Verdict {
    match (told.allowed, told.missing) {
        (true, _) if offered => Verdict::Yes,
        (true, _) => Verdict::NotAtThisPoint,
        (false, _) if told.state != AccountState::Open => Verdict::Shut(told.state),
        (false, Some(Action::ViewRequest)) if asked != Action::ViewRequest => Verdict::Unseen,
        (false, missing) => Verdict::Lacks(missing.unwrap_or(asked)),
    }
}

/// Why who is looking may do something to a request, or why not.
#[component]
pub(super) fn Answer(id: Uuid, action: Action, offered: bool) -> impl IntoView {
    let question = Question { action, node_id: None, request_id: Some(id), user_id: None };
    let told = Load::new(move || {
        let question = question.clone();
        async move { contract::explain_authorization(&question).await }
    });
    view! {
        <div class="because">
            <Show when=move || told.slow.get()><TextSkeleton/></Show>
            {move || told.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || told.again()/>
            })}
            {move || told.data.get().map(|told| view! { <Why told=told action=action offered=offered/> })}
        </div>
    }
}

#[component]
fn Why(told: Explanation, action: Action, offered: bool) -> impl IntoView {
    let i18n = use_i18n();
    let verdict = verdict(&told, action, offered);
    let nearly = (!told.allowed && !told.nearly.is_empty()).then_some(told.nearly);
    let hopeless = matches!(verdict, Verdict::Lacks(_) | Verdict::Unseen) && nearly.is_none();
    let several = told.by.len() > 1;
    view! {
        <p>{move || verdict_text(i18n, verdict, several)}</p>
        <Reasons all=told.by/>
        {nearly.map(|nearly| view! { <p>{say!(i18n, access.nearly)}</p> <NearReasons all=nearly/> })}
        {hopeless.then(|| view! { <p>{say!(i18n, access.nothing_near)}</p> })}
    }
}

fn verdict_text(i18n: Words, verdict: Verdict, several: bool) -> String {
    let text = match verdict {
        Verdict::Yes if several => now!(i18n, access.for_each_reason),
        Verdict::Yes => now!(i18n, access.for_this_reason),
        Verdict::NotAtThisPoint => now!(i18n, access.not_at_this_point),
        Verdict::Unseen => now!(i18n, access.unseen),
        Verdict::Lacks(action) => return now!(i18n, access.lacks, action = action_text(i18n, action)),
        Verdict::Shut(AccountState::TermsPending) => now!(i18n, access.terms_pending),
        Verdict::Shut(AccountState::PasswordPending) => now!(i18n, access.password_pending),
        Verdict::Shut(AccountState::Suspended) => now!(i18n, access.suspended),
        Verdict::Shut(AccountState::Ended) => now!(i18n, access.ended),
        Verdict::Shut(_) => now!(i18n, access.inactive),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};
    use crate::{
        contract::{AccountState, Action, Explanation},
        features::authorization::reason::tests::reason,
    };

    fn no(missing: Option<Action>) -> Explanation {
        Explanation {
            allowed: false,
            by: Vec::new(),
            missing,
            nearly: Vec::new(),
            seen_by: Vec::new(),
            state: AccountState::Open,
        }
    }

    #[test]
    fn a_right_that_the_page_does_not_offer_waits_for_another_status() {
        let yes = Explanation { allowed: true, by: vec![reason()], ..no(None) };
        assert_eq!(verdict(&yes, Action::CancelRequest, true), Verdict::Yes);
        assert_eq!(verdict(&yes, Action::CancelRequest, false), Verdict::NotAtThisPoint);
    }

    #[test]
    fn a_no_names_the_account_before_the_permission_and_seeing_before_doing() {
        let shut = Explanation { state: AccountState::Suspended, ..no(None) };
        assert_eq!(verdict(&shut, Action::EditRequest, false), Verdict::Shut(AccountState::Suspended));
        let edit = no(Some(Action::EditRequest));
        assert_eq!(verdict(&edit, Action::EditRequest, false), Verdict::Lacks(Action::EditRequest));
        let blind = no(Some(Action::ViewRequest));
        assert_eq!(verdict(&blind, Action::EditRequest, false), Verdict::Unseen);
        assert_eq!(verdict(&blind, Action::ViewRequest, false), Verdict::Lacks(Action::ViewRequest));
    }
}
