//! The view of a year's evaluations and surveys.

use serde::Serialize;

use crate::{
    plan::view::{
        common::{Date, Link, Maker, NoteView, Source},
        stated::StatedView,
    },
    site::{model::proceedings::Evaluation, schema},
};

/// Evaluations of a year.
#[derive(Debug, Hash, Serialize)]
pub struct EvaluationPage {
    /// The year.
    pub year: i32,
    /// One by one.
    pub evaluations: Vec<EvaluationView>,
    /// How many of them have published results.
    pub with_results: usize,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// An evaluation or a survey.
#[derive(Debug, Hash, Serialize)]
pub struct EvaluationView {
    /// Its id; its anchor is `e-` and this.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its sort, in Chinese.
    pub kind_text: &'static str,
    /// Who evaluates.
    pub by: Vec<Link>,
    /// When.
    pub period: Option<Date>,
    /// The sample.
    pub sample: Option<StatedView>,
    /// Its results; none where nothing was published.
    pub results: Vec<StatedView>,
    /// In words.
    pub text: String,
    /// The papers that speak of it.
    pub sources: Vec<Source>,
}

impl Maker<'_, '_> {
    /// Evaluations of a year.
    pub fn evaluation_page(&self, at: usize) -> EvaluationPage {
        let year = &self.edition.years[at];
        let (programme, file) = (year.programme, year.proceedings.evaluations.as_ref());
        let evaluations: Vec<EvaluationView> = file.into_iter().flat_map(|file| &file.all).map(|one| self.evaluation(one)).collect();
        EvaluationPage {
            year: programme.year,
            with_results: evaluations.iter().filter(|one| !one.results.is_empty()).count(),
            evaluations,
            notes: file.map(|file| self.notes(&file.own.notes)).unwrap_or_default(),
            sources: file.map(|file| self.sources(&file.own.sources)).unwrap_or_default(),
            unreleased: file.is_some_and(|file| self.unreleased(file.own.release)),
        }
    }

    fn evaluation(&self, one: &Evaluation) -> EvaluationView {
        EvaluationView {
            id: one.id.clone(),
            title: one.title.clone(),
            kind_text: self.word(&schema::EVALUATION_KINDS, one.kind),
            by: self.departments(&one.by),
            period: one.period.map(|on| self.date(on)),
            sample: one.sample.as_ref().map(|sample| self.stated(sample)),
            results: self.all_stated(&one.results),
            text: one.text.clone(),
            sources: self.sources(&one.sources),
        }
    }
}
