use std::str::FromStr;

use clap::{Args, Subcommand};
use serde_json::json;
use uuid::Uuid;

use super::{AT_THE_COMMAND_LINE, CommandError};
use crate::{
    audit::Happened,
    clock::{Clock, SystemClock},
    config::Config,
    db::{Noted, unfenced::Because},
    random::SystemRandom,
    serve,
};

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check that no line was altered, inserted or removed; exit code 1 and the first line that breaks when one was.
    Verify(Verify),
    /// Seal the chain as it stands, after you have found out what `verify` complains of; leaves a line itself.
    Seal,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// A line as an earlier run printed it, kept elsewhere: it must still be there.
    #[arg(long, value_name = "LINE:HASH")]
    noted: Option<Noted>,
}

impl AuditCommand {
    pub async fn run(self, config: &Config) -> Result<(), CommandError> {
        match self {
            Self::Verify(verify) => verify.run(config).await,
            Self::Seal => seal(config).await,
        }
    }
}

impl Verify {
    async fn run(self, config: &Config) -> Result<(), CommandError> {
        let db = serve::open_database(config).await?;
        let verified = db.verify_audit(self.noted.as_ref()).await?.map_err(CommandError::BrokenChain)?;
        println!("the audit is whole: {} lines, {} personal values erased", verified.lines, verified.erased);
        println!(
            "note this elsewhere, and give it to `--noted` next time: {}:{}",
            verified.lines, verified.hash
        );
        Ok(())
    }
}

async fn seal(config: &Config) -> Result<(), CommandError> {
    let db = serve::open_database(config).await?;
    let tx = db.begin().await?.from(Some(AT_THE_COMMAND_LINE));
    let (operation, subject, id) = ("audit seal", "audit", Uuid::nil());
    Happened { operation, subject, id, working: true, detail: json!({}) }.record_unfenced(
        &tx,
        Because::TheInstanceIsBeingSetUp,
        &SystemRandom,
        SystemClock.now(),
        None,
    );
    tx.commit().await?;
    db.seal_audit().await?;
    println!("the audit is sealed as it stands");
    Ok(())
}

impl FromStr for Noted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let noted = text.split_once(':').and_then(|(seq, hash)| Some((seq.parse().ok()?, hash)));
        let fits = |hash: &str| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        noted
            .filter(|(_, hash)| fits(hash))
            .map(|(seq, hash)| Self { seq, hash: hash.to_ascii_lowercase() })
            .ok_or_else(|| "give a line as `palier audit verify` prints it: 1234:0a1b…".to_owned())
    }
}
