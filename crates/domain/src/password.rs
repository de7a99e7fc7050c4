//! What makes a password unfit: how short it is, and that others would guess it (NIST SP 800-63B-4, 3.1.1.2). Nothing
//! is asked of its signs.

/// Fifteen characters where the password stands alone.
pub const MIN_CHARS: usize = 15;

/// Long enough for any passphrase, short enough that hashing it costs nothing more.
pub const MAX_CHARS: usize = 256;

/// How many characters must be left once what everybody knows is taken out.
const OWN_CHARS: usize = 8;

/// Words that guessers try first, in the languages of our users, and what they put together from a keyboard.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFlaw {
    TooShort,
    TooLong,
    /// Hardly more than words that everybody tries first.
    Common,
    /// Hardly more than the name, the address or the organisation of whoever chooses it.
    Personal,
    /// A pattern again and again, or neighbours on the keyboard or in the alphabet.
    Pattern,
}

/// How hard a password is to guess, for the meter beside the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Fair,
    Good,
    Strong,
}

impl PasswordFlaw {
    /// The word in the contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TooShort => "min_length",
            Self::TooLong => "max_length",
            Self::Common => "common",
            Self::Personal => "personal",
            Self::Pattern => "pattern_of_signs",
        }
    }
}

/// What is wrong with a password, if anything. `own` is what others know of whoever chooses it.
#[must_use]
pub fn password_flaw(password: &str, own: &[&str]) -> Option<PasswordFlaw> {
    let chars = password.chars().count();
    let folded = password.to_lowercase();
    match () {
        () if chars < MIN_CHARS => Some(PasswordFlaw::TooShort),
        () if chars > MAX_CHARS => Some(PasswordFlaw::TooLong),
        () if distinct(&folded) < 5 || repeats(&folded) || runs(&folded) => Some(PasswordFlaw::Pattern),
        () if left(&folded, COMMON.lines()) < OWN_CHARS => Some(PasswordFlaw::Common),
        () if left(&folded, own.iter().flat_map(|text| parts(text))) < OWN_CHARS => {
            Some(PasswordFlaw::Personal)
        }
        () => None,
    }
}

/// How hard a password without a flaw is to guess.
#[must_use]
pub fn strength(password: &str) -> Strength {
    let words = password.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    match (password.chars().count(), distinct(password), words) {
        (24.., 12.., _) | (20.., 10.., 4..) => Strength::Strong,
        (18.., 9.., _) => Strength::Good,
        _ => Strength::Fair,
    }
}

fn distinct(text: &str) -> usize {
    text.chars().collect::<std::collections::BTreeSet<_>>().len()
}

/// Whether it is one piece of at most half its length, over and over.
fn repeats(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (1..=signs.len() / 2).any(|period| {
        let again = signs.iter().skip(period).zip(&signs).filter(|(here, before)| here == before).count();
        again + period == signs.len()
    })
}

/// Whether nearly every sign is a neighbour of the one before it: `abcdefgh`, `12345678`, `qwertyuiop`.
fn runs(text: &str) -> bool {
    const ROWS: [&str; 7] =
        ["qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "1234567890"];
    let beside = |one: char, other: char| {
        let place = |row: &str, sign| row.chars().position(|it| it == sign);
        let on_row = |row: &&str| match (place(row, one), place(row, other)) {
            (Some(one), Some(other)) => one.abs_diff(other) == 1,
            _ => false,
        };
        u32::from(one).abs_diff(u32::from(other)) == 1 || ROWS.iter().any(on_row)
    };
    let signs: Vec<char> = text.chars().collect();
    let pairs = signs.len().saturating_sub(1);
    let neighbours = signs.windows(2).filter(|pair| beside(pair[0], pair[1])).count();
    neighbours * 4 >= pairs * 3
}

/// How many letters are left of a text without these words; what stands around them counts little.
fn left<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> usize {
    let mut rest = text.to_owned();
    for word in words.filter(|word| word.chars().count() >= 4) {
        rest = rest.replace(&word.to_lowercase(), " ");
    }
    rest.chars().filter(|sign| sign.is_alphabetic()).count()
        + rest.chars().filter(|sign| sign.is_numeric()).count() / 3
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    std::iter::once(text).chain(text.split(|sign: char| !sign.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{PasswordFlaw::*, Strength, password_flaw, strength};

    #[test]
    fn a_passphrase_is_fine_whatever_its_signs() {
        for fine in [
            "correct horse battery",
            "trois lampes sous la pluie",
            "TROIS-LAMPES-SOUS-LA",
            "пять синих птиц летят",
            "8Gx#mm2!vv9Qp@rt",
            "un chat dort sur le radiateur",
        ] {
            assert_eq!(password_flaw(fine, &["nadia", "Mosane Formation"]), None, "{fine}");
        }
    }

    #[test]
    fn what_guessers_try_first_is_refused() {
        for (unfit, flaw) in [
            ("too short", TooShort),
            ("aaaaaaaaaaaaaaaaaa", Pattern),
            ("abcabcabcabcabcabc", Pattern),
            ("xyzzy!xyzzy!xyzzy!", Pattern),
            ("abcdefghijklmnopqrst", Pattern),
            ("qwertyuiopasdfghjkl", Pattern),
            ("azertyuiopqsdfghjklm", Pattern),
            ("12345678901234567890", Pattern),
            ("password12345678", Common),
            ("MotDePasse2026!!", Common),
            ("Bonjour-Bienvenue-1", Common),
            ("iloveyou_password", Common),
            ("nadia.lambert2026", Personal),
            ("MosaneFormation1", Personal),
        ] {
            let own = ["nadia", "Nadia Lambert", "nadia.lambert@mosane.example", "Mosane Formation"];
            assert_eq!(password_flaw(unfit, &own), Some(flaw), "{unfit}");
        }
        assert_eq!(password_flaw(&"é".repeat(257), &[]), Some(TooLong));
    }

    #[test]
    fn longer_is_stronger() {
        assert_eq!(strength("un chat dort ici"), Strength::Fair);
        assert_eq!(strength("un chat dort sur mon lit"), Strength::Strong);
        assert!(strength("correct horse battery") >= Strength::Good);
    }
}
