//! What a computation answers: statuses, shares, paces, and the days they are asked for. Values only; the rules stand in
//! the module above.

use std::ops::Deref;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::site::{
    date::PartialDate,
    model::{Qualifier, Reading, Report, Target},
    number::Number,
};

/// A computed status; the words are those of [`crate::site::schema::STATUSES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Status {
    /// 慢序: below the pace.
    Behind,
    /// 未启动: the figure is zero.
    NotStarted,
    /// 推进中: work goes on and no pace can be judged.
    UnderWay,
    /// 达序: at the pace or above.
    OnPace,
    /// 暂停: stopped by an authority.
    Suspended,
    /// 取消: withdrawn.
    Cancelled,
    /// 无数据: nothing was reported.
    NoData,
    /// 完成.
    Completed,
    /// 超额完成.
    OverFulfilled,
}

impl Status {
    /// Every status, in the order in which lists show them.
    pub const ALL: [Self; 9] = [
        Self::Behind,
        Self::NotStarted,
        Self::UnderWay,
        Self::OnPace,
        Self::Completed,
        Self::OverFulfilled,
        Self::Suspended,
        Self::Cancelled,
        Self::NoData,
    ];

    /// Its English word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Behind => "behind",
            Self::NotStarted => "not_started",
            Self::UnderWay => "under_way",
            Self::OnPace => "on_pace",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
            Self::NoData => "no_data",
            Self::Completed => "completed",
            Self::OverFulfilled => "over_fulfilled",
        }
    }

    /// Whether the promise is kept.
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Completed | Self::OverFulfilled)
    }
}

/// Why an indicator stays out of the project's mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uncounted {
    /// The target has no number.
    NoNumber,
    /// The number is left to a higher authority.
    Pending,
    /// No target is set yet.
    NoTarget,
    /// Nothing was reported.
    NoReading,
    /// Only words were reported.
    StageOnly,
    /// The figure cannot be held against the target.
    NotComparable,
    /// Stopped by an authority.
    Suspended,
    /// The figure is counted with another indicator, at this position.
    SameAs(usize),
    /// It is a part of another indicator, at this position, which counts it already.
    PartOf(usize),
}

impl Uncounted {
    /// Its English word.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoNumber => "no_number",
            Self::Pending => "pending",
            Self::NoTarget => "no_target",
            Self::NoReading => "no_reading",
            Self::StageOnly => "stage_only",
            Self::NotComparable => "not_comparable",
            Self::Suspended => "suspended",
            Self::SameAs(_) => "same_as",
            Self::PartOf(_) => "part_of",
        }
    }
}

/// What a pace is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceBasis {
    /// The figure of the latest milestone due.
    Milestone(PartialDate),
    /// The share of the year gone.
    Elapsed,
}

/// Where an indicator should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// In percent of the target.
    pub percent: Decimal,
    /// Measured by this.
    pub basis: PaceBasis,
}

/// The figure an indicator stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure<'a> {
    /// The number; `None` where only a percentage was reported.
    pub number: Option<Number>,
    /// The percentage reported without a number.
    pub percent: Option<Number>,
    /// How exact it is said to be.
    pub qualifier: Option<Qualifier>,
    /// Its unit, as reported.
    pub unit: &'a str,
    /// The date it speaks of.
    pub as_of: PartialDate,
    /// Whether it is a sum of period figures.
    pub summed: bool,
}

/// What an indicator has attained: its figure held against its target.
#[derive(Debug, Clone)]
pub struct Attainment<'a> {
    /// The governing target.
    pub target: Option<&'a Target>,
    /// The latest report that speaks of it, and its reading.
    pub latest: Option<(&'a Report, &'a Reading)>,
    /// The figure it stands at.
    pub figure: Option<Figure<'a>>,
    /// Share of the target reached, in percent, not capped.
    pub percent: Option<Decimal>,
    /// Why it does not count; `None` where it does.
    pub uncounted: Option<Uncounted>,
}

/// An indicator at a day.
#[derive(Debug, Clone)]
pub struct IndicatorState<'a> {
    /// What it has attained.
    pub attained: Attainment<'a>,
    /// Where it should stand; `None` where no pace can be judged.
    pub pace: Option<Pace>,
    /// Its status.
    pub status: Status,
}

impl<'a> Deref for IndicatorState<'a> {
    type Target = Attainment<'a>;

    fn deref(&self) -> &Attainment<'a> {
        &self.attained
    }
}

impl Attainment<'_> {
    /// The share, where a figure may be held against the target, whether or not it counts in the mean.
    pub fn judged(&self) -> Option<Decimal> {
        self.percent.filter(|_| matches!(self.uncounted, None | Some(Uncounted::SameAs(_) | Uncounted::PartOf(_))))
    }
}

/// A project at a day.
#[derive(Debug, Clone)]
pub struct ProjectState<'a> {
    /// Its indicators, in their order.
    pub indicators: Vec<IndicatorState<'a>>,
    /// Mean of the countable indicators by weight, each capped at 100, in percent.
    pub percent: Option<Decimal>,
    /// How exact the mean is, where its figures are not.
    pub qualifier: Option<Qualifier>,
    /// How many indicators count.
    pub counted: usize,
    /// Its status.
    pub status: Status,
    /// The latest report.
    pub latest: Option<&'a Report>,
}

/// The two days of a computation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    /// The day figures are counted to: later reports are not seen, and the pace is the pace of this day.
    pub figures: NaiveDate,
    /// The day decisions are known at: later target versions and withdrawals are not seen. `None`: all that is written.
    pub known: Option<NaiveDate>,
}

impl Days {
    /// Figures to a day, with every decision written.
    pub fn to(figures: NaiveDate) -> Self {
        Self { figures, known: None }
    }

    /// Both at the end of one day.
    pub fn at(day: NaiveDate) -> Self {
        Self { figures: day, known: Some(day) }
    }

    /// Whether a decision of a date is known.
    pub fn knows(self, date: PartialDate) -> bool {
        self.known.is_none_or(|known| date.start() <= known)
    }
}
