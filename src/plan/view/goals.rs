//! The views of key work goals and of monthly reporting.

use serde::Serialize;

use super::common::Maker;

/// Key work goals of a year.
#[derive(Debug, Hash, Serialize)]
pub struct GoalsPage {
    /// The year.
    pub year: i32,
}

/// A key work goal.
#[derive(Debug, Hash, Serialize)]
pub struct GoalPage {
    /// Its name.
    pub title: String,
}

/// Who has reported, and who is late.
#[derive(Debug, Hash, Serialize)]
pub struct ReportingPage {
    /// The year.
    pub year: i32,
}

impl Maker<'_, '_> {
    /// Key work goals of a year.
    pub fn goals_page(&self, at: usize) -> GoalsPage {
        GoalsPage { year: self.edition.years[at].programme.year }
    }

    /// A key work goal.
    pub fn goal_page(&self, year: usize, at: usize) -> GoalPage {
        GoalPage { title: self.edition.years[year].programme.proceedings.goals[at].own.title.clone() }
    }

    /// Who has reported, and who is late.
    pub fn reporting_page(&self, at: usize) -> ReportingPage {
        ReportingPage { year: self.edition.years[at].programme.year }
    }
}
