//! The command line: arguments in, reports out, exit codes. The one place that knows the terminal, the environment and
//! the clock.
//!
//! Exit codes: 0 well, 1 faults in the content, 2 wrong usage, 3 the world (disk, permissions).
#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "this is the edge")]

mod archive;
mod args;
mod build;
mod check;
mod diff;
mod freeze;
mod gauge;
mod init;
mod keygen;
mod publish;
mod rollback;
mod serve;
mod sites;
mod verify;

use std::{
    error::Error,
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::{DateTime, Duration, NaiveDate};
use clap::Parser as _;

use self::args::{Args, Command};
use crate::{
    diag::{
        Language,
        render::{Format, Style},
    },
    site::model::Config,
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Well,
    Faults,
    Usage,
    World,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Well => 0,
            End::Faults => 1,
            End::Usage => 2,
            End::World => 3,
        })
    }
}

/// Run the program.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { End::Usage.into() } else { End::Well.into() };
        }
    };
    let world = World::new(&args);
    let end = match &args.command {
        Command::Build(build) => build::run(&world, build),
        Command::Check(check) => check::run(&world, check),
        Command::Freeze(freeze) => freeze::run(&world, freeze),
        Command::Serve(serve) => serve::run(&world, serve),
        Command::Init(init) => init::run(&world, init),
        Command::Publish(publish) => publish::run(&world, publish),
        Command::Keygen(keygen) => keygen::run(&world, keygen),
        Command::Verify(verify) => verify::run(&world, verify),
        Command::Diff(diff) => diff::run(&world, diff),
        Command::Archive(archive) => archive::run(&world, archive),
        Command::Rollback(rollback) => rollback::run(&world, rollback),
    };
    end.into()
}

/// What commands know of the terminal and the environment.
struct World {
    root: PathBuf,
    language: Language,
    colour: bool,
    quiet: bool,
    /// Whether a line that renews itself may be shown.
    terminal: bool,
    home: Option<PathBuf>,
}

impl World {
    fn new(args: &Args) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let from_locale = if locale.is_some_and(|locale| locale.starts_with("zh")) { Language::Chinese } else { Language::English };
        Self {
            root: args.root.clone(),
            language: args.lang.map_or(from_locale, Into::into),
            colour: std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
            quiet: args.quiet,
            terminal: std::io::stderr().is_terminal() && !args.quiet,
            home: std::env::home_dir(),
        }
    }

    fn style(&self, format: Format) -> Style {
        Style { format, language: self.language, colour: self.colour }
    }

    /// One of two wordings.
    fn say<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        match self.language {
            Language::English => en,
            Language::Chinese => zh,
        }
    }

    /// A line for people, unless they asked for quiet.
    fn tell(&self, line: &str) {
        if !self.quiet {
            // Whoever read may have gone: `gongshi serve | head`.
            let _ = writeln!(io::stdout(), "{line}");
        }
    }

    /// A failure of the world, with its causes.
    fn fail(&self, error: &dyn Error) -> End {
        let sentence = error.to_string();
        self.fail_saying(error, &sentence, &sentence)
    }

    /// The same for an error that has its own wording in both languages.
    fn fail_saying(&self, error: &dyn Error, en: &str, zh: &str) -> End {
        let mut line = format!("{}: {}", self.say("error", "错误"), self.say(en, zh));
        let mut next = error.source();
        while let Some(source) = next {
            let _ = write!(line, ": {source}");
            next = source.source();
        }
        eprintln!("{line}");
        End::World
    }

    /// A path seen from the site's root.
    fn at(&self, path: &Path) -> PathBuf {
        self.root.join(path)
    }
}

/// The day it is now where the site's dates are meant.
fn today(config: Option<&Config>) -> NaiveDate {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or_default());
    let ahead = if config.is_some_and(|config| config.timezone == "UTC") { 0 } else { 8 };
    let now = DateTime::from_timestamp(seconds, 0).unwrap_or_default() + Duration::hours(ahead);
    now.date_naive()
}
