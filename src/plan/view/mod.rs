//! What templates see: owned, typed values made for one kind of page, and nothing else.
//!
//! In: an edition and a position in it. Out: a view. Addresses in views are seen from the site's root; a template puts
//! `root` before them. Numbers are text already, dates carry both their written and their machine form; the words of
//! the interface belong to the theme.

mod accounts;
mod archive;
mod article;
mod card;
mod chart;
mod common;
mod consultation;
mod data;
mod figures;
mod goals;
mod home;
mod linked;
mod listing;
mod meta;
mod named;
mod programme;
mod project;
mod published;
mod quantity;
mod search;
mod shared;
mod source;
mod stated;
mod words;

pub use accounts::{EvaluationPage, ProposalPage, ProposalsPage, WorkReportPage};
pub use archive::{Archive, Corrections, PromiseView};
pub use article::{Article, DocumentPage, Translation};
pub use card::{CARD_SIZE, CardFile, CardView};
pub use chart::Measured;
pub use common::{Bar, Card, Count, Date, Frame, Html, Link, MenuItem, SiteFrame, Tally};
pub use consultation::{ConsultationPage, DecisionPage};
pub use data::DataPage;
pub use goals::{GoalPage, GoalsPage, ReportingPage};
pub use home::Home;
pub use listing::{Documents, Listing, Of, Registry};
pub use meta::Meta;
pub use programme::{ChangeView, YearPage, papers};
pub use project::ProjectPage;
pub use published::VerifyPage;
pub use search::SearchPage;
pub use shared::{Drawable, Shared};
pub use source::Source;

use serde::Serialize;

use super::Part;

impl Maker<'_, '_> {
    /// The page of a part of a year's proceedings.
    pub fn part_page(&self, part: Part, at: usize) -> View {
        match part {
            Part::Goals => View::Goals(Box::new(self.goals_page(at))),
            Part::Reporting => View::Reporting(Box::new(self.reporting_page(at))),
            Part::Consultation => View::Consultation(Box::new(self.consultation_page(at))),
            Part::Decision => View::Decision(Box::new(self.decision_page(at))),
            Part::Proposals => View::Proposals(Box::new(self.proposals_page(at))),
            Part::Evaluation => View::Evaluation(Box::new(self.evaluation_page(at))),
            Part::WorkReport => View::WorkReport(Box::new(self.work_report_page(at))),
        }
    }
}

pub(super) use common::{Maker, is_draft, mean_bar};
pub(super) use figures::target_text;
pub(super) use words::{Title, capital, chinese};

/// The view of a page.
#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
pub enum View {
    /// The home page.
    Home(Box<Home>),
    /// A year.
    Year(Box<YearPage>),
    /// A project.
    Project(Box<ProjectPage>),
    /// Projects of one department, place, category or status.
    Listing(Box<Listing>),
    /// The list of departments, places, categories or statuses.
    Registry(Box<Registry>),
    /// The list of papers.
    Documents(Box<Documents>),
    /// A paper.
    Document(Box<DocumentPage>),
    /// A free page.
    Article(Box<Article>),
    /// Key work goals of a year.
    Goals(Box<GoalsPage>),
    /// A key work goal.
    Goal(Box<GoalPage>),
    /// Who has reported, and who is late.
    Reporting(Box<ReportingPage>),
    /// A call for ideas and what came in.
    Consultation(Box<ConsultationPage>),
    /// From the draft to the decision.
    Decision(Box<DecisionPage>),
    /// Proposals of a year.
    Proposals(Box<ProposalsPage>),
    /// A proposal.
    Proposal(Box<ProposalPage>),
    /// Evaluations of a year.
    Evaluation(Box<EvaluationPage>),
    /// A government work report.
    WorkReport(Box<WorkReportPage>),
    /// Years side by side.
    Archive(Box<Archive>),
    /// What was put right.
    Corrections(Box<Corrections>),
    /// Where pages are found by their words.
    Search(Box<SearchPage>),
    /// The page for those who use the data.
    Data(Box<DataPage>),
    /// How the site is checked.
    Verify(Box<VerifyPage>),
    /// Shown where nothing stands.
    NotFound,
}
