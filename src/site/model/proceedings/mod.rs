//! What a year's papers say besides its projects: work goals, the way from suggestion to decision, proposals of deputies,
//! evaluations, the government's own report.

mod consultation;
mod goal;
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

use super::{Citation, Note, Release};

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

    /// What its files share: where they are, what they rest on, when they may be shown.
    pub fn papers(&self) -> Vec<&FileHead> {
        let consultation = &self.consultation;
        let parts = [
            consultation.call.as_ref().map(|part| &part.own),
            consultation.results.as_ref().map(|part| &part.own),
            consultation.draft.as_ref().map(|part| &part.own),
            consultation.note.as_ref().map(|part| &part.own),
            consultation.meeting.as_ref().map(|part| &part.own),
            consultation.decision.as_ref().map(|part| &part.own),
            self.proposals.as_ref().map(|part| &part.own),
            self.evaluations.as_ref().map(|part| &part.own),
            self.work_report.as_ref().map(|part| &part.own),
        ];
        let goals = self.goals.iter().map(|goal| &goal.own);
        goals.chain(parts.into_iter().flatten()).chain(self.cases.iter().map(|case| &case.own)).collect()
    }

    /// Every project that is named, to be resolved.
    pub fn project_links(&mut self) -> Vec<(&crate::files::SitePath, &mut ProjectLink)> {
        let mut links: Vec<(&crate::files::SitePath, &mut ProjectLink)> = Vec::new();
        for goal in &mut self.goals {
            let path = &goal.own.path;
            links.extend(goal.projects.iter_mut().chain(goal.differs.iter_mut().map(|d| &mut d.project)).map(|link| (path, link)));
        }
        if let Some(results) = &mut self.consultation.results {
            let path = &results.own.path;
            links.extend(results.opinions.iter_mut().flat_map(|opinion| &mut opinion.projects).map(|link| (path, link)));
        }
        if let Some(draft) = &mut self.consultation.draft {
            let path = &draft.own.path;
            links.extend(draft.items.iter_mut().filter_map(|item| item.project.as_mut()).map(|link| (path, link)));
        }
        if let Some(decision) = &mut self.consultation.decision {
            let path = &decision.own.path;
            links.extend(decision.ways.iter_mut().filter_map(|way| way.project.as_mut()).map(|link| (path, link)));
        }
        if let Some(evaluations) = &mut self.evaluations {
            let path = &evaluations.own.path;
            links.extend(evaluations.all.iter_mut().flat_map(|one| &mut one.results).filter_map(|r| r.project.as_mut()).map(|l| (path, l)));
        }
        links
    }

    /// Every thing promised whose way names an indicator of its project: the file, the project, the indicator, where.
    pub fn indicators_of_ways(&self) -> Vec<(&crate::files::SitePath, &ProjectLink, &str)> {
        let Some(decision) = &self.consultation.decision else { return Vec::new() };
        let path = &decision.own.path;
        let named = decision.ways.iter().filter(|way| !way.indicator.is_empty());
        named.filter_map(|way| Some((path, way.project.as_ref()?, way.indicator.as_str()))).collect()
    }

    /// Every indicator that is named, to be resolved.
    pub fn indicator_links(&mut self) -> Vec<(&crate::files::SitePath, &mut IndicatorRef)> {
        let Some(report) = &mut self.work_report else { return Vec::new() };
        let path = &report.own.path;
        report.statements.iter_mut().flat_map(|statement| &mut statement.indicators).map(|link| (path, link)).collect()
    }
}

impl FileHead {
    /// The papers a file rests on.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.sources.iter().chain(self.notes.iter().flat_map(|note: &Note| &note.sources))
    }

    /// Whether it may be shown, as far as it says itself.
    pub fn release(&self) -> Release {
        self.release
    }
}
