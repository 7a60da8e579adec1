//! What a run found and made.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    diag::{Diagnostic, Severity, Texts},
    files::SitePath,
    output::Applied,
    plan::{Plan, Shown, Unread, next_change, published::Unpublished, reporting_day},
    render::gallery::Gallery,
    site::date::PartialDate,
};

/// How many files may have changed for their pages to be named.
const LEADING: usize = 32;

/// What a run found and made.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every finding, sorted.
    pub findings: Vec<Diagnostic>,
    /// The texts findings point into.
    pub texts: Texts,
    /// The finished site; `None` where there are errors.
    pub built: Option<Built>,
    /// What a gallery of the theme's components is drawn from; `None` where the theme was not needed, or the process ends.
    pub gallery: Option<Arc<Gallery>>,
}

/// A finished site, as its store holds it now.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Built {
    /// How many of the files are pages.
    pub pages: usize,
    /// How many pages were made by a template in this run.
    pub rendered: usize,
    /// How many files there are.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
    /// Addresses of the files that were written.
    pub written: Vec<String>,
    /// Addresses of the projects whose own files have changed, where those are few.
    pub leading: Vec<String>,
    /// What became of the store.
    pub applied: Applied,
    /// What is held back, and from when it will be shown.
    pub held_back: Vec<HeldBack>,
    /// Figures that no report has brought up to the last reporting day.
    pub overdue: Vec<Overdue>,
    /// The path of the address the site will be published at.
    pub base_path: String,
    /// The last reporting day before the site's date.
    pub reporting_day: Option<NaiveDate>,
    /// The first day on which the same content gives another site.
    pub next_change: Option<NaiveDate>,
    /// The site's name.
    pub title: String,
    /// Figures that were not published before, where the site was looked at as it would be published.
    pub unpublished: Vec<Unpublished>,
}

/// A file whose page is not published yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// The file, seen from the site's root.
    pub path: String,
    /// The first day it is published; `None` for a draft.
    pub until: Option<PartialDate>,
    /// The address of its page, where this build shows one.
    pub address: Option<String>,
}

/// A figure that no report has brought up to the last reporting day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The address of its project's page.
    pub address: String,
    /// The project.
    pub project: String,
    /// What is counted.
    pub indicator: String,
    /// The date of its last report.
    pub last: Option<PartialDate>,
}

impl Outcome {
    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning).count()
    }
}

impl Built {
    /// What a plan says of the site as a whole.
    pub(super) fn of(plan: &Plan<'_>, changed: &[SitePath]) -> Self {
        Self {
            leading: changed.iter().take(LEADING).filter_map(|path| plan.address_of_project(path)).collect(),
            held_back: held_back(plan),
            overdue: overdue(plan),
            base_path: plan.base_path().to_owned(),
            next_change: next_change(&plan.edition),
            reporting_day: reporting(plan),
            title: plan.frame.title.clone(),
            ..Self::default()
        }
    }
}

/// The last reporting day before the site's date, by the latest programme that names one.
fn reporting(plan: &Plan<'_>) -> Option<NaiveDate> {
    let programmes = || plan.edition.years.iter().map(|year| year.programme);
    let programme = programmes().find(|programme| programme.reporting.is_some()).or_else(|| programmes().next())?;
    reporting_day(programme, plan.edition.day?)
}

fn held_back(plan: &Plan<'_>) -> Vec<HeldBack> {
    let paths: Vec<SitePath> = plan.edition.held_back.iter().map(|(path, _)| SitePath::new(path)).collect();
    let addresses = plan.addresses(&paths.iter().collect::<Vec<_>>());
    let view = |((path, until), address): (&(String, Option<PartialDate>), _)| HeldBack { path: path.clone(), until: *until, address };
    plan.edition.held_back.iter().zip(addresses).map(view).collect()
}

fn overdue(plan: &Plan<'_>) -> Vec<Overdue> {
    let all = plan.edition.years.iter().flat_map(|year| &year.projects);
    let projects = all.filter(|shown| !plan.is_unreleased(shown.project.release));
    let of = |shown: &Shown<'_>| {
        let line = |unread: &Unread| Overdue {
            address: shown.state.card.href.clone(),
            project: shown.project.title.clone(),
            indicator: unread.indicator.clone(),
            last: unread.last,
        };
        shown.state.overdue.iter().map(line).collect::<Vec<_>>()
    };
    projects.flat_map(of).collect()
}
