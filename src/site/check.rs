//! Checks across records: identities, dates, sums, declared against computed.
//!
//! In: a resolved site. Out: findings. A record that could not be lowered is absent here, and counts that would mislead
//! without it are not made.

use rust_decimal::Decimal;

use super::{
    Site, diagnostics as say,
    model::{Goal, Indicator, Programme, Project, Reading, ReadingState},
    number::{Number, percent},
    progress,
};
use crate::diag::{Diagnostics, Loc, Span};

/// Every check.
pub fn site(diags: &mut Diagnostics, site: &Site) {
    let as_of = site.as_of();
    for document in &site.documents {
        if let (Some((published, loc)), Some(as_of)) = (document.published, as_of)
            && published.start() > as_of.end()
        {
            let span = Span::new(&document.article.path, loc);
            diags.push(say::future_date(span, &published.to_string(), &as_of.to_string()));
        }
    }
    for programme in &site.programmes {
        check_programme(diags, programme);
    }
}

fn check_programme(diags: &mut Diagnostics, programme: &Programme) {
    let kept = programme.projects.iter().filter(|p| p.withdrawn.is_none() && !p.release.draft).count();
    if !programme.broken && kept > 0 {
        for declared in programme.declared_items.iter().filter(|declared| declared.value as usize != kept) {
            let span = Span::new(&programme.path, declared.loc);
            diags.push(say::item_count(span, declared.value, &declared.unit, kept));
        }
    }
    for (at, project) in programme.projects.iter().enumerate() {
        check_identity(diags, &programme.projects[..at], project);
        check_project(diags, programme, project);
    }
}

fn check_identity(diags: &mut Diagnostics, before: &[Project], project: &Project) {
    let span = |project: &Project| Span::new(&project.path, project.ordinal_loc);
    if let Some(first) = before.iter().find(|other| other.id.eq_ignore_ascii_case(&project.id)) {
        diags.push(say::duplicate_id(span(project), &project.id, span(first)));
    } else if let Some(ordinal) = project.ordinal
        && let Some(first) = before.iter().find(|other| other.ordinal == Some(ordinal))
    {
        diags.push(say::duplicate_ordinal(span(project), ordinal, span(first)));
    }
}

fn check_project(diags: &mut Diagnostics, programme: &Programme, project: &Project) {
    for report in &project.reports {
        if let Some(as_of) = programme.as_of.filter(|as_of| report.as_of.end() > as_of.end()) {
            let span = Span::new(&project.path, report.loc);
            diags.push(say::reading_after_as_of(span, &report.as_of.to_string(), &as_of.to_string()));
        }
    }
    for (at, indicator) in project.indicators.iter().enumerate() {
        let figures = Figures { programme, project, indicator, at };
        figures.targets(diags);
        figures.falls(diags);
        figures.readings(diags);
        figures.milestones(diags);
        figures.silent(diags);
    }
    check_declared(diags, programme, project);
}

/// The checks of one indicator.
struct Figures<'a> {
    programme: &'a Programme,
    project: &'a Project,
    indicator: &'a Indicator,
    at: usize,
}

impl Figures<'_> {
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
        let (Some(governing), unit) = (governing, &self.indicator.unit) else { return };
        for other in self.indicator.targets.iter().filter(|target| !target.governing) {
            if let (Some(here), Some(there)) = (other.goal.number(), governing.goal.number())
                && here.value() != there.value()
            {
                let (here, there) = (format!("{here}{unit}"), format!("{there}{unit}"));
                diags.push(say::contradicting_target(self.span(other.loc), &here, &there, self.span(governing.loc)));
            }
        }
    }

    /// Cumulative figures that fall.
    fn falls(&self, diags: &mut Diagnostics) {
        let mut before: Option<(&Number, Loc)> = None;
        for (_, reading) in self.all().filter(|(_, reading)| !reading.per_period) {
            let Some(now) = &reading.value else { continue };
            if let Some((higher, loc)) = before
                && now.value() < higher.value()
                && reading.note.is_none()
                && self.indicator.direction != super::model::Direction::AtMost
            {
                diags.push(say::reading_falls(self.span(reading.loc), now, higher, self.span(loc)));
            }
            before = Some((now, reading.loc));
        }
    }

    fn readings(&self, diags: &mut Diagnostics) {
        for (day, reading) in self.all() {
            if !reading.unit.is_empty() && reading.unit != self.indicator.unit {
                diags.push(say::unit_differs(self.span(reading.loc), &reading.unit, &self.indicator.unit));
            }
            self.breakdown(diags, reading);
            let Some(declared) = reading.declared else { continue };
            let state = progress::indicator(self.programme.year, self.project, self.at, day);
            let Some(share) = state.percent.filter(|_| state.uncounted.is_none()) else { continue };
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
            diags.push(say::breakdown_sum(self.span(reading.loc), &counted, value));
        }
        let target = self.indicator.targets.iter().rfind(|target| target.governing).and_then(|target| match &target.goal {
            Goal::Number(number) => Some(number),
            _ => None,
        });
        let total = sum(false);
        if let Some(target) = target.filter(|target| reading.by_stage() && target.value() > total.value()) {
            diags.push(say::stages_sum(self.span(reading.loc), &total, target));
        }
    }

    /// Milestones that do not lead to the target, and milestones due that were not reached.
    fn milestones(&self, diags: &mut Diagnostics) {
        let planned: Vec<_> = self.project.milestones.iter().filter(|m| m.values.iter().any(|(n, ..)| *n == self.at)).collect();
        let (Some(last), Some(target)) = (planned.last(), self.indicator.targets.iter().rfind(|t| t.governing)) else { return };
        let Some(wanted) = target.goal.number() else { return };
        let loc = |m: &super::model::Milestone| m.values.iter().find(|(n, ..)| *n == self.at).map(|(_, _, loc)| *loc).unwrap_or_default();
        let total = progress::planned_value(&planned, self.at, last.period.end());
        if total != wanted.value() {
            diags.push(say::milestone_sum(self.span(loc(last)), &self.indicator.id, &Number::from(total), wanted));
        }
        let Some(day) = self.programme.latest().map(super::date::PartialDate::end) else { return };
        let state = progress::indicator(self.programme.year, self.project, self.at, day);
        let due = progress::planned_value(&planned, self.at, day);
        let missed = planned.iter().rfind(|m| m.period.end() <= day);
        let figure = state.figure.as_ref().and_then(|figure| figure.number.as_ref());
        if let (Some(missed), Some(figure), None) = (missed, figure, state.uncounted)
            && figure.value() < due
        {
            diags.push(say::milestone_missed(self.span(loc(missed)), &self.indicator.id, figure, &Number::from(due)));
        }
    }

    /// An indicator on which the latest report is silent.
    fn silent(&self, diags: &mut Diagnostics) {
        let Some(report) = self.project.reports.last() else { return };
        let reading = report.readings.iter().find(|reading| reading.indicator == self.at);
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

/// The project's declared status against the computed one.
fn check_declared(diags: &mut Diagnostics, programme: &Programme, project: &Project) {
    let (Some(declared), Some(day)) = (&project.declared, programme.latest()) else { return };
    let state = progress::project(programme.year, project, day.end());
    let kept = matches!(declared.status, "completed" | "over_fulfilled");
    let span = Span::new(&project.path, declared.loc);
    let shown = state.percent.map(percent).unwrap_or_default();
    if kept && state.percent.is_some_and(|share| share < Decimal::ONE_HUNDRED) {
        diags.push(say::declared_short(span, &shown));
    } else if declared.status == "completed" && state.status == progress::Status::OverFulfilled {
        diags.push(say::over_not_declared(span, &shown));
    }
}
