//! The views of proposals, evaluations and the government work report, and which papers a year's pages rest on.

mod citing;
mod evaluation;
mod proposals;
mod work_report;

pub use evaluation::EvaluationPage;
pub use proposals::{ProposalPage, ProposalsPage};
pub use work_report::WorkReportPage;
