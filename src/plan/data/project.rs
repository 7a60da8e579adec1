//! A project as data: what its page shows, by the keys of the content model.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    indicator::{Indicator, Reported},
    published::PublishedFigure,
    shared::{
        Change, Correction, Date, Exact, Facts, Named, Note, ProjectRef, Source, Values, named, project_json, qualifier, said, words,
    },
};
use crate::{
    plan::{edition::At, route, view::is_draft},
    site::{
        model::{self, proceedings::ProjectLink},
        progress,
    },
};

/// A promise of a year, with everything its page shows. Every key is always there; null where nothing is said.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Project {
    /// The address of this file's schema, seen from the file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Permanent id, unique in its year.
    pub id: String,
    /// The year.
    pub year: i32,
    /// The programme it belongs to.
    pub programme: Programme,
    /// Its place in the official list.
    pub ordinal: Option<u32>,
    /// The short title.
    pub title: String,
    /// The official sentence, word for word.
    pub official_text: Option<String>,
    /// The paper that words it so.
    pub official_source: Option<Source>,
    /// Its fields.
    pub category: Vec<Named>,
    /// Who answers for it.
    pub lead: Vec<Named>,
    /// Who helps.
    pub partners: Vec<Named>,
    /// Where it happens.
    pub places: Vec<Named>,
    /// Named spots.
    pub sites: Vec<Site>,
    /// The money, as published.
    pub budget: Option<Budget>,
    /// The papers it rests on.
    pub basis: Vec<Source>,
    /// Where it stands, as computed by the site.
    pub computed: Computed,
    /// What the department says.
    pub declared_status: Option<Declared>,
    /// What is promised, one entry per figure.
    pub indicators: Vec<Indicator>,
    /// The plan, in the order of time.
    pub milestones: Vec<Milestone>,
    /// What was reported in words, in the order of time; figures stand with their indicators.
    pub reports: Vec<Reported>,
    /// Projects of this or other years that belong with it.
    pub related: Vec<ProjectRef>,
    /// Where papers of its or other years name it.
    pub named_by: Vec<NamedBy>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Where its figures come from.
    pub sources: Vec<Source>,
    /// What happened to the promise.
    pub changes: Vec<Change>,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// Taken off the list.
    pub withdrawn: Option<Withdrawal>,
    /// What was published of it, and when, in the order of the record.
    pub published: Vec<PublishedFigure>,
    /// Its narrative, without markup.
    pub narrative: Option<String>,
    /// Its page, seen from the site's root.
    pub page: String,
    /// This file, seen from the site's root.
    pub json: String,
}

/// The programme a project belongs to.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Programme {
    /// Its official name.
    pub title: String,
    /// Where it stands in its year.
    pub phase: &'static str,
    /// Whether it is a draft, which promises nothing yet.
    pub draft: bool,
}

/// A named spot.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Site {
    /// The spot.
    pub name: String,
    /// The 街镇 it lies in.
    pub place: Option<Named>,
    /// Its share of a figure.
    pub value: Option<Exact>,
    /// The share's unit.
    pub unit: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Money, as published.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Budget {
    /// The amount.
    pub amount: Exact,
    /// Its unit.
    pub unit: String,
    /// What it pays for.
    pub covers: Option<String>,
    /// Where it was published.
    pub source: Option<Source>,
}

/// Where a project stands.
#[derive(Debug, Clone, Hash, Serialize, JsonSchema)]
pub struct Computed {
    /// Its status.
    pub status: &'static str,
    /// The mean of its countable indicators by weight, each capped at 100, in percent, as its page shows it.
    pub percent: Option<Exact>,
    /// How exact the mean is, where its figures are not.
    pub qualifier: Option<&'static str>,
    /// How many indicators count.
    pub counted: usize,
    /// How many there are.
    pub total: usize,
    /// The date its latest report speaks of.
    pub as_of: Option<Date>,
}

/// A declared status.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Declared {
    /// The status declared.
    pub status: &'static str,
    /// The paper's words.
    pub text: Option<String>,
    /// When it was declared.
    pub date: Option<Date>,
    /// Where.
    pub source: Option<Source>,
}

/// A step of the plan.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Milestone {
    /// When it is due: the period's end.
    pub period: Date,
    /// What is due.
    pub text: String,
    /// What is due in figures, by the indicator's id.
    pub values: Values,
    /// `cumulative` from the year's start, or for the `period` alone.
    pub kind: &'static str,
    /// What became of it; `planned` until its period is over.
    pub state: &'static str,
    /// Whether its period is over.
    pub due: bool,
    /// The paper that plans it.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<String>,
}

/// A place in a paper that names a project.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct NamedBy {
    /// The paper and the place in it.
    pub title: String,
    /// Where it stands, seen from the site's root.
    pub page: String,
    /// What it says.
    pub text: Option<String>,
    /// Where it and the project say different things.
    pub differs: Vec<Sides>,
}

/// What two papers say.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Sides {
    /// What the paper says.
    pub here: String,
    /// What the project says.
    pub there: String,
}

/// A withdrawal.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Withdrawal {
    /// From when.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: Option<String>,
    /// Who says so.
    pub source: Option<Source>,
}

impl Facts<'_, '_> {
    /// A project, made of its whole record.
    pub fn project(&self, at: At, project: &model::Project) -> Project {
        let (year, shown) = self.edition.project(at);
        let (programme, number) = (year.programme, year.programme.year);
        let state = progress::project(number, project, year.days);
        let site = self.edition.site;
        let json = project_json(number, &project.id);
        Project {
            schema: format!("{}data/schema/project.json", route::root(&json)),
            id: project.id.clone(),
            year: number,
            programme: Programme { title: programme.title.clone(), phase: programme.phase, draft: is_draft(programme.phase) },
            ordinal: project.ordinal,
            title: project.title.clone(),
            official_text: said(&project.official_text),
            official_source: self.maybe_source(project.official_source.as_ref().or(project.basis.first())),
            category: named(&site.categories, &project.categories),
            lead: self.departments(&project.lead),
            partners: self.departments(&project.partners),
            places: named(&site.places, &project.places),
            sites: project.spots.iter().map(|spot| self.spot(spot)).collect(),
            budget: project.budget.as_ref().map(|budget| Budget {
                amount: (&budget.amount).into(),
                unit: budget.unit.clone(),
                covers: said(&budget.covers),
                source: self.maybe_source(budget.source.as_ref()),
            }),
            basis: self.sources(&project.basis),
            computed: Computed {
                status: state.status.word(),
                percent: state.percent.map(Exact::percent),
                qualifier: qualifier(state.qualifier),
                counted: state.counted,
                total: project.indicators.len(),
                as_of: state.latest.map(|report| report.as_of.into()),
            },
            declared_status: self.declared(project),
            indicators: self.indicators(year, project, &state),
            milestones: project.milestones.iter().map(|milestone| self.milestone(project, milestone, year.day)).collect(),
            reports: self.reports(year, project),
            related: self.related(shown.project),
            named_by: self.named_by(at),
            notes: self.notes(&project.notes),
            sources: self.sources(&project.sources),
            changes: self.changes(&project.changes),
            corrections: self.corrections(&project.corrections),
            withdrawn: project.withdrawn.as_ref().filter(|w| self.edition.reached(w.date)).map(|withdrawal| Withdrawal {
                date: withdrawal.date.into(),
                reason: withdrawal.reason.clone(),
                authority: said(&withdrawal.authority),
                source: self.maybe_source(withdrawal.source.as_ref()),
            }),
            published: self.published(number, project),
            narrative: project.narrative.as_ref().map(words),
            page: route::project(number, &project.id),
            json,
        }
    }

    fn spot(&self, spot: &model::Spot) -> Site {
        Site {
            name: spot.name.clone(),
            place: spot.place.and_then(|at| named(&self.edition.site.places, &[at]).pop()),
            value: spot.value.as_ref().map(Exact::from),
            unit: said(&spot.unit),
            note: said(&spot.note),
        }
    }

    /// What the department says, once the day it was said is over.
    fn declared(&self, project: &model::Project) -> Option<Declared> {
        let declared = project.declared.as_ref()?;
        let reached = declared.date.is_none_or(|date| self.edition.over(date));
        reached.then(|| Declared {
            status: declared.status,
            text: said(&declared.text),
            date: declared.date.map(Date::from),
            source: self.maybe_source(declared.source.as_ref()),
        })
    }

    fn milestone(&self, project: &model::Project, milestone: &model::Milestone, day: chrono::NaiveDate) -> Milestone {
        // What became of a milestone is not known before it is due.
        let over = self.edition.over(milestone.period);
        Milestone {
            period: milestone.period.into(),
            text: milestone.text.clone(),
            values: milestone.values.iter().map(|(at, number, _)| (project.indicators[*at].id.clone(), number.into())).collect(),
            kind: if milestone.per_period { "period" } else { "cumulative" },
            state: if over { milestone.state } else { "planned" },
            due: milestone.period.end() <= day,
            source: self.maybe_source(milestone.source.as_deref()),
            note: milestone.note.as_deref().map(words),
        }
    }

    fn related(&self, project: &model::Dossier) -> Vec<ProjectRef> {
        let links = project.related.iter().filter(|to| self.edition.find(**to).is_some());
        links.map(|to| self.project_ref(&ProjectLink { at: Some(*to), ..ProjectLink::default() })).collect()
    }

    fn named_by(&self, at: At) -> Vec<NamedBy> {
        let all = self.maker.named_by(at).into_iter();
        all.map(|naming| NamedBy {
            title: naming.link.title,
            page: naming.link.href,
            text: said(&naming.text),
            differs: naming.differs.into_iter().map(|(here, there)| Sides { here, there }).collect(),
        })
        .collect()
    }
}
