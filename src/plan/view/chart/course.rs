//! How far a project's indicators came over the year, against the pace.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::place;
use crate::{
    plan::view::common::Date,
    site::{
        date::{PartialDate, elapsed},
        language::Language,
        model::{Direction, Milestone, Project},
        number::percent,
        progress::{self, Days, PaceBasis, ProjectState},
    },
};

/// Where the year ends, in percent of the width; beyond it stand the lines' numbers.
const YEAR_END: i64 = 92;
/// Where the highest share of the scale stands, in pixels from the top.
const TOP: i64 = 14;
/// How many pixels lie between it and zero.
const HEIGHT: i64 = 140;
/// Lines' numbers keep this distance, in pixels.
const LABEL: Decimal = Decimal::from_parts(15, 0, 0, false, 0);

/// The shares of a project's indicators over its year.
#[derive(Debug, Hash, Serialize)]
pub struct Course {
    /// Lines across, with the share each stands for.
    pub levels: Vec<Level>,
    /// Where quarters begin and their middles, in percent of the width.
    pub quarters: Vec<Quarter>,
    /// The pace by time: from nothing at the beginning of the year to all at its end.
    pub pace: Line,
    /// Each indicator with a share.
    pub series: Vec<Series>,
    /// The dates that shares are known of, the columns of the table.
    pub dates: Vec<Date>,
    /// Whether some indicator has a plan of its own.
    pub planned: bool,
}

/// A line across.
#[derive(Debug, Hash, Serialize)]
pub struct Level {
    /// The share.
    pub text: String,
    /// Pixels from the top.
    pub y: String,
}

/// A quarter.
#[derive(Debug, Hash, Serialize)]
pub struct Quarter {
    /// From 1 to 4.
    pub number: u32,
    /// Where it begins.
    pub x: String,
    /// Its middle.
    pub middle: String,
}

/// A straight line.
#[derive(Debug, Hash, Serialize)]
pub struct Line {
    /// From: across, in percent.
    pub x1: String,
    /// From: down, in pixels.
    pub y1: String,
    /// To: across.
    pub x2: String,
    /// To: down.
    pub y2: String,
}

/// An indicator's line.
#[derive(Debug, Hash, Serialize)]
pub struct Series {
    /// Its place among the project's indicators, from 1.
    pub number: usize,
    /// What is counted.
    pub name: String,
    /// What was reported.
    pub points: Vec<Point>,
    /// From each point to the next.
    pub lines: Vec<Line>,
    /// What its plan asks for, where it has one.
    pub plan: Vec<Point>,
    /// Where its number stands: across.
    pub label_x: String,
    /// Where its number stands: down.
    pub label_y: String,
    /// Its shares by the dates of the table; none where nothing was reported then.
    pub cells: Vec<Option<String>>,
}

/// A share at a date.
#[derive(Debug, Hash, Serialize)]
pub struct Point {
    /// Across, in percent.
    pub x: String,
    /// Down, in pixels.
    pub y: String,
    /// The share.
    pub text: String,
    /// The date it speaks of.
    pub date: Date,
}

/// A share before it has a place.
struct Share {
    day: PartialDate,
    share: Decimal,
}

/// The course of a project up to a day; `None` where no share is known. Limits (至多) have no course: they are kept or not.
pub fn course(language: Language, year: i32, project: &Project, state: &ProjectState<'_>, days: Days) -> Option<Course> {
    let wanted = |at: &usize| project.indicators[*at].direction != Direction::AtMost && state.indicators[*at].judged().is_some();
    let all: Vec<(usize, Vec<Share>, Vec<Share>)> = (0..project.indicators.len())
        .filter(wanted)
        .map(|at| (at, reported(project, at, days.figures), planned(year, project, at, days)))
        .filter(|(_, reported, _)| !reported.is_empty())
        .collect();
    let highest = all.iter().flat_map(|(_, reported, plan)| reported.iter().chain(plan)).map(|s| s.share).max()?;
    let scale = Scale {
        language,
        year,
        top: [100, 125, 150].into_iter().map(Decimal::from).find(|top| highest <= *top).unwrap_or(Decimal::from(200)),
    };
    let mut dates: Vec<PartialDate> = all.iter().flat_map(|(_, reported, _)| reported.iter().map(|s| s.day)).collect();
    dates.sort_by_key(|day| day.end());
    dates.dedup_by_key(|day| day.end());
    let planned = all.iter().any(|(.., plan)| !plan.is_empty());
    let mut series: Vec<(Decimal, Series)> =
        all.iter().map(|(at, shares, plan)| series(project, *at, shares, plan, (&scale, &dates))).collect();
    spread(&mut series);
    let level = |share: i64| Level { text: percent(share.into()), y: place(scale.y(share.into())) };
    let quarter = |number: u32| {
        let x = |months: u32| place(Decimal::from(YEAR_END) * Decimal::from(months) / Decimal::from(24));
        Quarter { number, x: x((number - 1) * 6), middle: x((number - 1) * 6 + 3) }
    };
    Some(Course {
        levels: [0, 50, 100].into_iter().map(level).collect(),
        quarters: (1..=4).map(quarter).collect(),
        pace: Line {
            x1: place(Decimal::ZERO),
            y1: place(scale.y(0.into())),
            x2: YEAR_END.to_string(),
            y2: place(scale.y(Decimal::ONE_HUNDRED)),
        },
        series: series.into_iter().map(|(_, series)| series).collect(),
        dates: dates.into_iter().map(|day| language.date(day)).collect(),
        planned,
    })
}

/// The shares that reports say, by their dates.
fn reported(project: &Project, at: usize, day: NaiveDate) -> Vec<Share> {
    let known = project.reports.iter().enumerate().filter(|(_, report)| report.as_of.end() <= day);
    let of_it = known.filter(|(_, report)| report.readings.iter().any(|reading| reading.indicator == at));
    let mut shares: Vec<Share> = Vec::new();
    for (n, report) in of_it {
        // Of several reports of one date the last says what was known then.
        if shares.last().is_some_and(|last| last.day.end() == report.as_of.end()) {
            shares.pop();
        }
        let share = progress::after_report(project, at, n + 1).judged();
        shares.extend(share.map(|share| Share { day: report.as_of, share }));
    }
    shares
}

/// The shares that the plan asks for, by the dates they are due.
fn planned(year: i32, project: &Project, at: usize, days: Days) -> Vec<Share> {
    let with_value = |milestone: &&Milestone| milestone.values.iter().any(|(indicator, ..)| *indicator == at);
    let due = |milestone: &Milestone| {
        let on = Days { figures: milestone.period.end(), known: days.known };
        let pace = progress::pace_on(year, project, at, on).filter(|pace| matches!(pace.basis, PaceBasis::Milestone(_)))?;
        Some(Share { day: milestone.period, share: pace.percent })
    };
    project.milestones.iter().filter(with_value).filter_map(due).collect()
}

/// How shares and days become places.
struct Scale {
    language: Language,
    year: i32,
    /// The highest share of the picture; more than it stands at its edge.
    top: Decimal,
}

impl Scale {
    fn x(&self, day: NaiveDate) -> Decimal {
        elapsed(self.year, day) * Decimal::from(YEAR_END)
    }

    fn y(&self, share: Decimal) -> Decimal {
        Decimal::from(TOP) + Decimal::from(HEIGHT) * (Decimal::ONE - share.min(self.top) / self.top)
    }

    fn point(&self, share: &Share) -> Point {
        Point {
            x: place(self.x(share.day.end())),
            y: place(self.y(share.share)),
            text: percent(share.share),
            date: self.language.date(share.day),
        }
    }
}

/// An indicator's line, with the height its number should stand at.
fn series(project: &Project, at: usize, shares: &[Share], plan: &[Share], (scale, dates): (&Scale, &[PartialDate])) -> (Decimal, Series) {
    let points: Vec<Point> = shares.iter().map(|share| scale.point(share)).collect();
    let line = |pair: &[Point]| Line { x1: pair[0].x.clone(), y1: pair[0].y.clone(), x2: pair[1].x.clone(), y2: pair[1].y.clone() };
    let lines = points.windows(2).map(line).collect();
    let last = shares.last().expect("an indicator without a share has no line");
    let cell = |day: &PartialDate| shares.iter().find(|share| share.day.end() == day.end()).map(|share| percent(share.share));
    let series = Series {
        number: at + 1,
        name: project.indicators[at].name.clone(),
        points,
        lines,
        plan: plan.iter().map(|share| scale.point(share)).collect(),
        label_x: place(scale.x(last.day.end()) + Decimal::new(15, 1)),
        label_y: String::new(),
        cells: dates.iter().map(cell).collect(),
    };
    (scale.y(last.share), series)
}

/// Give every number its height: beside its line's end, but none over another.
fn spread(series: &mut [(Decimal, Series)]) {
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(series[*at].0), std::cmp::Reverse(*at)));
    let mut lowest: Option<Decimal> = None;
    let mut heights: Vec<(usize, Decimal)> = Vec::new();
    for at in order {
        let own = series[at].0 + Decimal::from(5);
        let y = lowest.map_or(own, |lowest| own.min(lowest - LABEL));
        heights.push((at, y));
        lowest = Some(y);
    }
    // What would leave the picture at its head moves down again.
    let mut highest = LABEL;
    for (at, y) in heights.into_iter().rev() {
        let y = y.max(highest);
        series[at].1.label_y = place(y);
        highest = y + LABEL;
    }
}
