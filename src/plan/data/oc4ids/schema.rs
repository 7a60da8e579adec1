//! The part of OC4IDS 0.9.5 that promises and readings fill; the names are the standard's.
//! <https://standard.open-contracting.org/infrastructure/0.9/en/reference/schema/>

use serde::Serialize;

/// A package of projects.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Package {
    /// Its address, or another URI of it.
    pub uri: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// The last second of the day its figures speak of.
    pub published_date: String,
    /// Address of the terms.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub license: String,
    /// The standard's version.
    pub version: &'static str,
    /// The projects.
    pub projects: Vec<Project>,
}

/// Who publishes.
#[derive(Serialize)]
pub struct Publisher {
    /// Its name.
    pub name: String,
}

/// A project.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Prefix, year and id.
    pub id: String,
    /// When it was last reported on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Language of its texts.
    pub language: String,
    /// Who answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_authority: Option<Named>,
    /// Short title.
    pub title: String,
    /// Official sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// The programme's year.
    pub period: Period,
    /// Where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Location>,
    /// A code of projectStatus; none where nothing was reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
    /// Everybody who takes part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// What is promised in figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forecasts: Vec<Metric>,
    /// What was reported in figures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Metric>,
    /// The plan by quarter, and what was suspended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// How it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// Papers it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
}

/// A reference to a party.
#[derive(Clone, Serialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its id here.
    pub id: String,
}

/// A party.
#[derive(Serialize)]
pub struct Party {
    /// Name and id.
    #[serde(flatten)]
    pub named: Named,
    /// Codes of partyRole; none where the standard has no code for a helper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<&'static str>,
}

/// Money.
#[derive(Serialize)]
pub struct Budget {
    /// How much.
    pub amount: Amount,
}

/// An amount.
#[derive(Serialize)]
pub struct Amount {
    /// In the currency's unit.
    pub amount: serde_json::Number,
    /// ISO 4217.
    pub currency: &'static str,
}

/// A time.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// Its first second.
    pub start_date: String,
    /// Its last second.
    pub end_date: String,
}

/// A place.
#[derive(Serialize)]
pub struct Location {
    /// Its id here.
    pub id: String,
    /// Its name.
    pub description: String,
}

/// What one indicator promises or attained.
#[derive(Serialize)]
pub struct Metric {
    /// The indicator's id.
    pub id: String,
    /// What is counted.
    pub title: String,
    /// Each figure.
    pub observations: Vec<Observation>,
}

/// A figure.
#[derive(Serialize)]
pub struct Observation {
    /// Its id in the metric.
    pub id: String,
    /// The time it speaks of.
    pub period: Period,
    /// The number as published, all its digits; none where there are words alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// What it counts in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// How exact it is, and what else is said of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// A unit.
#[derive(Serialize)]
pub struct Unit {
    /// As published.
    pub name: String,
    /// The list the code is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<&'static str>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'static str>,
}

/// A step of the plan.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Milestone {
    /// Its id in the project.
    pub id: String,
    /// Its name.
    pub title: String,
    /// In words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
    /// When its state was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    /// A code of milestoneStatus.
    pub status: &'static str,
}

/// How a project ended.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// What is known of the day.
    pub end_date_details: String,
    /// What was attained.
    pub final_scope: String,
}

/// A paper.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its id in the project.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Number, and the places named.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it appeared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    /// Issuer as signed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub author: String,
}
