//! The view of a government work report: what was promised the year before, what is reported, what is promised next.

use serde::Serialize;

use crate::{
    plan::{
        route,
        view::{
            common::{Date, Link, Maker, NoteView, Source},
            stated::StatedView,
        },
    },
    site::model::proceedings::{IndicatorRef, Statement, WorkReport},
};

/// A government work report.
#[derive(Debug, Hash, Serialize)]
pub struct WorkReportPage {
    /// The year.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// When it was given.
    pub date: Option<Date>,
    /// How many statements tell results.
    pub results: usize,
    /// How many aim at something.
    pub targets: usize,
    /// The year all results speak of; `None` where they speak of several.
    pub result_year: Option<u32>,
    /// The year all targets speak of; `None` where they speak of several.
    pub target_year: Option<u32>,
    /// The report of the year before, where it is kept here.
    pub before: Option<Link>,
    /// What it says, by topic in the order of the site's fields, what has none at the end.
    pub topics: Vec<TopicView>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// What a report says of a topic.
#[derive(Debug, Hash, Serialize)]
pub struct TopicView {
    /// Its anchor.
    pub id: String,
    /// The field and its page; `None` for what has no field.
    pub field: Option<Link>,
    /// What the report of the year before aimed at.
    pub before: Vec<StatementView>,
    /// What is said to be done.
    pub results: Vec<StatementView>,
    /// What is aimed at.
    pub targets: Vec<StatementView>,
}

/// A statement.
#[derive(Debug, Hash, Serialize)]
pub struct StatementView {
    /// Its anchor; for a statement of another report the way to it.
    pub id: String,
    /// Where it stands, for a statement of another report.
    pub link: Option<Link>,
    /// The year it speaks of.
    pub year: Option<u32>,
    /// In our words.
    pub text: String,
    /// In figures.
    pub figures: Vec<StatedView>,
    /// Indicators of the same object.
    pub same: Vec<SameView>,
    /// Where in the report.
    pub place: String,
}

/// An indicator of the same object.
#[derive(Debug, Hash, Serialize)]
pub struct SameView {
    /// Its place on its project's page.
    pub link: Link,
    /// Its target, where there is one.
    pub target: String,
    /// Its figure, where there is one.
    pub figure: String,
    /// Whether the project's year promises nothing yet.
    pub draft: bool,
}

impl Maker<'_, '_> {
    /// A government work report.
    pub fn work_report_page(&self, at: usize) -> WorkReportPage {
        let year = &self.edition.years[at];
        let (programme, own) = (year.programme, year.proceedings.work_report.as_ref());
        let before = self.report_of(programme.year - 1);
        let of_kind = |kind: &str| own.into_iter().flat_map(|report| &report.statements).filter(|s| s.kind == kind).collect::<Vec<_>>();
        let (results, targets) = (of_kind("result"), of_kind("target"));
        WorkReportPage {
            year: programme.year,
            title: own.map(|report| report.own.title.clone()).unwrap_or_default(),
            date: own.and_then(|report| report.date).map(|on| self.date(on)),
            results: results.len(),
            targets: targets.len(),
            result_year: same_year(&results),
            target_year: same_year(&targets),
            before: before.map(|report| Link { title: report.own.title.clone(), href: route::work_report(programme.year - 1) }),
            topics: own.map(|own| self.topics(own, before, programme.year)).unwrap_or_default(),
            notes: own.map(|own| self.notes(&own.own.notes)).unwrap_or_default(),
            sources: own.map(|own| self.sources(&own.own.sources)).unwrap_or_default(),
            unreleased: own.is_some_and(|own| self.unreleased(own.own.release)),
        }
    }

    /// The work report of a year, where it is shown.
    fn report_of(&self, year: i32) -> Option<&WorkReport> {
        let year = self.edition.years.iter().find(|shown| shown.programme.year == year)?;
        year.proceedings.work_report.as_ref()
    }

    fn topics(&self, own: &WorkReport, before: Option<&WorkReport>, year: i32) -> Vec<TopicView> {
        let fields = (0..self.edition.site.categories.len()).map(Some).chain([None]);
        let told = fields.map(|field| {
            let of = |kind: &'static str| move |statement: &&Statement| statement.topic == field && statement.kind == kind;
            let here = |kind| own.statements.iter().filter(of(kind)).map(|statement| self.statement(statement, None)).collect();
            let earlier = before.into_iter().flat_map(|report| &report.statements).filter(of("target"));
            let field = field.map(|at| &self.edition.site.categories[at]);
            TopicView {
                id: field.map_or_else(|| "general".to_owned(), |field| format!("t-{}", field.id)),
                field: field.map(|field| Link { title: field.name.clone(), href: route::category(&field.id) }),
                before: earlier.map(|statement| self.statement(statement, Some(year - 1))).collect(),
                results: here("result"),
                targets: here("target"),
            }
        });
        told.filter(|topic| [&topic.before, &topic.results, &topic.targets].iter().any(|all| !all.is_empty())).collect()
    }

    /// A statement; `report` is the year of the report it is taken from, where that is another.
    fn statement(&self, statement: &Statement, report: Option<i32>) -> StatementView {
        let href = |year: i32| format!("{}#s-{}", route::work_report(year), statement.id);
        StatementView {
            id: format!("s-{}", statement.id),
            link: report.map(|year| Link { title: statement.place.clone(), href: href(year) }),
            year: statement.year,
            text: statement.text.clone(),
            figures: self.all_stated(&statement.figures).into_iter().filter(|figure| !figure.is_said_by(&statement.text)).collect(),
            same: statement.indicators.iter().filter_map(|indicator| self.same(indicator)).collect(),
            place: statement.place.clone(),
        }
    }

    /// An indicator of the same object, with its target and figure where the thing counted is named.
    fn same(&self, indicator: &IndicatorRef) -> Option<SameView> {
        let link = self.indicator_named(&indicator.project, &indicator.id)?;
        let shown = self.edition.project(self.edition.find(indicator.project.at?)?).1;
        let promise = shown.state.promises.iter().map(|(_, promise)| promise).find(|promise| promise.link.href == link.href);
        Some(SameView {
            target: promise.map(|promise| promise.target.clone()).unwrap_or_default(),
            figure: promise.map(|promise| promise.figure.clone()).unwrap_or_default(),
            draft: promise.is_some_and(|promise| promise.draft),
            link,
        })
    }
}

/// The year all statements speak of.
fn same_year(statements: &[&Statement]) -> Option<u32> {
    let first = statements.first()?.year?;
    statements.iter().all(|statement| statement.year == Some(first)).then_some(first)
}
