//! The views of a year's way from suggestion to decision.

mod call;
mod decision;
mod ways;

pub use call::ConsultationPage;
pub(super) use call::state_on;
pub use decision::DecisionPage;
