//! The dates pages speak of, taken from content alone: when what stands on a page became known, and when it last changed.

use std::iter::once;

use crate::{
    plan::{Part, Plan, Subject, edition::At, view::Of},
    site::{
        date::PartialDate,
        model::{Correction, proceedings::FileHead},
    },
};

/// The later of some dates, by their last day.
fn latest(dates: impl Iterator<Item = PartialDate>) -> Option<PartialDate> {
    dates.max_by_key(|date| date.end())
}

impl Plan<'_> {
    /// When what a page tells became known: a paper's own date, a project's latest report. `None` where no content says.
    pub(in crate::plan) fn told_on(&self, subject: Subject) -> Option<PartialDate> {
        let edition = &self.edition;
        let of = |year: usize| &edition.years[year].proceedings;
        let date = match subject {
            Subject::Project(at) => self.reported_on(at),
            Subject::Document(at) => edition.site.documents[at].appeared(),
            Subject::Article(at) => edition.site.pages[at].updated,
            Subject::Goal(year, at) => self.printed_on(&of(year).goals[at].own),
            Subject::Proposal(year, at) => {
                let case = &of(year).cases[at];
                case.replied.or(case.received).or_else(|| self.printed_on(&case.own))
            }
            Subject::Part(Part::Consultation, year) => {
                let call = of(year).consultation.call.as_ref();
                call.and_then(|call| call.published.or_else(|| self.printed_on(&call.own)))
            }
            Subject::Part(Part::Decision, year) => {
                let meeting = of(year).consultation.meeting.as_ref();
                meeting.and_then(|meeting| meeting.date.or_else(|| self.printed_on(&meeting.own)))
            }
            Subject::Part(Part::WorkReport, year) => {
                let report = of(year).work_report.as_ref();
                report.and_then(|report| report.date.or_else(|| self.printed_on(&report.own)))
            }
            Subject::Part(Part::Evaluation, year) => of(year).evaluations.as_ref().and_then(|all| self.printed_on(&all.own)),
            _ => None,
        };
        date.filter(|date| edition.reached(*date))
    }

    /// When a page last changed; `None` where no content says.
    pub(in crate::plan) fn changed_on(&self, subject: Subject) -> Option<PartialDate> {
        let edition = &self.edition;
        let corrected = |year: usize| edition.years[year].programme.corrections.iter().map(|correction| correction.date);
        let of_projects = |all: &mut dyn Iterator<Item = At>| latest(all.filter_map(|at| self.project_changed_on(at)));
        let all_of = |year: usize| (0..edition.years[year].projects.len()).map(move |project| (year, project));
        let years = || 0..edition.years.len();
        match subject {
            Subject::Project(at) => self.project_changed_on(at),
            Subject::Year(year) => {
                let own = corrected(year).filter(|date| edition.reached(*date)).chain(edition.years[year].shown);
                latest(own.chain(of_projects(&mut all_of(year))))
            }
            Subject::Entry(of, at) => {
                let table = match of {
                    Of::Department => &edition.by_department,
                    Of::Place => &edition.by_place,
                    Of::Category => &edition.by_category,
                };
                of_projects(&mut table.get(&at).into_iter().flatten().copied())
            }
            Subject::Status(status) => {
                let has = |at: &At| edition.project(*at).1.state.status == status;
                of_projects(&mut years().flat_map(all_of).filter(has))
            }
            Subject::Home | Subject::Archive | Subject::Statuses | Subject::Registry(_) | Subject::Search | Subject::Data => edition.shown,
            Subject::Verify => edition.site.published.publications.last().map(|last| last.date).filter(|date| edition.reached(*date)),
            Subject::Documents => {
                let shown = edition.site.documents.iter().zip(&edition.documents).filter(|(_, shown)| **shown);
                latest(shown.filter_map(|(document, _)| document.appeared()))
            }
            Subject::Corrections => {
                let of_projects = edition.years.iter().flat_map(|year| &year.projects).flat_map(|shown| {
                    let changes = shown.project.changes.iter().map(|change| change.date);
                    shown.project.corrections.iter().map(|correction| correction.date).chain(changes)
                });
                latest(years().flat_map(corrected).chain(of_projects).filter(|date| edition.reached(*date)))
            }
            Subject::Part(Part::Reporting, y) => edition.years[y].shown,
            Subject::Part(Part::Proposals, y) => {
                let of = &edition.years[y].proceedings;
                let cases = of.cases.iter().filter_map(|case| case.replied.or(case.received));
                latest(of.proposals.iter().filter_map(|totals| totals.as_of).chain(cases))
            }
            Subject::Part(Part::Consultation, y) => {
                let results = edition.years[y].proceedings.consultation.results.iter().filter_map(|results| results.as_of);
                latest(self.told_on(subject).into_iter().chain(results))
            }
            Subject::Part(Part::Decision, y) => {
                let of = &edition.years[y].proceedings.consultation;
                let stages = of.decision.iter().flat_map(|decision| &decision.stages).filter_map(|stage| stage.date);
                latest(self.told_on(subject).into_iter().chain(of.note.iter().filter_map(|note| note.date)).chain(stages))
            }
            other => self.told_on(other),
        }
    }

    /// The date of a project's latest report, as precise as it was given.
    pub(in crate::plan) fn reported_on(&self, at: At) -> Option<PartialDate> {
        self.edition.project(at).1.state.latest
    }

    fn project_changed_on(&self, at: At) -> Option<PartialDate> {
        let project = self.edition.project(at).1.project;
        let corrected = project.corrections.iter().map(|correction: &Correction| correction.date);
        let changed = project.changes.iter().map(|change| change.date);
        let decided = corrected.chain(changed).filter(|date| self.edition.reached(*date));
        latest(decided.chain(once(self.reported_on(at)).flatten()))
    }

    /// When the first paper a file of a year's proceedings rests on appeared.
    fn printed_on(&self, own: &FileHead) -> Option<PartialDate> {
        let shown = own.sources.iter().filter_map(|source| source.document).find(|at| self.edition.documents[*at])?;
        self.edition.site.documents[shown].appeared()
    }
}
