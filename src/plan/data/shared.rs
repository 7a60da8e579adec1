//! The pieces several files of data share: references by name, remarks, figures, and how they are made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use super::exact::{DATE_PATTERN, Date, Exact};
use crate::{
    plan::{Plan, edition::Edition, route, view::Maker},
    site::{
        language::Language,
        model::{
            Change as Changed, Citation, Correction as Corrected, Entry, Goal, Note as Remark, Prose, Qualifier,
            proceedings::{Point as Pointed, ProjectLink, Stated},
        },
    },
    syntax::markdown,
};

/// An entry of a registry.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Named {
    /// Its permanent id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A reference to a paper.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Source {
    /// The id of a paper kept on this site.
    pub document: Option<String>,
    /// The paper's title.
    pub title: Option<String>,
    /// Where in the paper.
    pub place: Option<String>,
    /// Of a paper kept here, its page seen from the site's root; of another, its address.
    pub url: Option<String>,
}

/// A remark.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Note {
    /// In words, without markup.
    pub text: String,
    /// The papers it speaks of.
    pub sources: Vec<Source>,
    /// From when it holds.
    pub date: Option<Date>,
}

/// Something put right.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Correction {
    /// When.
    pub date: Date,
    /// What was wrong.
    pub what: String,
    /// What stood there.
    pub was: Option<String>,
    /// What stands there now.
    pub now: Option<String>,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub source: Option<Source>,
}

/// Something that happened to a promise.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Change {
    /// When it was decided.
    pub date: Date,
    /// What happened: `suspended`, `resumed`, `adjusted`, `merged` or `withdrawn`.
    pub kind: &'static str,
    /// The one indicator it is about.
    pub indicator: Option<String>,
    /// What was promised before.
    pub was: Option<String>,
    /// What is promised now.
    pub now: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who decided.
    pub authority: Option<String>,
    /// Who says so.
    pub source: Option<Source>,
}

/// A project that is named.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct ProjectRef {
    /// Year and id, such as `2020/08`.
    pub id: String,
    /// Its title, where it is published here.
    pub title: Option<String>,
    /// Its page, seen from the site's root.
    pub page: Option<String>,
    /// Its data, seen from the site's root.
    pub json: Option<String>,
}

/// A number, or a range.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Amount {
    /// A number.
    Number(Exact),
    /// A range.
    Range {
        /// At least.
        min: Exact,
        /// At most.
        max: Exact,
    },
}

/// A figure as a paper states it.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Figure {
    /// What is counted.
    pub name: Option<String>,
    /// What is done with it, in the paper's word.
    pub verb: Option<String>,
    /// How many.
    pub value: Option<Amount>,
    /// The number aimed at, beside a result.
    pub target: Option<Exact>,
    /// How exact the paper says it is: `over`, `about`, `nearly`, `at_least` or `at_most`.
    pub qualifier: Option<&'static str>,
    /// Its unit.
    pub unit: Option<String>,
    /// What sort of figure it is: `amount`, `total`, `share` or `growth`.
    pub kind: &'static str,
    /// The figure of the same list it is a part of.
    pub part_of: Option<String>,
    /// Whether the number is left to a higher authority.
    pub pending: bool,
    /// Whether the number was counted by the site, as the paper states none.
    pub counted: bool,
    /// In words.
    pub text: Option<String>,
    /// The project it speaks of.
    pub project: Option<ProjectRef>,
}

/// A name with a sentence.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Point {
    /// The name.
    pub name: String,
    /// The sentence.
    pub text: Option<String>,
}

/// Numbers by the id of what they count.
pub type Values = BTreeMap<String, Exact>;

/// Text where there is some.
pub fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A word where there is one.
pub fn word(word: &'static str) -> Option<&'static str> {
    (!word.is_empty()).then_some(word)
}

/// A qualifier's word, of [`crate::site::schema::QUALIFIERS`].
pub fn qualifier(qualifier: Option<Qualifier>) -> Option<&'static str> {
    Qualifier::WORDS.into_iter().find(|(known, _)| Some(*known) == qualifier).map(|(_, word)| word)
}

/// The words of Markdown: what a reader of the page sees, and neither comments nor where links lead.
pub fn words(prose: &Prose) -> String {
    markdown::plain_text(&markdown::parse(&prose.text))
}

/// A number or range of a paper.
pub fn amount(goal: &Goal) -> Option<Amount> {
    match goal {
        Goal::Range(min, max) => Some(Amount::Range { min: min.into(), max: max.into() }),
        goal => goal.number().map(|number| Amount::Number(number.into())),
    }
}

/// Names with sentences.
pub fn points(points: &[Pointed]) -> Vec<Point> {
    points.iter().map(|point| Point { name: point.name.clone(), text: said(&point.text) }).collect()
}

/// The address of a project's data.
pub fn project_json(year: i32, id: &str) -> String {
    format!("data/{year}/projects/{id}.json")
}

/// What files of data are made with: the part of the site that may be shown.
pub struct Facts<'a, 'p> {
    /// The edition.
    pub edition: &'p Edition<'a>,
    /// What makes the pages.
    pub maker: Maker<'a, 'p>,
}

impl<'a, 'p> Facts<'a, 'p> {
    /// Of a plan.
    pub fn of(plan: &'p Plan<'a>) -> Self {
        Self { edition: &plan.edition, maker: Maker::new(&plan.edition, &plan.targets, String::new()) }
    }

    /// A reference to a paper; of one that is held back not even the title.
    pub fn source(&self, citation: &Citation) -> Source {
        let Some(at) = citation.document else {
            return Source { document: None, title: said(&citation.title), place: said(&citation.place), url: said(&citation.url) };
        };
        if !self.edition.documents[at] {
            return Source { document: None, title: said(Language::Chinese.held_back()), place: None, url: None };
        }
        let article = &self.edition.site.documents[at].article;
        Source {
            document: Some(article.id.clone()),
            title: Some(article.title.clone()),
            place: said(&citation.place),
            url: Some(route::document(&article.id)),
        }
    }

    /// Several of them.
    pub fn sources(&self, citations: &[Citation]) -> Vec<Source> {
        citations.iter().map(|citation| self.source(citation)).collect()
    }

    /// Where a reference is given.
    pub fn maybe_source(&self, citation: Option<&Citation>) -> Option<Source> {
        citation.map(|citation| self.source(citation))
    }

    /// Remarks that may be shown.
    pub fn notes(&self, notes: &[Remark]) -> Vec<Note> {
        let shown = notes.iter().filter(|note| note.date.is_none_or(|date| self.edition.reached(date)));
        shown.map(|note| Note { text: words(&note.text), sources: self.sources(&note.sources), date: note.date.map(Date::from) }).collect()
    }

    /// Corrections that may be shown, in the order written.
    pub fn corrections(&self, corrections: &[Corrected]) -> Vec<Correction> {
        let shown = corrections.iter().filter(|correction| self.edition.reached(correction.date));
        shown
            .map(|correction| Correction {
                date: correction.date.into(),
                what: correction.what.clone(),
                was: said(&correction.was),
                now: said(&correction.now),
                reason: correction.reason.clone(),
                source: self.maybe_source(correction.source.as_ref()),
            })
            .collect()
    }

    /// Changes that may be shown, in the order written.
    pub fn changes(&self, changes: &[Changed]) -> Vec<Change> {
        let shown = changes.iter().filter(|change| self.edition.reached(change.date));
        shown
            .map(|change| Change {
                date: change.date.into(),
                kind: change.kind.word(),
                indicator: said(&change.indicator),
                was: said(&change.was),
                now: said(&change.now),
                reason: said(&change.reason),
                authority: said(&change.authority),
                source: self.maybe_source(change.source.as_ref()),
            })
            .collect()
    }

    /// A project that is named; of one that is not shown only its number as written.
    pub fn project_ref(&self, link: &ProjectLink) -> ProjectRef {
        let Some(at) = link.at.and_then(|at| self.edition.find(at)) else {
            return ProjectRef { id: link.text.clone(), title: None, page: None, json: None };
        };
        let (year, shown) = self.edition.project(at);
        let (year, project) = (year.programme.year, shown.project);
        ProjectRef {
            id: format!("{year}/{}", project.id),
            title: Some(project.title.clone()),
            page: Some(route::project(year, &project.id)),
            json: Some(project_json(year, &project.id)),
        }
    }

    /// Several of them.
    pub fn project_refs(&self, links: &[ProjectLink]) -> Vec<ProjectRef> {
        links.iter().map(|link| self.project_ref(link)).collect()
    }

    /// A figure as a paper states it.
    pub fn figure(&self, stated: &Stated) -> Figure {
        Figure {
            name: said(&stated.name),
            verb: said(&stated.verb),
            value: stated.value.as_ref().and_then(amount),
            target: stated.target.as_ref().map(Exact::from),
            qualifier: qualifier(stated.qualifier),
            unit: said(&stated.unit),
            kind: word(stated.kind).unwrap_or("amount"),
            part_of: said(&stated.part_of),
            pending: stated.pending,
            counted: stated.counted,
            text: said(&stated.text),
            project: stated.project.as_ref().map(|link| self.project_ref(link)),
        }
    }

    /// Several of them.
    pub fn figures(&self, all: &[Stated]) -> Vec<Figure> {
        all.iter().map(|stated| self.figure(stated)).collect()
    }

    /// Departments by position.
    pub fn departments(&self, all: &[usize]) -> Vec<Named> {
        named(&self.edition.site.departments, all)
    }
}

/// Entries of a registry by position.
pub fn named(registry: &[Entry], all: &[usize]) -> Vec<Named> {
    all.iter().map(|at| Named { id: registry[*at].id.clone(), name: registry[*at].name.clone() }).collect()
}
