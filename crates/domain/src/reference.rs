use std::fmt;

/// The name of a request for people: `R-2026-000123`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The year it was entered, UTC.
    pub year: i32,
    /// Counts from 1 within the year.
    pub number: i32,
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "R-{:04}-{:06}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::Reference;

    #[test]
    fn a_reference_is_read_aloud_over_the_telephone() {
        assert_eq!(Reference { year: 2026, number: 123 }.to_string(), "R-2026-000123");
    }
}
