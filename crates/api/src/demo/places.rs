//! Where the demo's people work.

/// A company group and the sites below it are told apart by their position in these lists.
pub struct Site {
    pub group: usize,
    pub name: &'static str,
    /// What stands before `@mosane.example`.
    pub mailbox: &'static str,
    pub company: &'static str,
    pub location: &'static str,
    /// The area code of its telephones.
    pub area_code: &'static str,
    /// How many requests it enters, compared with the other sites.
    pub weight: i64,
}

pub const ORGANISATION: &str = "Mosane Formation";
pub const MAIL_DOMAIN: &str = "mosane.example";

pub const GROUPS: [&str; 3] = ["Mosane Wallonie", "Mosane Vlaanderen", "Mosane Bruxelles"];

pub const WALLONIE: usize = 0;
pub const VLAANDEREN: usize = 1;
pub const BRUXELLES: usize = 2;

pub const HUY: usize = 0;
pub const OUTREMEUSE: usize = 1;
pub const SCLESSIN: usize = 2;
pub const VERVIERS: usize = 3;
pub const NAMUR: usize = 4;
pub const CHARLEROI: usize = 5;
pub const DINANT: usize = 6;
pub const MARCHE: usize = 7;
pub const TONGEREN: usize = 8;
pub const HASSELT: usize = 9;
pub const LEUVEN: usize = 10;
pub const ANDERLECHT: usize = 11;
pub const LOUVAIN: usize = 12;
pub const EUROPE: usize = 13;

#[rustfmt::skip]
pub const SITES: [Site; 14] = [
    site(WALLONIE, "Huy, Saint-Pierre", "huy", "Mosane Formation ASBL", "Huy", "085", 10),
    site(WALLONIE, "Liège, Outremeuse", "liege.outremeuse", "Mosane Formation ASBL", "Liège", "04", 13),
    site(WALLONIE, "Liège, Sclessin", "liege.sclessin", "Mosane Métiers ASBL", "Liège", "04", 8),
    site(WALLONIE, "Verviers", "verviers", "Mosane Formation ASBL", "Verviers", "087", 8),
    site(WALLONIE, "Namur, Jambes", "namur", "Mosane Formation ASBL", "Namur", "081", 11),
    site(WALLONIE, "Charleroi, Marcinelle", "charleroi", "Mosane Métiers ASBL", "Charleroi", "071", 11),
    site(WALLONIE, "Dinant", "dinant", "Mosane Formation ASBL", "Dinant", "082", 4),
    site(WALLONIE, "Marche-en-Famenne", "marche", "Mosane Formation ASBL", "Marche-en-Famenne", "084", 4),
    site(VLAANDEREN, "Tongeren", "tongeren", "Mosane Opleiding VZW", "Tongeren", "012", 4),
    site(VLAANDEREN, "Hasselt", "hasselt", "Mosane Opleiding VZW", "Hasselt", "011", 6),
    site(VLAANDEREN, "Leuven, Heverlee", "leuven", "Mosane Opleiding VZW", "Leuven", "016", 5),
    site(BRUXELLES, "Bruxelles, Anderlecht", "anderlecht", "Mosane Formation ASBL", "Bruxelles", "02", 8),
    site(BRUXELLES, "Louvain-la-Neuve", "lln", "Mosane Langues ASBL", "Louvain-la-Neuve", "010", 5),
    site(BRUXELLES, "Brussels, European Quarter", "europe", "Mosane Langues ASBL", "Bruxelles", "02", 5),
];

#[rustfmt::skip]
const fn site(
    group: usize, name: &'static str, mailbox: &'static str, company: &'static str, location: &'static str,
    area_code: &'static str, weight: i64,
) -> Site {
    Site { group, name, mailbox, company, location, area_code, weight }
}
