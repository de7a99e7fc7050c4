use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// How many requests there are where, roughly and as of lately: what the way a page is read is chosen by.
#[derive(Debug, Clone, Default)]
pub struct Population {
    total: u64,
    newest: Option<DateTime<Utc>>,
    oldest: Option<DateTime<Utc>>,
    sites: HashMap<Uuid, Place>,
    groups: HashMap<Uuid, Vec<Uuid>>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    requests: u64,
    newest: DateTime<Utc>,
    oldest: DateTime<Utc>,
}

/// The requests of one site.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub group: Uuid,
    pub site: Uuid,
    pub requests: u64,
    pub newest: DateTime<Utc>,
    pub oldest: DateTime<Utc>,
}

/// How many rows a scan goes back at the most before it is too dear: a site that went quiet longer ago than so many
/// take gives nothing to it.
const REACH: u64 = 2_000;

impl Population {
    #[must_use]
    pub fn of(counted: impl IntoIterator<Item = Counted>) -> Self {
        counted.into_iter().fold(Self::default(), |mut all, one| {
            all.total += one.requests;
            all.newest = all.newest.max(Some(one.newest));
            all.oldest = Some(all.oldest.map_or(one.oldest, |oldest| oldest.min(one.oldest)));
            all.sites
                .insert(one.site, Place { requests: one.requests, newest: one.newest, oldest: one.oldest });
            all.groups.entry(one.group).or_default().push(one.site);
            all
        })
    }

    /// Which share of what a scan meets from `at` on, or from the newest, is in these places.
    #[must_use]
    pub fn share_of(&self, groups: &[Uuid], sites: &[Uuid], at: Option<DateTime<Utc>>) -> f64 {
        let Some(start) = at.or(self.newest) else { return 0.0 };
        let of_groups = groups.iter().filter_map(|group| self.groups.get(group)).flatten();
        let met = of_groups.chain(sites).filter_map(|site| self.sites.get(site));
        let reach = self.reach();
        let met =
            met.filter(|place| place.newest + reach.max(place.pause()) >= start).map(|place| place.requests);
        met.sum::<u64>() as f64 / self.total.max(1) as f64
    }

    /// The time that [`REACH`] rows take, if they are spread evenly.
    fn reach(&self) -> Duration {
        let all = self.newest.zip(self.oldest).map_or(Duration::zero(), |(newest, oldest)| newest - oldest);
        let share = (REACH as f64 / self.total.max(1) as f64).min(1.0);
        Duration::milliseconds((all.num_milliseconds() as f64 * share) as i64)
    }
}

impl Place {
    /// After how long without a request a place has gone quiet: three times as long as it usually takes.
    fn pause(&self) -> Duration {
        let requests = i32::try_from(self.requests).unwrap_or(i32::MAX).max(1);
        (self.newest - self.oldest) / requests * 3
    }
}

/// The population that all requests of a server share, replaced from time to time.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<RwLock<Arc<Population>>>);

impl Shared {
    #[must_use]
    pub fn get(&self) -> Arc<Population> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn replace(&self, population: Population) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(population);
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Duration};
    use uuid::Uuid;

    use super::{Counted, Population};

    #[test]
    fn sites_that_went_quiet_before_the_page_begins_count_for_nothing() {
        let now = DateTime::UNIX_EPOCH + Duration::days(1_000);
        let one = |site: u128, requests, days| Counted {
            group: Uuid::from_u128(site / 10),
            site: Uuid::from_u128(site),
            requests,
            newest: now - Duration::days(days),
            oldest: now - Duration::days(1_000),
        };
        let all = Population::of([one(11, 60_000, 0), one(12, 20_000, 500), one(21, 20_000, 1)]);
        let group = [Uuid::from_u128(1)];
        assert_eq!(all.total, 100_000);
        assert!((all.share_of(&group, &[], None) - 0.6).abs() < 1e-9);
        assert!((all.share_of(&group, &[], Some(now - Duration::days(490))) - 0.8).abs() < 1e-9);
        assert!((all.share_of(&[], &[Uuid::from_u128(12)], None)).abs() < 1e-9);
        // Where little happens, a while without anything means nothing.
        let quiet = (0..90).map(|site| one(100 + site, 10, 100));
        let sparse = Population::of(quiet.chain([one(11, 99_100, 0)]));
        let sites: Vec<Uuid> = (0..90).map(|site| Uuid::from_u128(100 + site)).collect();
        assert!((sparse.share_of(&[], &sites, None) - 0.009).abs() < 1e-9);
        assert!((Population::default().share_of(&group, &[], None)).abs() < 1e-9);
    }
}
