//! What other pages show of a project on a day: its line in lists, its share of totals, its figures over the years.
//!
//! In: a record, its programme, the day. Out: a [`Standing`], small enough to be kept for every project, so that lists
//! and totals are made without the records.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{Datelike as _, Months, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    route,
    view::{Card, ChangeView, Link, Measured, PromiseView, Shared, is_draft, mean_bar, target_text},
};
use crate::{
    memo::{Key, Table},
    site::{
        Visitor,
        date::PartialDate,
        language::Language,
        model::{Config, Declared, Dossier, Entry, Goal, Indicator, Programme, Project, Qualifier, ReadingState, Report},
        progress::{self, Days, Figure, IndicatorState, ProjectState, Status, Uncounted},
        schema,
    },
};

/// The day of the month on which departments report, where their programme does not say.
const REPORTING_DAY: u32 = 25;

/// What other pages show of a project on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its line in lists.
    pub card: Shared<Card>,
    /// Computed status.
    pub status: Status,
    /// Its mean, where it has one.
    #[serde(with = "exact")]
    pub percent: Option<Decimal>,
    /// How exact the mean is.
    pub qualifier: Option<Qualifier>,
    /// Who answers for it or for one of its indicators, in sorted order, positions in [`crate::site::Site::departments`].
    pub lead: Vec<usize>,
    /// The date of its latest report.
    pub latest: Option<PartialDate>,
    /// Which tables of figures have rows of it.
    pub rows: Rows,
    /// The figures that moved with that report.
    pub changes: Vec<Shared<ChangeView>>,
    /// Its status at the end of each quarter of its year that has begun, as it was known then; the last up to the day.
    pub quarters: Vec<Status>,
    /// What it promises of things counted over the years, by the thing.
    pub promises: Vec<(String, Shared<PromiseView>)>,
    /// The papers it rests on: position in the site, place in the paper.
    pub citations: Vec<(usize, String)>,
    /// Indicators not kept yet without a figure since the last reporting day.
    pub overdue: Vec<Unread>,
}

/// An indicator without a figure since the last reporting day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// What is counted.
    pub indicator: String,
    /// The date of its last figure.
    pub last: Option<PartialDate>,
    /// Who answers for it, positions in [`crate::site::Site::departments`].
    pub lead: Vec<usize>,
}

/// Which tables of figures have rows of a project on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// Versions of targets.
    pub targets: bool,
    /// Readings.
    pub readings: bool,
    /// Steps of the plan.
    pub milestones: bool,
}

fn rows(project: &Project, days: Days) -> Rows {
    let reached = |date: Option<PartialDate>| date.is_none_or(|date| days.knows(date));
    Rows {
        targets: project.indicators.iter().flat_map(|indicator| &indicator.targets).any(|target| reached(target.date)),
        readings: project.reports.iter().any(|report| report.as_of.end() <= days.figures && !report.readings.is_empty()),
        milestones: !project.milestones.is_empty(),
    }
}

/// The standing of a project, its words in a language.
pub fn of((language, departments): (Language, &[Entry]), programme: &Programme, project: &Project, days: Days) -> Standing {
    let state = progress::project(programme.year, project, days);
    let card = card((language, departments), programme, project, &state, days);
    Standing {
        card: card.into(),
        status: state.status,
        percent: state.percent,
        qualifier: state.qualifier,
        lead: lead(project),
        latest: state.latest.map(|report| report.as_of),
        rows: rows(project, days),
        changes: state.latest.map(|report| changes(language, (programme.year, project), &state, report)).unwrap_or_default(),
        quarters: quarters(programme, project, state.status, days),
        promises: promises(language, programme, project, &state),
        citations: project.citations(days.known).into_iter().filter_map(|c| Some((c.document?, c.place.clone()))).collect(),
        overdue: if is_draft(programme.phase) { Vec::new() } else { overdue(programme, project, &state, days) },
    }
}

/// What a standing is made from.
pub fn key(language: Language, project: &Dossier, programme: &Programme, days: Days) -> Key {
    Key::of(&(language, project.key, programme.year, programme.phase, of_month(programme), days))
}

/// The days a programme's figures are counted to and decisions known at, when its own date is `own` and a day was asked
/// for or not.
pub fn days(programme: &Programme, own: Option<PartialDate>, cut: Option<NaiveDate>) -> Days {
    let figures = match (own.map(PartialDate::end), cut) {
        (Some(own), Some(cut)) => own.min(cut),
        (own, cut) => own.or(cut).or(NaiveDate::from_ymd_opt(programme.year, 1, 1)).unwrap_or_default(),
    };
    Days { figures, known: cut }
}

/// Computes standings while records are at hand, for the days they will most likely be asked for: those of a year that
/// shows all its projects. Others are computed when they are asked for.
pub struct Early<'k> {
    known: &'k Table<Standing>,
    cut: Option<NaiveDate>,
    made: Mutex<Vec<(Key, Arc<Standing>)>>,
}

impl<'k> Early<'k> {
    /// Compute what is not known for a day that was asked for, or for each programme's own.
    pub fn new(known: &'k Table<Standing>, cut: Option<NaiveDate>) -> Self {
        Self { known, cut, made: Mutex::default() }
    }

    /// What was computed.
    pub fn made(self) -> Vec<(Key, Arc<Standing>)> {
        self.made.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visitor for Early<'_> {
    fn visit(&self, (config, departments): (&Config, &[Entry]), programme: &Programme, dossier: &Dossier, record: &Project) {
        let language = Language::of(&config.language);
        let days = days(programme, programme.latest(), self.cut);
        let key = key(language, dossier, programme, days);
        if self.known.get(key).is_none() {
            let standing = Arc::new(of((language, departments), programme, record, days));
            self.made.lock().unwrap_or_else(PoisonError::into_inner).push((key, standing));
        }
    }
}

/// The last day departments of a programme had to report by, when figures are counted to `day`.
pub fn reporting_day(programme: &Programme, day: NaiveDate) -> Option<NaiveDate> {
    last_due(day, of_month(programme))
}

/// The last time a day of the month, from 1 to 31, had come on a day; in shorter months it is their last day.
fn last_due(day: NaiveDate, of_month: u32) -> Option<NaiveDate> {
    let (first, month) = (day.with_day(1)?, Months::new(1));
    let in_month = |first: NaiveDate| first.with_day(of_month).or_else(|| first.checked_add_months(month)?.pred_opt());
    in_month(first).filter(|this| *this <= day).or_else(|| in_month(first.checked_sub_months(month)?))
}

fn of_month(programme: &Programme) -> u32 {
    programme.reporting.as_ref().map_or(REPORTING_DAY, |reporting| reporting.day)
}

/// Whether a status leaves something to report: nothing is kept, stopped or given up.
pub fn waits(status: Status) -> bool {
    !status.is_kept() && !matches!(status, Status::Suspended | Status::Cancelled)
}

fn card(
    (language, departments): (Language, &[Entry]),
    programme: &Programme,
    project: &Project,
    state: &ProjectState<'_>,
    days: Days,
) -> Card {
    let known = |declared: &&Declared| declared.date.is_none_or(|date| days.known.is_none_or(|known| date.end() <= known));
    let declared = project.declared.as_ref().filter(known).map(|declared| declared.status).filter(|status| *status != state.status.word());
    let count = |wanted: &dyn Fn(Status) -> bool| state.indicators.iter().filter(|indicator| wanted(indicator.status)).count();
    Card {
        href: route::project(programme.year, &project.id),
        year: programme.year,
        ordinal: project.ordinal,
        title: project.title.clone(),
        status: Cow::Borrowed(state.status.word()),
        status_text: Cow::Borrowed(language.status(state.status)),
        declared: declared.map(|word| Cow::Borrowed(language.word(&schema::STATUSES, word))),
        bar: mean_bar(language, state, &project.title),
        counted: state.counted,
        total: project.indicators.len(),
        kept: count(&|status| status.is_kept()),
        suspended: count(&|status| status == Status::Suspended),
        lead: project.lead.iter().map(|at| departments[*at].name.clone()).collect(),
        draft: is_draft(programme.phase),
    }
}

/// The figures that moved with the reports of one date, each with the one before.
fn changes(language: Language, (year, project): (i32, &Project), state: &ProjectState<'_>, report: &Report) -> Vec<Shared<ChangeView>> {
    let before = project.reports.partition_point(|other| other.as_of.end() < report.as_of.end());
    let text = |figure: &Figure<'_>| match (&figure.number, &figure.percent) {
        (Some(number), _) => Some(language.quantity(number, figure.qualifier, figure.unit)),
        (None, Some(share)) => Some(language.quantity(share, figure.qualifier, "%")),
        (None, None) => None,
    };
    let view = |(at, state): (usize, &IndicatorState<'_>)| {
        let comparable = state.uncounted != Some(Uncounted::NotComparable);
        let figure = state.figure.as_ref().filter(|figure| comparable && figure.as_of.end() == report.as_of.end())?;
        let earlier = progress::after_report(project, at, before);
        let before = earlier.figure.as_ref().and_then(text);
        let now = text(figure).filter(|now| before.as_ref() != Some(now))?;
        let link = Link { title: project.title.clone(), href: route::project(year, &project.id) };
        Some(ChangeView { link, indicator: project.indicators[at].name.clone(), before, now, date: language.date(report.as_of) }.into())
    };
    state.indicators.iter().enumerate().filter_map(view).collect()
}

/// The statuses of a project at the ends of quarters. Before its first report nothing is computed: nothing was known.
fn quarters(programme: &Programme, project: &Project, status: Status, days: Days) -> Vec<Status> {
    if is_draft(programme.phase) {
        return Vec::new();
    }
    let first = project.reports.first().map(|report| report.as_of.end());
    let ends = (1..=4).filter_map(|quarter| {
        let first = NaiveDate::from_ymd_opt(programme.year, quarter * 3 - 2, 1).filter(|first| *first <= days.figures)?;
        first.checked_add_months(Months::new(3))?.pred_opt()
    });
    let at = |end: NaiveDate| match first {
        _ if end >= days.figures => status,
        Some(first) if first <= end => progress::project(programme.year, project, Days::at(end)).status,
        _ if project.withdrawn.as_ref().is_some_and(|w| w.date.end() <= end) => Status::Cancelled,
        _ => Status::NoData,
    };
    ends.map(at).collect()
}

fn promises(language: Language, programme: &Programme, project: &Project, state: &ProjectState<'_>) -> Vec<(String, Shared<PromiseView>)> {
    let with_object = project.indicators.iter().zip(&state.indicators).filter(|(indicator, _)| !indicator.object.is_empty());
    with_object
        .map(|(indicator, state)| {
            let href = format!("{}#i-{}", route::project(programme.year, &project.id), indicator.id);
            let number = state.figure.as_ref().and_then(|figure| Some((figure.number.as_ref()?, figure)));
            let promise = PromiseView {
                year: programme.year,
                link: Link { title: project.title.clone(), href },
                target: state.target.map(|target| target_text(language, indicator, target)).unwrap_or_default(),
                figure: number.map(|(number, figure)| language.quantity(number, figure.qualifier, figure.unit)).unwrap_or_default(),
                measured: measured(indicator, state).map(|of| Measured { figure: of.figure.filter(|_| !is_draft(programme.phase)), ..of }),
                status: Cow::Borrowed(state.status.word()),
                status_text: Cow::Borrowed(language.status(state.status)),
                draft: is_draft(programme.phase),
            };
            (indicator.object.clone(), promise.into())
        })
        .collect()
}

/// Its target and figure in one unit, where both are plain numbers.
fn measured(indicator: &Indicator, state: &IndicatorState<'_>) -> Option<Measured> {
    let target = state.target?;
    let unit = indicator.unit_of(target);
    let Goal::Number(number) = &target.goal else { return None };
    let figure = state.figure.as_ref().filter(|figure| figure.unit == unit).and_then(|figure| figure.number.as_ref());
    Some(Measured { unit: unit.to_owned(), target: Some(number.to_string()), figure: figure.map(ToString::to_string) })
}

/// Who answers for an indicator: its own departments, or else the project's.
fn answers<'a>(project: &'a Project, indicator: &'a Indicator) -> &'a [usize] {
    if indicator.lead.is_empty() { &project.lead } else { &indicator.lead }
}

fn lead(project: &Project) -> Vec<usize> {
    let of_indicators = project.indicators.iter().flat_map(|indicator| answers(project, indicator));
    let mut lead: Vec<usize> = project.lead.iter().chain(of_indicators).copied().collect();
    lead.sort_unstable();
    lead.dedup();
    lead
}

fn overdue(programme: &Programme, project: &Project, state: &ProjectState<'_>, days: Days) -> Vec<Unread> {
    let Some(due) = reporting_day(programme, days.figures) else { return Vec::new() };
    if !waits(state.status) {
        return Vec::new();
    }
    let last = |at: usize| {
        let known = project.reports.iter().rev().filter(|report| report.as_of.end() <= days.figures);
        let has = |report: &&Report| report.readings.iter().any(|r| r.indicator == at && r.state != ReadingState::NoData);
        known.clone().find(has).map(|report| report.as_of)
    };
    let open = state.indicators.iter().enumerate().filter(|(_, indicator)| waits(indicator.status));
    let unread = open.map(|(at, _)| {
        let indicator = &project.indicators[at];
        Unread { indicator: indicator.name.clone(), last: last(at), lead: answers(project, indicator).to_vec() }
    });
    unread.filter(|unread| unread.last.is_none_or(|last| last.end() < due)).collect()
}

/// An exact decimal as its digits.
mod exact {
    use rust_decimal::Decimal;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::ref_option, reason = "the signature serde asks for")]
    pub fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(|value| value.serialize()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<[u8; 16]>::deserialize(deserializer)?.map(Decimal::deserialize))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::last_due;

    #[test]
    fn reports_are_due_once_a_month() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (on, of_month, due) in [
            ("2020-09-30", 25, "2020-09-25"),
            ("2020-09-25", 25, "2020-09-25"),
            ("2020-09-24", 25, "2020-08-25"),
            ("2020-01-03", 25, "2019-12-25"),
            ("2020-03-30", 31, "2020-02-29"),
            ("2020-09-30", 31, "2020-09-30"),
        ] {
            assert_eq!(last_due(day(on), of_month), Some(day(due)), "{on}, day {of_month}");
        }
    }
}
