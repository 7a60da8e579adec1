//! What the papers of a year say of a project, and what happened to its promise.

use serde::Serialize;

use super::{
    common::{Date, Link, Maker, Source},
    words::Title,
};
use crate::{
    plan::{
        Part,
        edition::{At, Namer, Naming},
        route,
    },
    site::{model::Change, schema},
};

/// A place in a year's papers that names a project.
#[derive(Debug, Hash, Serialize)]
pub struct NamedBy {
    /// What it is, such as `2020年重点工作目标第38项`.
    pub link: Link,
    /// What it says.
    pub text: String,
    /// Where it and the project say different things: what it says, what the project says.
    pub differs: Vec<(String, String)>,
}

/// Something that happened to a promise.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct TurnView {
    /// When.
    pub date: Date,
    /// What, an English word.
    pub kind: &'static str,
    /// What, in Chinese.
    pub kind_text: &'static str,
    /// The one indicator it is about.
    pub indicator: String,
    /// What was promised before.
    pub was: String,
    /// What is promised now.
    pub now: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// Who says so.
    pub source: Option<Source>,
}

impl Maker<'_, '_> {
    /// What names a project in the papers of its or other years.
    pub fn named_by(&self, at: At) -> Vec<NamedBy> {
        let language = self.language();
        let is_it = |to: Option<(usize, usize)>| to.and_then(|to| self.edition.find(to)) == Some(at);
        let view = |naming: &Naming| {
            let shown = &self.edition.years[naming.year];
            let (year, of) = (shown.programme.year, &shown.proceedings);
            match naming.by {
                Namer::Goal(goal) => {
                    let goal = &of.goals[goal];
                    let number = goal.ordinal.map(|ordinal| language.ordinal(ordinal));
                    let differs = goal.differs.iter().filter(|differs| is_it(differs.project.at));
                    NamedBy {
                        link: Link {
                            title: language.part_of_title(year, Title::Part(Part::Goals), number.as_deref()),
                            href: route::goal(year, &goal.id),
                        },
                        text: goal.text.clone(),
                        differs: differs.map(|differs| (differs.here.clone(), differs.there.clone())).collect(),
                    }
                }
                Namer::Statement(statement) => {
                    let statement = &of.work_report.as_ref().expect("a statement is of a report").statements[statement];
                    let href = format!("{}#s-{}", route::work_report(year), statement.id);
                    let title = language.part_of_title(year, Title::Part(Part::WorkReport), Some(&statement.place));
                    NamedBy { link: Link { title, href }, text: statement.text.clone(), differs: Vec::new() }
                }
                Namer::Decision => NamedBy {
                    link: Link {
                        title: language.title_of(year, Title::Part(Part::Decision)),
                        href: format!("{}#ways", route::decision(year)),
                    },
                    text: String::new(),
                    differs: Vec::new(),
                },
            }
        };
        self.edition.named_by.get(&at).into_iter().flatten().map(view).collect()
    }

    /// Changes that may be shown, the latest first.
    pub fn turns(&self, changes: &[Change]) -> Vec<TurnView> {
        let mut shown: Vec<&Change> = changes.iter().filter(|change| self.edition.reached(change.date)).collect();
        shown.sort_by_key(|change| std::cmp::Reverse(change.date.end()));
        let view = |change: &Change| TurnView {
            date: self.date(change.date),
            kind: change.kind.word(),
            kind_text: self.word(&schema::CHANGES, change.kind.word()),
            indicator: change.indicator.clone(),
            was: change.was.clone(),
            now: change.now.clone(),
            reason: change.reason.clone(),
            authority: change.authority.clone(),
            source: self.maybe_source(change.source.as_ref()),
        };
        shown.into_iter().map(view).collect()
    }
}
