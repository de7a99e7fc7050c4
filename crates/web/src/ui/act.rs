use std::sync::Arc;

/// Something to do: one type, whatever closure it is, so that a component is compiled once.
#[derive(Clone)]
pub struct Act(Arc<dyn Fn() + Send + Sync>);

/// Something to do with a value.
#[derive(Clone)]
pub struct On<T>(Arc<dyn Fn(T) + Send + Sync>);

impl Act {
    /// Does it.
    pub fn run(&self) {
        (self.0)();
    }
}

impl<T> On<T> {
    /// Does it.
    pub fn run(&self, value: T) {
        (self.0)(value);
    }
}

impl<F: Fn() + Send + Sync + 'static> From<F> for Act {
    fn from(act: F) -> Self {
        Self(Arc::new(act))
    }
}

impl<T, F: Fn(T) + Send + Sync + 'static> From<F> for On<T> {
    fn from(act: F) -> Self {
        Self(Arc::new(act))
    }
}
