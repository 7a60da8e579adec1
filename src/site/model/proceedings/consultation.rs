//! From suggestion to decision: the call for ideas, what came in, the draft and its note, the meeting, and what became of
//! each item.

use super::{FileHead, ProjectLink, Stated};
use crate::{
    diag::Loc,
    site::{date::PartialDate, model::Citation},
};

/// The papers of a consultation, each where there is one.
#[derive(Debug, Clone, Default)]
pub struct Consultation {
    /// The call for ideas.
    pub call: Option<Call>,
    /// What came in.
    pub results: Option<Results>,
    /// The draft list.
    pub draft: Option<DraftList>,
    /// The note that explains it.
    pub note: Option<DraftingNote>,
    /// The meeting that deliberated on it.
    pub meeting: Option<Meeting>,
    /// What became of each item.
    pub decision: Option<Decision>,
}

/// A call for ideas (征集).
#[derive(Debug, Clone)]
pub struct Call {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Who calls.
    pub issuers: Vec<usize>,
    /// Who helps.
    pub with: Vec<usize>,
    /// When it appeared.
    pub published: Option<PartialDate>,
    /// From when ideas are taken.
    pub start: Option<PartialDate>,
    /// The paper's words for it, such as 即日起.
    pub start_text: String,
    /// Until when.
    pub end: Option<PartialDate>,
    /// What may be suggested.
    pub scope: Vec<String>,
    /// What suggestions are measured by.
    pub principles: Vec<Point>,
    /// How to suggest.
    pub channels: Vec<Point>,
}

/// A name with a sentence: a principle, a way to take part, a phase, a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The name.
    pub name: String,
    /// The sentence.
    pub text: String,
}

/// What came in.
#[derive(Debug, Clone)]
pub struct Results {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// The date the counts speak of.
    pub as_of: Option<PartialDate>,
    /// By way of coming in.
    pub paths: Vec<Path>,
    /// Groups of opinions, and what was done with them.
    pub opinions: Vec<Opinion>,
}

/// A way suggestions came in.
#[derive(Debug, Clone)]
pub struct Path {
    /// The way.
    pub name: String,
    /// Who collected.
    pub by: Vec<usize>,
    /// When, in the paper's words.
    pub period_text: String,
    /// How many.
    pub counts: Vec<Stated>,
    /// What about.
    pub topics: Vec<String>,
    /// In words.
    pub text: String,
}

/// A group of opinions.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// What about.
    pub topic: String,
    /// What was done, a word of [`crate::site::schema::HANDLINGS`]; empty where no paper says.
    pub handled: &'static str,
    /// In words.
    pub text: String,
    /// Projects of the same matter.
    pub projects: Vec<ProjectLink>,
}

/// A draft list.
#[derive(Debug, Clone)]
pub struct DraftList {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Its lines.
    pub items: Vec<DraftItem>,
}

/// A line of a draft.
#[derive(Debug, Clone)]
pub struct DraftItem {
    /// Its number.
    pub ordinal: Option<u32>,
    /// In words.
    pub text: String,
    /// The project it is kept as.
    pub project: Option<ProjectLink>,
    /// What it promises.
    pub targets: Vec<Stated>,
}

/// The note that explains a draft.
#[derive(Debug, Clone)]
pub struct DraftingNote {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Who wrote it.
    pub issuer: Vec<usize>,
    /// When.
    pub date: Option<PartialDate>,
    /// Its chapters.
    pub chapters: Vec<Point>,
}

/// A meeting that deliberated.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// Which meeting.
    pub session: String,
    /// When.
    pub date: Option<PartialDate>,
    /// The paper's words for it.
    pub date_text: String,
    /// Who took part, by role.
    pub participants: Vec<Participants>,
    /// What was said, in figures.
    pub said: Vec<Stated>,
    /// What representatives of the public said.
    pub comments: Vec<Comment>,
}

/// People of one role.
#[derive(Debug, Clone)]
pub struct Participants {
    /// The role.
    pub role: String,
    /// Their posts.
    pub posts: Vec<String>,
    /// How many.
    pub count: Option<u32>,
}

/// What a representative of the public said.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Who they are, without a name.
    pub role: String,
    /// Their name, kept only with their consent.
    pub name: String,
    /// Whether they agreed to be named.
    pub consent: bool,
    /// In our words.
    pub text: String,
}

/// What became of each item.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its file, title, sources, remarks.
    pub own: FileHead,
    /// The papers on the way, in the order of time.
    pub stages: Vec<Stage>,
    /// Each thing promised.
    pub ways: Vec<Way>,
}

/// A paper on the way.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// What it is, a word of [`crate::site::schema::STAGES`].
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// When.
    pub date: Option<PartialDate>,
    /// How many items it speaks of.
    pub count: Option<Stated>,
    /// The paper.
    pub source: Option<Citation>,
    /// Where it is written.
    pub loc: Loc,
}

/// The way of one thing promised.
#[derive(Debug, Clone)]
pub struct Way {
    /// The thing.
    pub what: String,
    /// Its project.
    pub project: Option<ProjectLink>,
    /// The project's indicator.
    pub indicator: String,
    /// What each paper says of it.
    pub versions: Vec<Version>,
    /// A remark.
    pub note: String,
}

/// What a paper says of a thing.
#[derive(Debug, Clone)]
pub struct Version {
    /// Position of the stage.
    pub stage: usize,
    /// The figure, or words.
    pub stated: Stated,
}
