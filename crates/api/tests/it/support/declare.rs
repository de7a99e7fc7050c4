use std::{future::Future, pin::Pin};

use super::TestApp;

/// A test of the API, whatever the database.
pub struct Test {
    pub name: &'static str,
    pub run: fn(TestApp) -> Pin<Box<dyn Future<Output = ()>>>,
    /// Runs only when asked for: it takes long.
    pub ignored: bool,
}

inventory::collect!(Test);

/// Declares a test: a sentence, then what it does with an app of its own.
#[macro_export]
macro_rules! test {
    ($name:literal, async |$app:ident| $body:block) => {
        inventory::submit! {
            $crate::support::declare::Test {
                name: $name, run: |$app| Box::pin(async move $body), ignored: false,
            }
        }
    };
}

/// The same for one that takes long and runs only when asked for.
#[macro_export]
macro_rules! ignored_test {
    ($name:literal, async |$app:ident| $body:block) => {
        inventory::submit! {
            $crate::support::declare::Test {
                name: $name, run: |$app| Box::pin(async move $body), ignored: true,
            }
        }
    };
}

/// A test that needs no server of its own.
pub struct Plain {
    pub name: &'static str,
    pub run: fn(),
}

inventory::collect!(Plain);

/// Declares a test that runs once: of files, of the binary, of what no database changes.
#[macro_export]
macro_rules! plain_test {
    ($name:literal, || $body:block) => {
        inventory::submit! {
            $crate::support::declare::Plain { name: $name, run: || $body }
        }
    };
}
