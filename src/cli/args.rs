//! What may be written on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use crate::{
    diag::{Language, render::Format},
    plan::Choice,
};

/// A static-site generator for public disclosure.
#[derive(Debug, Parser)]
#[command(name = "gongshi", version, about = "A static-site generator for public disclosure 为民办实事项目公示")]
pub struct Args {
    /// The site's folder, which holds content/ and perhaps themes/
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub root: PathBuf,
    /// Language of messages; by default that of the locale
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// Say nothing but faults
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into public/
    Build(Build),
    /// Report every fault and warning without writing anything
    Check(Check),
    /// Write down what a year's content is, so that a later change without a correction is a fault
    Freeze(Freeze),
    /// Show the site in a browser, and build it again after every save
    Serve(Serve),
    /// Write a small commented site to begin with
    Init(Init),
    /// Build the site, say what changes, and bring it to a target
    Publish(Publish),
    /// Make the pair of keys publications are signed with
    Keygen(Keygen),
    /// Hold a published site against its manifest, its signature and its record of publications
    Verify(Verify),
    /// Say what changed from one site to another, in words to sign off
    Diff(Diff),
    /// Pack one year to be kept for good
    Archive(Archive),
    /// Show an earlier release again, in a folder the site is published to
    Rollback(Rollback),
}

/// `gongshi build`.
#[derive(Debug, clap::Args)]
pub struct Build {
    /// The folder to write; by default public/ in the site's folder
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Print how long each phase took
    #[arg(long)]
    pub timings: bool,
    #[command(flatten)]
    pub edition: Edition,
}

/// Which edition to build.
#[derive(Debug, clap::Args)]
pub struct Edition {
    /// Show what was known at the end of this day; by default the latest figure's date
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// Show drafts and records held back
    #[arg(long)]
    pub drafts: bool,
    /// Where the site will be published, instead of site.yaml's base_url
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub base_url: Option<String>,
}

impl Edition {
    /// The choice for the pipeline.
    pub fn choice(&self) -> Choice {
        Choice { as_of: self.as_of, drafts: self.drafts, preview: false, base_url: self.base_url.clone(), publishing: false, only: None }
    }
}

/// A day, written as content writes it.
fn day(text: &str) -> Result<NaiveDate, String> {
    let date = crate::site::date::PartialDate::parse(text).filter(|date| date.is_day());
    date.map(crate::site::date::PartialDate::start).ok_or_else(|| "write a day such as 2020-09-30, between 1900 and 2200".to_owned())
}

/// An address on the web, as an argument.
fn web_address(text: &str) -> Result<String, String> {
    let why = "it is no address of a site: https:// or http://, a host, and a path without `?`, `#`, `..`, quotes or spaces";
    if crate::site::is_base_url(text) { Ok(text.to_owned()) } else { Err(why.to_owned()) }
}

/// `gongshi check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The report's format
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// End with 1 for warnings too
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub edition: Edition,
}

/// `gongshi freeze`.
#[derive(Debug, clap::Args)]
pub struct Freeze {
    /// The year
    pub year: i32,
    /// From when the year is frozen
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// Freeze a year anew although it was changed without a correction
    #[arg(long)]
    pub again: bool,
}

/// `gongshi serve`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The port to listen on; by default one that is free
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the preview in the browser
    #[arg(long)]
    pub open: bool,
    /// Let colleagues on the network look, under an address with a secret in it
    #[arg(long)]
    pub host: bool,
    /// Leave out drafts and records held back, as a build does
    #[arg(long)]
    pub published: bool,
    /// Look at the files every half second instead of waiting for the system to tell
    #[arg(long)]
    pub poll: bool,
    /// Show what was known at the end of this day; by default the latest figure's date
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<NaiveDate>,
}

/// `gongshi archive`.
#[derive(Debug, clap::Args)]
pub struct Archive {
    /// The year
    pub year: i32,
    /// The folder to write, or a file ending in .zip, .tar or .tar.gz; by default archive/YEAR in the site's folder
    #[arg(long, short, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// The day the package says it was made on; by default the day of its figures
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<NaiveDate>,
}

/// `gongshi rollback`.
#[derive(Debug, clap::Args)]
pub struct Rollback {
    /// The target's name in site.yaml; not needed where one folder alone is a target
    pub target: Option<String>,
    /// The release to show: its number, or its digest or the beginning of it; by default the one before
    #[arg(long, value_name = "NUMBER|DIGEST")]
    pub to: Option<String>,
    /// Only list the releases there are
    #[arg(long, conflicts_with = "to")]
    pub list: bool,
}

/// `gongshi init`.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// A folder that does not exist yet, or is empty
    pub dir: PathBuf,
}

/// `gongshi publish`.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// The target, by its name in site.yaml; may be left out where there is only one
    pub target: Option<String>,
    /// Show what would change, and send nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go on without being asked, however many pages go
    #[arg(long, short)]
    pub yes: bool,
    /// Publish over a site whose last publication the content does not know
    #[arg(long)]
    pub take_over: bool,
    /// The day of the publication; by default today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<NaiveDate>,
    /// The file of the secret key; by default GONGSHI_SECRET_KEY
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

/// `gongshi keygen`.
#[derive(Debug, clap::Args)]
pub struct Keygen {
    /// The file of the secret key; the public one is written beside it as FILE.pub
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave the secret key without a password, for a machine that publishes by itself
    #[arg(long)]
    pub no_password: bool,
}

/// `gongshi verify`.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// An address, a folder, or the name of a publishing target; by default the first target, or public/
    #[arg(value_name = "URL|DIR|TARGET")]
    pub site: Option<String>,
    /// The public key: its 56 signs, or a .pub file
    #[arg(long, value_name = "KEY|FILE")]
    pub key: Option<String>,
    /// A manifest somebody kept, which must be part of the record
    #[arg(long, value_name = "FILE")]
    pub saved: Vec<PathBuf>,
    /// The report's format
    #[arg(long, value_enum, default_value_t)]
    pub format: TextFormat,
}

/// `gongshi diff`.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The earlier site: an address, a folder, or a publishing target; by default the first target, or public/
    pub a: Option<String>,
    /// The later site; by default a fresh build of the content
    pub b: Option<String>,
    /// The report's format
    #[arg(long, value_enum, default_value_t)]
    pub format: SheetFormat,
    /// The file to write instead of printing
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// End with 1 where there are differences
    #[arg(long)]
    pub exit_code: bool,
}

/// The format of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// Sentences
    #[default]
    Text,
    /// One JSON document
    Json,
}

/// The format of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// Sentences
    #[default]
    Text,
    /// One JSON document
    Json,
    /// One page to print and sign
    Html,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Zh => Self::Chinese,
        }
    }
}

/// A report's format.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ReportFormat {
    /// With source lines and carets
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON document
    Json,
}

impl From<ReportFormat> for Format {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Human => Self::Human,
            ReportFormat::Short => Self::Short,
            ReportFormat::Json => Self::Json,
        }
    }
}
