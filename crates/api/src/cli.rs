//! The command line.

mod audit;

use std::{
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, Parser, Subcommand};
use domain::{EmailAddress, Language, PasswordFlaw};
use secrecy::{ExposeSecret, SecretString};

use audit::AuditCommand;

use crate::{
    clock::{Clock, SystemClock},
    config::{Config, ConfigError},
    contract::Contract,
    db::{Broken, Db, DbError},
    demo,
    features::instance::{NewAdministrator, add_administrator},
    identity::password,
    random::SystemRandom,
    serve::{self, StartError},
};

/// Work requests for organisations with many sites.
#[derive(Debug, Parser)]
#[command(name = "palier", version, about)]
struct Palier {
    /// A TOML file with the configuration; `PALIER_*` variables win over it.
    #[arg(long, global = true, env = "PALIER_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and the API; brings the database up to date first.
    Serve {
        /// Fill an empty database with demo data.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database up to date.
    Migrate,
    /// Fill an empty database with demo data.
    Demo,
    /// Print the contract: OpenAPI 3.1.
    Openapi,
    /// Manage users.
    #[command(subcommand)]
    User(UserCommand),
    /// Look after the audit.
    #[command(subcommand)]
    Audit(AuditCommand),
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Add an administrator of the whole instance. The password is asked for, or read from standard input.
    CreateAdmin(CreateAdmin),
}

#[derive(Debug, Args)]
struct CreateAdmin {
    #[arg(long)]
    username: String,
    #[arg(long)]
    email: EmailAddress,
    #[arg(long)]
    first_name: String,
    #[arg(long)]
    last_name: String,
    /// `fr` or `en`.
    #[arg(long, default_value = "fr")]
    language: Language,
}

/// Why a command did not do what it was asked: one clear line, exit code 2; 1 when it did, and found the chain broken.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("{0}")]
    Database(#[from] DbError),
    #[error("the audit is broken: {0}")]
    BrokenChain(Broken),
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Runs the command that the arguments name.
#[must_use]
pub fn run() -> ExitCode {
    let palier = Palier::parse();
    match palier.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("palier: {error}");
            ExitCode::from(if matches!(error, CommandError::BrokenChain(_)) { 1 } else { 2 })
        }
    }
}

impl Palier {
    fn run(self) -> Result<(), CommandError> {
        if let Command::Openapi = self.command {
            return Ok(std::io::stdout().write_all(Contract::new().text().as_bytes())?);
        }
        let config = Config::read(self.config.as_deref())?;
        // The configuration may name the mail server's variables, which no argument parser sees.
        actix_web::rt::System::new().block_on(async move {
            match self.command {
                Command::Serve { demo } => Ok(serve::serve(config, demo).await?),
                Command::Migrate => migrate(&config).await,
                Command::Demo => seed(&config).await,
                Command::User(UserCommand::CreateAdmin(new)) => create_admin(&config, new).await,
                Command::Audit(command) => command.run(&config).await,
                Command::Openapi => Ok(()),
            }
        })
    }
}

async fn migrate(config: &Config) -> Result<(), CommandError> {
    serve::open_database(config).await?;
    println!("the database is up to date");
    Ok(())
}

async fn seed(config: &Config) -> Result<(), CommandError> {
    let db = serve::open_database(config).await?;
    if serve::seed_demo(&db, SystemClock.now()).await? {
        println!("the demo data is in place; log in with");
        print_logins();
        return Ok(());
    }
    Err(CommandError::Refused("the database is not empty; demo data goes into an empty one only".to_owned()))
}

/// The logins of the demo, one a line.
pub fn print_logins() {
    for login in demo::LOGINS {
        println!("  {:<14} {} / {}", login.role.word(), login.username, demo::PASSWORD);
    }
}

async fn create_admin(config: &Config, new: CreateAdmin) -> Result<(), CommandError> {
    let username = named("--username", &new.username)?;
    let (first_name, last_name) =
        (named("--first-name", &new.first_name)?, named("--last-name", &new.last_name)?);
    let db: Db = serve::open_database(config).await?;
    let password = read_password()?;
    let hash = password::hash_now(&password);
    let password_hash =
        hash.ok_or_else(|| CommandError::Refused("this password cannot be hashed".to_owned()))?;
    let administrator = NewAdministrator {
        username: username.clone(),
        email: new.email.to_string(),
        first_name,
        last_name,
        language: new.language,
        password_hash,
        super_administrator: false,
    };
    let tx = db.begin().await?.from(Some(AT_THE_COMMAND_LINE));
    let random = Arc::new(SystemRandom);
    let made = add_administrator(&tx, &*random, SystemClock.now(), administrator, "user create-admin").await;
    match made {
        Ok(Some(_)) => {
            tx.commit().await?;
            println!("{username} is an administrator and can log in");
            Ok(())
        }
        Ok(None) => {
            Err(CommandError::Refused("nothing is set up yet; start the server and open its link".to_owned()))
        }
        Err(DbError::Taken(_)) => {
            Err(CommandError::Refused("this username or email address is in use".to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}

/// A name as the contract takes it: one line that says something.
fn named(argument: &str, text: &str) -> Result<String, CommandError> {
    let name = text.trim();
    if (1..=120).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(CommandError::Refused(format!("`{argument}` must be one line of 1 to 120 characters")))
}

/// Where a change comes from that no address asked for.
const AT_THE_COMMAND_LINE: &str = "command line";

fn read_password() -> Result<SecretString, CommandError> {
    let password = if std::io::stdin().is_terminal() {
        rpassword::prompt_password("password (at least 15 characters): ")?
    } else {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    let password = SecretString::from(password);
    let said = match domain::password_flaw(password.expose_secret(), &[]) {
        None => return Ok(password),
        Some(PasswordFlaw::TooShort | PasswordFlaw::TooLong) => {
            format!("a password has {} to {} characters", domain::MIN_CHARS, domain::MAX_CHARS)
        }
        Some(_) => "others would guess this password: take a few words instead".to_owned(),
    };
    Err(CommandError::Refused(said))
}
