use std::{collections::BTreeMap, fmt};

use anyhow::{Result, ensure};

use crate::folder::Report;

/// What may come over the wire before the first page can be used.
const FIRST: usize = 400 * 1024;

/// What may come over the wire before a page that is not in the first load can be used.
const LATER: usize = 150 * 1024;

/// What each load takes under brotli.
#[derive(Debug, PartialEq)]
pub struct Loads {
    first: usize,
    later: BTreeMap<String, usize>,
}

impl Loads {
    /// Whatever no page brings later is needed first.
    pub fn of(report: &Report, later: &BTreeMap<String, Vec<String>>) -> Self {
        let is_later = |path: &str| later.values().flatten().any(|url| url == path);
        let sizes = later
            .iter()
            .map(|(name, urls)| (name.clone(), report.brotli(|path| urls.iter().any(|url| url == path))));
        Self { first: report.brotli(|path| !is_later(path)), later: sizes.collect() }
    }

    /// Refuses what takes too long on a slow line.
    pub fn check(&self) -> Result<()> {
        ensure!(
            self.first <= FIRST,
            "the first load is over its budget: make a page lazy, see ARCHITECTURE.md\n{self}"
        );
        let over = self.later.iter().find(|(_, size)| **size > LATER);
        ensure!(over.is_none(), "a later load is over its budget: give a page a file of its own\n{self}");
        Ok(())
    }
}

impl fmt::Display for Loads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kib = |size: usize| size.div_ceil(1024);
        write!(f, "first load, brotli: {} of {} KiB", kib(self.first), kib(FIRST))?;
        self.later
            .iter()
            .try_for_each(|(name, size)| write!(f, "\nlater, {name}: {} of {} KiB", kib(*size), kib(LATER)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Loads;
    use crate::folder::Report;

    fn loads(first: usize, later: usize) -> Loads {
        let files = [("index.html", first / 2), ("assets/main.wasm", first / 2), ("assets/a.wasm", later)];
        let report = Report::new(files.map(|(path, size)| (path.to_owned(), 0, size)).into());
        Loads::of(&report, &BTreeMap::from([("a".to_owned(), vec!["/assets/a.wasm".to_owned()])]))
    }

    #[test]
    fn what_comes_later_is_not_in_the_first_load() {
        assert_eq!(loads(10, 3), Loads { first: 10, later: BTreeMap::from([("a".to_owned(), 3)]) });
    }

    #[test]
    fn neither_load_may_be_over_its_budget() {
        assert!(loads(400 * 1024, 150 * 1024).check().is_ok());
        assert!(loads(402 * 1024, 1).check().is_err());
        assert!(loads(2, 151 * 1024).check().is_err());
    }
}
