//! Reading something for a page: abort on leaving, skeleton only when it takes long, try again on failure.

use std::{future::Future, time::Duration};

use leptos::{prelude::*, reactive::spawn_local_scoped_with_cancellation};

use crate::client::Problem;

/// Waiting shows nothing for as long as nobody notices it.
const NOTICED: Duration = Duration::from_millis(200);

/// Something a page reads, and how that goes.
pub struct Load<T: 'static> {
    /// What was read last.
    pub data: RwSignal<Option<T>>,
    /// Why the last try failed.
    pub problem: RwSignal<Option<Problem>>,
    /// Whether the first answer is long in coming.
    pub slow: RwSignal<bool>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    again: Trigger,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Reads at once, and again whenever a signal that `read` looks at changes.
    pub fn new<F>(read: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let load = Self {
            data: RwSignal::new(None),
            problem: RwSignal::new(None),
            slow: RwSignal::new(false),
            busy: RwSignal::new(true),
            again: Trigger::new(),
        };
        Effect::new(move || {
            load.again.track();
            load.run(read());
        });
        load
    }

    /// Reads again; what is there stays until the answer comes.
    pub fn again(self) {
        self.again.notify();
    }

    fn run(self, answer: impl Future<Output = Result<T, Problem>> + 'static) {
        self.busy.set(true);
        if let Ok(timer) = set_timeout_with_handle(move || self.notice(), NOTICED) {
            on_cleanup(move || timer.clear());
        }
        spawn_local_scoped_with_cancellation(async move {
            let answer = answer.await;
            self.busy.set(false);
            self.slow.set(false);
            match answer {
                Ok(data) => {
                    self.problem.set(None);
                    self.data.set(Some(data));
                }
                Err(problem) => self.problem.set(Some(problem)),
            }
        });
    }

    fn notice(self) {
        if self.busy.try_get_untracked() == Some(true) {
            self.slow.set(self.data.with_untracked(Option::is_none));
        }
    }
}

/// More than anybody looks through.
const MOST: usize = 2000;

/// Reads one page after the other, each from where the one before it said that it goes on.
///
/// # Errors
/// The first refusal of the server, or its silence.
pub async fn all_pages<T>(
    read: impl AsyncFn(Option<String>) -> Result<(Vec<T>, Option<String>), Problem>,
) -> Result<Vec<T>, Problem> {
    let (mut all, mut next) = read(None).await?;
    while next.is_some() && all.len() < MOST {
        let (items, after) = read(next).await?;
        all.extend(items);
        next = after;
    }
    Ok(all)
}

/// Does something every so often while somebody can see the page.
pub fn every(period: Duration, act: impl Fn() + 'static) {
    let tick = move || {
        if crate::browser::is_visible() {
            act();
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, period) {
        on_cleanup(move || timer.clear());
    }
}
