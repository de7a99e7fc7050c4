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
