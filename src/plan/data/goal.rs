//! A key work goal as data, by the keys of its record.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::{Amount, Date, Exact, Facts, Named, Note, ProjectRef, Source, amount, qualifier, said};
use crate::{
    plan::route,
    site::model::proceedings::{Measure as Measured, Quarter as Due, QuarterValue, WorkGoal},
};

/// A key work goal of a year. Every key is always there; null where nothing is said.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Goal {
    /// The address of this file's schema, seen from the file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Permanent id, unique in its year.
    pub id: String,
    /// The year.
    pub year: i32,
    /// Its number in the list.
    pub ordinal: Option<u32>,
    /// The heading the list sorts it under, as printed.
    pub field: Option<String>,
    /// Its short name, as printed.
    pub title: String,
    /// What is to be done in the year.
    pub text: Option<String>,
    /// Who answers for it.
    pub lead: Vec<Named>,
    /// Who helps.
    pub partners: Vec<Named>,
    /// Its figures of the year.
    pub measures: Vec<Measure>,
    /// What is due by quarter.
    pub quarters: Vec<Quarter>,
    /// Projects of the same matter.
    pub projects: Vec<ProjectRef>,
    /// Where it and a project say different things.
    pub differs: Vec<Difference>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Its page, seen from the site's root.
    pub page: String,
    /// This file, seen from the site's root.
    pub json: String,
}

/// A figure of a goal.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Measure {
    /// Unique in the goal; quarters name it.
    pub id: String,
    /// What is counted.
    pub name: String,
    /// How many in the year.
    pub value: Option<Amount>,
    /// How exact the paper says it is.
    pub qualifier: Option<&'static str>,
    /// Its unit.
    pub unit: Option<String>,
}

/// What is due in a quarter.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Quarter {
    /// The quarter.
    pub period: Date,
    /// What is due; `——` where the paper prints a dash.
    pub text: Option<String>,
    /// What is due in figures.
    pub values: Vec<QuarterFigure>,
}

/// A figure of a quarter.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct QuarterFigure {
    /// The id of the measure.
    pub measure: String,
    /// How many.
    pub value: Exact,
    /// Its unit; `%` is a share of the year's figure.
    pub unit: Option<String>,
    /// How it counts: `cumulative`, `period` or `constant`.
    pub kind: &'static str,
    /// The one spot it speaks of.
    pub site: Option<String>,
}

/// Where a goal and a project say different things.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Difference {
    /// The project.
    pub project: ProjectRef,
    /// What the goal says.
    pub here: String,
    /// What the project says.
    pub there: String,
}

/// The address of a goal's data.
pub fn json_of(year: i32, id: &str) -> String {
    format!("data/{year}/goals/{id}.json")
}

impl Facts<'_, '_> {
    /// A key work goal, by year and position.
    pub fn goal(&self, y: usize, at: usize) -> Goal {
        let programme = self.edition.years[y].programme;
        let goal = &self.edition.years[y].proceedings.goals[at];
        let json = json_of(programme.year, &goal.id);
        Goal {
            schema: format!("{}data/schema/goal.json", route::root(&json)),
            id: goal.id.clone(),
            year: programme.year,
            ordinal: goal.ordinal,
            field: said(&goal.field),
            title: goal.own.title.clone(),
            text: said(&goal.text),
            lead: self.departments(&goal.lead),
            partners: self.departments(&goal.partners),
            measures: goal.measures.iter().map(measure).collect(),
            quarters: goal.quarters.iter().map(|quarter| due(goal, quarter)).collect(),
            projects: self.project_refs(&goal.projects),
            differs: goal
                .differs
                .iter()
                .map(|differs| Difference {
                    project: self.project_ref(&differs.project),
                    here: differs.here.clone(),
                    there: differs.there.clone(),
                })
                .collect(),
            source: self.sources(&goal.own.sources),
            notes: self.notes(&goal.own.notes),
            page: route::goal(programme.year, &goal.id),
            json,
        }
    }
}

fn measure(measure: &Measured) -> Measure {
    Measure {
        id: measure.id.clone(),
        name: measure.name.clone(),
        value: amount(&measure.goal),
        qualifier: qualifier(measure.qualifier),
        unit: said(&measure.unit),
    }
}

fn due(goal: &WorkGoal, quarter: &Due) -> Quarter {
    let value = |value: &QuarterValue| {
        let measure = &goal.measures[value.measure];
        QuarterFigure {
            measure: measure.id.clone(),
            value: (&value.value).into(),
            unit: said(if value.unit.is_empty() { &measure.unit } else { &value.unit }),
            kind: value.kind,
            site: said(&value.site),
        }
    };
    Quarter { period: quarter.period.into(), text: said(&quarter.text), values: quarter.values.iter().map(value).collect() }
}
