//! A year's list of promises.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Citation, Dossier, Prose, Release, proceedings::Proceedings};
use crate::{diag::Loc, files::SitePath, memo::Key, site::date::PartialDate};

/// A year's list of promises.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The year.
    pub year: i32,
    /// `year.yaml`.
    pub path: SitePath,
    /// What it was made from, its projects aside: its files and the names it may use.
    pub key: Key,
    /// Official name.
    pub title: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Declared counts of items, in the order written.
    pub declared_items: Vec<DeclaredCount>,
    /// Declared count of completed items.
    pub declared_completed: Option<u32>,
    /// Phase, a word of [`crate::site::schema::PHASES`].
    pub phase: &'static str,
    /// The date the figures speak of, where given.
    pub as_of: Option<PartialDate>,
    /// The papers that set it.
    pub basis: Vec<Citation>,
    /// Dates of its life.
    pub timeline: Vec<Event>,
    /// Closed for good.
    pub frozen: Option<Freeze>,
    /// When departments report.
    pub reporting: Option<Reporting>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Where its figures come from.
    pub sources: Vec<Citation>,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// When it may be shown.
    pub release: Release,
    /// Narrative of the year.
    pub narrative: Option<Prose>,
    /// Its projects, by ordinal and id.
    pub projects: Vec<Dossier>,
    /// What its papers say besides.
    pub proceedings: Proceedings,
    /// Whether a project of it could not be read, so that counts would mislead.
    pub broken: bool,
    /// Whether any file of it has faults, so that its dates may lack something.
    pub faulty: bool,
}

/// A frozen year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// From when.
    pub date: Option<PartialDate>,
    /// What its content was then, as 64 hexadecimal digits; empty where it was not written down.
    pub digest: String,
    /// How many corrections it had then.
    pub corrections: u32,
    /// Where it is written.
    pub loc: Loc,
}

/// When departments report.
#[derive(Debug, Clone)]
pub struct Reporting {
    /// The day of each month, from 1 to 31.
    pub day: u32,
    /// To whom.
    pub to: String,
    /// Who says so.
    pub source: Option<Citation>,
}

/// A declared count of items.
#[derive(Debug, Clone)]
pub struct DeclaredCount {
    /// The number.
    pub value: u32,
    /// Its unit.
    pub unit: String,
    /// When it was said.
    pub date: Option<PartialDate>,
    /// Where it was said.
    pub source: Option<Citation>,
    /// A remark.
    pub note: Option<Prose>,
    /// Where it is written.
    pub loc: Loc,
}

/// An event of a programme's life.
#[derive(Debug, Clone)]
pub struct Event {
    /// When it began.
    pub date: PartialDate,
    /// When it ended.
    pub end: Option<PartialDate>,
    /// What happened.
    pub text: String,
    /// Who says so.
    pub source: Option<Citation>,
}

/// A remark with its sources.
#[derive(Debug, Clone)]
pub struct Note {
    /// The remark.
    pub text: Prose,
    /// The papers it speaks of.
    pub sources: Vec<Citation>,
    /// From when it is shown.
    pub date: Option<PartialDate>,
}

/// Something put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub date: PartialDate,
    /// What was wrong.
    pub what: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub source: Option<Citation>,
}

impl Programme {
    /// Every reference to a paper in the programme itself, as far as it is known on a day; `None`: all that is written.
    pub fn citations(&self, known: Option<NaiveDate>) -> Vec<&Citation> {
        let reached = |date: Option<PartialDate>| date.is_none_or(|date| known.is_none_or(|known| date.start() <= known));
        let counts = self.declared_items.iter().filter(|count| reached(count.date)).filter_map(|count| count.source.as_ref());
        let events = self.timeline.iter().filter(|event| reached(Some(event.date))).filter_map(|event| event.source.as_ref());
        let notes = self.notes.iter().filter(|note| reached(note.date)).flat_map(|note| &note.sources);
        let corrections = self.corrections.iter().filter(|c| reached(Some(c.date))).filter_map(|correction| correction.source.as_ref());
        let reporting = self.reporting.iter().filter_map(|reporting| reporting.source.as_ref());
        self.basis.iter().chain(&self.sources).chain(reporting).chain(counts).chain(events).chain(notes).chain(corrections).collect()
    }
}
