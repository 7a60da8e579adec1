//! Key work goals (重点工作目标): a row of the year's goals, with its four quarters.

use super::{FileHead, ProjectLink};
use crate::{
    diag::Loc,
    site::{
        date::PartialDate,
        model::{Goal, Qualifier},
        number::Number,
    },
};

/// A key work goal.
#[derive(Debug, Clone)]
pub struct WorkGoal {
    /// Permanent id.
    pub id: String,
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Its number in the list.
    pub ordinal: Option<u32>,
    /// Where the number is written.
    pub ordinal_loc: Loc,
    /// The field (领域) the list sorts it under, as printed.
    pub field: String,
    /// What is to be done in the year.
    pub text: String,
    /// Who answers, positions in [`crate::site::Site::departments`].
    pub lead: Vec<usize>,
    /// Who helps.
    pub partners: Vec<usize>,
    /// Its figures of the year.
    pub measures: Vec<Measure>,
    /// What is due by quarter, in the order of time.
    pub quarters: Vec<Quarter>,
    /// Projects that promise the same.
    pub projects: Vec<ProjectLink>,
    /// Where it and a project say different things.
    pub differs: Vec<Difference>,
}

/// A figure of the year.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its id in the goal.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// How many.
    pub goal: Goal,
    /// How exact.
    pub qualifier: Option<Qualifier>,
    /// Its unit.
    pub unit: String,
    /// Where it is written.
    pub loc: Loc,
}

/// What is due in a quarter.
#[derive(Debug, Clone)]
pub struct Quarter {
    /// The quarter.
    pub period: PartialDate,
    /// In words; `——` where the paper prints a dash.
    pub text: String,
    /// In figures.
    pub values: Vec<QuarterValue>,
    /// Where it is written.
    pub loc: Loc,
}

/// A figure of a quarter.
#[derive(Debug, Clone)]
pub struct QuarterValue {
    /// Position of the measure.
    pub measure: usize,
    /// How many.
    pub value: Number,
    /// Its unit, where it is not the measure's; `%` is a share of the year's.
    pub unit: String,
    /// How it counts, a word of [`crate::site::schema::QUARTER_KINDS`].
    pub kind: &'static str,
    /// The spot it speaks of.
    pub site: String,
    /// Where it is written.
    pub loc: Loc,
}

/// Where a goal and a project say different things.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The project.
    pub project: ProjectLink,
    /// What the goal says.
    pub here: String,
    /// What the project says.
    pub there: String,
}
