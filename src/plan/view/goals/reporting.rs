//! The view of monthly reporting: whose projects have readings up to the last reporting day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::super::{
    common::{Date, Link, Maker, Source, is_draft, year_link},
    words::Title,
};
use crate::{
    plan::{
        edition::{Shown, Year},
        proceedings::Part,
        reporting_day, route,
        standing::{Unread, waits},
    },
    site::date::PartialDate,
};

/// Who has reported, and whose readings are not here.
#[derive(Debug, Hash, Serialize)]
pub struct ReportingPage {
    /// The year.
    pub year: i32,
    /// The programme.
    pub programme: Link,
    /// Whether the programme promises nothing yet.
    pub draft: bool,
    /// The day of the month reports are due.
    pub day: u32,
    /// To whom; empty where no paper says.
    pub to: String,
    /// Who says so.
    pub source: Option<Source>,
    /// The year's key work goals, where they are shown.
    pub goals: Option<Link>,
    /// The date the year's figures speak of.
    pub as_of: Option<Date>,
    /// The last reporting day before that date.
    pub due: Option<Date>,
    /// How many projects there are.
    pub projects: usize,
    /// How many of them have a report since that day.
    pub reported: usize,
    /// How many of them wait for nothing: kept, suspended or given up.
    pub settled: usize,
    /// Indicators without a reading since that day, in the order of the projects.
    pub unread: Vec<UnreadRow>,
    /// The departments that answer for projects, in the order of the registry.
    pub departments: Vec<DepartmentRow>,
}

/// An indicator without a reading since the last reporting day.
#[derive(Debug, Hash, Serialize)]
pub struct UnreadRow {
    /// Who answers for it.
    pub lead: Vec<Link>,
    /// Its project.
    pub project: Link,
    /// What is counted.
    pub indicator: String,
    /// The date of its last reading.
    pub last: Option<Date>,
}

/// A department with the projects it answers for.
#[derive(Debug, Hash, Serialize)]
pub struct DepartmentRow {
    /// The department.
    pub link: Link,
    /// Its projects.
    pub projects: Vec<ProjectRow>,
}

/// A project of a department.
#[derive(Debug, Hash, Serialize)]
pub struct ProjectRow {
    /// The project.
    pub link: Link,
    /// Its place in the official list.
    pub ordinal: Option<u32>,
    /// The date of its latest report.
    pub latest: Option<Date>,
    /// Computed status in Chinese.
    pub status_text: &'static str,
    /// Whether it waits for nothing.
    pub settled: bool,
    /// How many indicators of the department's have no reading since the last reporting day.
    pub unread: usize,
}

impl Maker<'_, '_> {
    /// Who has reported, and whose readings are not here.
    pub fn reporting_page(&self, at: usize) -> ReportingPage {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let reporting = programme.reporting.as_ref();
        let due = reporting_day(programme, year.day);
        let has_report = |shown: &&Shown<'_>| is_since(shown.state.latest, due);
        let unread = year.projects.iter().flat_map(|shown| shown.state.overdue.iter().map(move |unread| (shown, unread)));
        ReportingPage {
            year: programme.year,
            programme: year_link(year),
            draft: is_draft(programme.phase),
            day: reporting.map(|reporting| reporting.day).unwrap_or_default(),
            to: reporting.map(|reporting| reporting.to.clone()).unwrap_or_default(),
            source: self.maybe_source(reporting.and_then(|reporting| reporting.source.as_ref())),
            goals: year.has(Part::Goals).then(|| Link {
                title: self.language().title(Title::Part(Part::Goals)).to_owned(),
                href: Part::Goals.route(programme.year),
            }),
            as_of: year.shown.map(|on| self.date(on)),
            due: due.map(|due| self.date(PartialDate::day(due))),
            projects: year.projects.len(),
            reported: year.projects.iter().filter(has_report).count(),
            settled: year.projects.iter().filter(|shown| !waits(shown.state.status)).count(),
            unread: unread.map(|(shown, unread)| self.unread_row(year, shown, unread)).collect(),
            departments: self.department_rows(year),
        }
    }

    fn unread_row(&self, year: &Year<'_>, shown: &Shown<'_>, unread: &Unread) -> UnreadRow {
        UnreadRow {
            lead: self.departments(&unread.lead),
            project: project_link(year, shown),
            indicator: unread.indicator.clone(),
            last: unread.last.map(|on| self.date(on)),
        }
    }

    fn department_rows(&self, year: &Year<'_>) -> Vec<DepartmentRow> {
        let mut found: BTreeMap<usize, Vec<ProjectRow>> = BTreeMap::new();
        for shown in &year.projects {
            for department in &shown.state.lead {
                let own = shown.state.overdue.iter().filter(|unread| unread.lead.contains(department));
                found.entry(*department).or_default().push(ProjectRow {
                    link: project_link(year, shown),
                    ordinal: shown.project.ordinal,
                    latest: shown.state.latest.map(|on| self.date(on)),
                    status_text: self.language().status(shown.state.status),
                    settled: !waits(shown.state.status),
                    unread: own.count(),
                });
            }
        }
        found.into_iter().map(|(at, projects)| DepartmentRow { link: self.department(at), projects }).collect()
    }
}

fn project_link(year: &Year<'_>, shown: &Shown<'_>) -> Link {
    Link { title: shown.project.title.clone(), href: route::project(year.programme.year, &shown.project.id) }
}

/// Whether a date lies on a day or after it.
fn is_since(latest: Option<PartialDate>, due: Option<NaiveDate>) -> bool {
    latest.is_some_and(|latest| due.is_none_or(|due| due <= latest.end()))
}
