use std::collections::BTreeMap;

use super::{
    dice::Dice,
    stories::{Book, Story, Tongue, Trade},
};

/// Stories as cards: each is told once before any is told again.
pub struct Decks {
    dice: Dice,
    decks: BTreeMap<(Tongue, Trade), Vec<usize>>,
}

impl Decks {
    pub const fn new(dice: Dice) -> Self {
        Self { dice, decks: BTreeMap::new() }
    }

    /// A story of a trade that is asked for in that month (from 0).
    pub fn draw<'b>(&mut self, book: &'b Book, month0: u32) -> &'b Story {
        let weights = Trade::ALL.iter().map(|trade| trade.demand(month0));
        let trade = Trade::ALL[self.dice.weighted(weights).min(Trade::ALL.len() - 1)];
        let deck = self.decks.entry((book.tongue, trade)).or_default();
        if deck.is_empty() {
            deck.extend((0..book.stories.len()).filter(|at| book.stories[*at].trade == trade));
            self.dice.shuffle(deck);
        }
        &book.stories[deck.pop().unwrap_or_default()]
    }
}
