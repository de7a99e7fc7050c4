//! Things by their names, as people write them: the name alone where only one bears it, or the way to it.

use std::collections::HashMap;

use domain::fold_case;
use uuid::Uuid;

/// What leads from something larger to something smaller, in a cell.
const STEP: char = '>';

/// Of no more things of one name are the ways told.
const WAYS: usize = 5;

/// Things of one kind.
#[derive(Debug)]
pub struct Names<T> {
    things: Vec<Thing<T>>,
    /// Those of a folded name.
    named: HashMap<String, Vec<usize>>,
    ids: HashMap<Uuid, usize>,
}

#[derive(Debug)]
struct Thing<T> {
    it: T,
    /// From the top; the last is its own name.
    path: Vec<String>,
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    Unknown,
    /// Several have that name: these are the ways to the first of them.
    Ambiguous(Vec<String>),
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { things: Vec::new(), named: HashMap::new(), ids: HashMap::new() }
    }
}

impl<T> Names<T> {
    /// Adds a thing, with the way to it from the top.
    pub fn add(&mut self, id: Uuid, path: Vec<String>, it: T) {
        let at = self.things.len();
        let name = path.last().map(|name| fold_case(name)).unwrap_or_default();
        self.named.entry(name).or_default().push(at);
        self.ids.insert(id, at);
        self.things.push(Thing { it, path });
    }

    /// Lets a thing be found by another name too, unless that is somebody's own.
    pub fn alias(&mut self, id: Uuid, name: &str) {
        let name = fold_case(name);
        if let (Some(&at), false) = (self.ids.get(&id), self.named.contains_key(&name)) {
            self.named.insert(name, vec![at]);
        }
    }

    pub fn get(&self, id: Uuid) -> Option<&T> {
        self.ids.get(&id).and_then(|&at| self.things.get(at)).map(|thing| &thing.it)
    }

    /// The way to a thing, from the top.
    pub fn path(&self, id: Uuid) -> &[String] {
        self.ids
            .get(&id)
            .and_then(|&at| self.things.get(at))
            .map(|thing| thing.path.as_slice())
            .unwrap_or_default()
    }

    /// What to call a thing: its name, or the way to it where others bear it too.
    pub fn label(&self, id: Uuid) -> String {
        let path = self.path(id);
        let Some(name) = path.last() else { return String::new() };
        let alone = self.named.get(&fold_case(name)).is_some_and(|those| those.len() == 1);
        if alone { name.clone() } else { spelt(path) }
    }

    /// The one thing that a cell names.
    pub fn find(&self, cell: &str) -> Result<&T, Miss> {
        // A name may hold the sign itself.
        let whole = self.those(&[fold_case(cell)]);
        let steps: Vec<String> = cell.split(STEP).map(fold_case).collect();
        let found = if whole.is_empty() { self.those(&steps) } else { whole };
        match found.as_slice() {
            [] => Err(Miss::Unknown),
            [one] => Ok(&one.it),
            many => Err(Miss::Ambiguous(many.iter().take(WAYS).map(|thing| spelt(&thing.path)).collect())),
        }
    }

    /// Those to which a way with this end leads.
    fn those(&self, steps: &[String]) -> Vec<&Thing<T>> {
        let last = steps.last().and_then(|name| self.named.get(name)).into_iter().flatten();
        let things = last.filter_map(|&at| self.things.get(at));
        let above = steps.get(..steps.len().saturating_sub(1)).unwrap_or_default();
        things.filter(|thing| leads(&thing.path, above)).collect()
    }
}

/// Whether what stands above the end of a path ends with `above`.
fn leads(path: &[String], above: &[String]) -> bool {
    let upper = path.get(..path.len().saturating_sub(1)).unwrap_or_default();
    let at_most = upper.len() >= above.len();
    at_most && upper.iter().rev().zip(above.iter().rev()).all(|(one, other)| fold_case(one) == *other)
}

fn spelt(path: &[String]) -> String {
    path.join(" > ")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Miss, Names};

    fn names() -> Names<u8> {
        let mut names = Names::default();
        for (at, path) in
            [&["M"][..], &["M", "Nord"], &["M", "Nord", "École"], &["M", "Sud", "École"], &["A > B"]]
                .into_iter()
                .enumerate()
        {
            let at = u8::try_from(at).expect("few");
            names.add(Uuid::from_u128(at.into()), path.iter().map(|&name| name.to_owned()).collect(), at);
        }
        names
    }

    #[test]
    fn a_name_that_several_bear_takes_the_way_to_it() {
        let names = names();
        assert_eq!(names.find("nord"), Ok(&1));
        assert_eq!(names.find("SUD > école"), Ok(&3));
        assert_eq!(names.find("M>Nord>École"), Ok(&2));
        assert_eq!(names.find("A > B"), Ok(&4), "a name may hold the sign");
        let both = ["M > Nord > École", "M > Sud > École"].map(str::to_owned).to_vec();
        assert_eq!(names.find("École"), Err(Miss::Ambiguous(both)));
        for unknown in ["Est", "Est > École", "X > M > Nord > École", ""] {
            assert_eq!(names.find(unknown), Err(Miss::Unknown), "{unknown}");
        }
        assert_eq!(names.label(Uuid::from_u128(1)), "Nord");
        assert_eq!(names.label(Uuid::from_u128(2)), "M > Nord > École");
    }

    #[test]
    fn another_name_never_hides_somebodys_own() {
        let mut names = names();
        names.alias(Uuid::from_u128(1), "North");
        names.alias(Uuid::from_u128(1), "M");
        assert_eq!((names.find("north"), names.find("m")), (Ok(&1), Ok(&0)));
    }
}
