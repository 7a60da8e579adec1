//! The pages of a year's proceedings: which of them there are, what they are called, where they stand.

use super::{
    Plan, Subject,
    claims::Claims,
    edition::{Edition, Year},
    route,
};
use crate::{diag::Span, site::model::proceedings::FileHead};

/// A page about the proceedings of a year as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The call for ideas and what came in.
    Consultation,
    /// From the draft to the decision.
    Decision,
    /// Key work goals.
    Goals,
    /// Who has reported.
    Reporting,
    /// Proposals of deputies.
    Proposals,
    /// Evaluations and surveys.
    Evaluation,
    /// The government work report.
    WorkReport,
}

impl Part {
    /// Every part, in the order of a year.
    pub const ALL: [Self; 7] =
        [Self::Consultation, Self::Decision, Self::Goals, Self::Reporting, Self::Proposals, Self::Evaluation, Self::WorkReport];

    /// What its page is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Consultation => "公开征集",
            Self::Decision => "从草案到决定",
            Self::Goals => "重点工作目标",
            Self::Reporting => "报送情况",
            Self::Proposals => "建议提案办理",
            Self::Evaluation => "评估与满意度",
            Self::WorkReport => "政府工作报告",
        }
    }

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

    /// The layout that draws its page, and what the page is about; `year` is the position of a shown year.
    fn subject(self, year: usize) -> (&'static str, Subject) {
        match self {
            Self::Consultation => ("consultation", Subject::Consultation(year)),
            Self::Decision => ("decision", Subject::Decision(year)),
            Self::Goals => ("goals", Subject::Goals(year)),
            Self::Reporting => ("reporting", Subject::Reporting(year)),
            Self::Proposals => ("proposals", Subject::Proposals(year)),
            Self::Evaluation => ("evaluation", Subject::Evaluation(year)),
            Self::WorkReport => ("work_report", Subject::WorkReport(year)),
        }
    }
}

impl Edition<'_> {
    /// Whether a year has a page for a part of its proceedings: some file of it is shown.
    pub fn has(&self, year: &Year<'_>, part: Part) -> bool {
        let of = &year.programme.proceedings;
        let consultation = &of.consultation;
        let files: Vec<Option<&FileHead>> = match part {
            Part::Reporting => return year.programme.reporting.is_some(),
            Part::Goals => of.goals.iter().map(|goal| Some(&goal.own)).collect(),
            Part::Consultation => {
                vec![consultation.call.as_ref().map(|part| &part.own), consultation.results.as_ref().map(|part| &part.own)]
            }
            Part::Decision => vec![
                consultation.draft.as_ref().map(|part| &part.own),
                consultation.note.as_ref().map(|part| &part.own),
                consultation.meeting.as_ref().map(|part| &part.own),
                consultation.decision.as_ref().map(|part| &part.own),
            ],
            Part::Proposals => {
                let totals = of.proposals.as_ref().map(|part| &part.own);
                std::iter::once(totals).chain(of.cases.iter().map(|case| Some(&case.own))).collect()
            }
            Part::Evaluation => vec![of.evaluations.as_ref().map(|part| &part.own)],
            Part::WorkReport => vec![of.work_report.as_ref().map(|part| &part.own)],
        };
        files.into_iter().flatten().any(|own| self.shows(own))
    }
}

impl Plan<'_> {
    /// The pages of a year's proceedings.
    pub(super) fn claim_proceedings(&self, claims: &mut Claims, y: usize, year: &Year<'_>) {
        let (of, number) = (&year.programme.proceedings, year.programme.year);
        for part in Part::ALL.into_iter().filter(|part| self.edition.has(year, *part)) {
            let (layout, subject) = part.subject(y);
            claims.page(part.route(number), layout, subject, None);
        }
        for (at, goal) in of.goals.iter().enumerate().filter(|(_, goal)| self.edition.shows(&goal.own)) {
            claims.page(route::goal(number, &goal.id), "goal", Subject::Goal(y, at), Some(Span::file(&goal.own.path)));
        }
        for (at, case) in of.cases.iter().enumerate().filter(|(_, case)| self.edition.shows(&case.own)) {
            claims.page(route::proposal(number, &case.id), "proposal", Subject::Proposal(y, at), Some(Span::file(&case.own.path)));
        }
    }
}
