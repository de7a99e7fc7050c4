//! Who plays which part in a request.

use authz::ShippedRole as Role;

use super::{
    dice::Dice,
    people::{PEOPLE, Person, Post},
    scenes::Players,
    stories::Trade,
};

/// Somebody who may enter requests at the site and often does.
pub fn requester(dice: &mut Dice, site: usize) -> usize {
    one_of(dice, |person| match (person.role, person.post) {
        (Role::Visitor, Post::Site(own)) if own == site => 6,
        (Role::Visitor, Post::Group(_)) if person.home == site => 4,
        (Role::Visitor, Post::Group(_)) if person.covers(site) => 1,
        (Role::Manager, Post::Site(own)) if own == site => 2,
        _ => 0,
    })
}

/// The whole cast: nobody hands a request to its own requester.
pub fn players(dice: &mut Dice, site: usize, trade: Trade, requester: usize) -> Players {
    let others = |place: usize| place != requester && PEOPLE[place].manages(site);
    let dispatcher = one_of_places(dice, |place| if others(place) { dispatches(&PEOPLE[place]) } else { 0 });
    let first =
        one_of_places(dice, |place| if others(place) { works(&PEOPLE[place], trade, site) } else { 0 });
    let second = one_of_places(dice, |place| {
        if place != first && others(place) { works(&PEOPLE[place], trade, site) } else { 0 }
    });
    let mut workers = vec![first, second];
    workers.dedup();
    Players { requester, dispatcher, workers }
}

const fn dispatches(person: &Person) -> i64 {
    match (person.trades.is_empty(), person.post) {
        (true, Post::Site(_)) => 6,
        (true, Post::Group(_)) => 4,
        (_, Post::Instance) => 1,
        _ => 0,
    }
}

fn works(person: &Person, trade: Trade, site: usize) -> i64 {
    match person.post {
        _ if person.trades.contains(&trade) && person.home == site => 600,
        _ if person.trades.contains(&trade) => 400,
        Post::Site(_) => 80,
        Post::Group(_) => 1,
        _ => 0,
    }
}

fn one_of(dice: &mut Dice, weight: impl Fn(&Person) -> i64) -> usize {
    one_of_places(dice, |place| weight(&PEOPLE[place]))
}

fn one_of_places(dice: &mut Dice, weight: impl Fn(usize) -> i64 + Clone) -> usize {
    dice.weighted((0..PEOPLE.len()).map(weight)).min(PEOPLE.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::{players, requester};
    use crate::demo::{dice::Dice, people::PEOPLE, places::SITES, stories::Trade};

    #[test]
    fn requesters_may_enter_there_and_teams_manage_there() {
        for (stream, site) in (0..SITES.len()).cycle().take(700).enumerate() {
            let mut dice = Dice::of(5, stream as u64);
            let who = requester(&mut dice, site);
            let trade = [Trade::Heating, Trade::Grounds, Trade::It, Trade::Cleaning][stream % 4];
            let players = players(&mut dice, site, trade, who);
            assert!(PEOPLE[who].covers(site));
            for team in players.workers.iter().chain([&players.dispatcher]) {
                assert!(PEOPLE[*team].manages(site) && *team != who, "{} {stream}", SITES[site].name);
            }
        }
    }
}
