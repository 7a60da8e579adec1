//! The figures a project's page shows, each with what tells it from others, so that a later build can find it again.
//!
//! In: a record and what an edition shows of it. Out: one entry for each figure, with its place in the file.

use super::excuse::Correcting;
use crate::{
    diag::Loc,
    plan::{
        data::qualifier,
        edition::{At, Edition},
    },
    site::{
        date::PartialDate,
        model::{Correction, Goal, Project, Qualifier, Reading, ReadingState, Target},
        number::Number,
        published::{Figure, Kind},
    },
};

/// A figure a page shows.
pub struct Found {
    /// What it says.
    pub figure: Figure,
    /// Its place in the project's file.
    pub loc: Loc,
    /// The name of its indicator, or the project's title.
    pub name: String,
    /// Of a correction: what stood there and what stands there now.
    pub corrects: Option<Correcting>,
}

/// Every figure of a project that its edition shows, in the order of the record.
pub fn figures(edition: &Edition<'_>, at: At, project: &Project) -> Vec<Found> {
    let (year, _) = edition.project(at);
    let mut list = List { project, found: Vec::new() };
    if let Some(budget) = &project.budget {
        list.add((None, Kind::Budget), None, Said::of(&budget.amount, None, &budget.unit), Loc::default());
    }
    for (position, indicator) in project.indicators.iter().enumerate() {
        for target in indicator.targets.iter().filter(|target| target.date.is_none_or(|date| edition.reached(date))) {
            list.add((Some(position), Kind::Target), target.date, goal(target, indicator.unit_of(target)), target.loc);
        }
    }
    for milestone in &project.milestones {
        let kind = if milestone.per_period { Kind::PeriodMilestone } else { Kind::Milestone };
        for (position, number, loc) in &milestone.values {
            let unit = &project.indicators[*position].unit;
            list.add((Some(*position), kind), Some(milestone.period), Said::of(number, None, unit), *loc);
        }
    }
    for report in project.reports.iter().filter(|report| report.as_of.end() <= year.day) {
        for reading in &report.readings {
            let Some(value) = read(project, reading) else { continue };
            let kind = if reading.per_period { Kind::PeriodReading } else { Kind::Reading };
            let indicator = Some(reading.indicator);
            list.add((indicator, kind), Some(report.as_of), value, reading.loc);
            for part in &reading.breakdown {
                list.add((indicator, Kind::Part), Some(report.as_of), Said::of(&part.value, None, &part.label), reading.loc);
            }
        }
    }
    for correction in &project.corrections {
        let Correction { date, what, was, now, .. } = correction;
        let said = if was.is_empty() && now.is_empty() { what.clone() } else { format!("{what}；{was} → {now}") };
        list.add((None, Kind::Correction), Some(*date), Said::words(&said), Loc::default());
        if let Some(last) = list.found.last_mut() {
            last.corrects = Some(Correcting { was: was.clone(), now: now.clone() });
        }
    }
    list.found
}

struct Said {
    value: String,
    qualifier: &'static str,
    unit: String,
}

impl Said {
    fn of(number: &Number, qualified: Option<Qualifier>, unit: &str) -> Self {
        Self { value: number.to_string(), qualifier: qualifier(qualified).unwrap_or_default(), unit: unit.to_owned() }
    }

    fn words(text: &str) -> Self {
        Self { value: text.to_owned(), qualifier: "", unit: String::new() }
    }
}

struct List<'p> {
    project: &'p Project,
    found: Vec<Found>,
}

impl List<'_> {
    fn add(&mut self, (position, kind): (Option<usize>, Kind), date: Option<PartialDate>, said: Said, loc: Loc) {
        let indicator = position.map(|at| &self.project.indicators[at]);
        let Said { value, qualifier, unit } = said;
        let figure = Figure {
            indicator: indicator.map(|indicator| indicator.id.clone()).unwrap_or_default(),
            kind,
            date: date.map(|date| date.to_string()).unwrap_or_default(),
            value: value.split_whitespace().collect::<Vec<_>>().join(" "),
            qualifier: qualifier.to_owned(),
            unit: unit.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let name = indicator.map_or(&self.project.title, |indicator| &indicator.name).clone();
        self.found.push(Found { figure, loc, name, corrects: None });
    }
}

fn goal(target: &Target, unit: &str) -> Said {
    let number = |number: &Number| Said::of(number, target.qualifier, unit);
    match &target.goal {
        Goal::Number(value) => number(value),
        Goal::Range(min, max) => Said { value: format!("{min}..{max}"), ..number(min) },
        Goal::Coverage(value, of) => Said { value: format!("{value}/{of}"), ..number(value) },
        Goal::Binary(text) | Goal::Text(text) | Goal::Pending(text, None) => Said::words(text),
        Goal::Pending(text, Some(value)) => Said { value: format!("{value} ({text})"), ..number(value) },
    }
}

/// What a reading says; `None` where it says nothing.
fn read(project: &Project, reading: &Reading) -> Option<Said> {
    let unit = project.indicators[reading.indicator].unit_read(reading);
    match &reading.state {
        ReadingState::NoData => return Some(Said::words("no_data")),
        ReadingState::Suspended(..) => return Some(Said::words("suspended")),
        ReadingState::Reported => {}
    }
    if let Some(value) = &reading.value {
        return Some(Said::of(value, reading.qualifier, unit));
    }
    if let Some(percent) = &reading.percent {
        return Some(Said { value: format!("{percent}%"), ..Said::of(percent, reading.qualifier, "") });
    }
    match reading.done {
        Some(done) => Some(Said::words(if done { "done" } else { "not_done" })),
        None => Some(reading.stage.as_str()).filter(|stage| !stage.is_empty()).map(Said::words),
    }
}
