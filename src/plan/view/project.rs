//! The view of a project.

use serde::Serialize;

use super::named::{NamedBy, TurnView};
use super::{
    chart::{Course, course},
    common::{Bar, CorrectionView, Date, Html, Link, Maker, NoteView, Source, is_draft, mean_bar, year_link},
    figures::{IndicatorView, reading_text},
    published::PublishedView,
};
use crate::{
    plan::{edition::At, links::NARRATIVE, route},
    site::{
        language::Language,
        model::{Dossier, Milestone, Project, Release, Report},
        progress, schema,
    },
};

/// A project's page.
#[derive(Debug, Hash, Serialize)]
pub struct ProjectPage {
    /// Short title.
    pub title: String,
    /// Official sentence.
    pub official_text: String,
    /// The paper that words it so.
    pub official_source: Option<Source>,
    /// Place in the official list.
    pub ordinal: Option<u32>,
    /// The programme.
    pub programme: Link,
    /// The year.
    pub year: i32,
    /// Whether the programme promises nothing yet.
    pub draft: bool,
    /// Whether the record itself is a draft or held back.
    pub unreleased: bool,
    /// Computed status, an English word.
    pub status: &'static str,
    /// Computed status in Chinese.
    pub status_text: &'static str,
    /// Declared status.
    pub declared: Option<DeclaredView>,
    /// The mean.
    pub bar: Option<Bar>,
    /// How many indicators count.
    pub counted: usize,
    /// How many there are.
    pub total: usize,
    /// The mean as a sum, such as `(100% + 70% + 20% + 25%) ÷ 4 = 53.8%`.
    pub formula: Option<String>,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// Fields.
    pub categories: Vec<Link>,
    /// Who answers.
    pub lead: Vec<Link>,
    /// Who helps.
    pub partners: Vec<Link>,
    /// Where.
    pub places: Vec<Link>,
    /// Named spots.
    pub spots: Vec<SpotView>,
    /// Money.
    pub budget: Option<BudgetView>,
    /// What is promised.
    pub indicators: Vec<IndicatorView>,
    /// How far they came over the year.
    pub course: Option<Course>,
    /// The plan by quarter.
    pub milestones: Vec<MilestoneView>,
    /// What was reported, the latest first.
    pub reports: Vec<ReportView>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Papers it rests on.
    pub basis: Vec<Source>,
    /// Where its figures come from.
    pub sources: Vec<Source>,
    /// Related projects.
    pub related: Vec<RelatedView>,
    /// What names it in the papers of its or other years.
    pub named_by: Vec<NamedBy>,
    /// What happened to the promise, the latest first.
    pub changes: Vec<TurnView>,
    /// What was put right.
    pub corrections: Vec<CorrectionView>,
    /// Taken off the list.
    pub withdrawn: Option<WithdrawalView>,
    /// What was published of it, and when.
    pub published: Vec<PublishedView>,
    /// Narrative.
    pub narrative: Option<Html>,
    /// Files beside it.
    pub attachments: Vec<Link>,
    /// The project before it in the list.
    pub previous: Option<Link>,
    /// The project after it.
    pub next: Option<Link>,
}

/// A declared status.
#[derive(Debug, Hash, Serialize)]
pub struct DeclaredView {
    /// In Chinese.
    pub status_text: &'static str,
    /// Whether it differs from the computed one.
    pub differs: bool,
    /// The paper's words.
    pub text: String,
    /// When.
    pub date: Option<Date>,
    /// Where.
    pub source: Option<Source>,
}

/// A named spot.
#[derive(Debug, Hash, Serialize)]
pub struct SpotView {
    /// The spot.
    pub name: String,
    /// Its 街镇.
    pub place: Option<Link>,
    /// Its share of a figure.
    pub share: String,
    /// A remark.
    pub note: String,
}

/// Money.
#[derive(Debug, Hash, Serialize)]
pub struct BudgetView {
    /// Amount and unit.
    pub text: String,
    /// What it pays for.
    pub covers: String,
    /// Where it was published.
    pub source: Option<Source>,
}

/// A step of the plan.
#[derive(Debug, Hash, Serialize)]
pub struct MilestoneView {
    /// Its anchor.
    pub id: String,
    /// When it is due.
    pub period: Date,
    /// What is due.
    pub text: String,
    /// What is due in figures.
    pub values: Vec<String>,
    /// Whether the figures are for the period alone.
    pub per_period: bool,
    /// What became of it, an English word.
    pub state: &'static str,
    /// The same in Chinese.
    pub state_text: &'static str,
    /// Whether its date has passed.
    pub due: bool,
    /// Who plans it.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<Html>,
}

/// A report in words.
#[derive(Debug, Hash, Serialize)]
pub struct ReportView {
    /// Its anchor.
    pub id: String,
    /// The date it speaks of.
    pub date: Date,
    /// Who reported.
    pub by: Option<Link>,
    /// In words.
    pub note: Option<Html>,
    /// Where.
    pub source: Option<Source>,
    /// The figures, by indicator.
    pub figures: Vec<(String, String)>,
}

/// A related project.
#[derive(Debug, Hash, Serialize)]
pub struct RelatedView {
    /// Its link.
    pub link: Link,
    /// Its year.
    pub year: i32,
}

/// A withdrawal.
#[derive(Debug, Hash, Serialize)]
pub struct WithdrawalView {
    /// From when.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub authority: String,
    /// Who says so.
    pub source: Option<Source>,
}

impl Maker<'_, '_> {
    /// A project's page, made of its whole record.
    pub fn project_page(&self, at: At, project: &Project) -> ProjectPage {
        let (year, shown) = self.edition.project(at);
        let state = &progress::project(year.programme.year, project, year.days);
        let known: Vec<&Report> = project.reports.iter().filter(|report| report.as_of.end() <= year.day).collect();
        let [previous, next] = self.beside(at);
        ProjectPage {
            title: project.title.clone(),
            official_text: project.official_text.clone(),
            official_source: self.maybe_source(project.official_source.as_ref().or(project.basis.first())),
            ordinal: project.ordinal,
            programme: year_link(year),
            year: year.programme.year,
            draft: is_draft(year.programme.phase),
            unreleased: self.unreleased(project.release),
            status: state.status.word(),
            status_text: self.language().status(state.status),
            declared: self.declared(project, state.status.word()),
            bar: mean_bar(self.language(), state, &project.title),
            counted: state.counted,
            total: project.indicators.len(),
            formula: formula(self.language(), project, state),
            as_of: state.latest.map(|report| self.date(report.as_of)),
            categories: project.categories.iter().map(|at| self.category(*at)).collect(),
            lead: self.departments(&project.lead),
            partners: self.departments(&project.partners),
            places: project.places.iter().map(|at| self.place(*at)).collect(),
            spots: project.spots.iter().map(|spot| self.spot(spot)).collect(),
            budget: project.budget.as_ref().map(|budget| BudgetView {
                text: self.language().quantity(&budget.amount, None, &budget.unit),
                covers: budget.covers.clone(),
                source: self.maybe_source(budget.source.as_ref()),
            }),
            indicators: self.indicators(year, project, state),
            course: (!is_draft(year.programme.phase))
                .then(|| course(self.language(), year.programme.year, project, state, year.days))
                .flatten(),
            milestones: self.milestones(project, year.day),
            reports: known.iter().rev().map(|report| self.report(project, report)).collect(),
            notes: self.notes(&project.notes),
            basis: self.sources(&project.basis),
            sources: self.sources(&project.sources),
            related: self.related(shown.project),
            named_by: self.named_by(at),
            changes: self.turns(&shown.project.changes),
            corrections: self.corrections(&project.corrections),
            withdrawn: project.withdrawn.as_ref().filter(|w| self.edition.reached(w.date)).map(|withdrawal| WithdrawalView {
                date: self.date(withdrawal.date),
                reason: withdrawal.reason.clone(),
                authority: withdrawal.authority.clone(),
                source: self.maybe_source(withdrawal.source.as_ref()),
            }),
            published: self.published(year.programme.year, project),
            narrative: self.maybe_html(project.narrative.as_ref(), NARRATIVE),
            attachments: self.attachments(&project.path),
            previous,
            next,
        }
    }

    /// The projects before and after one in its list.
    pub fn beside(&self, (y, p): At) -> [Option<Link>; 2] {
        let year = &self.edition.years[y];
        [p.checked_sub(1), p.checked_add(1)].map(|other| {
            let project = year.projects.get(other?)?.project;
            Some(Link { title: project.title.clone(), href: route::project(year.programme.year, &project.id) })
        })
    }

    /// The ids and titles of the projects before and after one in its list.
    pub fn names_beside(&self, (y, p): At) -> [Option<(&str, &str)>; 2] {
        let projects = &self.edition.years[y].projects;
        [p.checked_sub(1), p.checked_add(1)].map(|other| projects.get(other?).map(|s| (s.project.id.as_str(), s.project.title.as_str())))
    }

    /// Whether a record is shown although a build without drafts would hold it back.
    pub fn unreleased(&self, release: Release) -> bool {
        self.edition.is_unreleased(release)
    }

    fn declared(&self, project: &Project, computed: &str) -> Option<DeclaredView> {
        let declared = project.declared.as_ref()?;
        let reached = declared.date.is_none_or(|date| self.edition.over(date));
        reached.then(|| DeclaredView {
            status_text: self.word(&schema::STATUSES, declared.status),
            differs: declared.status != computed,
            text: declared.text.clone(),
            date: declared.date.map(|on| self.date(on)),
            source: self.maybe_source(declared.source.as_ref()),
        })
    }

    fn spot(&self, spot: &crate::site::model::Spot) -> SpotView {
        SpotView {
            name: spot.name.clone(),
            place: spot.place.map(|at| self.place(at)),
            share: spot.value.as_ref().map(|value| self.language().quantity(value, None, &spot.unit)).unwrap_or_default(),
            note: spot.note.clone(),
        }
    }

    fn milestones(&self, project: &Project, day: chrono::NaiveDate) -> Vec<MilestoneView> {
        let mut seen: Vec<String> = Vec::new();
        let view = |milestone: &Milestone| {
            let base = format!("m-{}", milestone.period);
            let before = seen.iter().filter(|id| **id == base).count();
            seen.push(base.clone());
            let id = if before == 0 { base } else { format!("{base}-{}", before + 1) };
            let value = |(at, number, _): &(usize, crate::site::number::Number, _)| {
                let indicator = &project.indicators[*at];
                format!("{} {}", indicator.name, self.language().quantity(number, None, &indicator.unit))
            };
            // What became of a milestone is not known before it is due.
            let over = self.edition.over(milestone.period);
            let state = if over { milestone.state } else { "planned" };
            MilestoneView {
                period: self.date(milestone.period),
                text: milestone.text.clone(),
                values: milestone.values.iter().map(value).collect(),
                per_period: milestone.per_period,
                state,
                state_text: self.word(&schema::MILESTONE_STATES, state),
                due: milestone.period.end() <= day,
                source: self.maybe_source(milestone.source.as_deref()),
                note: self.maybe_html(milestone.note.as_deref(), &format!("{id}-")),
                id,
            }
        };
        project.milestones.iter().map(view).collect()
    }

    fn report(&self, project: &Project, report: &Report) -> ReportView {
        let same =
            project.reports.iter().take_while(|other| !std::ptr::eq(*other, report)).filter(|other| other.as_of == report.as_of).count();
        let base = format!("r-{}", report.as_of);
        let id = if same == 0 { base } else { format!("{base}-{}", same + 1) };
        let figure = |reading: &crate::site::model::Reading| {
            let indicator = &project.indicators[reading.indicator];
            Some(reading_text(self.language(), indicator, reading))
                .filter(|text| !text.is_empty())
                .map(|text| (indicator.name.clone(), text))
        };
        ReportView {
            date: self.date(report.as_of),
            by: report.by.as_ref().map(|(at, name)| Link { title: name.clone(), ..self.department(*at) }),
            note: self.maybe_html(report.note.as_deref(), &format!("{id}-")),
            source: self.maybe_source(report.source.as_deref()),
            figures: report.readings.iter().filter_map(figure).collect(),
            id,
        }
    }

    /// The related projects that are shown.
    pub fn related(&self, project: &Dossier) -> Vec<RelatedView> {
        let shown = project.related.iter().filter_map(|to| self.edition.find(*to));
        shown
            .map(|at| {
                let (year, shown) = self.edition.project(at);
                let href = route::project(year.programme.year, &shown.project.id);
                RelatedView { link: Link { title: shown.project.title.clone(), href }, year: year.programme.year }
            })
            .collect()
    }

    /// The files in the folder named like a record.
    pub fn attachments(&self, path: &crate::files::SitePath) -> Vec<Link> {
        let site = self.edition.site;
        if site.attachments.is_empty() {
            return Vec::new();
        }
        let folder = format!("{}/{}/", path.parent(), path.stem());
        let from = site.attachments.partition_point(|file| **file < *folder);
        let inside = site.attachments[from..].iter().take_while(|file| file.starts_with(&folder));
        inside.map(|file| Link { title: file.name().to_owned(), href: route::encode(&route::attachment(file)) }).collect()
    }

    fn category(&self, at: usize) -> Link {
        let entry = &self.edition.site.categories[at];
        Link { title: entry.name.clone(), href: route::category(&entry.id) }
    }

    /// A place's link.
    pub fn place(&self, at: usize) -> Link {
        let entry = &self.edition.site.places[at];
        Link { title: entry.name.clone(), href: route::place(&entry.id) }
    }
}

/// How the mean came about.
fn formula(language: Language, project: &Project, state: &crate::site::progress::ProjectState<'_>) -> Option<String> {
    use rust_decimal::Decimal;
    let share = state.percent?;
    let mut terms = Vec::new();
    let mut weights = Decimal::ZERO;
    for (indicator, at) in project.indicators.iter().zip(&state.indicators) {
        if let (None, Some(percent)) = (at.uncounted, at.percent) {
            let shown = crate::site::number::percent(crate::site::progress::in_mean(indicator, percent));
            let weight = indicator.weight;
            terms.push(if weight == Decimal::ONE { shown } else { format!("{shown}×{}", weight.normalize()) });
            weights += weight;
        }
    }
    let mean = language.approximate(&crate::site::number::percent(share), state.qualifier);
    (terms.len() > 1).then(|| format!("({}) ÷ {} = {mean}", terms.join(" + "), weights.normalize()))
}
