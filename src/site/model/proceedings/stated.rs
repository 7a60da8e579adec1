//! What the files of a year's proceedings share: figures in words, links to projects and indicators.

use crate::{
    diag::Loc,
    files::SitePath,
    site::{
        date::PartialDate,
        model::{Citation, Goal, Note, Qualifier, Release},
        number::Number,
    },
};

/// What every file of a year's proceedings has.
#[derive(Debug, Clone)]
pub struct FileHead {
    /// The file.
    pub path: SitePath,
    /// Heading.
    pub title: String,
    /// From when what it says is known, where it says so itself.
    pub date: Option<PartialDate>,
    /// The papers it rests on.
    pub sources: Vec<Citation>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// When it may be shown.
    pub release: Release,
}

/// A figure as a paper states it.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// What is counted.
    pub name: String,
    /// The verb the paper uses, such as 开工.
    pub verb: String,
    /// The number or range; `None` where there are words alone.
    pub value: Option<Goal>,
    /// The number aimed at, where the paper gives one beside the result.
    pub target: Option<Number>,
    /// How exact the figure is said to be.
    pub qualifier: Option<Qualifier>,
    /// Its unit.
    pub unit: String,
    /// What sort of figure it is, a word of [`crate::site::schema::FIGURE_KINDS`]; empty for a plain amount.
    pub kind: &'static str,
    /// The figure it is a part of (其中), by its name in the same list.
    pub part_of: String,
    /// Left to a higher authority.
    pub pending: bool,
    /// Counted by the site, as the paper states no number.
    pub counted: bool,
    /// In words.
    pub text: String,
    /// The project it speaks of.
    pub project: Option<ProjectLink>,
    /// Where it is written.
    pub loc: Loc,
}

/// A project that is named.
#[derive(Debug, Clone, Default)]
pub struct ProjectLink {
    /// As written, `2020/08`.
    pub text: String,
    /// Its position: programme, project. `None` until it is resolved, and where it is not known.
    pub at: Option<(usize, usize)>,
    /// Where it is written.
    pub loc: Loc,
}

/// An indicator that is named.
#[derive(Debug, Clone, Default)]
pub struct IndicatorRef {
    /// The project.
    pub project: ProjectLink,
    /// The indicator's id.
    pub id: String,
}
