//! The views of a year's way from suggestion to decision.

use serde::Serialize;

use super::common::Maker;

/// A call for ideas and what came in.
#[derive(Debug, Hash, Serialize)]
pub struct ConsultationPage {
    /// The year.
    pub year: i32,
}

/// From the draft to the decision.
#[derive(Debug, Hash, Serialize)]
pub struct DecisionPage {
    /// The year.
    pub year: i32,
}

impl Maker<'_, '_> {
    /// A call for ideas and what came in.
    pub fn consultation_page(&self, at: usize) -> ConsultationPage {
        ConsultationPage { year: self.edition.years[at].programme.year }
    }

    /// From the draft to the decision.
    pub fn decision_page(&self, at: usize) -> DecisionPage {
        DecisionPage { year: self.edition.years[at].programme.year }
    }
}
