//! Targets, planned values and readings as observations.

use super::{
    super::moment,
    schema::{Metric, Observation, Period, Unit},
};
use crate::{
    plan::{Plan, edition::Year, view::chinese},
    site::{
        date::PartialDate,
        model::{Config, Direction, Goal, Indicator, Project, Qualifier, Reading, ReadingState},
        schema,
    },
};

/// A date as the time it means.
pub fn period(config: &Config, date: PartialDate) -> Period {
    Period { start_date: moment::first_second(config, date.start()), end_date: moment::last_second(config, date.end()) }
}

/// What each indicator promises: versions of its target for the programme's year, planned values for their quarters.
pub fn forecasts(plan: &Plan<'_>, project: &Project, whole: &Period) -> Vec<Metric> {
    let config = &plan.edition.site.config;
    let of = |(at, indicator): (usize, &Indicator)| {
        let mut observations = Vec::new();
        let reached = |date: Option<PartialDate>| date.is_none_or(|date| plan.edition.reached(date));
        for (number, target) in indicator.targets.iter().enumerate().filter(|(_, target)| reached(target.date)) {
            let (measure, mut notes) = goal(&target.goal);
            notes.extend(target.qualifier.map(|qualifier| word(qualifier).to_owned()));
            notes.extend(match indicator.direction {
                Direction::AtLeast => None,
                Direction::AtMost => Some(chinese(&schema::DIRECTIONS, "at_most").to_owned()),
                Direction::Exact => Some(chinese(&schema::DIRECTIONS, "exact").to_owned()),
            });
            notes.extend(target.date.map(|date| format!("自{}起", date.chinese())));
            notes.extend((!target.governing).then(|| "另一份文件的说法，不用来计算".to_owned()));
            let unit = measure.as_ref().and_then(|_| unit(indicator.unit_of(target)));
            let id = format!("target-{}", number + 1);
            observations.push(Observation { id, period: whole.clone(), measure, unit, notes: notes.join("；") });
        }
        let mut number = 0;
        for milestone in &project.milestones {
            for (_, value, _) in milestone.values.iter().filter(|(indicator, ..)| *indicator == at) {
                number += 1;
                observations.push(Observation {
                    id: format!("plan-{number}"),
                    period: period(config, milestone.period),
                    measure: Some(value.to_string()),
                    unit: unit(&indicator.unit),
                    notes: if milestone.per_period { "当期" } else { "累计" }.to_owned(),
                });
            }
        }
        metric(indicator, observations)
    };
    project.indicators.iter().enumerate().filter_map(of).collect()
}

/// What each indicator attained, report by report as far as known on the year's day.
pub fn metrics(plan: &Plan<'_>, year: &Year<'_>, project: &Project) -> Vec<Metric> {
    let config = &plan.edition.site.config;
    let of = |(at, indicator): (usize, &Indicator)| {
        let known = project.reports.iter().filter(|report| report.as_of.end() <= year.day);
        let readings = known.flat_map(|report| report.readings.iter().filter(|r| r.indicator == at).map(move |r| (report.as_of, r)));
        let observations = readings.enumerate().filter_map(|(number, (date, reading))| {
            let (measure, unit, notes) = figure(indicator, reading);
            let said = measure.is_some() || !notes.is_empty();
            let id = format!("reading-{}", number + 1);
            said.then(|| Observation { id, period: period(config, date), measure, unit, notes: notes.join("；") })
        });
        metric(indicator, observations.collect())
    };
    project.indicators.iter().enumerate().filter_map(of).collect()
}

fn metric(indicator: &Indicator, observations: Vec<Observation>) -> Option<Metric> {
    let named = || Metric { id: indicator.id.clone(), title: indicator.name.clone(), observations: Vec::new() };
    (!observations.is_empty()).then(|| Metric { observations, ..named() })
}

/// A target's number, and what else it says.
fn goal(goal: &Goal) -> (Option<String>, Vec<String>) {
    match goal {
        Goal::Number(number) => (Some(number.to_string()), Vec::new()),
        Goal::Range(least, most) => (Some(least.to_string()), vec![format!("范围 {least}-{most}")]),
        Goal::Coverage(number, of) => (Some(number.to_string()), vec![format!("共 {of}")]),
        Goal::Pending(text, number) => (number.as_ref().map(ToString::to_string), vec![text.clone()]),
        Goal::Binary(text) | Goal::Text(text) => (None, vec![text.clone()]),
    }
}

/// A reading's number with its unit, and what else it says.
fn figure(indicator: &Indicator, reading: &Reading) -> (Option<String>, Option<Unit>, Vec<String>) {
    let mut notes: Vec<String> = reading.qualifier.map(|qualifier| word(qualifier).to_owned()).into_iter().collect();
    if reading.per_period && reading.value.is_some() {
        notes.push("当期".to_owned());
    }
    match &reading.state {
        ReadingState::Suspended(reason, authority) => {
            let said = [reason, authority].into_iter().filter(|text| !text.is_empty()).cloned();
            notes.push(std::iter::once("暂停".to_owned()).chain(said).collect::<Vec<_>>().join("，"));
        }
        ReadingState::NoData => notes.push("没有数据".to_owned()),
        ReadingState::Reported => {}
    }
    notes.extend(reading.done.map(|done| if done { "已完成" } else { "未完成" }.to_owned()));
    notes.extend([&reading.stage, &reading.forecast].into_iter().filter(|text| !text.is_empty()).cloned());
    notes.extend((!reading.counted).then(|| "不与目标相比".to_owned()));
    match (&reading.value, &reading.percent) {
        (Some(value), _) => (Some(value.to_string()), unit(indicator.unit_read(reading)), notes),
        (None, Some(share)) => (Some(share.to_string()), unit("%"), notes),
        (None, None) => (None, None, notes),
    }
}

/// A unit; percent with its code of UN/ECE Recommendation 20.
fn unit(name: &str) -> Option<Unit> {
    let percent = matches!(name, "%" | "％");
    let code = |text: &'static str| percent.then_some(text);
    (!name.is_empty()).then(|| Unit { name: name.to_owned(), scheme: code("UNCEFACT"), id: code("P1") })
}

/// The Chinese word of a qualifier.
fn word(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Over => "余",
        Qualifier::About => "约",
        Qualifier::Nearly => "近",
        Qualifier::AtLeast => "以上",
        Qualifier::AtMost => "以内",
    }
}
