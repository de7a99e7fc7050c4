use domain::fold_case;

use crate::{
    contract::Team,
    language::{Words, is_one, language, now},
};

/// How many people belong to a team.
pub(super) fn people_text(i18n: Words, count: i64) -> String {
    if is_one(language(i18n), usize::try_from(count).unwrap_or_default()) {
        now!(i18n, teams.people_singular, count = count)
    } else {
        now!(i18n, teams.people_plural, count = count)
    }
}

/// The teams whose name, or the name of the place where they live, holds what was typed.
pub(super) fn fitting(teams: Vec<Team>, typed: &str) -> Vec<Team> {
    let typed = fold_case(typed);
    let holds = |text: &str| fold_case(text).contains(&typed);
    teams.into_iter().filter(|team| holds(&team.name) || holds(&team.home.name)).collect()
}

/// The first number of a text.
pub(super) fn first_number(text: &str) -> Option<i64> {
    text.split(|c: char| !c.is_ascii_digit()).find_map(|part| part.parse().ok())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{first_number, fitting};
    use crate::contract::{Level, Node, Team};

    fn team(name: &str, home: &str) -> Team {
        Team {
            id: Uuid::nil(),
            name: name.to_owned(),
            home: Node { id: Uuid::nil(), level: Level::Site, name: home.to_owned() },
            people: 0,
            version: 1,
            allowed: Vec::new(),
        }
    }

    #[test]
    fn teams_are_found_by_their_name_and_by_their_place() {
        let all = vec![team("CVC", "Huy"), team("Menuiserie", "Namur")];
        assert_eq!(fitting(all.clone(), " cv ")[0].name, "CVC");
        assert_eq!(fitting(all.clone(), "NAM")[0].name, "Menuiserie");
        assert_eq!(fitting(all, "").len(), 2);
    }

    #[test]
    fn a_refusal_says_how_many_requests_stand_in_the_way() {
        assert_eq!(first_number("3 requests are assigned to this team"), Some(3));
        assert_eq!(first_number("requests that you do not see are assigned to this team"), None);
    }
}
