//! A promise of a programme.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Citation, Correction, Indicator, Milestone, Note, Prose, Release, Report};
use crate::{
    diag::Loc,
    files::SitePath,
    site::{date::PartialDate, number::Number},
};

/// A promise of a programme.
#[derive(Debug, Clone)]
pub struct Project {
    /// Permanent id.
    pub id: String,
    /// The file.
    pub path: SitePath,
    /// Place in the official list.
    pub ordinal: Option<u32>,
    /// Where the id is written; the file's start where its name gives it.
    pub id_loc: Loc,
    /// Where the ordinal or id is written.
    pub ordinal_loc: Loc,
    /// Short title.
    pub title: String,
    /// Official sentence.
    pub official_text: String,
    /// The paper that words it so; without it, the first of `basis`.
    pub official_source: Option<Citation>,
    /// Fields, positions in [`crate::site::Site::categories`].
    pub categories: Vec<usize>,
    /// Who answers, positions in [`crate::site::Site::departments`].
    pub lead: Vec<usize>,
    /// Who helps.
    pub partners: Vec<usize>,
    /// Where, positions in [`crate::site::Site::places`].
    pub places: Vec<usize>,
    /// Named spots.
    pub spots: Vec<Spot>,
    /// Money.
    pub budget: Option<Budget>,
    /// Papers it rests on.
    pub basis: Vec<Citation>,
    /// What is promised.
    pub indicators: Vec<Indicator>,
    /// The plan by quarter, in the order of time.
    pub milestones: Vec<Milestone>,
    /// What was reported, in the order of time.
    pub reports: Vec<Report>,
    /// What the department says.
    pub declared: Option<Declared>,
    /// Related projects.
    pub related: Vec<ProjectRef>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Where its figures come from.
    pub sources: Vec<Citation>,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// What happened to the promise.
    pub changes: Vec<Change>,
    /// When it may be shown.
    pub release: Release,
    /// Taken off the list.
    pub withdrawn: Option<Withdrawal>,
    /// Its narrative.
    pub narrative: Option<Prose>,
    /// Whether its file has faults, so that its figures may lack something.
    pub faulty: bool,
}

/// A reference to a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRef {
    /// As written.
    pub text: String,
    /// Where.
    pub loc: Loc,
}

/// A named spot.
#[derive(Debug, Clone)]
pub struct Spot {
    /// The spot.
    pub name: String,
    /// Its 街镇.
    pub place: Option<usize>,
    /// Its share of a figure.
    pub value: Option<Number>,
    /// The share's unit.
    pub unit: String,
    /// A remark.
    pub note: String,
}

/// Money.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Amount as published.
    pub amount: Number,
    /// Unit as published.
    pub unit: String,
    /// What it pays for.
    pub covers: String,
    /// Where it was published.
    pub source: Option<Citation>,
}

/// A declared status.
#[derive(Debug, Clone)]
pub struct Declared {
    /// A word of [`crate::site::schema::STATUSES`].
    pub status: &'static str,
    /// The paper's words.
    pub text: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Where.
    pub source: Option<Citation>,
    /// Where it is written.
    pub loc: Loc,
}

/// Something that happened to a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When it was decided.
    pub date: PartialDate,
    /// What happened.
    pub kind: ChangeKind,
    /// The one indicator it is about: its name.
    pub indicator: String,
    /// What was promised before.
    pub was: String,
    /// What is promised now.
    pub now: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// Who says so.
    pub source: Option<Citation>,
}

/// What can happen to a promise; the words are those of [`crate::site::schema::CHANGES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ChangeKind {
    /// Stopped for the time being.
    Suspended,
    /// Taken up again.
    Resumed,
    /// Its target, scope or date was changed.
    Adjusted,
    /// Taken into another project.
    Merged,
    /// Taken off the list.
    Withdrawn,
}

impl ChangeKind {
    /// Its English word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Adjusted => "adjusted",
            Self::Merged => "merged",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A withdrawal.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    /// From when.
    pub date: PartialDate,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// Who says so.
    pub source: Option<Citation>,
}

impl Project {
    /// Every reference to a paper in the project, as far as it is known on a day; `None`: all that is written.
    pub fn citations(&self, known: Option<NaiveDate>) -> Vec<&Citation> {
        let by = |day: NaiveDate| known.is_none_or(|known| day <= known);
        let reached = |date: Option<PartialDate>| date.is_none_or(|date| by(date.start()));
        let targets = self.indicators.iter().flat_map(|i| &i.targets).filter(|t| reached(t.date)).filter_map(|t| t.source.as_deref());
        let targets = targets.chain(self.indicators.iter().filter_map(|i| i.source.as_deref()));
        let milestones = self.milestones.iter().filter_map(|m| m.source.as_deref());
        let reports = self.reports.iter().filter(|report| by(report.as_of.end()));
        let reports = reports.flat_map(|r| r.readings.iter().filter_map(|r| r.source.as_deref()).chain(r.source.as_deref()));
        let notes = self.notes.iter().filter(|note| reached(note.date)).flat_map(|note| &note.sources);
        let corrections = self.corrections.iter().filter(|c| by(c.date.start())).filter_map(|correction| correction.source.as_ref());
        let changes = self.changes.iter().filter(|c| by(c.date.start())).filter_map(|change| change.source.as_ref());
        let single = [
            self.official_source.as_ref(),
            self.budget.as_ref().and_then(|b| b.source.as_ref()),
            self.declared.as_ref().filter(|d| reached(d.date)).and_then(|d| d.source.as_ref()),
            self.withdrawn.as_ref().filter(|w| by(w.date.start())).and_then(|w| w.source.as_ref()),
        ];
        let lists = self.basis.iter().chain(&self.sources);
        lists
            .chain(targets)
            .chain(milestones)
            .chain(reports)
            .chain(notes)
            .chain(corrections)
            .chain(changes)
            .chain(single.into_iter().flatten())
            .collect()
    }

    /// Days after the latest report on which a decision becomes known or a milestone is due, each once, in order.
    pub fn later(&self) -> Vec<NaiveDate> {
        let latest = self.reports.iter().map(|report| report.as_of.end()).max();
        let targets = self.indicators.iter().flat_map(|indicator| &indicator.targets).filter_map(|target| target.date);
        let notes = self.notes.iter().filter_map(|note| note.date);
        let corrections = self.corrections.iter().map(|correction| correction.date);
        let changes = self.changes.iter().map(|change| change.date).chain(self.withdrawn.as_ref().map(|w| w.date));
        let starts = targets.chain(notes).chain(corrections).chain(changes).map(PartialDate::start);
        let ends = self.milestones.iter().map(|milestone| milestone.period).chain(self.declared.as_ref().and_then(|d| d.date));
        let mut days: Vec<NaiveDate> =
            starts.chain(ends.map(PartialDate::end)).filter(|day| latest.is_none_or(|latest| *day > latest)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// What happened to the promise, its withdrawal included.
    pub fn turns(&self) -> Vec<Change> {
        let withdrawn = self.withdrawn.as_ref().map(|withdrawal| Change {
            date: withdrawal.date,
            kind: ChangeKind::Withdrawn,
            indicator: String::new(),
            was: String::new(),
            now: String::new(),
            reason: withdrawal.reason.clone(),
            authority: withdrawal.authority.clone(),
            source: withdrawal.source.clone(),
        });
        self.changes.iter().cloned().chain(withdrawn).collect()
    }

    /// Every piece of Markdown in the project.
    pub fn prose(&self) -> Vec<&Prose> {
        let indicators = self.indicators.iter().flat_map(|i| i.targets.iter().filter_map(|t| t.note.as_deref()).chain(i.note.as_deref()));
        let milestones = self.milestones.iter().filter_map(|m| m.note.as_deref());
        let reports = self.reports.iter().flat_map(|r| r.readings.iter().filter_map(|r| r.note.as_deref()).chain(r.note.as_deref()));
        self.narrative.iter().chain(self.notes.iter().map(|note| &note.text)).chain(indicators).chain(milestones).chain(reports).collect()
    }
}
