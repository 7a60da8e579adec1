//! A year's evaluations and its government work report as data, by the keys of their records.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::{Date, Facts, Figure, Named, Note, ProjectRef, Source, named, said};
use crate::{plan::route, site::model::proceedings};

/// A year's evaluations.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct EvaluationPaper {
    /// Its title.
    pub title: String,
    /// One by one.
    pub evaluations: Vec<Evaluation>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// An evaluation or a survey.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Evaluation {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What sort: `evaluation`, `satisfaction` or `performance`.
    pub kind: &'static str,
    /// Who evaluates.
    pub by: Vec<Named>,
    /// When.
    pub period: Option<Date>,
    /// The sample.
    pub sample: Option<Figure>,
    /// Its results; empty where none were published.
    pub results: Vec<Figure>,
    /// In words.
    pub text: Option<String>,
    /// The papers that speak of it.
    pub source: Vec<Source>,
}

/// A government work report.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct WorkReport {
    /// Its title.
    pub title: String,
    /// When it was given.
    pub date: Option<Date>,
    /// What it says.
    pub statements: Vec<Statement>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A statement of a work report.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Statement {
    /// Its id.
    pub id: String,
    /// Its field.
    pub topic: Option<Named>,
    /// What is said: `result` or `target`.
    pub kind: &'static str,
    /// The year it speaks of.
    pub year: Option<u32>,
    /// In our words, figures exact.
    pub text: String,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Indicators of the same object.
    pub indicators: Vec<IndicatorRef>,
    /// Where in the report.
    pub place: Option<String>,
}

/// An indicator that is named.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct IndicatorRef {
    /// The project.
    pub project: ProjectRef,
    /// The indicator's id.
    pub indicator: String,
    /// Its place on the project's page, seen from the site's root.
    pub page: Option<String>,
}

impl Facts<'_, '_> {
    /// A year's evaluations.
    pub(super) fn evaluations(&self, of: &proceedings::Evaluations) -> EvaluationPaper {
        let one = |one: &proceedings::Evaluation| Evaluation {
            id: one.id.clone(),
            title: one.title.clone(),
            kind: one.kind,
            by: self.departments(&one.by),
            period: one.period.map(Date::from),
            sample: one.sample.as_ref().map(|sample| self.figure(sample)),
            results: self.figures(&one.results),
            text: said(&one.text),
            source: self.sources(&one.sources),
        };
        EvaluationPaper {
            title: of.own.title.clone(),
            evaluations: of.all.iter().map(one).collect(),
            source: self.sources(&of.own.sources),
            notes: self.notes(&of.own.notes),
        }
    }

    /// A government work report.
    pub(super) fn work_report(&self, of: &proceedings::WorkReport) -> WorkReport {
        let statement = |statement: &proceedings::Statement| Statement {
            id: statement.id.clone(),
            topic: statement.topic.and_then(|at| named(&self.edition.site.categories, &[at]).pop()),
            kind: statement.kind,
            year: statement.year,
            text: statement.text.clone(),
            figures: self.figures(&statement.figures),
            indicators: statement.indicators.iter().map(|link| self.indicator_ref(link)).collect(),
            place: said(&statement.place),
        };
        WorkReport {
            title: of.own.title.clone(),
            date: of.date.map(Date::from),
            statements: of.statements.iter().map(statement).collect(),
            source: self.sources(&of.own.sources),
            notes: self.notes(&of.own.notes),
        }
    }

    fn indicator_ref(&self, link: &proceedings::IndicatorRef) -> IndicatorRef {
        let project = self.project_ref(&link.project);
        let page = project.page.as_ref().map(|page| format!("{page}#i-{}", route::encode(&link.id)));
        IndicatorRef { project, indicator: link.id.clone(), page }
    }
}
