//! What happened, in a few words.

use crate::language::{Words, now};

/// `text(i18n, word)`: what a word of the server is called; nothing where this version of the app does not know it.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident in $section:ident: $($word:ident)+) => {
        $(#[$doc])*
        pub(super) fn $name(i18n: Words, word: &str) -> &'static str {
            match word {
                $(stringify!($word) => now!(i18n, $section.$word),)+
                _ => "",
            }
        }
    };
}

words! {
    /// What was done.
    known_deed in audit_done:
    create_user update_user delete_user change_user_standing change_super_administrator
    change_user_email change_my_email confirm_email set_user_password change_my_password choose_password
    end_user_sessions end_my_session end_my_other_sessions cancel_my_email_change update_me update_my_preferences
    update_user_preferences invite_user send_password_reset ask_password_reset
    create_grant update_grant delete_grant create_tag_grant update_tag_grant delete_tag_grant
    create_role update_role delete_role
    create_team update_team delete_team add_team_member remove_team_member
    create_company_group update_company_group create_site update_site move_site
    create_tag_category update_tag_category delete_tag_category create_tag update_tag delete_tag merge_tags
    update_settings retry_dead_letter complete_setup
    create_request update_request assign_request change_request_status comment_on_request publish_request tag_request
}

words! {
    /// The kinds of things that something is done to.
    kind_text in audit_kind:
    user grant tag_grant role team node tag tag_category settings outbox audit request
}

words! {
    /// The fields that change.
    known_field in audit_field:
    active colour company default_site edit email ends_at external_id first_name from general_role group in_lists language
    last_name links location mail_address members name node organisation_name owner password permissions phone position
    preselected_sites publish_on_entry published requests role site_order site_tree_top start_screen successor
    suspended_until switches tag team unplanned_work until unwanted_mails user username value
}

/// The operations that the command line has words of its own for.
const AT_THE_COMMAND_LINE: [&str; 2] = ["user create-admin", "audit seal"];

/// What was done, whoever did it.
pub(super) fn done_text(i18n: Words, operation: &str) -> &'static str {
    match operation {
        "user create-admin" => now!(i18n, audit_done.create_admin),
        "audit seal" => now!(i18n, audit_done.seal_audit),
        known => known_deed(i18n, known),
    }
}

/// A field; `mail_server.host` by its last part where nobody knows the whole.
pub(super) fn field_text(i18n: Words, field: &str) -> String {
    let known = known_field(i18n, field);
    if known.is_empty() { field.replace(['_', '.'], " ") } else { known.to_owned() }
}

/// A value as people say it.
pub(super) fn value_text(i18n: Words, value: &str) -> String {
    match value {
        "true" => now!(i18n, audit.yes).to_owned(),
        "false" => now!(i18n, audit.no).to_owned(),
        "" => "—".to_owned(),
        value => value.to_owned(),
    }
}

/// Every kind, those of people and rights first.
pub(super) const KINDS: [&str; 12] = [
    "user",
    "grant",
    "tag_grant",
    "role",
    "team",
    "node",
    "tag",
    "tag_category",
    "settings",
    "outbox",
    "audit",
    "request",
];

/// What is done to which kind of thing.
const OPERATIONS: [(&str, &[&str]); 12] = [
    (
        "user",
        &[
            "create_user",
            "update_user",
            "change_user_standing",
            "change_super_administrator",
            "change_user_email",
            "change_my_email",
            "confirm_email",
            "set_user_password",
            "change_my_password",
            "choose_password",
            "end_user_sessions",
            "end_my_session",
            "end_my_other_sessions",
            "cancel_my_email_change",
            "update_me",
            "update_my_preferences",
            "update_user_preferences",
            "invite_user",
            "send_password_reset",
            "ask_password_reset",
            "complete_setup",
            AT_THE_COMMAND_LINE[0],
        ],
    ),
    ("grant", &["create_grant", "update_grant", "delete_grant"]),
    ("tag_grant", &["create_tag_grant", "update_tag_grant", "delete_tag_grant"]),
    ("role", &["create_role", "update_role", "delete_role"]),
    ("team", &["create_team", "update_team", "delete_team", "add_team_member", "remove_team_member"]),
    ("node", &["create_company_group", "update_company_group", "create_site", "update_site", "move_site"]),
    ("tag", &["create_tag", "update_tag", "delete_tag", "merge_tags"]),
    ("tag_category", &["create_tag_category", "update_tag_category", "delete_tag_category"]),
    ("settings", &["update_settings"]),
    ("outbox", &["retry_dead_letter"]),
    ("audit", &[AT_THE_COMMAND_LINE[1]]),
    (
        "request",
        &[
            "create_request",
            "update_request",
            "assign_request",
            "change_request_status",
            "comment_on_request",
            "publish_request",
            "tag_request",
        ],
    ),
];

/// The operations on a kind of thing; on all where none is named.
pub(super) fn operations_of(kind: &str) -> impl Iterator<Item = &'static str> {
    let wanted = OPERATIONS.iter().filter(move |(known, _)| kind.is_empty() || *known == kind);
    wanted.flat_map(|(_, operations)| operations.iter().copied()).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::{KINDS, OPERATIONS, operations_of};

    #[test]
    fn every_kind_has_its_operations() {
        assert_eq!(OPERATIONS.map(|(kind, _)| kind), KINDS);
        assert_eq!(operations_of("role").collect::<Vec<_>>(), ["create_role", "update_role", "delete_role"]);
        assert_eq!(operations_of("").count(), OPERATIONS.iter().map(|(_, all)| all.len()).sum::<usize>());
    }
}
