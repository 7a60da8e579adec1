//! A project as OC4IDS.

use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive as _;

use super::{
    super::moment,
    figures,
    schema::{Amount, Budget, Completion, Document, Location, Milestone, Named, Party, Period, Project as Written},
};
use crate::{
    plan::{Plan, edition::Year, route, view::is_draft},
    site::{
        language::Language,
        model::{Change, ChangeKind, Citation, Milestone as Step, Project, ReadingState},
        number::Number,
        progress::{self, ProjectState, Status},
    },
};

/// A project with the figures known on its year's day.
pub fn project(plan: &Plan<'_>, year: &Year<'_>, project: &Project) -> Written {
    let site = plan.edition.site;
    let config = &site.config;
    let number = year.programme.year;
    let state = progress::project(number, project, year.days);
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(number, month, day).unwrap_or_default();
    let period = Period { start_date: moment::first_second(config, day(1, 1)), end_date: moment::last_second(config, day(12, 31)) };
    let named = |at: usize| Named { name: site.departments[at].name.clone(), id: site.departments[at].id.clone() };
    Written {
        id: format!("{}-{number}-{}", config.oc4ids_prefix, project.id),
        updated: state.latest.map(|report| moment::end_of(config, report.as_of)),
        language: config.language.split('-').next().unwrap_or_default().to_ascii_lowercase(),
        public_authority: project.lead.first().map(|at| named(*at)),
        title: project.title.clone(),
        description: project.official_text.clone(),
        budget: project.budget.as_ref().and_then(|budget| money(&budget.amount, &budget.unit)),
        locations: project
            .places
            .iter()
            .map(|at| Location { id: site.places[*at].id.clone(), description: site.places[*at].name.clone() })
            .collect(),
        status: status(&state, is_draft(year.programme.phase)),
        parties: parties(project).into_iter().map(|(at, roles)| Party { named: named(at), roles }).collect(),
        forecasts: figures::forecasts(plan, project, &period),
        metrics: figures::metrics(plan, year, project),
        milestones: milestones(plan, year, project, &state),
        completion: state.status.is_kept().then(|| completion(project, &state)),
        documents: documents(plan, project),
        period,
    }
}

/// A code of projectStatus; none where nothing was reported. A draft is a decision still to be made.
fn status(state: &ProjectState<'_>, draft: bool) -> Option<&'static str> {
    match state.status {
        Status::Cancelled => Some("cancelled"),
        _ if draft => Some("identification"),
        Status::Completed | Status::OverFulfilled => Some("completion"),
        Status::NotStarted => Some("preparation"),
        Status::Behind | Status::UnderWay | Status::OnPace | Status::Suspended => Some("implementation"),
        Status::NoData => None,
    }
}

/// Every department once, in the order named, those who answer first; the standard has no code for those who help.
fn parties(project: &Project) -> Vec<(usize, Vec<&'static str>)> {
    let of_indicators = |lead: bool| project.indicators.iter().flat_map(move |i| if lead { &i.lead } else { &i.partners });
    let leads = project.lead.iter().chain(of_indicators(true)).map(|at| (*at, vec!["publicAuthority"]));
    let helpers = project.partners.iter().chain(of_indicators(false)).map(|at| (*at, Vec::new()));
    let mut found: Vec<(usize, Vec<&'static str>)> = Vec::new();
    for (at, roles) in leads.chain(helpers) {
        if found.iter().all(|(known, _)| *known != at) {
            found.push((at, roles));
        }
    }
    found
}

/// Money in yuan; none where the unit does not say that it is money.
fn money(amount: &Number, unit: &str) -> Option<Budget> {
    let yuan = amount.scaled(unit).filter(|_| unit.ends_with('元') && !unit.contains('/'))?.normalize();
    let amount = yuan.to_i64().filter(|_| yuan.is_integer()).map(serde_json::Number::from);
    let amount = amount.or_else(|| serde_json::Number::from_f64(yuan.to_f64()?))?;
    Some(Budget { amount: Amount { amount, currency: "CNY" } })
}

/// The plan by quarter, then each suspension as a milestone that was not met.
fn milestones(plan: &Plan<'_>, year: &Year<'_>, project: &Project, state: &ProjectState<'_>) -> Vec<Milestone> {
    let config = &plan.edition.site.config;
    let step = |(number, step): (usize, &Step)| {
        // What became of a milestone is not known before it is due.
        let over = plan.edition.over(step.period);
        Milestone {
            id: format!("plan-{}", number + 1),
            title: step.period.chinese(),
            description: step.text.clone(),
            due_date: Some(moment::end_of(config, step.period)),
            date_modified: None,
            status: match step.state {
                "met" if over => "met",
                "partly_met" if over => "partiallyMet",
                "missed" if over => "notMet",
                _ => "scheduled",
            },
        }
    };
    let stopped = |change: &&Change| change.kind == ChangeKind::Suspended && plan.edition.reached(change.date);
    let said = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("；");
    let title = |name: &str| if name.is_empty() { "暂停".to_owned() } else { format!("暂停：{name}") };
    let decided =
        project.changes.iter().filter(stopped).map(|change| {
            (title(&change.indicator), said(&[&change.reason, &change.authority]), Some(moment::end_of(config, change.date)))
        });
    let reported = project.indicators.iter().zip(&state.indicators).filter_map(|(indicator, state)| {
        let (report, reading) = state.latest.filter(|(report, _)| report.as_of.end() <= year.day)?;
        let ReadingState::Suspended(reason, authority) = &reading.state else { return None };
        Some((title(&indicator.name), said(&[reason, authority]), Some(moment::end_of(config, report.as_of))))
    });
    let mut all: Vec<Milestone> = project.milestones.iter().enumerate().map(step).collect();
    let numbered = |kind: &'static str| move |(number, stop)| (format!("{kind}-{}", number + 1), stop);
    let stops = decided.enumerate().map(numbered("decided")).chain(reported.enumerate().map(numbered("reported")));
    let stops = stops.map(|(id, (title, description, date_modified))| Milestone {
        id,
        title,
        description,
        due_date: None,
        date_modified,
        status: "notMet",
    });
    all.extend(stops);
    all
}

/// What a kept promise attained. The day is not known, only the report that says so.
fn completion(project: &Project, state: &ProjectState<'_>) -> Completion {
    let attained = project.indicators.iter().zip(&state.indicators).filter_map(|(indicator, state)| {
        let figure = state.figure.as_ref()?;
        let text = match (&figure.number, &figure.percent) {
            (Some(number), _) => Language::Chinese.quantity(number, figure.qualifier, figure.unit),
            (None, share) => Language::Chinese.quantity(share.as_ref()?, figure.qualifier, "%"),
        };
        Some(format!("{} {text}", indicator.name))
    });
    let date = state.latest.map(|report| report.as_of.chinese()).unwrap_or_default();
    Completion {
        end_date_details: format!("没有写明完成的日期；截至{date}的报送已达到目标"),
        final_scope: attained.collect::<Vec<_>>().join("；"),
    }
}

/// Every paper the project rests on once, as far as it is shown, with the places named in it.
fn documents(plan: &Plan<'_>, project: &Project) -> Vec<Document> {
    let edition = &plan.edition;
    let mut found: Vec<(Document, Vec<&str>)> = Vec::new();
    for citation in project.citations(edition.known) {
        let Some(document) = document(plan, citation, found.len()) else { continue };
        let at = found.iter().position(|(known, _)| known.title == document.title && known.url == document.url);
        let at = at.unwrap_or_else(|| {
            found.push((document, Vec::new()));
            found.len() - 1
        });
        let places = &mut found[at].1;
        if !citation.place.is_empty() && !places.contains(&citation.place.as_str()) {
            places.push(&citation.place);
        }
    }
    let describe = |(mut document, places): (Document, Vec<&str>)| {
        let number = std::iter::once(document.description.as_str()).filter(|number| !number.is_empty());
        document.description = number.chain(places).collect::<Vec<_>>().join("；");
        document
    };
    found.into_iter().map(describe).collect()
}

/// A paper; `None` where it is held back or has no name.
fn document(plan: &Plan<'_>, citation: &Citation, before: usize) -> Option<Document> {
    let config = &plan.edition.site.config;
    let Some(at) = citation.document else {
        let url = Some(citation.url.clone()).filter(|url| !url.is_empty());
        return (!citation.title.is_empty()).then(|| Document {
            id: format!("outside-{}", before + 1),
            title: citation.title.clone(),
            description: String::new(),
            url,
            date_published: None,
            author: String::new(),
        });
    };
    let paper = &plan.edition.site.documents[at];
    plan.edition.documents[at].then(|| Document {
        id: paper.article.id.clone(),
        title: paper.article.title.clone(),
        description: paper.number.clone(),
        url: plan.full_address(&route::document(&paper.article.id)),
        date_published: paper.appeared().map(|date| moment::end_of(config, date)),
        author: paper.issuer.clone(),
    })
}
