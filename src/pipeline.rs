//! The one way from files to a finished site; every command goes it, with a memory that may be empty.

use std::{fmt, sync::Arc};

use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    diag::{Diagnostic, Diagnostics, Severity, Span, Texts},
    files::{Entry, EntryKind, Files, FilesError, SitePath},
    memo::{Key, Table},
    meter::{Meter, Phase},
    output::{Applied, MANIFEST, Manifest, Meta, OutputError, Publication, Record, Stamps, Store},
    plan::{Choice, Plan, Shown, Standing},
    render::{self, RenderError},
    site::{self, Site, date::PartialDate},
    source::{Seen, SourceError, Sources},
    theme::{THEMES, Theme},
};

/// How often a run begins anew because a file changed under it.
const ATTEMPTS: usize = 8;

/// What a run found and made.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every finding, sorted.
    pub findings: Vec<Diagnostic>,
    /// The texts findings point into.
    pub texts: Texts,
    /// The finished site; `None` where there are errors.
    pub built: Option<Built>,
}

/// A finished site, as its store holds it now.
#[derive(Debug, Default)]
pub struct Built {
    /// How many of the files are pages.
    pub pages: usize,
    /// How many pages were made by a template in this run.
    pub rendered: usize,
    /// How many files there are.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// Addresses of the files that were written.
    pub written: Vec<String>,
    /// What became of the store.
    pub applied: Applied,
    /// What is held back, and from when it will be shown.
    pub held_back: Vec<HeldBack>,
    /// Figures that no report has brought up to the last reporting day.
    pub overdue: Vec<Overdue>,
    /// The path of the address the site will be published at.
    pub base_path: String,
    /// The last reporting day before the site's date.
    pub reporting_day: Option<NaiveDate>,
    /// The site's name.
    pub title: String,
}

/// A file whose page is not published yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// The file, seen from the site's root.
    pub path: String,
    /// The first day it is published; `None` for a draft.
    pub until: Option<PartialDate>,
    /// The address of its page, where this build shows one.
    pub address: Option<String>,
}

/// A figure that no report has brought up to the last reporting day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The address of its project's page.
    pub address: String,
    /// The project.
    pub project: String,
    /// What is counted.
    pub indicator: String,
    /// The date of its last report.
    pub last: Option<PartialDate>,
}

/// What one build remembers for the next. Every answer stands under a key of everything it was made from, so a memory
/// that is old, foreign or empty makes a build slower and never wrong.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The last finished build, for the case that nothing has changed.
    pub last: Last,
    /// Answers that make up the parts of a build.
    pub parts: Parts,
}

/// The last finished build.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Last {
    /// The files of `content/` as they were read.
    seen: Seen,
    /// What it said, where it found no fault.
    outcome: Option<Said>,
    /// What the system said of the files it published.
    stamps: Arc<Stamps>,
}

/// What a build that found no fault has to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Said {
    /// Everything it was made from.
    inputs: Key,
    /// Its warnings, sorted.
    findings: Vec<Diagnostic>,
    /// Every file.
    files: Vec<(String, Record)>,
    /// The manifest itself.
    manifest: Record,
    pages: usize,
    held_back: Vec<HeldBack>,
    overdue: Vec<Overdue>,
    base_path: String,
    reporting_day: Option<NaiveDate>,
    title: String,
}

/// Answers that make up the parts of a build, each under its key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Parts {
    /// Of lowering and checking.
    site: site::Known,
    /// Of computing figures.
    standings: Table<Standing>,
    /// Of making pages.
    render: render::Known,
}

impl Said {
    fn new(inputs: Key, diags: &Diagnostics, built: &Built, manifest: Manifest) -> Self {
        Self {
            inputs,
            findings: diags.clone().into_sorted(),
            manifest: Record::of(manifest.to_json().as_bytes()),
            files: manifest.files.into_iter().collect(),
            pages: built.pages,
            held_back: built.held_back.clone(),
            overdue: built.overdue.clone(),
            base_path: built.base_path.clone(),
            reporting_day: built.reporting_day,
            title: built.title.clone(),
        }
    }

    /// What a run that changes nothing has to say.
    fn built(&self) -> Built {
        Built {
            pages: self.pages,
            files: self.files.len(),
            bytes: self.files.iter().map(|(_, record)| record.bytes).sum(),
            held_back: self.held_back.clone(),
            overdue: self.overdue.clone(),
            base_path: self.base_path.clone(),
            reporting_day: self.reporting_day,
            title: self.title.clone(),
            ..Built::default()
        }
    }
}

/// A failure of the world.
#[derive(Debug)]
pub enum BuildError {
    /// A file of the site cannot be read.
    Files(FilesError),
    /// The output cannot be used.
    Output(OutputError),
    /// A file changed each time it was read.
    Unsettled(SitePath),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Files(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::Unsettled(path) => write!(f, "{path} changes while it is read"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Files(error) => error.source(),
            Self::Output(error) => error.source(),
            Self::Unsettled(_) => None,
        }
    }
}

impl From<FilesError> for BuildError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}

impl From<OutputError> for BuildError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Why an attempt ended.
enum Stop {
    Failed(BuildError),
    Changed(SitePath),
}

impl<E: Into<BuildError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl From<SourceError> for Stop {
    fn from(error: SourceError) -> Self {
        match error {
            SourceError::Files(error) => Self::Failed(error.into()),
            SourceError::Changed(path) => Self::Changed(path),
        }
    }
}

impl From<RenderError> for Stop {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::Source(error) => error.into(),
            RenderError::Files(error) => Self::Failed(error.into()),
            RenderError::Output(error) => Self::Failed(error.into()),
        }
    }
}

impl Outcome {
    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.code.severity() == Severity::Warning).count()
    }
}

/// What a run is done with.
pub struct Tools<'a> {
    /// Where finished files go; opened only once the content has no faults.
    pub store: &'a mut dyn FnMut(Arc<Stamps>) -> Result<Box<dyn Store + 'a>, OutputError>,
    /// The parts of the memory that are still elsewhere.
    pub parts: &'a mut dyn FnMut() -> Option<Parts>,
    /// Who is told how far the run is.
    pub meter: &'a dyn Meter,
}

/// Build a site: everything that may have changed since the last build this memory knows of. `Err` where the world fails;
/// faults of the content are findings, and with them nothing is written.
pub fn build(files: &dyn Files, choice: &Choice, memory: &mut Memory, tools: &mut Tools<'_>) -> Result<Outcome, BuildError> {
    let mut last = None;
    for _ in 0..ATTEMPTS {
        match attempt(files, choice, memory, tools) {
            Ok(outcome) => return Ok(outcome),
            Err(Stop::Failed(error)) => return Err(error),
            Err(Stop::Changed(path)) => {
                memory.last.seen.forget(&path);
                last = Some(path);
            }
        }
    }
    Err(BuildError::Unsettled(last.unwrap_or_else(|| SitePath::new(""))))
}

fn attempt(files: &dyn Files, choice: &Choice, memory: &mut Memory, tools: &mut Tools<'_>) -> Result<Outcome, Stop> {
    let meter = tools.meter;
    let mut diags = Diagnostics::default();
    meter.begin(Phase::Read, 0);
    let sources = Sources::read(&mut diags, files, &mut memory.last.seen)?;
    let inputs = inputs(&sources, files, choice)?;
    if let Some(said) = memory.last.outcome.as_ref().filter(|said| inputs == Some(said.inputs)) {
        let store = (tools.store)(memory.last.stamps.clone())?;
        if is_held(&*store, said)? {
            return Ok(Outcome { findings: said.findings.clone(), texts: texts(&said.findings, &sources), built: Some(said.built()) });
        }
    }
    memory.last.outcome = None;
    if let Some(parts) = (tools.parts)() {
        memory.parts = parts;
    }
    let Parts { site: known, standings, render: pages } = &mut memory.parts;
    meter.begin(Phase::Parse, 0);
    let site = Site::new(&mut diags, &sources, known)?;
    let (name, named) = &site.config.theme;
    let config = SitePath::new("content/site.yaml");
    let theme_name = if name.is_empty() { crate::theme::DEFAULT } else { name };
    let theme = Theme::load(&mut diags, files, theme_name, Span::new(&config, named.unwrap_or_default()))?;
    meter.begin(Phase::Plan, 0);
    let plan = Plan::new(&mut diags, &site, choice, standings)?;
    let mut shown = theme.texts();
    let mut built = None;
    if !diags.has_errors() {
        let store = (tools.store)(memory.last.stamps.clone())?;
        let publication = Publication::begin(&*store)?;
        let rendered = render::all(&mut diags, (&plan, &theme), files, pages, &publication, meter)?;
        shown.extend(rendered.texts);
        if !diags.has_errors() {
            meter.begin(Phase::Write, rendered.files.len());
            let meta = Meta { as_of: plan.edition.shown.map(|date| date.to_string()), timezone: Some(site.config.timezone.clone()) };
            let manifest = Manifest::new(rendered.files, &meta);
            let applied = publication.commit(&manifest)?;
            let made = Built {
                pages: rendered.pages,
                rendered: rendered.rendered,
                files: manifest.files.len(),
                bytes: manifest.files.values().map(|record| record.bytes).sum(),
                written: rendered.written,
                applied,
                held_back: held_back(&plan),
                overdue: overdue(&plan),
                base_path: plan.base_path().to_owned(),
                reporting_day: plan.edition.day.and_then(crate::plan::standing::reporting_day),
                title: site.config.title.clone(),
            };
            memory.last.stamps = Arc::new(store.stamps(&manifest)?);
            memory.last.outcome = inputs.map(|inputs| Said::new(inputs, &diags, &made, manifest));
            built = Some(made);
        }
    }
    drop(plan);
    let findings = diags.into_sorted();
    shown.extend(texts(&findings, &sources));
    Ok(Outcome { findings, texts: shown, built })
}

/// A key of everything a site is made from; `None` where some file is known by its bytes alone and was not read.
fn inputs(sources: &Sources<'_>, files: &dyn Files, choice: &Choice) -> Result<Option<Key>, FilesError> {
    let themes = files.list(THEMES)?;
    let known = |entry: &Entry| !matches!(entry.kind, EntryKind::File(_, None));
    let sure = themes.iter().all(known) && sources.attachments.values().all(Option::is_some);
    Ok(sure.then(|| Key::of(&(sources.key_of_all(), themes, choice))))
}

/// Whether a store holds what a build said it published, and nothing is on its way into it.
fn is_held(store: &dyn Store, said: &Said) -> Result<bool, OutputError> {
    if store.interrupted()?.is_some() {
        return Ok(false);
    }
    let held = said.files.par_iter().map(|(path, record)| store.holds(path, record)).try_reduce(|| true, |a, b| Ok(a && b))?;
    Ok(held && store.holds(MANIFEST, &said.manifest)?)
}

/// The texts findings point into, as far as they can still be read.
fn texts(findings: &[Diagnostic], sources: &Sources<'_>) -> Texts {
    let paths = findings.iter().flat_map(|found| std::iter::once(&found.span).chain(found.labels.iter().map(|(span, _)| span)));
    paths.filter_map(|span| Some((span.path.clone(), sources.text(&span.path).ok()??))).collect()
}

fn held_back(plan: &Plan<'_>) -> Vec<HeldBack> {
    let view = |(path, until): &(String, Option<PartialDate>)| HeldBack {
        address: plan.address(&SitePath::new(path)),
        path: path.clone(),
        until: *until,
    };
    plan.edition.held_back.iter().map(view).collect()
}

fn overdue(plan: &Plan<'_>) -> Vec<Overdue> {
    let projects = plan.edition.years.iter().flat_map(|year| &year.projects);
    let of = |shown: &Shown<'_>| {
        let line = |(indicator, last): &(String, Option<PartialDate>)| Overdue {
            address: shown.state.card.href.clone(),
            project: shown.project.title.clone(),
            indicator: indicator.clone(),
            last: *last,
        };
        shown.state.overdue.iter().map(line).collect::<Vec<_>>()
    };
    projects.flat_map(of).collect()
}
