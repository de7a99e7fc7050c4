use chrono::{DateTime, Utc};
use rand::{RngCore, SeedableRng, rngs::StdRng};
use uuid::Uuid;

/// Chance that repeats: the same seed throws the same dice.
///
/// Draws are reduced by hand, so that an update of `rand`'s distributions does not rewrite the demo.
pub struct Dice(StdRng);

impl Dice {
    /// The dice of one stream; streams do not disturb each other.
    pub fn of(seed: u64, stream: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&stream.to_le_bytes());
        Self(StdRng::from_seed(bytes))
    }

    /// A number from `low` to `high`, both included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).max(0).unsigned_abs() + 1;
        low + i64::try_from(self.0.next_u64() % width).unwrap_or_default()
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.within(1, 100) <= percent
    }

    /// One of `all`, if there are any.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.index(all.len()))
    }

    /// A position below `len`.
    pub fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.within(0, len as i64 - 1)).unwrap_or_default()
    }

    /// A position among `weights`, each as likely as it is heavy.
    pub fn weighted(&mut self, weights: impl Iterator<Item = i64> + Clone) -> usize {
        let mut left = self.within(1, weights.clone().sum());
        weights
            .take_while(|weight| {
                left -= weight;
                left > 0
            })
            .count()
    }

    /// A number from one of the spans, each as likely as it is heavy.
    pub fn drawn(&mut self, spans: &[Span]) -> i64 {
        let at = self.weighted(spans.iter().map(|span| span.weight));
        spans.get(at).map_or(0, |span| self.within(span.low, span.high))
    }

    /// Puts `all` in another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.index(last + 1));
        }
    }

    /// A UUIDv7 of that moment.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

/// Numbers from `low` to `high`, and how often they come up.
#[derive(Clone, Copy)]
pub struct Span {
    pub weight: i64,
    pub low: i64,
    pub high: i64,
}

/// A [`Span`].
pub const fn span(weight: i64, low: i64, high: i64) -> Span {
    Span { weight, low, high }
}

#[cfg(test)]
mod tests {
    use super::{Dice, span};

    #[test]
    fn the_same_seed_and_stream_throw_the_same() {
        let throws = |seed, stream| {
            let mut dice = Dice::of(seed, stream);
            std::array::from_fn::<_, 20, _>(|_| dice.within(1, 1_000))
        };
        assert_eq!(throws(1, 7), throws(1, 7));
        assert_ne!(throws(1, 7), throws(1, 8));
    }

    #[test]
    fn weights_decide_how_often_and_a_weight_of_nothing_never() {
        let mut dice = Dice::of(3, 0);
        let mut seen = [0; 3];
        for _ in 0..1_000 {
            seen[dice.weighted([1, 0, 9].into_iter())] += 1;
        }
        assert!(seen[0] > 50 && seen[1] == 0 && seen[2] > 800, "{seen:?}");
        assert!((0..100).all(|_| (5..=6).contains(&dice.drawn(&[span(0, 1, 2), span(4, 5, 6)]))));
    }
}
