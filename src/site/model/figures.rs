//! What is promised and reported in figures: indicators, targets, milestones, readings.

use rust_decimal::Decimal;

use super::{Citation, Prose};
use crate::{
    diag::Loc,
    site::{date::PartialDate, number::Number},
};

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
    pub source: Option<Box<Citation>>,
    /// A remark.
    pub note: Option<Box<Prose>>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

impl Qualifier {
    /// Every one, with its word in the content model.
    pub const WORDS: [(Self, &'static str); 5] =
        [(Self::Over, "over"), (Self::About, "about"), (Self::Nearly, "nearly"), (Self::AtLeast, "at_least"), (Self::AtMost, "at_most")];

    /// The one of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(_, known)| *known == word).map(|(qualifier, _)| qualifier)
    }
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
    pub source: Option<Box<Citation>>,
    /// A remark.
    pub note: Option<Box<Prose>>,
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
    /// What became of it, a word of [`crate::site::schema::MILESTONE_STATES`].
    pub state: &'static str,
    /// Who plans it.
    pub source: Option<Box<Citation>>,
    /// A remark.
    pub note: Option<Box<Prose>>,
}

/// What was reported at one date.
#[derive(Debug, Clone)]
pub struct Report {
    /// The date the figures speak of.
    pub as_of: PartialDate,
    /// Where the date is written.
    pub loc: Loc,
    /// Who reported: position in the registry, and the name as written.
    pub by: Option<(usize, String)>,
    /// The figures.
    pub readings: Vec<Reading>,
    /// What was reported in words.
    pub note: Option<Box<Prose>>,
    /// Where it was reported.
    pub source: Option<Box<Citation>>,
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
    pub source: Option<Box<Citation>>,
    /// A remark.
    pub note: Option<Box<Prose>>,
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
