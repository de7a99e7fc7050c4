//! Who works at the demo's sites.

use authz::ShippedRole as Role;

use super::{
    places::{
        ANDERLECHT, BRUXELLES, CHARLEROI, DINANT, EUROPE, HASSELT, HUY, LEUVEN, LOUVAIN, MAIL_DOMAIN, MARCHE,
        NAMUR, OUTREMEUSE, SCLESSIN, SITES, TONGEREN, VERVIERS, VLAANDEREN, WALLONIE,
    },
    stories::{
        Tongue::{self, Dutch, English, French},
        Trade::{
            self, Building, Cleaning, Cooling, Doors, Electricity, Furniture, Grounds, Heating, It, Network,
            Plumbing, Safety, Winter,
        },
    },
};

/// The node at which somebody has a role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Post {
    Instance,
    Group(usize),
    Site(usize),
}

/// Somebody with an account.
pub struct Person {
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub tongue: Tongue,
    pub role: Role,
    pub post: Post,
    /// The site of the desk, and the one preselected in the form.
    pub home: usize,
    /// What they are assigned to; empty for those who organise.
    pub trades: &'static [Trade],
}

impl Person {
    /// The username too.
    pub fn email(&self) -> String {
        format!("{}.{}@{MAIL_DOMAIN}", plain(self.first_name), plain(self.last_name))
    }

    /// Whether the role counts at that site.
    pub fn covers(&self, site: usize) -> bool {
        match self.post {
            Post::Instance => true,
            Post::Group(group) => SITES[site].group == group,
            Post::Site(own) => own == site,
        }
    }

    pub fn manages(&self, site: usize) -> bool {
        self.role == Role::Manager && self.covers(site)
    }

    /// A number that nobody can have: none in Belgium goes on with a zero after the area code.
    pub fn phone(&self, place: usize) -> String {
        let area_code = SITES[self.home].area_code;
        let (first, second) = (10 + place * 7 % 90, 10 + place * 31 % 90);
        if area_code.len() == 2 {
            format!("{area_code} 0{:02} {first} {second}", 10 + place)
        } else {
            format!("{area_code} 0{} {first} {second}", place % 10)
        }
    }
}

/// Lower-case letters without accents or spaces.
fn plain(name: &str) -> String {
    let bare = |letter| match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ï' | 'î' => 'i',
        'ô' | 'ö' => 'o',
        'û' | 'ü' => 'u',
        other => other,
    };
    name.to_lowercase()
        .chars()
        .map(bare)
        .filter(|letter| letter.is_ascii_lowercase() || *letter == '-')
        .collect()
}

#[rustfmt::skip]
pub const PEOPLE: [Person; 60] = [
    person("Claire", "Dumont", French, Role::Administrator, Post::Instance, OUTREMEUSE, &[]),
    person("Wouter", "Peeters", Dutch, Role::Administrator, Post::Instance, LEUVEN, &[]),
    person("Anne", "Lejeune", French, Role::Manager, Post::Instance, OUTREMEUSE, &[]),
    person("Marc", "Vervoort", French, Role::Manager, Post::Instance, NAMUR, &[]),
    person("Thomas", "Delvaux", French, Role::Manager, Post::Group(WALLONIE), HUY, &[]),
    person("Karim", "Benali", French, Role::Manager, Post::Group(WALLONIE), HUY, &[Heating, Cooling, Electricity]),
    person("Sophie", "Warnier", French, Role::Manager, Post::Group(WALLONIE), OUTREMEUSE, &[Plumbing, Heating, Winter]),
    person("Luc", "Goffin", French, Role::Manager, Post::Group(WALLONIE), HUY, &[Doors, Furniture, Building, Safety]),
    person("Ana", "Ferreira", French, Role::Manager, Post::Group(WALLONIE), VERVIERS, &[Building, Cleaning]),
    person("Jean-Marc", "Petit", French, Role::Manager, Post::Group(WALLONIE), NAMUR, &[Furniture, Grounds, Winter, Cleaning, Safety]),
    person("Nicolas", "Servais", French, Role::Manager, Post::Group(WALLONIE), CHARLEROI, &[It, Network]),
    person("Katrien", "Maes", Dutch, Role::Manager, Post::Group(VLAANDEREN), HASSELT, &[]),
    person("Pieter", "Claes", Dutch, Role::Manager, Post::Group(VLAANDEREN), HASSELT, &[It, Network, Doors, Furniture, Safety]),
    person("Joris", "Wouters", Dutch, Role::Manager, Post::Group(VLAANDEREN), LEUVEN, &[Heating, Cooling, Electricity, Plumbing, Building, Winter]),
    person("Fatima", "El Khattabi", French, Role::Manager, Post::Group(BRUXELLES), ANDERLECHT, &[Cleaning, Furniture, Safety]),
    person("Mehdi", "Amrani", French, Role::Manager, Post::Group(BRUXELLES), ANDERLECHT, &[Heating, Cooling, Electricity, Plumbing, Building, Winter]),
    person("Olivier", "Lambrechts", French, Role::Manager, Post::Group(BRUXELLES), LOUVAIN, &[It, Network, Doors]),
    person("Bernard", "Rahier", French, Role::Manager, Post::Site(HUY), HUY, &[]),
    person("Martine", "Dethier", French, Role::Manager, Post::Site(OUTREMEUSE), OUTREMEUSE, &[]),
    person("Philippe", "Pirard", French, Role::Manager, Post::Site(SCLESSIN), SCLESSIN, &[]),
    person("Sabine", "Thonon", French, Role::Manager, Post::Site(VERVIERS), VERVIERS, &[]),
    person("Laurent", "Simon", French, Role::Manager, Post::Site(NAMUR), NAMUR, &[]),
    person("Aline", "Bodart", French, Role::Manager, Post::Site(CHARLEROI), CHARLEROI, &[]),
    person("Étienne", "Collard", French, Role::Manager, Post::Site(DINANT), DINANT, &[]),
    person("Véronique", "Jacquemin", French, Role::Manager, Post::Site(MARCHE), MARCHE, &[]),
    person("Els", "Vandersmissen", Dutch, Role::Manager, Post::Site(TONGEREN), TONGEREN, &[]),
    person("Bart", "Janssen", Dutch, Role::Manager, Post::Site(HASSELT), HASSELT, &[]),
    person("Lieve", "Goossens", Dutch, Role::Manager, Post::Site(LEUVEN), LEUVEN, &[]),
    person("Farid", "Haddad", French, Role::Manager, Post::Site(ANDERLECHT), ANDERLECHT, &[]),
    person("Delphine", "Gillet", French, Role::Manager, Post::Site(LOUVAIN), LOUVAIN, &[]),
    person("Emma", "Lawson", English, Role::Manager, Post::Site(EUROPE), EUROPE, &[]),
    person("Nadia", "Lambert", French, Role::Visitor, Post::Site(HUY), HUY, &[]),
    person("Julien", "Masson", French, Role::Visitor, Post::Site(HUY), HUY, &[]),
    person("Christine", "Hardy", French, Role::Visitor, Post::Site(HUY), HUY, &[]),
    person("Dominique", "Closset", French, Role::Visitor, Post::Site(OUTREMEUSE), OUTREMEUSE, &[]),
    person("Yasmina", "Ouali", French, Role::Visitor, Post::Site(OUTREMEUSE), OUTREMEUSE, &[]),
    person("François", "Mathot", French, Role::Visitor, Post::Site(OUTREMEUSE), OUTREMEUSE, &[]),
    person("Isabelle", "Moreau", French, Role::Visitor, Post::Site(SCLESSIN), SCLESSIN, &[]),
    person("Giuseppe", "Ricci", French, Role::Visitor, Post::Site(SCLESSIN), SCLESSIN, &[]),
    person("Stéphanie", "Rahier", French, Role::Visitor, Post::Site(VERVIERS), VERVIERS, &[]),
    person("Benoît", "Lemaire", French, Role::Visitor, Post::Site(VERVIERS), VERVIERS, &[]),
    person("Caroline", "Leroy", French, Role::Visitor, Post::Site(NAMUR), NAMUR, &[]),
    person("Vincent", "Evrard", French, Role::Visitor, Post::Site(NAMUR), NAMUR, &[]),
    person("Élodie", "Renard", French, Role::Visitor, Post::Group(WALLONIE), NAMUR, &[]),
    person("Amélie", "Fontaine", French, Role::Visitor, Post::Site(CHARLEROI), CHARLEROI, &[]),
    person("Rachid", "Bouzid", French, Role::Visitor, Post::Site(CHARLEROI), CHARLEROI, &[]),
    person("Patricia", "Noël", French, Role::Visitor, Post::Site(CHARLEROI), CHARLEROI, &[]),
    person("Geneviève", "Pochet", French, Role::Visitor, Post::Site(DINANT), DINANT, &[]),
    person("Quentin", "Maréchal", French, Role::Visitor, Post::Site(MARCHE), MARCHE, &[]),
    person("Ilse", "Vanhove", Dutch, Role::Visitor, Post::Site(TONGEREN), TONGEREN, &[]),
    person("Hilde", "Willems", Dutch, Role::Visitor, Post::Site(HASSELT), HASSELT, &[]),
    person("Sander", "Mertens", Dutch, Role::Visitor, Post::Group(VLAANDEREN), HASSELT, &[]),
    person("Tine", "De Smedt", Dutch, Role::Visitor, Post::Site(LEUVEN), LEUVEN, &[]),
    person("Daniel", "Okafor", English, Role::Visitor, Post::Site(LEUVEN), LEUVEN, &[]),
    person("Samira", "Lahlou", French, Role::Visitor, Post::Site(ANDERLECHT), ANDERLECHT, &[]),
    person("Dirk", "Van Acker", Dutch, Role::Visitor, Post::Site(ANDERLECHT), ANDERLECHT, &[]),
    person("Lucas", "Thonnard", French, Role::Visitor, Post::Group(BRUXELLES), LOUVAIN, &[]),
    person("Charlotte", "Baudouin", French, Role::Visitor, Post::Site(LOUVAIN), LOUVAIN, &[]),
    person("Grace", "Mitchell", English, Role::Visitor, Post::Site(EUROPE), EUROPE, &[]),
    person("Tomasz", "Nowak", English, Role::Visitor, Post::Site(EUROPE), EUROPE, &[]),
];

#[rustfmt::skip]
const fn person(
    first_name: &'static str, last_name: &'static str, tongue: Tongue, role: Role, post: Post, home: usize,
    trades: &'static [Trade],
) -> Person {
    Person { first_name, last_name, tongue, role, post, home, trades }
}

/// The position of somebody in [`PEOPLE`].
pub fn called(first_name: &str, last_name: &str) -> Option<usize> {
    PEOPLE.iter().position(|person| person.first_name == first_name && person.last_name == last_name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use authz::ShippedRole as Role;

    use super::{PEOPLE, Post};
    use crate::demo::places::SITES;

    #[test]
    fn every_email_is_an_address_and_nobody_elses() {
        let emails: BTreeSet<String> = PEOPLE.iter().map(super::Person::email).collect();
        assert_eq!(emails.len(), PEOPLE.len());
        assert!(
            emails.contains("nadia.lambert@mosane.example")
                && emails.contains("etienne.collard@mosane.example")
        );
        assert!(emails.iter().all(|email| email.parse::<domain::EmailAddress>().is_ok()));
    }

    #[test]
    fn every_site_has_a_manager_of_its_own_and_a_visitor() {
        for (site, place) in SITES.iter().enumerate() {
            let has =
                |role| PEOPLE.iter().any(|person| person.role == role && person.post == Post::Site(site));
            assert!(has(Role::Manager) && has(Role::Visitor), "{}", place.name);
        }
    }

    #[test]
    fn phones_differ() {
        let phones: BTreeSet<String> = PEOPLE.iter().enumerate().map(|(place, it)| it.phone(place)).collect();
        assert_eq!(phones.len(), PEOPLE.len());
    }
}
