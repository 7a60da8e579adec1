//! The pages of a year's proceedings: which of them there are, what they are called, where they stand.

use super::{Subject, claims::Claims, edition::Year, route};
use crate::diag::Span;
pub use crate::site::model::proceedings::Part;

impl Part {
    /// Where its page stands.
    pub fn route(self, year: i32) -> String {
        match self {
            Self::Consultation => route::consultation(year),
            Self::Decision => route::decision(year),
            Self::Goals => route::goals(year),
            Self::Reporting => route::reporting(year),
            Self::Proposals => route::proposals(year),
            Self::Evaluation => route::evaluation(year),
            Self::WorkReport => route::work_report(year),
        }
    }

    /// The layout that draws its page.
    fn layout(self) -> &'static str {
        match self {
            Self::Consultation => "consultation",
            Self::Decision => "decision",
            Self::Goals => "goals",
            Self::Reporting => "reporting",
            Self::Proposals => "proposals",
            Self::Evaluation => "evaluation",
            Self::WorkReport => "work_report",
        }
    }
}

impl Year<'_> {
    /// The parts of its proceedings that have a page.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(|part| self.has(*part))
    }

    /// Whether it has a page for a part of its proceedings: something of it is shown.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Reporting => self.programme.reporting.is_some(),
            part => !self.proceedings.heads(part).is_empty(),
        }
    }
}

/// The pages of a year's proceedings.
pub(super) fn claim_pages(claims: &mut Claims, y: usize, year: &Year<'_>) {
    let (of, number) = (&year.proceedings, year.programme.year);
    for part in year.parts() {
        claims.page(part.route(number), part.layout(), Subject::Part(part, y), None);
    }
    for (at, goal) in of.goals.iter().enumerate() {
        claims.page(route::goal(number, &goal.id), "goal", Subject::Goal(y, at), Some(Span::file(&goal.own.path)));
    }
    for (at, case) in of.cases.iter().enumerate() {
        claims.page(route::proposal(number, &case.id), "proposal", Subject::Proposal(y, at), Some(Span::file(&case.own.path)));
    }
}
