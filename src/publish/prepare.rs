//! From content to a release: which publication it is, which figures it publishes for the first time, and the site.
//!
//! In: the files of a site and a day. Out: a [`Prepared`] release with the record as it will be once the release stands at
//! a target, or the findings that forbid it. The site is built from nothing but its files: first as the publication that
//! stands, and only where that says something else, as the next one. Nothing is written but the pack.

use std::{collections::BTreeMap, fmt::Write as _, path::Path, sync::Arc};

use chrono::NaiveDate;

use super::Release;
use crate::{
    diag::Diagnostics,
    files::{EntryKind, Files, FilesError, Overlay, SitePath},
    meter::Meter,
    output::{Digest, Manifest, OutputError, Pack, Store},
    pipeline::{self, BuildError, Memory, Outcome, Tools},
    plan::{Choice, published::Unpublished},
    site::{
        date::PartialDate,
        published::{self, Line, Publication, Published},
    },
    source::PUBLISHED,
    theme::THEMES,
};

/// A release, and what is to be written down once it is published.
#[derive(Debug)]
pub struct Prepared {
    /// The site, not signed yet.
    pub release: Release,
    /// The publication it is.
    pub publication: Publication,
    /// The record's files as they are to be, by path; none where this publication is in the record already.
    pub record: BTreeMap<SitePath, String>,
    /// Every publication that is in the record, the first first.
    pub before: Vec<Publication>,
}

/// What came of preparing.
#[derive(Debug)]
pub enum Preparation {
    /// A release, with the warnings.
    Ready(Box<Prepared>, Outcome),
    /// Faults.
    Faulty(Outcome),
    /// The day given lies before the last publication.
    TooEarly(Publication),
}

/// Build what is to be published on a day. `folder` is where the pack, a nameless file, is kept.
pub fn prepare(files: &dyn Files, folder: &Path, day: NaiveDate, meter: &dyn Meter) -> Result<Preparation, BuildError> {
    let known = recorded(files)?;
    let before: Vec<Publication> = known.closed().to_vec();
    let pack = Pack::new(folder)?;
    let mut memory = Memory::default();
    let mut build = |texts: BTreeMap<SitePath, String>| {
        let overlay = Overlay::new(files, texts);
        let choice = Choice { publishing: true, ..Choice::default() };
        let mut tools = Tools { store: &mut |_| Ok(Box::new(&pack) as Box<dyn Store>), parts: &mut || None, meter, ends: false };
        pipeline::build(&overlay, &choice, &mut memory, &mut tools)
    };
    // As the publication that stands: the same content must give the same site.
    let standing = before.last().map(|last| {
        let open = Publication { manifest: String::new(), ..last.clone() };
        let rows: Vec<Publication> = before[..before.len() - 1].iter().cloned().chain([open]).collect();
        BTreeMap::from([(published::list_of_publications(), published::written(&rows))])
    });
    let mut outcome = build(standing.unwrap_or_default())?;
    let Some(built) = &outcome.built else { return Ok(Preparation::Faulty(outcome)) };
    let manifest = finished(&pack)?;
    if let Some(last) = before.last().filter(|last| built.unpublished.is_empty() && last.manifest == manifest.digest().to_string()) {
        let publication = last.clone();
        let release = Release { manifest, signature: None, site: pack.packed() };
        return Ok(Preparation::Ready(Box::new(Prepared { release, publication, record: BTreeMap::new(), before }), outcome));
    }
    let date = PartialDate::day(day);
    if let Some(last) = before.last().filter(|last| last.date > date) {
        return Ok(Preparation::TooEarly(last.clone()));
    }
    let number = before.last().map_or(1, |last| last.number + 1);
    let as_of = manifest.as_of.clone().unwrap_or_default();
    let content = content_digest(files)?.to_string();
    let mut publication = Publication { number, date, as_of, content, figures: String::new(), manifest: String::new() };
    let years = added(&known, &built.unpublished, &publication);
    publication.figures = known.figures(&years);
    let mut record: BTreeMap<SitePath, String> = years.into_iter().map(|(year, text)| (published::file_of(year), text)).collect();
    let rows = |last: &Publication| published::written(&before.iter().cloned().chain([last.clone()]).collect::<Vec<_>>());
    record.insert(published::list_of_publications(), rows(&publication));
    outcome = build(record.clone())?;
    if outcome.built.is_none() {
        return Ok(Preparation::Faulty(outcome));
    }
    // What it says it was made from is what it was made from.
    if content_digest(files)?.to_string() != publication.content {
        return Err(BuildError::Unsettled(SitePath::new("content")));
    }
    let manifest = finished(&pack)?;
    publication.manifest = manifest.digest().to_string();
    record.insert(published::list_of_publications(), rows(&publication));
    let release = Release { manifest, signature: None, site: pack.packed() };
    Ok(Preparation::Ready(Box::new(Prepared { release, publication, record, before }), outcome))
}

/// The files of figures with the new ones, by year.
fn added(known: &Published, unpublished: &[Unpublished], publication: &Publication) -> BTreeMap<i32, String> {
    let mut years: BTreeMap<i32, BTreeMap<String, Vec<Line>>> = BTreeMap::new();
    for Unpublished { year, project, figures } in unpublished {
        let line =
            |figure: &published::Figure| Line { figure: figure.clone(), publication: publication.number, published: publication.date };
        years.entry(*year).or_default().insert(project.clone(), figures.iter().map(line).collect());
    }
    years.into_iter().map(|(year, fresh)| (year, known.with(year, &fresh))).collect()
}

/// The record as it stands; its faults are found again by the build.
pub fn recorded(files: &dyn Files) -> Result<Published, FilesError> {
    let mut texts = Vec::new();
    for entry in files.list(PUBLISHED.trim_end_matches('/'))? {
        if let (EntryKind::File(..), "csv") = (&entry.kind, entry.path.extension()) {
            let text = String::from_utf8_lossy(&files.read(&entry.path)?).replace("\r\n", "\n");
            texts.push((entry.path, Arc::from(text)));
        }
    }
    Ok(Published::parse(&mut Diagnostics::default(), texts))
}

/// The SHA-256 of everything a site is made from, the record of publications aside: over a line for each file of
/// `content/` and `themes/` with its path and its own SHA-256, in the order of the paths.
fn content_digest(files: &dyn Files) -> Result<Digest, FilesError> {
    let mut lines = String::new();
    for folder in ["content", THEMES] {
        for entry in files.list(folder)? {
            if matches!(entry.kind, EntryKind::File(..)) && !entry.path.starts_with(PUBLISHED) {
                let _ = writeln!(lines, "{} {}", Digest::of(&files.read(&entry.path)?), entry.path);
            }
        }
    }
    Ok(Digest::of(lines.as_bytes()))
}

fn finished(pack: &Pack) -> Result<Arc<Manifest>, OutputError> {
    pack.manifest().map(|manifest| manifest.expect("a finished build leaves its manifest"))
}
