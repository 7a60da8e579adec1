//! The view of a key work goal.

use serde::Serialize;

use super::super::common::{Date, Link, Maker, NoteView, Source};
use super::super::stated::goal_text;
use super::{Cell, NamedProject, cell, goal_link, holds};
use crate::{
    plan::route,
    site::{
        language::Language,
        model::proceedings::{Measure, ProjectLink, Quarter, QuarterValue, WorkGoal},
        schema,
    },
};

/// A key work goal.
#[derive(Debug, Hash, Serialize)]
pub struct GoalPage {
    /// Its name.
    pub title: String,
    /// The year.
    pub year: i32,
    /// Its number.
    pub ordinal: Option<u32>,
    /// The field as printed.
    pub field: String,
    /// What is to be done in the year.
    pub text: String,
    /// Whether the record itself is a draft or held back.
    pub unreleased: bool,
    /// Its figures of the year.
    pub measures: Vec<MeasureView>,
    /// What is due by quarter, in the order of time.
    pub quarters: Vec<QuarterView>,
    /// The date the year's figures speak of.
    pub as_of: Option<Date>,
    /// Who answers.
    pub lead: Vec<Link>,
    /// Who helps.
    pub partners: Vec<Link>,
    /// Projects that promise the same.
    pub projects: Vec<RestatedView>,
    /// The papers it is taken from.
    pub sources: Vec<Source>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Files beside it.
    pub attachments: Vec<Link>,
    /// The goal before it in the list.
    pub previous: Option<Link>,
    /// The goal after it.
    pub next: Option<Link>,
}

/// A figure of the year.
#[derive(Debug, Hash, Serialize)]
pub struct MeasureView {
    /// What is counted.
    pub name: String,
    /// How many, such as `8万人次以上` or `1-3家`.
    pub text: String,
}

/// A quarter of a goal.
#[derive(Debug, Hash, Serialize)]
pub struct QuarterView {
    /// Its anchor.
    pub id: String,
    /// When.
    pub period: Date,
    /// In words.
    pub cell: Cell,
    /// In figures.
    pub values: Vec<ValueView>,
    /// Whether the year's date lies in it.
    pub current: bool,
    /// Whether it is over at the year's date.
    pub over: bool,
}

/// A figure of a quarter.
#[derive(Debug, Hash, Serialize)]
pub struct ValueView {
    /// What is counted.
    pub name: String,
    /// The spot it speaks of.
    pub site: String,
    /// How it counts: `累计`, `当期` or `每季相同`.
    pub kind_text: &'static str,
    /// How many, such as `110张` or `全年的25%`.
    pub text: String,
}

/// A project that promises the same as a goal.
#[derive(Debug, Hash, Serialize)]
pub struct RestatedView {
    /// The project.
    pub project: NamedProject,
    /// Where they say different things: what the goal says, what the project says.
    pub differs: Vec<(String, String)>,
}

impl Maker<'_, '_> {
    /// A key work goal; `year` and `at` are positions of the shown year and of its goal.
    pub fn goal_page(&self, year: usize, at: usize) -> GoalPage {
        let year = &self.edition.years[year];
        let number = year.programme.year;
        let goals = &year.proceedings.goals;
        let goal = &goals[at];
        let beside = |other: &WorkGoal| {
            let ordinal = other.ordinal.map(|ordinal| format!("{} ", self.language().ordinal(ordinal))).unwrap_or_default();
            Link { title: format!("{ordinal}{}", other.own.title), href: route::goal(number, &other.id) }
        };
        GoalPage {
            title: goal_link(number, goal).title,
            year: number,
            ordinal: goal.ordinal,
            field: goal.field.clone(),
            text: goal.text.clone(),
            unreleased: self.unreleased(goal.own.release),
            measures: goal
                .measures
                .iter()
                .map(|measure| MeasureView {
                    name: measure.name.clone(),
                    text: goal_text(self.language(), &measure.goal, measure.qualifier, &measure.unit),
                })
                .collect(),
            quarters: goal.quarters.iter().enumerate().map(|(n, quarter)| self.quarter(goal, n + 1, quarter, year.day)).collect(),
            as_of: year.shown.map(|on| self.date(on)),
            lead: self.departments(&goal.lead),
            partners: self.departments(&goal.partners),
            projects: self.restated(goal),
            sources: self.sources(&goal.own.sources),
            notes: self.notes(&goal.own.notes),
            attachments: self.attachments(&goal.own.path),
            previous: goals[..at].last().map(beside),
            next: goals.get(at + 1).map(beside),
        }
    }

    /// The projects a goal names, each with what the two say differently.
    fn restated(&self, goal: &WorkGoal) -> Vec<RestatedView> {
        let mut named: Vec<&ProjectLink> = Vec::new();
        for link in goal.projects.iter().chain(goal.differs.iter().map(|differs| &differs.project)) {
            if !named.iter().any(|known| known.text == link.text) {
                named.push(link);
            }
        }
        let view = |link: &ProjectLink| {
            let differs = goal.differs.iter().filter(|differs| differs.project.text == link.text);
            RestatedView {
                project: self.named_project(link),
                differs: differs.map(|differs| (differs.here.clone(), differs.there.clone())).collect(),
            }
        };
        named.into_iter().map(view).collect()
    }

    /// A quarter of a goal.
    fn quarter(&self, goal: &WorkGoal, number: usize, quarter: &Quarter, day: chrono::NaiveDate) -> QuarterView {
        QuarterView {
            id: format!("q{number}"),
            period: self.date(quarter.period),
            cell: cell(Some(quarter)),
            values: quarter.values.iter().map(|value| value_view(self.language(), &goal.measures[value.measure], value)).collect(),
            current: holds(quarter.period, day),
            over: quarter.period.end() < day,
        }
    }
}

/// A figure of a quarter in words; a percentage of a figure that is none itself is a share of the year's.
fn value_view(language: Language, measure: &Measure, value: &QuarterValue) -> ValueView {
    let unit = if value.unit.is_empty() { &measure.unit } else { &value.unit };
    let amount = language.quantity(&value.value, None, unit);
    let is_share = unit == "%" && measure.unit != "%";
    ValueView {
        name: measure.name.clone(),
        site: value.site.clone(),
        kind_text: language.word(&schema::QUARTER_KINDS, value.kind),
        text: if is_share { language.of_the_year(&amount) } else { amount },
    }
}

#[cfg(test)]
mod tests {
    use super::{Measure, QuarterValue, goal_text, value_view};
    use crate::{
        diag::Loc,
        site::{
            language::Language,
            model::{Goal, Qualifier},
            number::Number,
        },
    };

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn measure(goal: Goal, qualifier: Option<Qualifier>, unit: &str) -> Measure {
        Measure { id: "m".to_owned(), name: "指标".to_owned(), goal, qualifier, unit: unit.to_owned(), loc: Loc::default() }
    }

    #[test]
    fn figures_of_the_year_keep_their_qualifiers_and_ranges() {
        assert_eq!(goal_text(Language::Chinese, &Goal::Number(number("8")), Some(Qualifier::AtLeast), "万人次"), "8万人次以上");
        assert_eq!(goal_text(Language::Chinese, &Goal::Range(number("1"), number("3")), None, "家"), "1-3家");
    }

    #[test]
    fn a_percentage_is_a_share_of_the_year_only_of_what_is_counted_otherwise() {
        let text = |unit_of_year: &str, value: &str, unit: &str| {
            let (value, unit) = (number(value), unit.to_owned());
            let value = QuarterValue { measure: 0, value, unit, kind: "cumulative", site: String::new(), loc: Loc::default() };
            let view = value_view(Language::Chinese, &measure(Goal::Number(number("400")), None, unit_of_year), &value);
            (view.kind_text, view.text)
        };
        assert_eq!(text("家", "25", "%"), ("累计", "全年的25%".to_owned()));
        assert_eq!(text("%", "56", "%"), ("累计", "56%".to_owned()));
        assert_eq!(text("家", "100", ""), ("累计", "100家".to_owned()));
    }
}
