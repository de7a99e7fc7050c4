//! The real binary, as an operator starts it.

mod configuration;
mod create_admin;
mod documented;
mod refusals;
mod secrets;
mod upgrade;

pub use upgrade::{literal, old_database};

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// What a run of the binary left behind.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub said: String,
    pub complained: String,
}

impl Run {
    /// The one line with which a start was refused.
    #[track_caller]
    pub fn refused(&self) -> &str {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.complained.lines().count(), 1, "one line: {self:?}");
        let line = self.complained.trim_end();
        assert!(line.starts_with("palier: "), "{line}");
        for internal in ["Err(", "panicked", "RUST_BACKTRACE", "::", "Some("] {
            assert!(!line.replace("://", "").contains(internal), "{line}");
        }
        line
    }
}

/// Runs `palier` with nothing of this process's environment, until it ends.
pub fn palier(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_palier"));
    command.args(arguments).env_clear().envs(variables.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary starts");
    // A refused start may have ended before it reads.
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code(), said: text(&output.stdout), complained: text(&output.stderr) }
}
