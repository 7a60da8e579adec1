//! An indicator as data: its targets, its readings and where it stands.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::{Date, Exact, Facts, Named, Source, qualifier, said, words};
use crate::{
    plan::edition::Year,
    site::{
        model::{Direction, Goal, Indicator as Promised, Project, Reading as Read, ReadingState, Report, Target as Set},
        progress::{IndicatorState, PaceBasis, ProjectState, Uncounted},
    },
};

/// One figure that is promised.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Indicator {
    /// Permanent id, unique in its project.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// The thing counted.
    pub object: Option<String>,
    /// The classifier.
    pub unit: Option<String>,
    /// What is wanted: `at_least`, `at_most` or `exact`.
    pub direction: &'static str,
    /// Its weight in the project's mean.
    pub weight: Exact,
    /// The id of the indicator it is a part of.
    pub part_of: Option<String>,
    /// Who answers for it; empty where the project's do.
    pub lead: Vec<Named>,
    /// Who helps with it; empty where the project's do.
    pub partners: Vec<Named>,
    /// The versions of its target, in the order of time.
    pub targets: Vec<Target>,
    /// Its readings, in the order of time.
    pub readings: Vec<Reading>,
    /// Where it stands, as computed by the site.
    pub computed: Computed,
    /// Where the target was set.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<String>,
}

/// A version of a target.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Target {
    /// The number.
    pub value: Option<Exact>,
    /// How exact it is said to be.
    pub qualifier: Option<&'static str>,
    /// Of a range: the least that keeps the promise.
    pub min: Option<Exact>,
    /// Of a range: the most foreseen.
    pub max: Option<Exact>,
    /// Of a coverage: how many there are in all.
    pub of: Option<Exact>,
    /// A thing that is done or not.
    pub binary: Option<String>,
    /// A promise without a number, in the paper's words.
    pub text: Option<String>,
    /// The number is left to a higher authority, in the paper's words.
    pub pending: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// From when it holds; null: always.
    pub date: Option<Date>,
    /// `governing`, or `restated` by another paper.
    pub standing: &'static str,
    /// Whether it governs on the day of the figures.
    pub current: bool,
    /// Where it was set.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<String>,
}

/// A reported figure.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Reading {
    /// The report it stands in, counted from 1 in the order of time.
    pub report: usize,
    /// The date it speaks of.
    pub as_of: Date,
    /// The figure.
    pub value: Option<Exact>,
    /// How exact it is said to be.
    pub qualifier: Option<&'static str>,
    /// `cumulative` from the year's start, or for the `period` since the last report alone.
    pub kind: &'static str,
    /// Its unit.
    pub unit: Option<String>,
    /// A share reported without a figure.
    pub percent: Option<Exact>,
    /// The id of the indicator that counts the same figure.
    pub same_as: Option<String>,
    /// Reported as done without a figure.
    pub done: Option<bool>,
    /// The parts of the figure.
    pub breakdown: Vec<Part>,
    /// Progress in words.
    pub stage: Option<String>,
    /// What the paper expects.
    pub forecast: Option<String>,
    /// Why there is no figure: `suspended` or `no_data`.
    pub state: Option<&'static str>,
    /// Of a suspension: why.
    pub reason: Option<String>,
    /// Of a suspension: who decided.
    pub authority: Option<String>,
    /// What the paper says of this figure: a status.
    pub declared: Option<&'static str>,
    /// Whether the figure can be held against the target.
    pub counted: bool,
    /// Where it was reported.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<String>,
}

/// A part of a reading.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Part {
    /// Stage or kind.
    pub label: String,
    /// How many.
    pub value: Exact,
    /// Whether done, in a breakdown by stage.
    pub done: Option<bool>,
}

/// Where an indicator stands.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Computed {
    /// Its status.
    pub status: &'static str,
    /// The share of the target reached, in percent, not capped, as its page shows it.
    pub percent: Option<Exact>,
    /// The figure it stands at.
    pub figure: Option<Figure>,
    /// Why it stays out of the project's mean: `no_number`, `pending`, `no_target`, `no_reading`, `stage_only`,
    /// `not_comparable`, `suspended`, `same_as` or `part_of`; null where it counts.
    pub uncounted: Option<&'static str>,
    /// For `same_as` and `part_of`: the id of the indicator that counts it.
    pub counted_in: Option<String>,
    /// Where it should stand.
    pub pace: Option<Pace>,
}

/// The figure an indicator stands at.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Figure {
    /// The number; null where only a share was reported.
    pub value: Option<Exact>,
    /// The share reported without a number.
    pub percent: Option<Exact>,
    /// How exact it is said to be.
    pub qualifier: Option<&'static str>,
    /// Its unit.
    pub unit: Option<String>,
    /// The date it speaks of.
    pub as_of: Date,
    /// Whether it is a sum of period figures.
    pub summed: bool,
}

/// Where an indicator should stand.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Pace {
    /// In percent of the target.
    pub percent: Exact,
    /// The period of the milestone it is measured by; null: the share of the year gone.
    pub milestone: Option<Date>,
}

/// A report in words.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Reported {
    /// The date it speaks of.
    pub as_of: Date,
    /// Who reported.
    pub by: Option<Named>,
    /// In words.
    pub note: Option<String>,
    /// Where.
    pub source: Option<Source>,
    /// The ids of the indicators it has readings of.
    pub indicators: Vec<String>,
}

/// The reports whose date is over on the day of the figures, in the order of time, counted from 1.
fn known<'a>(year: &Year<'_>, project: &'a Project) -> impl Iterator<Item = (usize, &'a Report)> {
    let day = year.day;
    project.reports.iter().filter(move |report| report.as_of.end() <= day).enumerate().map(|(at, report)| (at + 1, report))
}

impl Facts<'_, '_> {
    /// The indicators of a project.
    pub(super) fn indicators(&self, year: &Year<'_>, project: &Project, states: &ProjectState<'_>) -> Vec<Indicator> {
        let readings = self.readings(year, project);
        let all = project.indicators.iter().zip(&states.indicators).zip(readings);
        all.map(|((indicator, state), readings)| Indicator {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            object: said(&indicator.object),
            unit: said(&indicator.unit),
            direction: match indicator.direction {
                Direction::AtLeast => "at_least",
                Direction::AtMost => "at_most",
                Direction::Exact => "exact",
            },
            weight: indicator.weight.into(),
            part_of: indicator.part_of.as_ref().and_then(|part| part.whole).map(|at| project.indicators[at].id.clone()),
            lead: self.departments(&indicator.lead),
            partners: self.departments(&indicator.partners),
            targets: self.targets(indicator, state),
            readings,
            computed: computed(project, state),
            source: self.maybe_source(indicator.source.as_deref()),
            note: indicator.note.as_deref().map(words),
        })
        .collect()
    }

    /// The versions that are known.
    fn targets(&self, indicator: &Promised, state: &IndicatorState<'_>) -> Vec<Target> {
        let reached = indicator.targets.iter().filter(|target| target.date.is_none_or(|date| self.edition.reached(date)));
        reached
            .map(|target| {
                let said_as = Goals::of(target);
                Target {
                    value: said_as.value,
                    qualifier: qualifier(target.qualifier),
                    min: said_as.min,
                    max: said_as.max,
                    of: said_as.of,
                    binary: said_as.binary,
                    text: said_as.text,
                    pending: said_as.pending,
                    unit: said(indicator.unit_of(target)),
                    date: target.date.map(Date::from),
                    standing: if target.governing { "governing" } else { "restated" },
                    current: state.target.is_some_and(|current| std::ptr::eq(current, target)),
                    source: self.maybe_source(target.source.as_deref().or(indicator.source.as_deref())),
                    note: target.note.as_deref().map(words),
                }
            })
            .collect()
    }

    /// The readings that are known, by indicator.
    fn readings(&self, year: &Year<'_>, project: &Project) -> Vec<Vec<Reading>> {
        let mut found: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
        for (number, report) in known(year, project) {
            for reading in &report.readings {
                found.entry(reading.indicator).or_default().push(self.reading(project, (number, report), reading));
            }
        }
        (0..project.indicators.len()).map(|at| found.remove(&at).unwrap_or_default()).collect()
    }

    fn reading(&self, project: &Project, (number, report): (usize, &Report), reading: &Read) -> Reading {
        let (state, reason, authority) = match &reading.state {
            ReadingState::Reported => (None, None, None),
            ReadingState::NoData => (Some("no_data"), None, None),
            ReadingState::Suspended(reason, authority) => (Some("suspended"), said(reason), said(authority)),
        };
        let part = |part: &crate::site::model::Part| Part { label: part.label.clone(), value: (&part.value).into(), done: part.done };
        Reading {
            report: number,
            as_of: report.as_of.into(),
            value: reading.value.as_ref().map(Exact::from),
            qualifier: qualifier(reading.qualifier),
            kind: if reading.per_period { "period" } else { "cumulative" },
            unit: said(project.indicators[reading.indicator].unit_read(reading)),
            percent: reading.percent.as_ref().map(Exact::from),
            same_as: reading.same_as.map(|at| project.indicators[at].id.clone()),
            done: reading.done,
            breakdown: reading.breakdown.iter().map(part).collect(),
            stage: said(&reading.stage),
            forecast: said(&reading.forecast),
            state,
            reason,
            authority,
            declared: reading.declared,
            counted: reading.counted,
            source: self.maybe_source(reading.source.as_deref().or(report.source.as_deref())),
            note: reading.note.as_deref().map(words),
        }
    }

    /// The reports that are known, in words.
    pub(super) fn reports(&self, year: &Year<'_>, project: &Project) -> Vec<Reported> {
        let id = |at: usize| self.edition.site.departments[at].id.clone();
        let view = |(_, report): (usize, &Report)| Reported {
            as_of: report.as_of.into(),
            by: report.by.as_ref().map(|(at, name)| Named { id: id(*at), name: name.clone() }),
            note: report.note.as_deref().map(words),
            source: self.maybe_source(report.source.as_deref()),
            indicators: report.readings.iter().map(|reading| project.indicators[reading.indicator].id.clone()).collect(),
        };
        known(year, project).map(view).collect()
    }
}

/// What a target says, by the keys of the content model.
#[derive(Default)]
struct Goals {
    value: Option<Exact>,
    min: Option<Exact>,
    max: Option<Exact>,
    of: Option<Exact>,
    binary: Option<String>,
    text: Option<String>,
    pending: Option<String>,
}

impl Goals {
    fn of(target: &Set) -> Self {
        let none = Self::default();
        match &target.goal {
            Goal::Number(number) => Self { value: Some(number.into()), ..none },
            Goal::Range(min, max) => Self { min: Some(min.into()), max: Some(max.into()), ..none },
            Goal::Coverage(value, of) => Self { value: Some(value.into()), of: Some(of.into()), ..none },
            Goal::Binary(text) => Self { binary: Some(text.clone()), ..none },
            Goal::Text(text) => Self { text: Some(text.clone()), ..none },
            Goal::Pending(text, value) => Self { pending: Some(text.clone()), value: value.as_ref().map(Exact::from), ..none },
        }
    }
}

fn computed(project: &Project, state: &IndicatorState<'_>) -> Computed {
    let judged = state.judged();
    Computed {
        status: state.status.word(),
        percent: judged.map(Exact::percent),
        figure: state.figure.as_ref().map(|figure| Figure {
            value: figure.number.as_ref().map(Exact::from),
            percent: figure.percent.as_ref().map(Exact::from),
            qualifier: qualifier(figure.qualifier),
            unit: said(figure.unit),
            as_of: figure.as_of.into(),
            summed: figure.summed,
        }),
        uncounted: state.uncounted.map(Uncounted::word),
        counted_in: match state.uncounted {
            Some(Uncounted::SameAs(at) | Uncounted::PartOf(at)) => Some(project.indicators[at].id.clone()),
            _ => None,
        },
        pace: judged.and(state.pace).map(|pace| Pace {
            percent: Exact::percent(pace.percent),
            milestone: match pace.basis {
                PaceBasis::Milestone(period) => Some(period.into()),
                PaceBasis::Elapsed => None,
            },
        }),
    }
}
