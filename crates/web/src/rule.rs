//! What a text must be: said in the contract, checked here as one types.

use domain::EmailAddress;

/// The bounds of a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRule {
    /// The fewest characters; 0 where the field may stay empty.
    pub min: usize,
    /// The most characters.
    pub max: usize,
    /// Whether it is an email address.
    pub email: bool,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    Missing,
    TooShort(usize),
    TooLong(usize),
    NotAnEmailAddress,
}

impl TextRule {
    /// Anything goes.
    pub const FREE: Self = Self { min: 0, max: usize::MAX, email: false };

    /// The same rule for a field that may stay empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { min: 0, ..self }
    }

    /// The same rule for a field that may not stay empty.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { min: if self.min == 0 { 1 } else { self.min }, ..self }
    }

    /// What is wrong with `text`; white space around it does not count.
    #[must_use]
    pub fn check(&self, text: &str) -> Option<Flaw> {
        let text = text.trim();
        let length = text.chars().count();
        match length {
            0 if self.min > 0 => Some(Flaw::Missing),
            0 => None,
            _ if length > self.max => Some(Flaw::TooLong(self.max)),
            _ if self.email => text.parse::<EmailAddress>().err().map(|_| Flaw::NotAnEmailAddress),
            _ if length < self.min => Some(Flaw::TooShort(self.min)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Flaw, TextRule};

    const NAME: TextRule = TextRule { min: 2, max: 5, email: false };

    #[test]
    fn a_text_is_measured_without_the_space_around_it() {
        assert_eq!(NAME.check("   "), Some(Flaw::Missing));
        assert_eq!(NAME.check(" a "), Some(Flaw::TooShort(2)));
        assert_eq!(NAME.check(" été  "), None);
        assert_eq!(NAME.check("abcdef"), Some(Flaw::TooLong(5)));
    }

    #[test]
    fn an_empty_optional_field_is_fine_and_a_half_address_is_not() {
        let mail = TextRule { min: 0, max: 254, email: true };
        assert_eq!(mail.check(""), None);
        assert_eq!(mail.check("nadia.lambert@"), Some(Flaw::NotAnEmailAddress));
        assert_eq!(mail.required().check(""), Some(Flaw::Missing));
        assert_eq!(mail.check("nadia.lambert@mosane.example"), None);
    }
}
