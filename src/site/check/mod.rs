//! Checks across records: identities, dates, sums, declared against computed.
//!
//! In: a resolved site. Out: findings. A record that could not be lowered is absent here, and counts that would mislead
//! without it are not made.

mod proceedings;

use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{
    Site,
    date::PartialDate,
    diagnostics as say,
    model::{Dossier, Goal, Indicator, Programme, Project, Reading, ReadingState, Target},
    number::{Number, percent, scale_prefix},
    progress::{self, Days},
};
use crate::{
    diag::{Diagnostics, Loc, Span},
    memo::{Key, Table},
    source::SourceError,
};

/// Every check but those of single projects.
pub fn site(diags: &mut Diagnostics, site: &Site<'_>) {
    let as_of = site.as_of();
    for document in &site.documents {
        let release = document.article.release;
        let held_back = |as_of: super::date::PartialDate| release.draft || release.publish_on.is_some_and(|on| on.start() > as_of.end());
        // With a programme at fault the site's date may be later than what could be read.
        if let (Some((published, loc)), Some(as_of), false) = (document.published, as_of, site.programmes.iter().any(|p| p.faulty))
            && published.start() > as_of.end()
            && !held_back(as_of)
        {
            let span = Span::new(&document.article.path, loc);
            diags.push(say::future_date(span, &published.to_string(), &as_of.to_string()));
        }
    }
    for programme in &site.programmes {
        check_items(diags, programme);
        check_identities(diags, programme);
        proceedings::check(diags, programme);
    }
}

/// What gives the whole record of a project.
pub type Records<'r> = &'r (dyn Fn(&Dossier) -> Result<Arc<Project>, SourceError> + Sync);

/// The checks of a programme's projects. They are known by the record and by what the programme says of dates.
pub fn projects(
    diags: &mut Diagnostics,
    programme: &Programme,
    record: Records<'_>,
    known: &Table<Diagnostics>,
    checked: &mut Vec<(Key, Arc<Diagnostics>)>,
) -> Result<(), SourceError> {
    let dates = Dates { year: programme.year, as_of: programme.as_of, latest: programme.latest() };
    let one = |dossier: &Dossier| {
        let key = Key::of(&(dossier.key, dates.year, dates.as_of, dates.latest));
        if let Some(known) = known.get(key) {
            return Ok((key, known));
        }
        let mut found = Diagnostics::default();
        check_project(&mut found, dates, &*record(dossier)?);
        Ok((key, Arc::new(found)))
    };
    let found = programme.projects.par_iter().map(one).collect::<Result<Vec<_>, SourceError>>()?;
    for (key, found) in found {
        diags.append((*found).clone());
        checked.push((key, found));
    }
    Ok(())
}

/// What a programme says of dates.
#[derive(Debug, Clone, Copy)]
struct Dates {
    year: i32,
    as_of: Option<PartialDate>,
    latest: Option<PartialDate>,
}

/// Declared counts against the projects kept.
fn check_items(diags: &mut Diagnostics, programme: &Programme) {
    let kept = programme.projects.iter().filter(|p| p.withdrawn.is_none() && !p.release.draft).count();
    if !programme.broken && kept > 0 {
        for declared in programme.declared_items.iter().filter(|declared| declared.value as usize != kept) {
            let span = Span::new(&programme.path, declared.loc);
            diags.push(say::item_count(span, declared.value, &declared.unit, kept));
        }
    }
}

/// Ids and places in the list that stand twice.
fn check_identities(diags: &mut Diagnostics, programme: &Programme) {
    let mut ids: FxHashMap<String, &Dossier> = FxHashMap::default();
    let mut ordinals: FxHashMap<u32, &Dossier> = FxHashMap::default();
    let span = |project: &Dossier| Span::new(&project.path, project.ordinal_loc);
    let id_span = |project: &Dossier| Span::new(&project.path, project.id_loc);
    for project in &programme.projects {
        let first = *ids.entry(project.id.to_ascii_lowercase()).or_insert(project);
        let same = project.ordinal.map(|ordinal| (ordinal, *ordinals.entry(ordinal).or_insert(project)));
        if !std::ptr::eq(first, project) {
            diags.push(say::duplicate_id(id_span(project), &project.id, id_span(first)));
        } else if let Some((ordinal, first)) = same.filter(|(_, first)| !std::ptr::eq(*first, project)) {
            diags.push(say::duplicate_ordinal(span(project), ordinal, span(first)));
        }
    }
}

fn check_project(diags: &mut Diagnostics, programme: Dates, project: &Project) {
    for report in &project.reports {
        if !(programme.year..=programme.year + 1).contains(&report.as_of.year()) {
            let span = Span::new(&project.path, report.loc);
            diags.push(say::report_of_another_year(span, &report.as_of.to_string(), programme.year));
        }
        if let Some(as_of) = programme.as_of.filter(|as_of| report.as_of.end() > as_of.end()) {
            let span = Span::new(&project.path, report.loc);
            diags.push(say::reading_after_as_of(span, &report.as_of.to_string(), &as_of.to_string()));
        }
    }
    // Where a value could not be read, sums and gaps would mislead.
    if project.faulty {
        return;
    }
    for (at, indicator) in project.indicators.iter().enumerate() {
        let figures = Figures { programme, project, indicator, at };
        figures.targets(diags);
        figures.part(diags);
        figures.sound(diags);
        figures.falls(diags);
        figures.readings(diags);
        figures.milestones(diags);
        figures.silent(diags);
    }
    check_declared(diags, programme, project);
}

/// A number with its unit; 8万人次 is as much as 80000人次.
#[derive(Clone, Copy)]
struct Amount<'a>(&'a Number, &'a str);

impl Amount<'_> {
    fn value(self) -> Decimal {
        self.0.scaled(self.1).unwrap_or(rust_decimal::Decimal::MAX)
    }
}

impl std::fmt::Display for Amount<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// The checks of one indicator.
struct Figures<'a> {
    programme: Dates,
    project: &'a Project,
    indicator: &'a Indicator,
    at: usize,
}

impl<'a> Figures<'a> {
    fn span(&self, loc: Loc) -> Span {
        Span::new(&self.project.path, loc)
    }

    fn all(&self) -> impl Iterator<Item = (chrono::NaiveDate, &Reading)> {
        let of = |reading: &&Reading| reading.indicator == self.at;
        self.project.reports.iter().flat_map(move |r| r.readings.iter().filter(of).map(move |reading| (r.as_of.end(), reading)))
    }

    /// A restated target that differs from the governing one.
    fn targets(&self, diags: &mut Diagnostics) {
        let governing = self.indicator.targets.iter().rfind(|target| target.governing);
        let Some(governing) = governing else { return };
        let amount = |target: &'a Target| target.goal.number().map(|number| Amount(number, self.indicator.unit_of(target)));
        for other in self.indicator.targets.iter().filter(|target| !target.governing) {
            if let (Some(here), Some(there)) = (amount(other), amount(governing))
                && here.value() != there.value()
            {
                let (here, there) = (here.to_string(), there.to_string());
                diags.push(say::contradicting_target(self.span(other.loc), &here, &there, self.span(governing.loc)));
            }
        }
    }

    /// A part (其中) that exceeds its whole, in the target or in a report.
    fn part(&self, diags: &mut Diagnostics) {
        let Some(at) = self.indicator.part_of.as_ref().and_then(|part| part.whole) else { return };
        let whole = &self.project.indicators[at];
        let mut hold = |what, (part, loc): (Amount<'_>, Loc), (all, first): (Amount<'_>, Loc)| {
            if part.value() > all.value() {
                diags.push(say::part_exceeds(self.span(loc), what, &part.to_string(), &all.to_string(), self.span(first)));
            }
        };
        let promised = |of: &'a Indicator| {
            let target = of.targets.iter().rfind(|target| target.governing)?;
            Some((Amount(target.goal.number()?, of.unit_of(target)), target.loc))
        };
        if let (Some(mine), Some(theirs)) = (promised(self.indicator), promised(whole)) {
            hold(("target", "目标"), mine, theirs);
        }
        for report in &self.project.reports {
            let reported = |at: usize| {
                let reading = report.readings.iter().rfind(|reading| reading.indicator == at)?;
                Some((Amount(reading.value.as_ref()?, self.project.indicators[at].unit_read(reading)), reading.loc))
            };
            if let (Some(mine), Some(theirs)) = (reported(self.at), reported(at)) {
                hold(("figure", "读数"), mine, theirs);
            }
        }
    }

    /// Figures that cannot mean what they would have to: added up in unlike units, done beside a number, more than all.
    fn sound(&self, diags: &mut Diagnostics) {
        let target = self.indicator.targets.iter().rfind(|target| target.governing);
        if let Some(target) = target
            && target.goal.number().is_some_and(|number| number.value().is_zero())
            && self.indicator.direction == super::model::Direction::AtLeast
        {
            diags.push(say::target_of_nothing(self.span(target.loc)));
        }
        let mut percent: Option<Loc> = None;
        let mut unit: Option<&str> = None;
        for (_, reading) in self.all() {
            let span = self.span(reading.loc);
            match target.map(|target| &target.goal) {
                Some(Goal::Number(_) | Goal::Range(..)) if reading.done.is_some() => diags.push(say::done_beside_a_number(span)),
                Some(Goal::Coverage(_, of)) if reading.value.as_ref().is_some_and(|value| value.value() > of.value()) => {
                    diags.push(say::more_than_all(span, of));
                }
                _ => {}
            }
            let own = self.indicator.unit_read(reading);
            let plain = &own[scale_prefix(own).len()..];
            if reading.per_period && (reading.percent.is_some() || percent.is_some()) {
                diags.push(say::shares_do_not_add_up(self.span(reading.loc)));
            } else if reading.per_period && reading.counted && unit.is_some_and(|before| before != plain) {
                diags.push(say::unlike_units(self.span(reading.loc), unit.unwrap_or_default(), plain));
            }
            if !reading.per_period && (reading.value.is_some() || reading.percent.is_some()) {
                percent = reading.percent.as_ref().map(|_| reading.loc);
            }
            if reading.value.is_some() {
                unit = Some(plain);
            }
            let counted_elsewhere =
                |at: usize| self.project.reports.iter().flat_map(|r| &r.readings).any(|r| r.indicator == at && r.same_as.is_some());
            if reading.same_as.is_some_and(counted_elsewhere) {
                diags.push(say::counted_nowhere(self.span(reading.loc)));
            }
        }
    }

    /// Cumulative figures that fall, and totals that fall when a cumulative figure follows period ones.
    fn falls(&self, diags: &mut Diagnostics) {
        let mut before: Option<(progress::Attainment<'_>, Loc)> = None;
        for (n, report) in self.project.reports.iter().enumerate() {
            let Some(reading) = report.readings.iter().rfind(|reading| reading.indicator == self.at) else { continue };
            let now = progress::after_report(self.project, self.at, n + 1);
            let Some(figure) = now.figure.as_ref().filter(|figure| figure.as_of == report.as_of) else { continue };
            let limit = self.indicator.direction == super::model::Direction::AtMost;
            if let Some((earlier, loc)) = &before
                && let Some((here, there)) = fallen(figure, earlier)
                && reading.note.is_none()
                && !reading.per_period
                && !limit
            {
                diags.push(say::reading_falls(self.span(reading.loc), &here, &there, self.span(*loc)));
            }
            before = Some((now, reading.loc));
        }
    }

    fn readings(&self, diags: &mut Diagnostics) {
        for (day, reading) in self.all() {
            let target =
                progress::target_at(self.indicator, Days::at(day)).map(|target| target.unit.as_str()).filter(|unit| !unit.is_empty());
            let promised = target.unwrap_or(&self.indicator.unit);
            if !reading.unit.is_empty() && !promised.is_empty() && reading.unit != promised {
                diags.push(say::unit_differs(self.span(reading.loc), &reading.unit, promised));
            }
            self.breakdown(diags, reading);
            let Some(declared) = reading.declared else { continue };
            let state = progress::indicator(self.programme.year, self.project, self.at, Days::at(day));
            let Some(share) = state.judged() else { continue };
            self.declared(diags, reading.loc, declared, share, state.status);
        }
    }

    fn declared(&self, diags: &mut Diagnostics, loc: Loc, declared: &str, share: Decimal, status: progress::Status) {
        let kept = matches!(declared, "completed" | "over_fulfilled");
        if kept && share < Decimal::ONE_HUNDRED {
            diags.push(say::declared_short(self.span(loc), &percent(share)));
        } else if declared == "completed" && status == progress::Status::OverFulfilled {
            diags.push(say::over_not_declared(self.span(loc), &percent(share)));
        }
    }

    fn breakdown(&self, diags: &mut Diagnostics, reading: &Reading) {
        if reading.breakdown.is_empty() {
            return;
        }
        let sum = |done_only: bool| -> Number {
            let parts = reading.breakdown.iter().filter(|part| !done_only || part.done == Some(true));
            Number::from(parts.map(|part| part.value.value()).sum::<Decimal>())
        };
        let counted = sum(reading.by_stage());
        if let Some(value) = reading.value.as_ref().filter(|value| value.value() != counted.value()) {
            diags.push(say::breakdown_sum(self.span(reading.loc), &counted, value, reading.by_stage()));
        }
        let target = self.indicator.targets.iter().rfind(|target| target.governing).and_then(|target| match &target.goal {
            Goal::Number(number) => Some(Amount(number, self.indicator.unit_of(target))),
            _ => None,
        });
        let total = sum(false);
        let all = Amount(&total, self.indicator.unit_read(reading));
        if let Some(target) = target.filter(|target| reading.by_stage() && target.value() > all.value()) {
            diags.push(say::stages_sum(self.span(reading.loc), &total, target.0));
        }
    }

    /// Milestones that do not lead to the target, and milestones due that were not reached.
    fn milestones(&self, diags: &mut Diagnostics) {
        let planned: Vec<_> = self.project.milestones.iter().filter(|m| m.values.iter().any(|(n, ..)| *n == self.at)).collect();
        let (Some(last), Some(target)) = (planned.last(), self.indicator.targets.iter().rfind(|t| t.governing)) else { return };
        let Some(wanted) = target.goal.number() else { return };
        let loc = |m: &super::model::Milestone| m.values.iter().find(|(n, ..)| *n == self.at).map(|(_, _, loc)| *loc).unwrap_or_default();
        let total = progress::planned_value(&planned, self.at, last.period.end());
        let scaled = |amount: Decimal| Number::from(amount).scaled(&self.indicator.unit);
        if scaled(total) != Some(Amount(wanted, self.indicator.unit_of(target)).value()) {
            diags.push(say::milestone_sum(self.span(loc(last)), &self.indicator.id, &Number::from(total), wanted));
        }
        let Some(day) = self.programme.latest.map(super::date::PartialDate::end) else { return };
        let state = progress::indicator(self.programme.year, self.project, self.at, Days::to(day));
        let due = progress::planned_value(&planned, self.at, day);
        // A milestone the paper itself calls missed needs no second word.
        let missed = planned.iter().rfind(|m| m.period.end() <= day).filter(|m| !matches!(m.state, "missed" | "partly_met"));
        let figure = state.figure.as_ref().filter(|_| state.judged().is_some());
        let figure = figure.and_then(|figure| Some(Amount(figure.number.as_ref()?, figure.unit)));
        if let (Some(missed), Some(figure)) = (missed, figure)
            && scaled(due).is_some_and(|due| figure.value() < due)
        {
            diags.push(say::milestone_missed(self.span(loc(missed)), &self.indicator.id, figure.0, &Number::from(due)));
        }
    }

    /// An indicator on which the latest report is silent.
    fn silent(&self, diags: &mut Diagnostics) {
        let Some(report) = self.project.reports.last() else { return };
        // Several departments may report at one date.
        let together = self.project.reports.iter().rev().take_while(|other| other.as_of.end() == report.as_of.end());
        let mut readings = together.flat_map(|report| &report.readings).filter(|reading| reading.indicator == self.at);
        let reading = readings.next();
        let silent = reading.is_none_or(|reading| reading.state == ReadingState::NoData);
        let suspended = self.all().last().is_some_and(|(_, r)| matches!(r.state, ReadingState::Suspended(..)));
        let per_indicator = !report.readings.is_empty() || self.project.reports.len() == 1;
        if silent && !suspended && per_indicator && self.project.withdrawn.is_none() {
            let loc = reading.map_or(report.loc, |reading| reading.loc);
            let indicator = self.span(self.indicator.loc);
            diags.push(say::silent_indicator(self.span(loc), &self.indicator.id, &report.as_of.to_string(), indicator));
        }
    }
}

/// The lower and the higher figure, where the later one is lower: numbers in one scale, or shares.
fn fallen(now: &progress::Figure<'_>, earlier: &progress::Attainment<'_>) -> Option<(Number, Number)> {
    let before = earlier.figure.as_ref()?;
    let (here, there) = match (&now.number, &before.number, &now.percent, &before.percent) {
        (Some(here), Some(there), ..) => {
            let lower = Amount(here, now.unit).value() < Amount(there, before.unit).value();
            return lower.then(|| (here.clone(), there.clone()));
        }
        (_, _, Some(here), Some(there)) => (here, there),
        _ => return None,
    };
    (here.value() < there.value()).then(|| (here.clone(), there.clone()))
}

/// The project's declared status against the computed one.
fn check_declared(diags: &mut Diagnostics, programme: Dates, project: &Project) {
    let (Some(declared), Some(day)) = (&project.declared, programme.latest) else { return };
    let state = progress::project(programme.year, project, Days::to(day.end()));
    let kept = matches!(declared.status, "completed" | "over_fulfilled");
    let span = Span::new(&project.path, declared.loc);
    let shown = state.percent.map(percent).unwrap_or_default();
    if kept && state.percent.is_some_and(|share| share < Decimal::ONE_HUNDRED) {
        diags.push(say::declared_short(span, &shown));
    } else if declared.status == "completed" && state.status == progress::Status::OverFulfilled {
        diags.push(say::project_over_not_declared(span));
    }
}
