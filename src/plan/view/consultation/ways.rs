//! The way of each thing promised through the papers, and where they differ.

use serde::Serialize;

use crate::{
    plan::view::{
        common::{Link, Maker},
        stated::{StatedView, figure_text},
    },
    site::model::proceedings::{Decision, Stage, Version, Way},
};

/// Things whose ways are alike.
#[derive(Debug, Hash, Serialize)]
pub struct WayGroup {
    /// How they are alike: `differs` (papers give different figures), `several` (in more than one paper), `once` (in one
    /// paper alone).
    pub kind: &'static str,
    /// For `once`: the paper.
    pub stage: String,
    /// Whether there is a draft and it names none of them.
    pub added: bool,
    /// The ways, in the order of the file.
    pub ways: Vec<WayView>,
}

/// The way of one thing promised.
#[derive(Debug, Hash, Serialize)]
pub struct WayView {
    /// The thing.
    pub what: String,
    /// Its project or indicator.
    pub link: Option<Link>,
    /// What each paper says of it.
    pub versions: Vec<VersionView>,
    /// The papers that do not name it, where more than one does.
    pub silent: Vec<String>,
    /// Whether there is a draft and it does not name it.
    pub added: bool,
    /// A remark.
    pub note: String,
}

/// What a paper says of a thing.
#[derive(Debug, Hash, Serialize)]
pub struct VersionView {
    /// The paper.
    pub stage: String,
    /// Figure and words.
    pub stated: StatedView,
    /// The figure an earlier paper gave, where this one gives another.
    pub was: Option<String>,
}

impl Maker<'_, '_> {
    /// The ways of a decision: first what papers give different figures for, then what several name, then the rest by
    /// the paper that names it.
    pub fn ways(&self, decision: &Decision) -> Vec<WayGroup> {
        let mut groups: Vec<(usize, WayGroup)> = Vec::new();
        for way in &decision.ways {
            let mut versions: Vec<&Version> = way.versions.iter().collect();
            versions.sort_by_key(|version| version.stage);
            let Some(first) = versions.first() else { continue };
            let view = self.way(&decision.stages, way, &versions);
            let (kind, rank) = if view.versions.iter().any(|version| version.was.is_some()) {
                ("differs", 0)
            } else if versions.len() > 1 {
                ("several", 1)
            } else {
                ("once", 2 + first.stage)
            };
            let stage = if kind == "once" { decision.stages[first.stage].title.clone() } else { String::new() };
            match groups.iter_mut().find(|(known, _)| *known == rank) {
                Some((_, group)) => {
                    group.added &= view.added;
                    group.ways.push(view);
                }
                None => groups.push((rank, WayGroup { kind, stage, added: view.added, ways: vec![view] })),
            }
        }
        groups.sort_by_key(|(rank, _)| *rank);
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn way(&self, stages: &[Stage], way: &Way, versions: &[&Version]) -> WayView {
        let names = |at: usize| versions.iter().any(|version| version.stage == at);
        // A call asks; it promises nothing.
        let papers = || stages.iter().enumerate().filter(|(_, stage)| stage.kind != "call");
        let silent = papers().filter(|(at, _)| !names(*at)).map(|(_, stage)| stage.title.clone());
        let mut was: Option<String> = None;
        let version = |version: &&Version| {
            let figure = figure_text(self.language(), &version.stated);
            let earlier = was.take();
            let differs = earlier.clone().filter(|earlier| figure.as_ref().is_some_and(|figure| figure != earlier));
            was = figure.or(earlier);
            VersionView { stage: stages[version.stage].title.clone(), stated: self.stated(&version.stated), was: differs }
        };
        WayView {
            what: way.what.clone(),
            link: way.project.as_ref().and_then(|link| self.indicator_named(link, &way.indicator)),
            versions: versions.iter().map(version).collect(),
            silent: if versions.len() > 1 { silent.collect() } else { Vec::new() },
            added: papers().any(|(_, stage)| stage.kind == "draft") && !papers().any(|(at, stage)| stage.kind == "draft" && names(at)),
            note: way.note.clone(),
        }
    }
}
