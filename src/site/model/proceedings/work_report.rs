//! The government work report (政府工作报告): what it says was done, and what it aims at.

use super::{FileHead, IndicatorRef, Stated};
use crate::{diag::Loc, site::date::PartialDate};

/// A government work report.
#[derive(Debug, Clone)]
pub struct WorkReport {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// When it was given.
    pub date: Option<PartialDate>,
    /// What it says.
    pub statements: Vec<Statement>,
}

/// A statement of the report.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Its field, a position in [`crate::site::Site::categories`].
    pub topic: Option<usize>,
    /// A word of [`crate::site::schema::STATEMENT_KINDS`].
    pub kind: &'static str,
    /// The year it speaks of.
    pub year: Option<u32>,
    /// In our words.
    pub text: String,
    /// In figures.
    pub figures: Vec<Stated>,
    /// Indicators of the same object.
    pub indicators: Vec<IndicatorRef>,
    /// Where in the report.
    pub place: String,
    /// Where its id is written.
    pub loc: Loc,
}
