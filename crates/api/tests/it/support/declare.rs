use std::{future::Future, pin::Pin};

use super::TestApp;

/// A test of the API, whatever the database.
pub struct Test {
    pub name: &'static str,
    pub run: fn(TestApp) -> Pin<Box<dyn Future<Output = ()>>>,
}

inventory::collect!(Test);

/// Declares a test: a sentence, then what it does with an app of its own.
#[macro_export]
macro_rules! test {
    ($name:literal, async |$app:ident| $body:block) => {
        inventory::submit! {
            $crate::support::declare::Test { name: $name, run: |$app| Box::pin(async move $body) }
        }
    };
}
