//! Proposals of deputies (人大建议、政协提案) and evaluations.

use super::{FileHead, Point, Stated};
use crate::{
    diag::Loc,
    site::{
        date::PartialDate,
        model::{Prose, Qualifier},
        number::Number,
    },
};

/// A year's proposals, in totals.
#[derive(Debug, Clone)]
pub struct Proposals {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Who reports.
    pub by: Vec<usize>,
    /// The date the figures speak of.
    pub as_of: Option<PartialDate>,
    /// How many, by kind and role.
    pub totals: Vec<ProposalTotal>,
    /// Rates, with their targets.
    pub rates: Vec<Stated>,
    /// Meetings held.
    pub meetings: Option<Stated>,
    /// How they were handled, by phase.
    pub phases: Vec<Point>,
}

/// A total.
#[derive(Debug, Clone)]
pub struct ProposalTotal {
    /// A word of [`crate::site::schema::PROPOSAL_KINDS`].
    pub kind: &'static str,
    /// A word of [`crate::site::schema::PROPOSAL_ROLES`]; empty for all roles.
    pub role: &'static str,
    /// How many.
    pub value: Number,
    /// How exact.
    pub qualifier: Option<Qualifier>,
    /// Their unit.
    pub unit: String,
    /// What about.
    pub topics: Vec<String>,
    /// Where it is written.
    pub loc: Loc,
}

/// One proposal.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Permanent id.
    pub id: String,
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// A word of [`crate::site::schema::PROPOSAL_KINDS`].
    pub kind: &'static str,
    /// Its number in its session.
    pub number: String,
    /// The office's role, a word of [`crate::site::schema::PROPOSAL_ROLES`]; empty where no paper says.
    pub role: &'static str,
    /// Who handles it.
    pub by: Vec<usize>,
    /// Who helps.
    pub partners: Vec<usize>,
    /// When it came.
    pub received: Option<PartialDate>,
    /// When it is to be answered.
    pub due: Option<PartialDate>,
    /// When it was answered.
    pub replied: Option<PartialDate>,
    /// Where the date of the answer is written.
    pub replied_loc: Loc,
    /// The answer.
    pub reply: Option<Reply>,
    /// What became of it, a word of [`crate::site::schema::OUTCOMES`]; empty where no paper says.
    pub outcome: &'static str,
    /// Narrative.
    pub narrative: Option<Prose>,
}

/// An answer to a proposal.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Whether it is public; `None` where no paper says.
    pub published: Option<bool>,
    /// What it says, in our words.
    pub text: String,
    /// Where it stands.
    pub url: String,
}

/// A year's evaluations.
#[derive(Debug, Clone)]
pub struct Evaluations {
    /// Its file, sources, remarks.
    pub own: FileHead,
    /// One by one.
    pub all: Vec<Evaluation>,
}

/// An evaluation or a survey.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// A word of [`crate::site::schema::EVALUATION_KINDS`].
    pub kind: &'static str,
    /// Who evaluates.
    pub by: Vec<usize>,
    /// When.
    pub period: Option<PartialDate>,
    /// The sample.
    pub sample: Option<Stated>,
    /// Its results; none where nothing was published.
    pub results: Vec<Stated>,
    /// In words.
    pub text: String,
    /// The papers that speak of it.
    pub sources: Vec<crate::site::model::Citation>,
    /// Where its id is written.
    pub loc: Loc,
}
