//! What a year's papers say besides its projects: work goals, the way from suggestion to decision, proposals of deputies,
//! evaluations, the government's own report.

mod consultation;
mod goal;
mod known;
mod proposals;
mod stated;
mod work_report;

pub use consultation::{
    Call, Comment, Consultation, Decision, DraftItem, DraftList, DraftingNote, Meeting, Opinion, Participants, Path, Point, Results, Stage,
    Version, Way,
};
pub use goal::{Difference, Measure, Quarter, QuarterValue, WorkGoal};
pub use proposals::{Evaluation, Evaluations, Proposal, ProposalTotal, Proposals, Reply};
pub use stated::{FileHead, IndicatorRef, ProjectLink, Stated};
pub use work_report::{Statement, WorkReport};

use crate::files::SitePath;

/// A part of a year's proceedings.
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
}

/// Everything of a year besides its projects.
#[derive(Debug, Clone, Default)]
pub struct Proceedings {
    /// Key work goals, by ordinal and id.
    pub goals: Vec<WorkGoal>,
    /// From the call for ideas to the decision.
    pub consultation: Consultation,
    /// Proposals of deputies, in totals.
    pub proposals: Option<Proposals>,
    /// Proposals of deputies, one by one, by id.
    pub cases: Vec<Proposal>,
    /// Evaluations and surveys.
    pub evaluations: Option<Evaluations>,
    /// The government work report.
    pub work_report: Option<WorkReport>,
}

impl Proceedings {
    /// Whether a year has nothing besides its projects.
    pub fn is_empty(&self) -> bool {
        self.papers().is_empty()
    }

    /// What all its files share: where they are, what they rest on, when they may be shown.
    pub fn papers(&self) -> Vec<&FileHead> {
        Part::ALL.into_iter().flat_map(|part| self.heads(part)).collect()
    }

    /// The same of the files of one part.
    pub fn heads(&self, part: Part) -> Vec<&FileHead> {
        let of = &self.consultation;
        let files: Vec<Option<&FileHead>> = match part {
            Part::Goals => self.goals.iter().map(|goal| Some(&goal.own)).collect(),
            Part::Reporting => Vec::new(),
            Part::Consultation => vec![of.call.as_ref().map(|part| &part.own), of.results.as_ref().map(|part| &part.own)],
            Part::Decision => vec![
                of.draft.as_ref().map(|part| &part.own),
                of.note.as_ref().map(|part| &part.own),
                of.meeting.as_ref().map(|part| &part.own),
                of.decision.as_ref().map(|part| &part.own),
            ],
            Part::Proposals => {
                let totals = self.proposals.as_ref().map(|part| &part.own);
                std::iter::once(totals).chain(self.cases.iter().map(|case| Some(&case.own))).collect()
            }
            Part::Evaluation => vec![self.evaluations.as_ref().map(|part| &part.own)],
            Part::WorkReport => vec![self.work_report.as_ref().map(|part| &part.own)],
        };
        files.into_iter().flatten().collect()
    }

    /// Look at every project that is named, with the file that names it, to resolve it.
    pub fn each_project(&mut self, each: &mut dyn FnMut(&SitePath, &mut ProjectLink)) {
        fn figures<'s>(path: &SitePath, all: impl IntoIterator<Item = &'s mut Stated>, each: &mut dyn FnMut(&SitePath, &mut ProjectLink)) {
            all.into_iter().filter_map(|stated| stated.project.as_mut()).for_each(|link| each(path, link));
        }
        for goal in &mut self.goals {
            let named = goal.projects.iter_mut().chain(goal.differs.iter_mut().map(|differs| &mut differs.project));
            named.for_each(|link| each(&goal.own.path, link));
        }
        let of = &mut self.consultation;
        if let Some(results) = &mut of.results {
            results.opinions.iter_mut().flat_map(|opinion| &mut opinion.projects).for_each(|link| each(&results.own.path, link));
            figures(&results.own.path, results.paths.iter_mut().flat_map(|path| &mut path.counts), each);
        }
        if let Some(draft) = &mut of.draft {
            draft.items.iter_mut().filter_map(|item| item.project.as_mut()).for_each(|link| each(&draft.own.path, link));
            figures(&draft.own.path, draft.items.iter_mut().flat_map(|item| &mut item.targets), each);
        }
        if let Some(meeting) = &mut of.meeting {
            figures(&meeting.own.path, &mut meeting.said, each);
        }
        if let Some(decision) = &mut of.decision {
            decision.ways.iter_mut().filter_map(|way| way.project.as_mut()).for_each(|link| each(&decision.own.path, link));
            figures(&decision.own.path, decision.stages.iter_mut().filter_map(|stage| stage.count.as_mut()), each);
        }
        if let Some(proposals) = &mut self.proposals {
            figures(&proposals.own.path, proposals.rates.iter_mut().chain(&mut proposals.meetings), each);
        }
        if let Some(evaluations) = &mut self.evaluations {
            figures(&evaluations.own.path, evaluations.all.iter_mut().flat_map(|one| one.results.iter_mut().chain(&mut one.sample)), each);
        }
        if let Some(report) = &mut self.work_report {
            figures(&report.own.path, report.statements.iter_mut().flat_map(|statement| &mut statement.figures), each);
        }
    }

    /// Every thing promised whose way names an indicator of its project: the file, the project, the indicator, where.
    pub fn indicators_of_ways(&self) -> Vec<(&SitePath, &ProjectLink, &str)> {
        let Some(decision) = &self.consultation.decision else { return Vec::new() };
        let path = &decision.own.path;
        let named = decision.ways.iter().filter(|way| !way.indicator.is_empty());
        named.filter_map(|way| Some((path, way.project.as_ref()?, way.indicator.as_str()))).collect()
    }

    /// Every indicator that is named, to be resolved.
    pub fn indicator_links(&mut self) -> Vec<(&SitePath, &mut IndicatorRef)> {
        let Some(report) = &mut self.work_report else { return Vec::new() };
        let path = &report.own.path;
        report.statements.iter_mut().flat_map(|statement| &mut statement.indicators).map(|link| (path, link)).collect()
    }
}
