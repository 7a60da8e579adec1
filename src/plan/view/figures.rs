//! The view of an indicator: target, figure, share, pace, parts and history.

use rust_decimal::Decimal;
use serde::Serialize;

use super::common::{Bar, Date, Html, Link, Maker, Source, bar};
use crate::{
    plan::edition::Year,
    site::{
        language::Language,
        model::{Direction, Goal, Indicator, Project, Reading, ReadingState, Report, Target},
        number::{percent, scale},
        progress::{IndicatorState, PaceBasis, ProjectState, Uncounted},
        schema,
    },
};

/// An indicator at the edition's day.
#[derive(Debug, Hash, Serialize)]
pub struct IndicatorView {
    /// Its id; the block's anchor is `i-` and this.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// The thing counted, where the name does not say it.
    pub object: String,
    /// Who answers for it, where it names its own.
    pub lead: Vec<Link>,
    /// Who helps with it, where it names its own.
    pub partners: Vec<Link>,
    /// The governing target in words; `None` where there is none.
    pub target: Option<String>,
    /// The governing target's source.
    pub target_source: Option<Source>,
    /// Every version of the target, where there is more than one or one has a remark.
    pub targets: Vec<TargetView>,
    /// The direction in Chinese, where it is not the ordinary one.
    pub direction: Option<&'static str>,
    /// The figure in words, such as `约11.875万人次`.
    pub figure: Option<String>,
    /// The date the figure speaks of.
    pub figure_date: Option<Date>,
    /// The figure's source.
    pub figure_source: Option<Source>,
    /// Whether the figure is a sum of period figures.
    pub summed: bool,
    /// Reading and target with the share, such as `340/300（113.3%）`.
    pub ratio: Option<String>,
    /// The share, such as `113.3%`; of a rounded figure with `≥` or `约`.
    pub percent: Option<String>,
    /// The bar; none where there is no number to hold against another.
    pub bar: Option<Bar>,
    /// The pace.
    pub pace: Option<PaceView>,
    /// Computed status, an English word.
    pub status: &'static str,
    /// Computed status in Chinese.
    pub status_text: &'static str,
    /// What the paper says of this figure, in Chinese.
    pub declared: Option<&'static str>,
    /// Why it does not count: `no_number`, `pending`, `no_target`, `no_reading`, `stage_only`, `not_comparable`,
    /// `suspended`, `same_as`, `part_of`.
    pub uncounted: Option<&'static str>,
    /// For `same_as`: the indicator that counts the figure.
    pub same_as: Option<Link>,
    /// The indicator it is a part of (其中), whether or not it has a reading.
    pub part_of: Option<Link>,
    /// Progress in words.
    pub stage: String,
    /// What is expected.
    pub forecast: String,
    /// Of a suspension: why.
    pub reason: String,
    /// Of a suspension: who decided.
    pub authority: String,
    /// The parts.
    pub parts: Option<Parts>,
    /// Remarks of the indicator and its latest reading.
    pub notes: Vec<Html>,
    /// Its weight, where it is not 1.
    pub weight: Option<String>,
    /// Earlier readings, the latest first, where there is more than one.
    pub history: Vec<ReadingView>,
}

/// A version of a target.
#[derive(Debug, Hash, Serialize)]
pub struct TargetView {
    /// What it says.
    pub text: String,
    /// From when it holds.
    pub date: Option<Date>,
    /// Whether it governs on the edition's day.
    pub current: bool,
    /// Whether another paper says it otherwise.
    pub restated: bool,
    /// Where it was set.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<Html>,
}

/// Where a figure should stand.
#[derive(Debug, Hash, Serialize)]
pub struct PaceView {
    /// In percent.
    pub percent: String,
    /// The milestone it is measured by; otherwise the year gone.
    pub milestone: Option<Date>,
}

/// The parts of a figure as a stacked bar and a legend.
#[derive(Debug, Hash, Serialize)]
pub struct Parts {
    /// Whether they are stages, of which only those done count.
    pub by_stage: bool,
    /// Each part.
    pub segments: Vec<Segment>,
    /// Their sum with the unit.
    pub total: String,
    /// The picture's accessible name.
    pub label: String,
}

/// A part in the picture, 1000 units wide in all.
#[derive(Debug, Hash, Serialize)]
pub struct Segment {
    /// Stage or kind.
    pub label: String,
    /// How many, with the unit.
    pub text: String,
    /// Where it begins.
    pub x: String,
    /// How wide it is.
    pub width: String,
    /// Whether it counts.
    pub done: bool,
    /// Position from 1, for a pattern that does not need colour.
    pub number: usize,
}

/// An earlier reading.
#[derive(Debug, Hash, Serialize)]
pub struct ReadingView {
    /// The date it speaks of.
    pub date: Date,
    /// The figure or words.
    pub text: String,
    /// Whether for the period alone.
    pub per_period: bool,
    /// The share, where there is one.
    pub percent: Option<String>,
    /// Where it was reported.
    pub source: Option<Source>,
}

/// A target in words: `250张`, `1-3家`, `10/10个`, `一批`, `80个（以市下达指标数为准）`.
pub fn target_text(language: Language, indicator: &Indicator, target: &Target) -> String {
    let unit = indicator.unit_of(target);
    match &target.goal {
        Goal::Number(number) => language.quantity(number, target.qualifier, unit),
        Goal::Range(min, max) => format!("{min}-{max}{unit}"),
        Goal::Coverage(value, of) => format!("{value}/{of}{unit}"),
        Goal::Binary(text) | Goal::Text(text) | Goal::Pending(text, None) => text.clone(),
        Goal::Pending(text, Some(number)) => language.with_remark(&language.quantity(number, target.qualifier, unit), text),
    }
}

/// A reading's figure in words; empty where it has none.
fn figure_text(language: Language, indicator: &Indicator, reading: &Reading) -> String {
    let unit = indicator.unit_read(reading);
    match (&reading.value, &reading.percent, reading.done, &reading.state) {
        (Some(number), ..) => language.quantity(number, reading.qualifier, unit),
        (None, Some(share), ..) => language.quantity(share, reading.qualifier, "%"),
        (None, None, Some(done), _) => language.done(done).to_owned(),
        (.., ReadingState::Suspended(..)) => language.word(&schema::READING_STATES, "suspended").to_owned(),
        (.., ReadingState::NoData) => language.word(&schema::READING_STATES, "no_data").to_owned(),
        _ => reading.stage.clone(),
    }
}

impl Maker<'_, '_> {
    /// The indicators of a project.
    pub fn indicators(&self, year: &Year<'_>, project: &Project, states: &ProjectState<'_>) -> Vec<IndicatorView> {
        (0..project.indicators.len()).map(|at| self.indicator(year, project, at, &states.indicators[at])).collect()
    }

    fn indicator(&self, year: &Year<'_>, project: &Project, at: usize, state: &IndicatorState<'_>) -> IndicatorView {
        let language = self.language();
        let indicator = &project.indicators[at];
        let reading = state.latest.map(|(_, reading)| reading);
        let bearer = bearer(project, at, state);
        let figure_source = bearer.and_then(|(report, reading)| reading.source.as_deref().or(report.source.as_deref()));
        let (reason, authority) = match reading.map(|reading| &reading.state) {
            Some(ReadingState::Suspended(reason, authority)) => (reason.clone(), authority.clone()),
            _ => (String::new(), String::new()),
        };
        let judged = state.judged();
        let other = |at: usize| {
            let other = &project.indicators[at];
            Link { title: other.name.clone(), href: format!("#i-{}", other.id) }
        };
        let notes = [indicator.note.as_deref(), reading.and_then(|reading| reading.note.as_deref())];
        IndicatorView {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            object: if indicator.name.contains(&indicator.object) { String::new() } else { indicator.object.clone() },
            lead: if indicator.lead == project.lead { Vec::new() } else { self.departments(&indicator.lead) },
            partners: self.departments(&indicator.partners),
            target: state.target.map(|target| target_text(language, indicator, target)),
            target_source: self.maybe_source(state.target.and_then(|t| t.source.as_deref()).or(indicator.source.as_deref())),
            targets: self.targets(indicator, state),
            direction: match indicator.direction {
                Direction::AtLeast => None,
                Direction::AtMost => Some(self.word(&schema::DIRECTIONS, "at_most")),
                Direction::Exact => Some(self.word(&schema::DIRECTIONS, "exact")),
            },
            figure: figure(language, indicator, state),
            figure_date: bearer.map(|(report, _)| self.date(report.as_of)),
            figure_source: self.maybe_source(figure_source),
            summed: state.figure.as_ref().is_some_and(|figure| figure.summed),
            ratio: ratio(language, indicator, state, judged),
            percent: judged.map(|share| qualified(language, share, state)),
            bar: judged.filter(|_| indicator.direction != Direction::AtMost).map(|share| {
                bar(share, state.pace.map(|pace| pace.percent), language.labelled(&indicator.name, &qualified(language, share, state)))
            }),
            pace: judged.and(state.pace).map(|pace| PaceView {
                percent: percent(pace.percent),
                milestone: match pace.basis {
                    PaceBasis::Milestone(period) => Some(self.date(period)),
                    PaceBasis::Elapsed => None,
                },
            }),
            status: state.status.word(),
            status_text: self.language().status(state.status),
            declared: reading.and_then(|reading| reading.declared).map(|word| self.word(&schema::STATUSES, word)),
            uncounted: state.uncounted.map(Uncounted::word),
            same_as: match state.uncounted {
                Some(Uncounted::SameAs(at)) => Some(other(at)),
                _ => None,
            },
            part_of: indicator.part_of.as_ref().and_then(|part| part.whole).map(other),
            stage: reading.map(|reading| reading.stage.clone()).unwrap_or_default(),
            forecast: reading.map(|reading| reading.forecast.clone()).unwrap_or_default(),
            reason,
            authority,
            parts: reading.and_then(|reading| parts(language, indicator, reading)),
            notes: notes.into_iter().flatten().enumerate().map(|(n, note)| self.html(note, &format!("i-{}-{n}-", indicator.id))).collect(),
            weight: (indicator.weight != Decimal::ONE).then(|| indicator.weight.normalize().to_string()),
            history: self.history(year, project, at),
        }
    }

    /// The versions that may be shown; a single plain one is said elsewhere.
    fn targets(&self, indicator: &Indicator, state: &IndicatorState<'_>) -> Vec<TargetView> {
        let reached = |target: &&Target| target.date.is_none_or(|date| self.edition.reached(date));
        let shown: Vec<&Target> = indicator.targets.iter().filter(reached).collect();
        if shown.len() < 2 && shown.iter().all(|target| target.note.is_none()) {
            return Vec::new();
        }
        let view = |(n, target): (usize, &Target)| TargetView {
            text: target_text(self.language(), indicator, target),
            date: target.date.map(|on| self.date(on)),
            current: state.target.is_some_and(|current| std::ptr::eq(current, target)),
            restated: !target.governing,
            source: self.maybe_source(target.source.as_deref().or(indicator.source.as_deref())),
            note: self.maybe_html(target.note.as_deref(), &format!("i-{}-t{n}-", indicator.id)),
        };
        shown.into_iter().enumerate().map(view).collect()
    }

    fn history(&self, year: &Year<'_>, project: &Project, at: usize) -> Vec<ReadingView> {
        let indicator = &project.indicators[at];
        let known = project.reports.iter().enumerate().rev().filter(|(_, report)| report.as_of.end() <= year.day);
        let readings: Vec<(usize, &Report, &Reading)> =
            known.flat_map(|(n, report)| report.readings.iter().filter(|r| r.indicator == at).map(move |r| (n, report, r))).collect();
        if readings.len() < 2 {
            return Vec::new();
        }
        let share = |number: usize| {
            let state = crate::site::progress::after_report(project, at, number);
            state.judged().map(percent)
        };
        readings
            .into_iter()
            .map(|(n, report, reading)| ReadingView {
                date: self.date(report.as_of),
                text: figure_text(self.language(), indicator, reading),
                per_period: reading.per_period,
                percent: share(n + 1),
                source: self.maybe_source(reading.source.as_deref().or(report.source.as_deref())),
            })
            .collect()
    }
}

/// The report and reading the figure was taken from.
fn bearer<'a>(project: &'a Project, at: usize, state: &IndicatorState<'a>) -> Option<(&'a Report, &'a Reading)> {
    let as_of = state.figure.as_ref().map(|figure| figure.as_of);
    let wanted = |report: &&Report| as_of.is_some_and(|as_of| report.as_of == as_of);
    let of_report = project.reports.iter().rfind(wanted);
    let reading = of_report.and_then(|report| report.readings.iter().find(|r| r.indicator == at).map(|reading| (report, reading)));
    reading.or(state.latest)
}

/// The figure in words; `None` where there is none, or words alone that stand elsewhere.
fn figure(language: Language, indicator: &Indicator, state: &IndicatorState<'_>) -> Option<String> {
    let reading = state.latest.map(|(_, reading)| reading);
    let Some(figure) = &state.figure else {
        let text = figure_text(language, indicator, reading?);
        return Some(text).filter(|text| !text.is_empty() && *text != reading.map(|r| r.stage.clone()).unwrap_or_default());
    };
    match (&figure.number, &figure.percent) {
        (Some(number), _) => Some(language.quantity(number, figure.qualifier, figure.unit)),
        (None, Some(share)) => Some(language.quantity(share, figure.qualifier, "%")),
        (None, None) => None,
    }
}

/// A reading's figure for lists: number, share or words; empty where it has none.
pub fn reading_text(language: Language, indicator: &Indicator, reading: &Reading) -> String {
    if reading.value.is_some() || reading.percent.is_some() || reading.done.is_some() {
        figure_text(language, indicator, reading)
    } else {
        String::new()
    }
}

/// A share said as exactly as the figure is known: `≥35%`, `约148.4%`.
fn qualified(language: Language, share: Decimal, state: &IndicatorState<'_>) -> String {
    language.approximate(&percent(share), state.figure.as_ref().and_then(|figure| figure.qualifier))
}

/// Reading and target with the share, where both are numbers.
fn ratio(language: Language, indicator: &Indicator, state: &IndicatorState<'_>, judged: Option<Decimal>) -> Option<String> {
    let share = judged?;
    let figure = state.figure.as_ref()?;
    let number = figure.number.as_ref()?;
    let target = match &state.target?.goal {
        Goal::Range(min, max) => format!("{min}-{max}"),
        goal => goal.number()?.to_string(),
    };
    let (unit, wanted) = (figure.unit, indicator.unit_of(state.target?));
    // 118750人次/8万人次: without their units the two numbers would mislead.
    let (unit, wanted) = if scale(unit) == scale(wanted) { ("", "") } else { (unit, wanted) };
    let figures = format!("{number}{unit}/{target}{wanted}");
    let is_limit = indicator.direction == Direction::AtMost;
    Some(if is_limit { figures } else { language.with_remark(&figures, &qualified(language, share, state)) })
}

/// The parts of a reading; `None` where it has none.
fn parts(language: Language, indicator: &Indicator, reading: &Reading) -> Option<Parts> {
    let sum: Decimal = reading.breakdown.iter().map(|part| part.value.value()).sum();
    if sum.is_zero() {
        return None;
    }
    let unit = indicator.unit_read(reading);
    let thousand = Decimal::from(1000);
    let mut x = Decimal::ZERO;
    let mut segments = Vec::new();
    for (at, part) in reading.breakdown.iter().enumerate() {
        let width = part.value.value() * thousand / sum;
        segments.push(Segment {
            label: part.label.clone(),
            text: format!("{}{unit}", part.value),
            x: x.round_dp(1).normalize().to_string(),
            width: width.round_dp(1).normalize().to_string(),
            done: part.done.unwrap_or(!reading.by_stage()),
            number: at + 1,
        });
        x += width;
    }
    let label = segments.iter().map(|s| format!("{}{}", s.label, s.text)).collect::<Vec<_>>().join(language.comma());
    let total = format!("{}{unit}", crate::site::number::Number::from(sum));
    Some(Parts { by_stage: reading.by_stage(), segments, total, label })
}
