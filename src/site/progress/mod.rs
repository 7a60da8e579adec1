//! What is computed from figures: an indicator's share, its pace and status, a project's mean, a year's counts.
//!
//! In: the model and a day. Out: plain values. Whatever was reported, set or decided after that day is not seen, so a
//! later report can never change an earlier date's page. All arithmetic is exact.

mod state;

pub use state::{Attainment, Days, Figure, IndicatorState, Pace, PaceBasis, ProjectState, Status, Uncounted};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    date::elapsed,
    model::{Direction, Goal, Indicator, Milestone, Project, Qualifier, Reading, ReadingState, Report, Target},
    number::{Number, scale, share as in_percent},
};

/// A project at the end of a day.
pub fn project(year: i32, project: &Project, days: Days) -> ProjectState<'_> {
    let indicators: Vec<_> = (0..project.indicators.len()).map(|at| indicator(year, project, at, days)).collect();
    let counted = indicators.iter().filter(|state| state.uncounted.is_none()).count();
    let withdrawn = project.withdrawn.as_ref().is_some_and(|w| days.knows(w.date));
    ProjectState {
        percent: mean(project, &indicators),
        qualifier: combined(indicators.iter().filter(|state| state.uncounted.is_none()).map(mean_qualifier)),
        counted,
        status: if withdrawn { Status::Cancelled } else { project_status(&indicators) },
        latest: known_reports(project, days.figures).last(),
        indicators,
    }
}

/// The reports whose date is over at the end of a day; they stand in the order of time.
fn known_reports(project: &Project, day: NaiveDate) -> &[Report] {
    &project.reports[..project.reports.partition_point(|report| report.as_of.end() <= day)]
}

/// What a figure's qualifier does to a mean that caps it at 100: nothing where the cap hides it.
fn mean_qualifier(state: &IndicatorState<'_>) -> Option<Qualifier> {
    let qualifier = state.figure.as_ref()?.qualifier?;
    let full = state.percent.is_some_and(|percent| percent >= Decimal::ONE_HUNDRED);
    let lowers = matches!(qualifier, Qualifier::Nearly | Qualifier::AtMost);
    (!full || lowers).then_some(qualifier)
}

/// What several figures with qualifiers are together: the qualifier they share, or 约 where they differ in kind.
pub fn combined(all: impl Iterator<Item = Option<Qualifier>>) -> Option<Qualifier> {
    let mut found: Option<Qualifier> = None;
    for qualifier in all.flatten() {
        found = match found {
            None => Some(qualifier),
            Some(before) if before == qualifier => found,
            Some(_) => Some(Qualifier::About),
        };
    }
    found
}

/// Mean by weight of the countable indicators, each capped at 100.
fn mean(project: &Project, states: &[IndicatorState<'_>]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let mut weights = Decimal::ZERO;
    for (indicator, state) in project.indicators.iter().zip(states) {
        if let (None, Some(percent)) = (state.uncounted, state.percent) {
            sum += in_mean(indicator, percent) * indicator.weight;
            weights += indicator.weight;
        }
    }
    (!weights.is_zero()).then(|| sum / weights)
}

/// What a share counts in a mean: at most 100; more than exactly the target counts as far as it is off.
pub fn in_mean(indicator: &Indicator, percent: Decimal) -> Decimal {
    let hundred = Decimal::ONE_HUNDRED;
    match indicator.direction {
        Direction::Exact if percent > hundred => hundred * hundred / percent,
        _ => percent.min(hundred),
    }
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
pub fn indicator(year: i32, project: &Project, at: usize, days: Days) -> IndicatorState<'_> {
    after(year, project, at, days, known_reports(project, days.figures))
}

/// What an indicator had attained after the first so many reports, at the date of the last of them.
pub fn after_report(project: &Project, at: usize, reports: usize) -> Attainment<'_> {
    let known = &project.reports[..reports];
    let day = known.last().map(|report| report.as_of.end()).unwrap_or_default();
    attained(project, at, Days::at(day), known)
}

fn after<'a>(year: i32, project: &'a Project, at: usize, days: Days, reports: &'a [Report]) -> IndicatorState<'a> {
    let indicator = &project.indicators[at];
    let attained = attained(project, at, days, reports);
    let pace = pace(year, project, at, attained.target, days.figures).filter(|_| indicator.direction != Direction::AtMost);
    let mut state = IndicatorState { attained, pace, status: Status::NoData };
    state.status = status(year, days.figures, indicator, &state);
    state
}

fn attained<'a>(project: &'a Project, at: usize, days: Days, reports: &'a [Report]) -> Attainment<'a> {
    let indicator = &project.indicators[at];
    let target = target_at(indicator, days);
    let of = |report: &'a Report| report.readings.iter().filter(move |r| r.indicator == at).map(move |r| (report, r));
    let readings: Vec<(&Report, &Reading)> = reports.iter().flat_map(of).collect();
    // Silence changes nothing: what was said before it stands.
    let latest = readings.iter().rfind(|(_, r)| r.state != ReadingState::NoData).or(readings.last()).copied();
    let figure = figure(indicator, &readings);
    let done = readings.iter().rev().find_map(|(_, reading)| reading.done);
    let percent = share(indicator, target, figure.as_ref(), done);
    let whole = indicator.part_of.as_ref().and_then(|part| part.whole).map(Uncounted::PartOf);
    let uncounted = uncounted(target, latest, figure.as_ref(), &readings, percent).or(whole);
    Attainment { target, latest, figure, percent, uncounted }
}

/// The version of the target that governs on a day.
pub fn target_at(indicator: &Indicator, days: Days) -> Option<&Target> {
    indicator.targets.iter().rfind(|target| target.governing && target.date.is_none_or(|date| days.knows(date)))
}

/// The latest cumulative figure with the period figures after it; later words without a figure leave it standing. Figures
/// in 人次 and in 万人次 add up in the unit of the last.
fn figure<'a>(indicator: &'a Indicator, readings: &[(&'a Report, &'a Reading)]) -> Option<Figure<'a>> {
    // Of an indicator that is itself a share, a percentage is the figure.
    let value_of = |r: &'a Reading| r.value.as_ref().or(r.percent.as_ref().filter(|_| is_share(&indicator.unit)));
    let has_figure = |r: &Reading| r.value.is_some() || r.percent.is_some();
    let base = readings.iter().rposition(|(_, r)| has_figure(r) && !r.per_period);
    let (_, after) = readings.split_at(base.map_or(0, |at| at + 1));
    let periods: Vec<_> = after.iter().filter(|(_, r)| r.per_period && r.value.is_some() && r.counted).collect();
    let (report, reading) = *periods.last().copied().or_else(|| base.map(|at| &readings[at]))?;
    let unit = indicator.unit_read(reading);
    if periods.is_empty() {
        return Some(Figure {
            number: value_of(reading).cloned(),
            percent: reading.percent.clone().filter(|_| value_of(reading).is_none()),
            qualifier: reading.qualifier,
            unit,
            as_of: report.as_of,
            summed: false,
        });
    }
    let value = |r: &Reading| r.value.as_ref().map(|value| value.value() * scale(indicator.unit_read(r)) / scale(unit));
    let base_value = base.and_then(|at| value(readings[at].1));
    let qualifier = combined(periods.iter().map(|(_, r)| r.qualifier).chain(base.map(|at| readings[at].1.qualifier)));
    let single = periods.len() == 1 && base_value.is_none();
    let number = if single {
        reading.value.clone()
    } else {
        Some(Number::from(periods.iter().filter_map(|(_, r)| value(r)).chain(base_value).sum::<Decimal>()))
    };
    Some(Figure { number, percent: None, qualifier, unit, as_of: report.as_of, summed: !single })
}

/// Reading ÷ target in percent, 人次 and 万人次 brought to one scale. At most: 100 within the target, 0 beyond. A range is
/// reached from its lower end and exceeded beyond its upper. Done without a figure: 100, or 0. A bare percentage beside a
/// count is no figure to hold against it.
fn share(indicator: &Indicator, target: Option<&Target>, figure: Option<&Figure<'_>>, done: Option<bool>) -> Option<Decimal> {
    let goal = &target?.goal;
    if let Some(percent) = figure.and_then(|figure| figure.percent.as_ref()) {
        return Some(percent.value());
    }
    let done = done.map(|done| if done { Decimal::ONE_HUNDRED } else { Decimal::ZERO });
    let Some(number) = figure.and_then(|figure| figure.number.as_ref()) else {
        return done.filter(|_| !matches!(goal, Goal::Text(_) | Goal::Pending(_, None)));
    };
    let (unit, wanted_unit) = (figure.map_or("", |figure| figure.unit), indicator.unit_of(target?));
    if is_share(unit) != is_share(wanted_unit) {
        return None;
    }
    let by = scale(wanted_unit);
    let (reached, wanted) = (number.scaled(unit)?, goal.number()?.value() * by);
    let hundred = Decimal::ONE_HUNDRED;
    match goal {
        _ if indicator.direction == Direction::AtMost => {
            let limit = if let Goal::Range(_, max) = goal { max.value() * by } else { wanted };
            // 100余 is more than 100.
            let more = figure.is_some_and(|figure| matches!(figure.qualifier, Some(Qualifier::Over | Qualifier::AtLeast)));
            Some(if reached < limit || (reached == limit && !more) { hundred } else { Decimal::ZERO })
        }
        _ if wanted.is_zero() && indicator.direction == Direction::Exact => Some(if reached.is_zero() { hundred } else { Decimal::ZERO }),
        Goal::Range(_, max) if reached > max.value() * by => in_percent(reached, max.value() * by),
        Goal::Range(..) if reached >= wanted => Some(hundred),
        _ => in_percent(reached, wanted),
    }
}

/// Whether a unit is a share: percent or per mille, in either width.
fn is_share(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "‰")
}

fn uncounted(
    target: Option<&Target>,
    latest: Option<(&Report, &Reading)>,
    figure: Option<&Figure<'_>>,
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
    let indicator = &project.indicators[at];
    let wanted = target?.goal.number().map_or(Decimal::ONE, Number::value) * scale(indicator.unit_of(target?)) / scale(&indicator.unit);
    let planned: Vec<&Milestone> = project.milestones.iter().filter(|m| m.values.iter().any(|(n, ..)| *n == at)).collect();
    if planned.is_empty() || wanted.is_zero() {
        return Some(Pace { percent: elapsed(year, day) * Decimal::ONE_HUNDRED, basis: PaceBasis::Elapsed });
    }
    let due = planned_value(&planned, at, day);
    let period = planned.iter().rfind(|m| m.period.end() <= day).or(planned.first())?.period;
    Some(Pace { percent: in_percent(due, wanted)?, basis: PaceBasis::Milestone(period) })
}

/// Where an indicator should stand on a day; `None` where no pace can be judged.
pub fn pace_on(year: i32, project: &Project, at: usize, days: Days) -> Option<Pace> {
    pace(year, project, at, target_at(&project.indicators[at], days), days.figures)
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
    match (state.uncounted, state.judged()) {
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
        // More than exactly this is neither kept nor more than kept.
        (_, Some(percent)) if percent > hundred && indicator.direction == Direction::Exact => Status::UnderWay,
        (_, Some(percent)) if percent > hundred => Status::OverFulfilled,
        // 近10 is less than 10.
        (_, Some(percent)) if percent == hundred && !is_short(state) => Status::Completed,
        (_, Some(percent)) => match state.pace {
            // Both are quotients cut after 28 digits; compared closer than that, equals would differ.
            Some(pace) if percent.round_dp(12) < pace.percent.round_dp(12) => Status::Behind,
            _ if percent.is_zero() => Status::NotStarted,
            Some(_) => Status::OnPace,
            None => Status::UnderWay,
        },
    }
}

/// Whether the figure is said to be less than it reads.
fn is_short(state: &IndicatorState<'_>) -> bool {
    let in_range = state.target.is_some_and(|target| matches!(target.goal, Goal::Range(..)));
    let short = |qualifier| matches!(qualifier, Some(Qualifier::Nearly | Qualifier::AtMost));
    state.figure.as_ref().is_some_and(|figure| short(figure.qualifier)) && !in_range
}
