//! The views of proposals, evaluations and the government work report.

use serde::Serialize;

use super::common::Maker;

/// Proposals of a year.
#[derive(Debug, Hash, Serialize)]
pub struct ProposalsPage {
    /// The year.
    pub year: i32,
}

/// A proposal.
#[derive(Debug, Hash, Serialize)]
pub struct ProposalPage {
    /// Its title.
    pub title: String,
}

/// Evaluations of a year.
#[derive(Debug, Hash, Serialize)]
pub struct EvaluationPage {
    /// The year.
    pub year: i32,
}

/// A government work report.
#[derive(Debug, Hash, Serialize)]
pub struct WorkReportPage {
    /// The year.
    pub year: i32,
}

impl Maker<'_, '_> {
    /// Proposals of a year.
    pub fn proposals_page(&self, at: usize) -> ProposalsPage {
        ProposalsPage { year: self.edition.years[at].programme.year }
    }

    /// A proposal.
    pub fn proposal_page(&self, year: usize, at: usize) -> ProposalPage {
        ProposalPage { title: self.edition.years[year].programme.proceedings.cases[at].own.title.clone() }
    }

    /// Evaluations of a year.
    pub fn evaluation_page(&self, at: usize) -> EvaluationPage {
        EvaluationPage { year: self.edition.years[at].programme.year }
    }

    /// A government work report.
    pub fn work_report_page(&self, at: usize) -> WorkReportPage {
        WorkReportPage { year: self.edition.years[at].programme.year }
    }
}
