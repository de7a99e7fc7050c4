//! The API, asked as its users ask it: every test runs on SQLite and on PostgreSQL.
//!
//! The tree mirrors `src/features`. A test is declared with [`test!`]; its name is a sentence and starts with the
//! rows it shows.

mod support;

mod account;
mod audit;
mod authorization;
mod contract;
mod costs;
mod dead_letters;
mod fence;
mod grants;
mod instance;
mod links;
mod mail;
mod my_data;
mod pictures;
mod preferences;
mod requests;
mod resources;
mod roles;
mod session;
mod settings;
mod sites;
mod start;
mod tags;
mod teams;
mod terms;
mod users;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use support::{Engine, TestApp, declare};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = inventory::iter::<declare::Test>.into_iter().flat_map(|test| {
        [Engine::Sqlite, Engine::Postgres].map(|engine| {
            let name = format!("{}: {}", engine.word(), test.name);
            Trial::test(name, move || {
                actix_web::rt::System::new()
                    .block_on(async { (test.run)(TestApp::start(engine).await).await });
                Ok(())
            })
            .with_ignored_flag(test.ignored)
        })
    });
    let plain = inventory::iter::<declare::Plain>.into_iter().map(|test| {
        Trial::test(test.name, || {
            (test.run)();
            Ok(())
        })
    });
    libtest_mimic::run(&arguments, trials.chain(plain).collect()).exit_code()
}
