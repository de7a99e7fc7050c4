use crate::{
    client::Problem,
    language::{Words, now},
    session::encode,
    ui::problem_text,
};

/// Why a door stays shut.
pub(super) fn door_text(i18n: Words, problem: &Problem) -> String {
    match (problem.status, problem.slug.as_str()) {
        (403, "refused") => now!(i18n, doors.account_closed).to_owned(),
        (409, _) => now!(i18n, doors.address_taken).to_owned(),
        _ => problem_text(i18n, problem),
    }
}

/// The login page, which knows who comes.
pub(super) fn login_as(username: &str) -> String {
    format!("/login?username={}", encode(username))
}

/// The page of a forgotten password, which knows who comes.
pub(super) fn forgotten_by(username: &str) -> String {
    format!("/forgotten?username={}", encode(username))
}

#[cfg(test)]
mod tests {
    use super::login_as;

    #[test]
    fn a_username_with_signs_of_an_address_arrives_whole() {
        assert_eq!(login_as("zoé+a&b@mosane.example"), "/login?username=zo%C3%A9%2Ba%26b%40mosane.example");
    }
}
