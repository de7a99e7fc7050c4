//! What one may do, in a few words.

use crate::{
    contract::Action,
    language::{Words, now},
};

/// What one can do with a request, in the order in which people ask for it.
pub(super) const ON_REQUESTS: [Action; 16] = [
    Action::ViewRequest,
    Action::CommentOnRequest,
    Action::CancelRequest,
    Action::ReopenRequest,
    Action::EditRequest,
    Action::AssignRequest,
    Action::ChangeRequestStatus,
    Action::ViewWorking,
    Action::RemarkOnRequest,
    Action::FollowUpRequest,
    Action::ViewTags,
    Action::TagRequest,
    Action::PublishRequest,
    Action::ViewCosts,
    Action::LogTime,
    Action::DeleteRequest,
];

/// The name of an action on a request; others have none here.
pub(super) fn action_text(i18n: Words, action: Action) -> &'static str {
    match action {
        Action::ViewRequest => now!(i18n, action.view_request),
        Action::CommentOnRequest => now!(i18n, action.comment_on_request),
        Action::CancelRequest => now!(i18n, action.cancel_request),
        Action::ReopenRequest => now!(i18n, action.reopen_request),
        Action::EditRequest => now!(i18n, action.edit_request),
        Action::AssignRequest => now!(i18n, action.assign_request),
        Action::ChangeRequestStatus => now!(i18n, action.change_request_status),
        Action::ViewWorking => now!(i18n, action.view_working),
        Action::RemarkOnRequest => now!(i18n, action.remark_on_request),
        Action::FollowUpRequest => now!(i18n, action.follow_up_request),
        Action::ViewTags => now!(i18n, action.view_tags),
        Action::TagRequest => now!(i18n, action.tag_request),
        Action::PublishRequest => now!(i18n, action.publish_request),
        Action::ViewCosts => now!(i18n, action.view_costs),
        Action::LogTime => now!(i18n, action.log_time),
        Action::DeleteRequest => now!(i18n, action.delete_request),
        _ => "",
    }
}

/// Several actions under one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Ask,
    See,
    Follow,
    Answer,
    Edit,
    Handle,
    Withdraw,
    Share,
    Delete,
    People,
    Sites,
}

impl Deed {
    const OF_A_REQUEST: [Self; 8] = [
        Self::See,
        Self::Follow,
        Self::Answer,
        Self::Edit,
        Self::Handle,
        Self::Withdraw,
        Self::Share,
        Self::Delete,
    ];
    const OF_A_PLACE: [Self; 5] = [Self::See, Self::Ask, Self::Handle, Self::People, Self::Sites];

    const fn actions(self) -> &'static [Action] {
        match self {
            Self::Ask => &[Action::CreateRequest],
            Self::See => &[Action::ViewRequest],
            Self::Follow => &[Action::ViewWorking],
            Self::Answer => &[Action::CommentOnRequest, Action::RemarkOnRequest],
            Self::Edit => &[Action::EditRequest],
            Self::Handle => &[
                Action::AssignRequest,
                Action::ChangeRequestStatus,
                Action::FollowUpRequest,
                Action::LogTime,
            ],
            Self::Withdraw => &[Action::CancelRequest, Action::ReopenRequest],
            Self::Share => &[Action::TagRequest, Action::PublishRequest],
            Self::Delete => &[Action::DeleteRequest],
            Self::People => &[Action::CreateUser, Action::ChangeUser, Action::GrantRights],
            Self::Sites => &[Action::ManageSites],
        }
    }

    fn text(self, i18n: Words) -> &'static str {
        match self {
            Self::Ask => now!(i18n, deed.ask),
            Self::See => now!(i18n, deed.see),
            Self::Follow => now!(i18n, deed.follow),
            Self::Answer => now!(i18n, deed.answer),
            Self::Edit => now!(i18n, deed.edit),
            Self::Handle => now!(i18n, deed.handle),
            Self::Withdraw => now!(i18n, deed.withdraw),
            Self::Share => now!(i18n, deed.share),
            Self::Delete => now!(i18n, deed.delete),
            Self::People => now!(i18n, deed.people),
            Self::Sites => now!(i18n, deed.sites),
        }
    }
}

/// What one may do with a request, grouped.
pub(super) fn deeds_text(i18n: Words, allowed: &[Action]) -> String {
    text(i18n, &Deed::OF_A_REQUEST, allowed)
}

/// What one may do at a place and below, grouped.
pub(crate) fn place_text(i18n: Words, allowed: &[Action]) -> String {
    text(i18n, &Deed::OF_A_PLACE, allowed)
}

fn text(i18n: Words, deeds: &[Deed], allowed: &[Action]) -> String {
    grouped(deeds, allowed).into_iter().map(|deed| deed.text(i18n)).collect::<Vec<_>>().join(" · ")
}

fn grouped(deeds: &[Deed], allowed: &[Action]) -> Vec<Deed> {
    let done = |deed: &&Deed| deed.actions().iter().any(|action| allowed.contains(action));
    deeds.iter().filter(done).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{Deed, ON_REQUESTS, grouped};
    use crate::contract::Action;

    #[test]
    fn several_actions_make_one_word_and_what_one_may_not_makes_none() {
        let allowed = [Action::ViewRequest, Action::AssignRequest, Action::ChangeRequestStatus];
        assert_eq!(grouped(&Deed::OF_A_REQUEST, &allowed), [Deed::See, Deed::Handle]);
        assert_eq!(grouped(&Deed::OF_A_PLACE, &[Action::CreateRequest]), [Deed::Ask]);
        assert_eq!(grouped(&Deed::OF_A_PLACE, &[]), []);
    }

    #[test]
    fn no_word_speaks_of_an_action_that_is_not_listed_by_itself() {
        let spoken = Deed::OF_A_REQUEST.iter().flat_map(|deed| deed.actions());
        assert!(spoken.into_iter().all(|action| ON_REQUESTS.contains(action)));
    }
}
