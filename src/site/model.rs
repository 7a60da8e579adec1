//! What the site is about, after YAML: plain owned values, references resolved to positions, every figure exact.
//!
//! Byte ranges (`Loc`) are kept only where a check must point back into the file.

use rust_decimal::Decimal;

use super::{date::PartialDate, number::Number};
use crate::{
    diag::{Loc, Span},
    files::SitePath,
};

/// The site's own data.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Its name.
    pub title: String,
    /// Where it will be published, ending in `/`.
    pub base_url: String,
    /// Language tag of the pages.
    pub language: String,
    /// Who publishes.
    pub publisher: String,
    /// A sentence about it.
    pub description: String,
    /// Government site identification code.
    pub site_id_code: String,
    /// ICP filing number.
    pub icp: String,
    /// Public security filing number.
    pub police_record: String,
    /// How to reach the publisher.
    pub contact: String,
    /// The theme's name and where it is named.
    pub theme: (String, Option<Loc>),
    /// Time zone of the content's dates.
    pub timezone: String,
}

/// An entry of one of the three registries.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Permanent id, part of its address.
    pub id: String,
    /// Official name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// A sentence about it.
    pub description: String,
    /// Kind of department; empty elsewhere.
    pub kind: &'static str,
    /// Members of a group of departments, as positions in the registry.
    pub members: Vec<usize>,
    /// How to reach it.
    pub contact: String,
    /// Where it is written.
    pub span: Span,
}

/// A reference to a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// Position in [`super::Site::documents`], where the paper is kept here.
    pub document: Option<usize>,
    /// Where in the paper.
    pub place: String,
    /// Title of a paper not kept here.
    pub title: String,
    /// Address of a paper not kept here.
    pub url: String,
}

/// A piece of Markdown and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub text: String,
    /// The file.
    pub path: SitePath,
    /// Its bytes in the file.
    pub loc: Loc,
    /// Whether offsets in `text` are offsets in the file from `loc.start` on (a narrative, not a YAML value).
    pub exact: bool,
}

/// A free page or a document: front matter fields shared by both, and the narrative.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file's stem, part of the address.
    pub id: String,
    /// The file.
    pub path: SitePath,
    /// Heading.
    pub title: String,
    /// Summary in our own words, or the narrative's first sentences.
    pub summary: String,
    /// The narrative.
    pub body: Prose,
    /// When it may be shown.
    pub release: Release,
}

/// A free page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Heading, narrative.
    pub article: Article,
    /// Place in the menu.
    pub order: u32,
    /// Whether the menu names it.
    pub menu: bool,
    /// When its text last changed.
    pub updated: Option<PartialDate>,
}

/// An official paper.
#[derive(Debug, Clone)]
pub struct Document {
    /// Heading, narrative.
    pub article: Article,
    /// Document number.
    pub number: String,
    /// Other names sources use.
    pub aliases: Vec<String>,
    /// Issuer as signed.
    pub issuer: String,
    /// Date of the text.
    pub dated: Option<PartialDate>,
    /// Date of issue.
    pub issued: Option<PartialDate>,
    /// Date it was made public, and where that is written.
    pub published: Option<(PartialDate, Loc)>,
    /// The paper's words on openness.
    pub openness: String,
    /// Catalogue index number.
    pub index_number: String,
    /// Catalogue subject.
    pub subject: String,
    /// Who received copies.
    pub copies_to: Vec<String>,
    /// Files beside it: path and title.
    pub attachments: Vec<Attachment>,
}

/// A file beside a paper.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file.
    pub path: SitePath,
    /// What its link says.
    pub title: String,
    /// Where it is named.
    pub loc: Loc,
}

/// When a record may be shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Release {
    /// Left out of a build without `--drafts`.
    pub draft: bool,
    /// Left out until this day.
    pub publish_on: Option<PartialDate>,
}

/// A year's list of promises.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The year.
    pub year: i32,
    /// `year.yaml`.
    pub path: SitePath,
    /// Official name.
    pub title: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Declared counts of items, in the order written.
    pub declared_items: Vec<DeclaredCount>,
    /// Declared count of completed items.
    pub declared_completed: Option<u32>,
    /// Phase, a word of [`super::schema::PHASES`].
    pub phase: &'static str,
    /// The date the figures speak of, where given.
    pub as_of: Option<PartialDate>,
    /// The papers that set it.
    pub basis: Vec<Citation>,
    /// Dates of its life.
    pub timeline: Vec<Event>,
    /// Closed for good.
    pub frozen: bool,
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
    pub projects: Vec<Project>,
    /// Whether a project of it could not be read, so that counts would mislead.
    pub broken: bool,
    /// Whether any file of it has faults, so that its dates may lack something.
    pub faulty: bool,
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
#[derive(Debug, Clone)]
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
    /// Fields, positions in [`super::Site::categories`].
    pub categories: Vec<usize>,
    /// Who answers, positions in [`super::Site::departments`].
    pub lead: Vec<usize>,
    /// Who helps.
    pub partners: Vec<usize>,
    /// Where, positions in [`super::Site::places`].
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
    /// When it may be shown.
    pub release: Release,
    /// Taken off the list.
    pub withdrawn: Option<Withdrawal>,
    /// Its narrative.
    pub narrative: Option<Prose>,
    /// Whether its file has faults, so that its figures may lack something.
    pub faulty: bool,
}

/// A reference to a project, resolved by [`super::resolve`].
#[derive(Debug, Clone)]
pub struct ProjectRef {
    /// As written.
    pub text: String,
    /// Where.
    pub loc: Loc,
    /// Programme and project positions once resolved.
    pub to: Option<(usize, usize)>,
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

/// What is wanted of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    AtLeast,
    /// It must stay within the target.
    AtMost,
    /// Exactly the target.
    Exact,
}

/// One figure that is promised.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Permanent id.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// The thing counted.
    pub object: String,
    /// The classifier.
    pub unit: String,
    /// What is wanted.
    pub direction: Direction,
    /// Weight in the mean, above 0.
    pub weight: Decimal,
    /// The indicator it is a part of (其中).
    pub part_of: Option<PartOf>,
    /// Who answers; empty means the project's.
    pub lead: Vec<usize>,
    /// Who helps; empty means the project's.
    pub partners: Vec<usize>,
    /// Versions of the target, in the order of time.
    pub targets: Vec<Target>,
    /// Where the target was set.
    pub source: Option<Citation>,
    /// A remark.
    pub note: Option<Prose>,
    /// Where its id is written.
    pub loc: Loc,
}

impl Indicator {
    /// The unit a target is set in: its own, or else the indicator's.
    pub fn unit_of<'a>(&'a self, target: &'a Target) -> &'a str {
        if target.unit.is_empty() { &self.unit } else { &target.unit }
    }

    /// The unit a reading is given in: its own, or else the indicator's.
    pub fn unit_read<'a>(&'a self, reading: &'a Reading) -> &'a str {
        if reading.unit.is_empty() { &self.unit } else { &reading.unit }
    }
}

/// The whole an indicator is a part of.
#[derive(Debug, Clone)]
pub struct PartOf {
    /// Its id, as written.
    pub id: String,
    /// Where.
    pub loc: Loc,
    /// Its position in the project; `None` where there is no such indicator.
    pub whole: Option<usize>,
}

/// What a target says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A number.
    Number(Number),
    /// At least, and at most foreseen.
    Range(Number, Number),
    /// So many of so many.
    Coverage(Number, Number),
    /// Done or not; in words.
    Binary(String),
    /// A promise without a number.
    Text(String),
    /// Left to a higher authority: its words, the number expected.
    Pending(String, Option<Number>),
}

impl Goal {
    /// The number a reading is held against; of a range its lower end.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Number(n) | Self::Range(n, _) | Self::Coverage(n, _) | Self::Pending(_, Some(n)) => Some(n),
            Self::Binary(_) | Self::Text(_) | Self::Pending(_, None) => None,
        }
    }
}

/// How exact a number is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// 余.
    Over,
    /// 约.
    About,
    /// 近.
    Nearly,
    /// 以上.
    AtLeast,
    /// 以内.
    AtMost,
}

/// A version of a target.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it says.
    pub goal: Goal,
    /// How exact.
    pub qualifier: Option<Qualifier>,
    /// Its unit, where it differs from the indicator's.
    pub unit: String,
    /// From when it holds.
    pub date: Option<PartialDate>,
    /// Whether it governs.
    pub governing: bool,
    /// Where it was set.
    pub source: Option<Citation>,
    /// A remark.
    pub note: Option<Prose>,
    /// Where it is written.
    pub loc: Loc,
}

/// A step of the plan.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// When it is due.
    pub period: PartialDate,
    /// What is due.
    pub text: String,
    /// What is due in figures: indicator position, number, where written.
    pub values: Vec<(usize, Number, Loc)>,
    /// Whether the figures are for the period alone.
    pub per_period: bool,
    /// What became of it, a word of [`super::schema::MILESTONE_STATES`].
    pub state: &'static str,
    /// Who plans it.
    pub source: Option<Citation>,
    /// A remark.
    pub note: Option<Prose>,
}

/// What was reported at one date.
#[derive(Debug, Clone)]
pub struct Report {
    /// The date the figures speak of.
    pub as_of: PartialDate,
    /// Where the date is written.
    pub loc: Loc,
    /// Who reported.
    pub by: Option<usize>,
    /// The figures.
    pub readings: Vec<Reading>,
    /// What was reported in words.
    pub note: Option<Prose>,
    /// Where it was reported.
    pub source: Option<Citation>,
}

/// Why a reading has no figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingState {
    /// There may be one.
    Reported,
    /// Stopped: reason and authority.
    Suspended(String, String),
    /// The report is silent.
    NoData,
}

/// A reported figure.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The indicator's position in its project.
    pub indicator: usize,
    /// The figure.
    pub value: Option<Number>,
    /// How exact.
    pub qualifier: Option<Qualifier>,
    /// For the time since the last report alone.
    pub per_period: bool,
    /// Unit as reported; empty means the indicator's.
    pub unit: String,
    /// A share reported without a figure.
    pub percent: Option<Number>,
    /// The indicator that counts the same figure.
    pub same_as: Option<usize>,
    /// Reported as done without a figure.
    pub done: Option<bool>,
    /// The parts.
    pub breakdown: Vec<Part>,
    /// Progress in words.
    pub stage: String,
    /// What is expected.
    pub forecast: String,
    /// Why there is no figure.
    pub state: ReadingState,
    /// What the paper says of it.
    pub declared: Option<&'static str>,
    /// Whether the figure can be held against the target.
    pub counted: bool,
    /// Where it was reported.
    pub source: Option<Citation>,
    /// A remark.
    pub note: Option<Prose>,
    /// Where it is written.
    pub loc: Loc,
}

impl Reading {
    /// Whether its breakdown is by stage: some part says whether it is done.
    pub fn by_stage(&self) -> bool {
        self.breakdown.iter().any(|part| part.done.is_some())
    }
}

/// A part of a reading.
#[derive(Debug, Clone)]
pub struct Part {
    /// Stage or kind.
    pub label: String,
    /// How many.
    pub value: Number,
    /// Whether done, in a breakdown by stage.
    pub done: Option<bool>,
}

/// A declared status.
#[derive(Debug, Clone)]
pub struct Declared {
    /// A word of [`super::schema::STATUSES`].
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

impl Programme {
    /// Every reference to a paper in the programme itself, projects not counted.
    pub fn citations(&self) -> Vec<&Citation> {
        let counts = self.declared_items.iter().filter_map(|count| count.source.as_ref());
        let events = self.timeline.iter().filter_map(|event| event.source.as_ref());
        let notes = self.notes.iter().flat_map(|note| &note.sources);
        let corrections = self.corrections.iter().filter_map(|correction| correction.source.as_ref());
        self.basis.iter().chain(&self.sources).chain(counts).chain(events).chain(notes).chain(corrections).collect()
    }
}

impl Project {
    /// Every reference to a paper in the project.
    pub fn citations(&self) -> Vec<&Citation> {
        let targets = self.indicators.iter().flat_map(|i| i.targets.iter().filter_map(|t| t.source.as_ref()).chain(&i.source));
        let milestones = self.milestones.iter().filter_map(|m| m.source.as_ref());
        let reports = self.reports.iter().flat_map(|r| r.readings.iter().filter_map(|r| r.source.as_ref()).chain(&r.source));
        let notes = self.notes.iter().flat_map(|note| &note.sources);
        let corrections = self.corrections.iter().filter_map(|correction| correction.source.as_ref());
        let single = [
            self.budget.as_ref().and_then(|b| b.source.as_ref()),
            self.declared.as_ref().and_then(|d| d.source.as_ref()),
            self.withdrawn.as_ref().and_then(|w| w.source.as_ref()),
        ];
        let lists = self.basis.iter().chain(&self.sources);
        lists.chain(targets).chain(milestones).chain(reports).chain(notes).chain(corrections).chain(single.into_iter().flatten()).collect()
    }

    /// Every piece of Markdown in the project.
    pub fn prose(&self) -> Vec<&Prose> {
        let indicators = self.indicators.iter().flat_map(|i| i.targets.iter().filter_map(|t| t.note.as_ref()).chain(&i.note));
        let milestones = self.milestones.iter().filter_map(|m| m.note.as_ref());
        let reports = self.reports.iter().flat_map(|r| r.readings.iter().filter_map(|r| r.note.as_ref()).chain(&r.note));
        self.narrative.iter().chain(self.notes.iter().map(|note| &note.text)).chain(indicators).chain(milestones).chain(reports).collect()
    }
}
