//! Names that people log in with: unique however they are typed, and never to be mistaken for one another [PP-2].

use caseless::Caseless as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{MixedScript as _, confusable_detection};

/// The form in which two logins are one: case as Unicode folds it (`STRASSE`, `straße`), widths and ligatures alike.
#[must_use]
pub fn login_key(login: &str) -> String {
    login.trim().nfkc().default_case_fold().nfkc().collect()
}

/// The form in which two names look alike (UTS 39, 4), of a name that [`login_key`] folded.
#[must_use]
pub fn skeleton(key: &str) -> String {
    confusable_detection::skeleton(key).collect()
}

/// Whether a name mixes alphabets, as a Cyrillic letter in a Latin word does (UTS 39, 5.1).
#[must_use]
pub fn mixes_scripts(name: &str) -> bool {
    !name.is_single_script()
}

#[cfg(test)]
mod tests {
    use super::{login_key, mixes_scripts, skeleton};

    #[test]
    fn logins_that_differ_by_case_width_or_ligature_are_one() {
        for (one, other) in
            [("Straße", "STRASSE"), ("ＰＡＵＬ", "paul"), ("oﬃce", "Office"), (" Ὀδυσσεύς ", "ὀδυσσεύσ")]
        {
            assert_eq!(login_key(one), login_key(other), "{one} {other}");
        }
        assert_ne!(login_key("rené"), login_key("rene"), "an accent is a letter of its own");
    }

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        assert_eq!(skeleton("p\u{430}ul"), skeleton("paul"));
        assert_ne!(skeleton("anna"), skeleton("anne"));
    }

    #[test]
    fn a_name_is_written_in_one_alphabet() {
        assert!(mixes_scripts("p\u{430}ul"));
        for fine in ["claire.mertens@mosane.example", "jürgen-42", "\u{430}\u{43d}\u{43d}\u{430}", "佐藤"]
        {
            assert!(!mixes_scripts(fine), "{fine}");
        }
    }
}
