use std::{fmt, str::FromStr};

/// An email address that can stand in a mail header: no line breaks, no display name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// The refusal of a string that is no email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an email address; it looks like name@example.org")]
pub struct NotAnEmailAddress;

impl EmailAddress {
    /// RFC 5321, 4.5.3.1.3: a path of 256 octets, less its brackets.
    pub const MAX_LENGTH: usize = 254;

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let options = email_address::Options::default().without_display_text().without_domain_literal();
        let plain = given.is_ascii() && !given.contains(['"', ' ']) && given.len() <= Self::MAX_LENGTH;
        email_address::EmailAddress::parse_with_options(given, options)
            .ok()
            .filter(|_| plain)
            .map(|_| Self(given.to_owned()))
            .ok_or(NotAnEmailAddress)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::EmailAddress;

    #[test]
    fn an_ordinary_address_is_taken_as_it_stands() {
        let address: EmailAddress = "huy.travaux+lift@mosane.example".parse().expect("valid");
        assert_eq!(address.as_str(), "huy.travaux+lift@mosane.example");
    }

    #[test]
    fn nothing_that_could_break_a_header_is_an_address() {
        for bad in [
            "",
            "huy",
            "a@b@c",
            "Huy <a@b.example>",
            "a@b.example\r\nBcc: x@y.example",
            "\"a b\"@c.example",
            "é@x.example",
            "a@[127.0.0.1]",
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
    }
}
