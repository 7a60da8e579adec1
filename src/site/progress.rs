//! What is computed from figures: an indicator's share, its pace and status, a project's mean, a year's counts.
//!
//! In: the model and a day. Out: plain values. Whatever was reported, set or decided after that day is not seen, so a
//! later report can never change an earlier date's page. All arithmetic is exact.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    date::{PartialDate, elapsed},
    model::{Direction, Goal, Indicator, Milestone, Programme, Project, Qualifier, Reading, ReadingState, Report, Target},
    number::Number,
};

/// A computed status; the words are those of [`super::schema::STATUSES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
pub struct Figure {
    /// The number; `None` where only a percentage was reported.
    pub number: Option<Number>,
    /// The percentage reported without a number.
    pub percent: Option<Number>,
    /// How exact it is said to be.
    pub qualifier: Option<Qualifier>,
    /// The date it speaks of.
    pub as_of: PartialDate,
    /// Whether it is a sum of period figures.
    pub summed: bool,
}

/// An indicator at a day.
#[derive(Debug, Clone)]
pub struct IndicatorState<'a> {
    /// The governing target.
    pub target: Option<&'a Target>,
    /// The latest report that speaks of it, and its reading.
    pub latest: Option<(&'a Report, &'a Reading)>,
    /// The figure it stands at.
    pub figure: Option<Figure>,
    /// Share of the target reached, in percent, not capped.
    pub percent: Option<Decimal>,
    /// Why it does not count; `None` where it does.
    pub uncounted: Option<Uncounted>,
    /// Where it should stand; `None` where no pace can be judged.
    pub pace: Option<Pace>,
    /// Its status.
    pub status: Status,
}

/// A project at a day.
#[derive(Debug, Clone)]
pub struct ProjectState<'a> {
    /// Its indicators, in their order.
    pub indicators: Vec<IndicatorState<'a>>,
    /// Mean of the countable indicators by weight, each capped at 100, in percent.
    pub percent: Option<Decimal>,
    /// How many indicators count.
    pub counted: usize,
    /// Its status.
    pub status: Status,
    /// The latest report.
    pub latest: Option<&'a Report>,
}

/// A programme's day: the earlier of its own date and the day asked for.
pub fn effective(programme: &Programme, cut: Option<NaiveDate>) -> Option<NaiveDate> {
    match (programme.latest().map(PartialDate::end), cut) {
        (Some(own), Some(cut)) => Some(own.min(cut)),
        (own, cut) => own.or(cut),
    }
}

/// A project at the end of a day.
pub fn project(year: i32, project: &Project, day: NaiveDate) -> ProjectState<'_> {
    let indicators: Vec<_> = (0..project.indicators.len()).map(|at| indicator(year, project, at, day)).collect();
    let counted = indicators.iter().filter(|state| state.uncounted.is_none()).count();
    let withdrawn = project.withdrawn.as_ref().is_some_and(|w| w.date.start() <= day);
    ProjectState {
        percent: mean(project, &indicators),
        counted,
        status: if withdrawn { Status::Cancelled } else { project_status(&indicators) },
        latest: project.reports.iter().rfind(|report| report.as_of.end() <= day),
        indicators,
    }
}

/// Mean by weight of the countable indicators, each capped at 100.
fn mean(project: &Project, states: &[IndicatorState<'_>]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut weights = Decimal::ZERO;
    for (indicator, state) in project.indicators.iter().zip(states) {
        if let (None, Some(percent)) = (state.uncounted, state.percent) {
            sum += percent.min(Decimal::ONE_HUNDRED) * indicator.weight;
            weights += indicator.weight;
        }
    }
    (!weights.is_zero()).then(|| sum / weights)
}

/// The gravest of what is outstanding; kept only when every indicator is. Behind comes before all; then what has not
/// begun or is under way; then what was suspended or is not known.
fn project_status(states: &[IndicatorState<'_>]) -> Status {
    let has = |status: Status| states.iter().any(|state| state.status == status);
    if states.is_empty() || states.iter().all(|state| state.status == Status::NoData) {
        return Status::NoData;
    }
    if has(Status::Behind) {
        return Status::Behind;
    }
    if states.iter().all(|state| state.status == Status::NotStarted) {
        return Status::NotStarted;
    }
    if has(Status::NotStarted) || has(Status::UnderWay) {
        return Status::UnderWay;
    }
    [Status::OnPace, Status::Suspended, Status::NoData, Status::OverFulfilled].into_iter().find(|s| has(*s)).unwrap_or(Status::Completed)
}

/// An indicator at the end of a day.
pub fn indicator(year: i32, project: &Project, at: usize, day: NaiveDate) -> IndicatorState<'_> {
    let indicator = &project.indicators[at];
    let target = target_at(indicator, day);
    let readings: Vec<(&Report, &Reading)> = readings_until(project, at, day).collect();
    let latest = readings.last().copied();
    let figure = figure(&readings);
    let percent = share(indicator, target, figure.as_ref(), latest);
    let uncounted = uncounted(target, latest, figure.as_ref(), &readings, percent);
    let pace = pace(year, project, at, target, day).filter(|_| indicator.direction != Direction::AtMost);
    let mut state = IndicatorState { target, latest, figure, percent, uncounted, pace, status: Status::NoData };
    state.status = status(year, day, indicator, &state);
    state
}

/// The version of the target that governs on a day.
pub fn target_at(indicator: &Indicator, day: NaiveDate) -> Option<&Target> {
    indicator.targets.iter().rfind(|target| target.governing && target.date.is_none_or(|date| date.start() <= day))
}

fn readings_until(project: &Project, at: usize, day: NaiveDate) -> impl Iterator<Item = (&Report, &Reading)> {
    let known = project.reports.iter().filter(move |report| report.as_of.end() <= day);
    known.flat_map(move |report| report.readings.iter().filter(move |r| r.indicator == at).map(move |r| (report, r)))
}

/// The latest cumulative figure with the period figures after it; later words without a figure leave it standing.
fn figure(readings: &[(&Report, &Reading)]) -> Option<Figure> {
    let has_figure = |r: &Reading| r.value.is_some() || r.percent.is_some();
    let base = readings.iter().rposition(|(_, r)| has_figure(r) && !r.per_period);
    let (_, after) = readings.split_at(base.map_or(0, |at| at + 1));
    let periods: Vec<_> = after.iter().filter(|(_, r)| r.per_period && r.value.is_some()).collect();
    let (report, reading) = periods.last().copied().or_else(|| base.map(|at| &readings[at]))?;
    if periods.is_empty() {
        return Some(Figure {
            number: reading.value.clone(),
            percent: reading.percent.clone(),
            qualifier: reading.qualifier,
            as_of: report.as_of,
            summed: false,
        });
    }
    let base_value = base.and_then(|at| readings[at].1.value.as_ref());
    let terms = || periods.iter().filter_map(|(_, r)| r.value.as_ref()).chain(base_value);
    let qualifier = periods.iter().map(|(_, r)| r.qualifier).chain(base.map(|at| readings[at].1.qualifier)).flatten().next();
    let single = periods.len() == 1 && base_value.is_none();
    let number = if single { reading.value.clone() } else { Some(Number::from(terms().map(Number::value).sum::<Decimal>())) };
    Some(Figure { number, percent: None, qualifier, as_of: report.as_of, summed: !single })
}

/// Reading ÷ target in percent. At most: 100 within the target, 0 beyond. Done without a figure: 100, or 0.
fn share(indicator: &Indicator, target: Option<&Target>, figure: Option<&Figure>, latest: Option<(&Report, &Reading)>) -> Option<Decimal> {
    let goal = &target?.goal;
    if let Some(percent) = figure.and_then(|figure| figure.percent.as_ref()) {
        return Some(percent.value());
    }
    let done = latest.and_then(|(_, reading)| reading.done).map(|done| if done { Decimal::ONE_HUNDRED } else { Decimal::ZERO });
    let Some(number) = figure.and_then(|figure| figure.number.as_ref()) else {
        return done.filter(|_| !matches!(goal, Goal::Text(_) | Goal::Pending(_, None)));
    };
    let wanted = goal.number()?.value();
    if indicator.direction == Direction::AtMost {
        return Some(if number.value() <= wanted { Decimal::ONE_HUNDRED } else { Decimal::ZERO });
    }
    (!wanted.is_zero()).then(|| number.value() * Decimal::ONE_HUNDRED / wanted)
}

fn uncounted(
    target: Option<&Target>,
    latest: Option<(&Report, &Reading)>,
    figure: Option<&Figure>,
    readings: &[(&Report, &Reading)],
    percent: Option<Decimal>,
) -> Option<Uncounted> {
    let Some(target) = target else { return Some(Uncounted::NoTarget) };
    if latest.is_some_and(|(_, r)| matches!(r.state, ReadingState::Suspended(..))) {
        return Some(Uncounted::Suspended);
    }
    match target.goal {
        Goal::Text(_) => return Some(Uncounted::NoNumber),
        Goal::Pending(_, None) => return Some(Uncounted::Pending),
        _ => {}
    }
    let bearer = readings.iter().rfind(|(_, r)| r.value.is_some() || r.percent.is_some() || r.done.is_some());
    match (latest, bearer) {
        (None, _) => Some(Uncounted::NoReading),
        (Some((_, latest)), None) if latest.state == ReadingState::NoData => Some(Uncounted::NoReading),
        (Some(_), None) => Some(Uncounted::StageOnly),
        (_, Some((_, reading))) => match (reading.counted, reading.same_as) {
            (false, _) => Some(Uncounted::NotComparable),
            (true, Some(other)) => Some(Uncounted::SameAs(other)),
            (true, None) if percent.is_none() => Some(if figure.is_some() { Uncounted::NotComparable } else { Uncounted::NoReading }),
            (true, None) => None,
        },
    }
}

/// The latest milestone with a figure for the indicator that is due, held against the target; where the plan has no
/// figure for it, the share of the year gone (时间过半任务过半). Before its first milestone nothing is due.
fn pace(year: i32, project: &Project, at: usize, target: Option<&Target>, day: NaiveDate) -> Option<Pace> {
    let wanted = target?.goal.number().map_or(Decimal::ONE, Number::value);
    let planned: Vec<&Milestone> = project.milestones.iter().filter(|m| m.values.iter().any(|(n, ..)| *n == at)).collect();
    if planned.is_empty() || wanted.is_zero() {
        return Some(Pace { percent: elapsed(year, day) * Decimal::ONE_HUNDRED, basis: PaceBasis::Elapsed });
    }
    let due = planned_value(&planned, at, day);
    let period = planned.iter().rfind(|m| m.period.end() <= day).or(planned.first())?.period;
    Some(Pace { percent: due * Decimal::ONE_HUNDRED / wanted, basis: PaceBasis::Milestone(period) })
}

/// What milestones ask for by a day: the latest cumulative figure, with the period figures after it.
pub fn planned_value(milestones: &[&Milestone], at: usize, day: NaiveDate) -> Decimal {
    let mut total = Decimal::ZERO;
    for milestone in milestones.iter().filter(|m| m.period.end() <= day) {
        for (_, number, _) in milestone.values.iter().filter(|(n, ..)| *n == at) {
            total = if milestone.per_period { total + number.value() } else { number.value() };
        }
    }
    total
}

/// The table of rules: what stopped it, what cannot be judged, limits, then share against pace.
fn status(year: i32, day: NaiveDate, indicator: &Indicator, state: &IndicatorState<'_>) -> Status {
    let hundred = Decimal::ONE_HUNDRED;
    let judged = state.percent.filter(|_| matches!(state.uncounted, None | Some(Uncounted::SameAs(_))));
    match (state.uncounted, judged) {
        (Some(Uncounted::Suspended), _) => Status::Suspended,
        (_, None) => match state.latest {
            None => Status::NoData,
            Some((_, reading)) if reading.state == ReadingState::NoData => Status::NoData,
            Some(_) => Status::UnderWay,
        },
        (_, Some(percent)) if indicator.direction == Direction::AtMost => match (percent >= hundred, elapsed(year, day)) {
            (false, _) => Status::Behind,
            (true, gone) if gone >= Decimal::ONE => Status::Completed,
            (true, _) => Status::OnPace,
        },
        (_, Some(percent)) if is_over(state, percent) => Status::OverFulfilled,
        (_, Some(percent)) if percent >= hundred => Status::Completed,
        (_, Some(percent)) => match state.pace {
            Some(pace) if percent < pace.percent => Status::Behind,
            _ if percent.is_zero() => Status::NotStarted,
            Some(_) => Status::OnPace,
            None => Status::UnderWay,
        },
    }
}

/// Above the target; of a range, above its upper end.
fn is_over(state: &IndicatorState<'_>, percent: Decimal) -> bool {
    match (state.target.map(|target| &target.goal), state.figure.as_ref().and_then(|figure| figure.number.as_ref())) {
        (Some(Goal::Range(_, max)), Some(number)) => number.value() > max.value(),
        _ => percent > Decimal::ONE_HUNDRED,
    }
}
