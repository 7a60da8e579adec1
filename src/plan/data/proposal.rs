//! Proposals of deputies as data: one by one, and in totals.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::{Date, Exact, Facts, Figure, Named, Note, Point, Source, points, qualifier, said, word, words};
use crate::{plan::route, site::model::proceedings};

/// A proposal of a deputy. Every key is always there; null where nothing is said.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Proposal {
    /// The address of this file's schema, seen from the file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Permanent id, unique in its year.
    pub id: String,
    /// The year.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// Of which kind: `suggestion` of a deputy to the people's congress, or `proposal` of a member of the CPPCC.
    pub kind: &'static str,
    /// Its number in its session.
    pub number: Option<String>,
    /// The office's role: `lead` or `joint`; null where no paper says.
    pub role: Option<&'static str>,
    /// Who handles it.
    pub by: Vec<Named>,
    /// Who helps.
    pub partners: Vec<Named>,
    /// When it came.
    pub received: Option<Date>,
    /// When it is to be answered.
    pub due: Option<Date>,
    /// When it was answered.
    pub replied: Option<Date>,
    /// The answer.
    pub reply: Option<Reply>,
    /// What became of it: `adopted`, `planned` or `reference`; null where no paper says.
    pub outcome: Option<&'static str>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Its narrative, without markup.
    pub narrative: Option<String>,
    /// Its page, seen from the site's root.
    pub page: String,
    /// This file, seen from the site's root.
    pub json: String,
}

/// An answer to a proposal.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Reply {
    /// Whether it is public.
    pub published: Option<bool>,
    /// What it says, in our words.
    pub text: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
}

/// A year's proposals, in totals.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Proposals {
    /// Its title.
    pub title: String,
    /// Who reports.
    pub by: Vec<Named>,
    /// The date the figures speak of.
    pub as_of: Option<Date>,
    /// How many, by kind and role.
    pub totals: Vec<Total>,
    /// Rates, with their targets.
    pub rates: Vec<Figure>,
    /// Meetings held.
    pub meetings: Option<Figure>,
    /// How they were handled.
    pub phases: Vec<Point>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A total.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Total {
    /// Of which kind: `suggestion` or `proposal`.
    pub kind: &'static str,
    /// In which role: `lead` or `joint`; null for all of them.
    pub role: Option<&'static str>,
    /// How many.
    pub value: Exact,
    /// How exact the paper says it is.
    pub qualifier: Option<&'static str>,
    /// Its unit.
    pub unit: String,
    /// What about.
    pub topics: Vec<String>,
}

/// The address of a proposal's data.
pub fn json_of(year: i32, id: &str) -> String {
    format!("data/{year}/proposals/{id}.json")
}

impl Facts<'_, '_> {
    /// A proposal, by year and position.
    pub fn proposal(&self, y: usize, at: usize) -> Proposal {
        let year = &self.edition.years[y];
        let (programme, case) = (year.programme, &year.proceedings.cases[at]);
        let json = json_of(programme.year, &case.id);
        Proposal {
            schema: format!("{}data/schema/proposal.json", route::root(&json)),
            id: case.id.clone(),
            year: programme.year,
            title: case.own.title.clone(),
            kind: case.kind,
            number: said(&case.number),
            role: word(case.role),
            by: self.departments(&case.by),
            partners: self.departments(&case.partners),
            received: case.received.map(Date::from),
            due: case.due.map(Date::from),
            replied: case.replied.map(Date::from),
            reply: case.reply.as_ref().map(|reply| Reply { published: reply.published, text: said(&reply.text), url: said(&reply.url) }),
            outcome: word(case.outcome),
            source: self.sources(&case.own.sources),
            notes: self.notes(&case.own.notes),
            narrative: case.narrative.as_ref().map(words),
            page: route::proposal(programme.year, &case.id),
            json,
        }
    }

    /// A year's proposals in totals.
    pub(super) fn proposals(&self, of: &proceedings::Proposals) -> Proposals {
        let total = |total: &proceedings::ProposalTotal| Total {
            kind: total.kind,
            role: word(total.role),
            value: (&total.value).into(),
            qualifier: qualifier(total.qualifier),
            unit: total.unit.clone(),
            topics: total.topics.clone(),
        };
        Proposals {
            title: of.own.title.clone(),
            by: self.departments(&of.by),
            as_of: of.as_of.map(Date::from),
            totals: of.totals.iter().map(total).collect(),
            rates: self.figures(&of.rates),
            meetings: of.meetings.as_ref().map(|stated| self.figure(stated)),
            phases: points(&of.phases),
            source: self.sources(&of.own.sources),
            notes: self.notes(&of.own.notes),
        }
    }
}
