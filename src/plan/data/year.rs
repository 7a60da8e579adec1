//! A year as data: its programme, its totals, the lists of what has a file of its own, and its papers.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    consultation::Consultation,
    goal,
    papers::{EvaluationPaper, WorkReport},
    project::Computed,
    proposal::{self, Proposals},
    shared::{Correction, Date, Exact, Facts, Note, Source, project_json, qualifier, said, words},
};
use crate::{
    plan::{
        edition::{Shown, Year as Programmed},
        route,
        view::is_draft,
    },
    site::{
        date::PartialDate,
        progress::{Status, combined},
    },
};

/// A year. Every key is always there; null where nothing is said.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct YearRecord {
    /// The address of this file's schema, seen from the file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The year.
    pub year: i32,
    /// The programme's official name.
    pub title: String,
    /// Its other names in papers.
    pub aliases: Vec<String>,
    /// Where the programme stands in its year.
    pub phase: &'static str,
    /// Whether it is a draft, which promises nothing yet.
    pub draft: bool,
    /// Whether the year is closed for good.
    pub frozen: bool,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// How many items the programme is said to have.
    pub declared_items: Vec<DeclaredCount>,
    /// How many items were declared completed.
    pub declared_completed: Option<u32>,
    /// The papers that set the programme.
    pub basis: Vec<Source>,
    /// The dates of the programme's life.
    pub timeline: Vec<Event>,
    /// When departments report.
    pub reporting: Option<Reporting>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Where the year's figures come from.
    pub sources: Vec<Source>,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// Its narrative, without markup.
    pub narrative: Option<String>,
    /// Counts by status and the mean, as computed by the site.
    pub computed: Totals,
    /// Its projects, in the order of the official list.
    pub projects: Vec<Line>,
    /// Its key work goals, in the order of the list.
    pub goals: Vec<Entry>,
    /// The way from suggestion to decision.
    pub consultation: Consultation,
    /// Proposals of deputies, in totals.
    pub proposals: Option<Proposals>,
    /// Proposals of deputies, one by one.
    pub cases: Vec<Entry>,
    /// Evaluations and surveys.
    pub evaluation: Option<EvaluationPaper>,
    /// The government work report.
    pub report: Option<WorkReport>,
    /// Its page, seen from the site's root.
    pub page: String,
    /// This file, seen from the site's root.
    pub json: String,
}

/// A declared count of items.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct DeclaredCount {
    /// The number.
    pub value: u32,
    /// Its unit.
    pub unit: String,
    /// When it was said.
    pub date: Option<Date>,
    /// Where it was said.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<String>,
}

/// An event.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Event {
    /// When, or when it began.
    pub date: Date,
    /// When it ended.
    pub end: Option<Date>,
    /// What happened.
    pub text: String,
    /// The paper that says so.
    pub source: Option<Source>,
}

/// When departments report.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Reporting {
    /// The day of each month.
    pub day: u32,
    /// To whom.
    pub to: Option<String>,
    /// The paper that says so.
    pub source: Option<Source>,
}

/// Counts by status and the mean.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Totals {
    /// How many projects there are.
    pub projects: usize,
    /// How many of them have each status that occurs; none of a draft, which promises nothing.
    pub statuses: Vec<Count>,
    /// The mean of the projects that have one, in percent, as pages show it.
    pub percent: Option<Exact>,
    /// How exact the mean is, where its figures are not.
    pub qualifier: Option<&'static str>,
    /// How many projects have a mean.
    pub counted: usize,
}

/// How many have a status.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Count {
    /// The status.
    pub status: &'static str,
    /// How many.
    pub count: usize,
}

/// A project in its year's list.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its place in the official list.
    pub ordinal: Option<u32>,
    /// Its short title.
    pub title: String,
    /// Where it stands.
    pub computed: Computed,
    /// Its page, seen from the site's root.
    pub page: String,
    /// Its data, seen from the site's root.
    pub json: String,
}

/// Something with a file of its own.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page, seen from the site's root.
    pub page: String,
    /// Its data, seen from the site's root.
    pub json: String,
}

/// The address of a year's data.
pub fn json_of(year: i32) -> String {
    format!("data/{year}/year.json")
}

impl Facts<'_, '_> {
    /// A year by its position.
    pub fn year(&self, y: usize) -> YearRecord {
        let year = &self.edition.years[y];
        let (programme, number) = (year.programme, year.programme.year);
        let of = &year.proceedings;
        let reached = |date: Option<PartialDate>| date.is_none_or(|date| self.edition.reached(date));
        let json = json_of(number);
        let counts = programme.declared_items.iter().filter(|declared| reached(declared.date));
        let events = programme.timeline.iter().filter(|event| reached(Some(event.date)));
        YearRecord {
            schema: format!("{}data/schema/year.json", route::root(&json)),
            year: number,
            title: programme.title.clone(),
            aliases: programme.aliases.clone(),
            phase: programme.phase,
            draft: is_draft(programme.phase),
            frozen: programme.frozen.is_some(),
            as_of: year.shown.map(Date::from),
            declared_items: counts
                .map(|declared| DeclaredCount {
                    value: declared.value,
                    unit: declared.unit.clone(),
                    date: declared.date.map(Date::from),
                    source: self.maybe_source(declared.source.as_ref()),
                    note: declared.note.as_ref().map(words),
                })
                .collect(),
            declared_completed: programme.declared_completed.filter(|_| self.edition.is_over(programme)),
            basis: self.sources(&programme.basis),
            timeline: events
                .map(|event| Event {
                    date: event.date.into(),
                    end: event.end.map(Date::from),
                    text: event.text.clone(),
                    source: self.maybe_source(event.source.as_ref()),
                })
                .collect(),
            reporting: programme.reporting.as_ref().map(|reporting| Reporting {
                day: reporting.day,
                to: said(&reporting.to),
                source: self.maybe_source(reporting.source.as_ref()),
            }),
            notes: self.notes(&programme.notes),
            sources: self.sources(&programme.sources),
            corrections: self.corrections(&programme.corrections),
            narrative: programme.narrative.as_ref().map(words),
            computed: totals(year),
            projects: year.projects.iter().map(|shown| line(number, shown)).collect(),
            goals: Self::goals(year),
            consultation: self.consultation(&of.consultation),
            proposals: of.proposals.as_ref().map(|part| self.proposals(part)),
            cases: Self::cases(year),
            evaluation: of.evaluations.as_ref().map(|part| self.evaluations(part)),
            report: of.work_report.as_ref().map(|part| self.work_report(part)),
            page: route::year(number),
            json,
        }
    }

    fn goals(year: &Programmed<'_>) -> Vec<Entry> {
        let (programme, shown) = (year.programme, &year.proceedings.goals);
        let entry = |id: &str, title: &str| Entry {
            id: id.to_owned(),
            title: title.to_owned(),
            page: route::goal(programme.year, id),
            json: goal::json_of(programme.year, id),
        };
        shown.iter().map(|goal| entry(&goal.id, &goal.own.title)).collect()
    }

    fn cases(year: &Programmed<'_>) -> Vec<Entry> {
        let (programme, shown) = (year.programme, &year.proceedings.cases);
        let entry = |id: &str, title: &str| Entry {
            id: id.to_owned(),
            title: title.to_owned(),
            page: route::proposal(programme.year, id),
            json: proposal::json_of(programme.year, id),
        };
        shown.iter().map(|case| entry(&case.id, &case.own.title)).collect()
    }
}

fn line(year: i32, shown: &Shown<'_>) -> Line {
    let (project, state) = (shown.project, &shown.state);
    Line {
        id: project.id.clone(),
        ordinal: project.ordinal,
        title: project.title.clone(),
        computed: Computed {
            status: state.status.word(),
            percent: state.percent.map(Exact::percent),
            qualifier: qualifier(state.qualifier),
            counted: state.card.counted,
            total: state.card.total,
            as_of: state.latest.map(Date::from),
        },
        page: route::project(year, &project.id),
        json: project_json(year, &project.id),
    }
}

/// Counts as on the year's page: drafts are of no status, what was taken off the list is not in the mean.
fn totals(year: &Programmed<'_>) -> Totals {
    let of = if is_draft(year.programme.phase) { &[] } else { &year.projects[..] };
    let statuses = Status::ALL
        .into_iter()
        .map(|status| Count { status: status.word(), count: of.iter().filter(|shown| shown.state.status == status).count() });
    let counting: Vec<_> = of.iter().filter(|shown| shown.state.status != Status::Cancelled).collect();
    let shares: Vec<rust_decimal::Decimal> = counting.iter().filter_map(|shown| shown.state.percent).collect();
    let exactness = combined(counting.iter().filter(|shown| shown.state.percent.is_some()).map(|shown| shown.state.qualifier));
    Totals {
        projects: year.projects.len(),
        statuses: statuses.filter(|count| count.count > 0).collect(),
        percent: (!shares.is_empty())
            .then(|| Exact::percent(shares.iter().sum::<rust_decimal::Decimal>() / rust_decimal::Decimal::from(shares.len()))),
        qualifier: qualifier(exactness),
        counted: shares.len(),
    }
}
