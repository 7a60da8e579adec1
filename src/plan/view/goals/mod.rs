//! The views of key work goals and of monthly reporting.

mod goal;
mod reporting;

pub use goal::GoalPage;
pub use reporting::ReportingPage;

use serde::Serialize;

use super::common::{Date, Link, Maker};
use crate::{
    plan::route,
    site::{
        date::PartialDate,
        model::proceedings::{ProjectLink, Quarter, WorkGoal},
    },
    syntax::markdown::summary,
};

/// What papers print in a cell that asks for nothing.
const DASH: &str = "——";
/// How many characters of a goal's text lists show: two lines on a phone.
const SHOWN: usize = 40;

/// Key work goals of a year.
#[derive(Debug, Hash, Serialize)]
pub struct GoalsPage {
    /// The year.
    pub year: i32,
    /// How many goals there are.
    pub total: usize,
    /// How many of them have figures.
    pub measured: usize,
    /// The date the year's figures speak of.
    pub as_of: Option<Date>,
    /// The quarter whose cells are listed; `None` where no goal has quarters.
    pub period: Option<Date>,
    /// Whether the year's date lies in that quarter.
    pub current: bool,
    /// The goals, by field.
    pub fields: Vec<FieldView>,
    /// Where goals and projects say different things.
    pub differs: Vec<DifferenceRow>,
}

/// Goals of one field.
#[derive(Debug, Hash, Serialize)]
pub struct FieldView {
    /// The field as printed; empty where there is none.
    pub name: String,
    /// Its goals, in the order of the list.
    pub goals: Vec<GoalRow>,
}

/// A goal in a list.
#[derive(Debug, Hash, Serialize)]
pub struct GoalRow {
    /// Its page.
    pub link: Link,
    /// Its number.
    pub ordinal: Option<u32>,
    /// The beginning of what is to be done in the year.
    pub summary: String,
    /// Who answers.
    pub lead: Vec<Link>,
    /// What is due in the listed quarter.
    pub cell: Cell,
    /// Whether it is shown although a build without drafts would hold it back.
    pub unreleased: bool,
}

/// What a paper says of one quarter.
#[derive(Debug, Hash, Serialize)]
pub struct Cell {
    /// In words; empty where it says nothing.
    pub text: String,
    /// Whether the paper prints a dash there, which is `text` then.
    pub dash: bool,
}

/// A project as a goal names it.
#[derive(Debug, Hash, Serialize)]
pub struct NamedProject {
    /// Year and title, such as `2020年 停车资源共享`; as written, where it is not shown.
    pub title: String,
    /// Its page, where it is shown.
    pub href: Option<String>,
}

/// A place where a goal and a project say different things.
#[derive(Debug, Hash, Serialize)]
pub struct DifferenceRow {
    /// The goal.
    pub goal: Link,
    /// The goal's number.
    pub ordinal: Option<u32>,
    /// What the goal says.
    pub here: String,
    /// The project.
    pub project: NamedProject,
    /// What the project says.
    pub there: String,
}

impl Maker<'_, '_> {
    /// Key work goals of a year.
    pub fn goals_page(&self, at: usize) -> GoalsPage {
        let year = &self.edition.years[at];
        let number = year.programme.year;
        let goals: Vec<&WorkGoal> = year.proceedings.goals.iter().collect();
        let period = current(goals.iter().flat_map(|goal| &goal.quarters), year.day);
        let mut fields: Vec<FieldView> = Vec::new();
        for goal in &goals {
            let row = GoalRow {
                link: goal_link(number, goal),
                ordinal: goal.ordinal,
                summary: summary(&goal.text, SHOWN),
                lead: self.departments(&goal.lead),
                cell: cell(goal.quarters.iter().find(|quarter| Some(quarter.period) == period)),
                unreleased: self.unreleased(goal.own.release),
            };
            match fields.iter_mut().find(|field| field.name == goal.field) {
                Some(field) => field.goals.push(row),
                None => fields.push(FieldView { name: goal.field.clone(), goals: vec![row] }),
            }
        }
        let differs = goals.iter().flat_map(|goal| goal.differs.iter().map(move |differs| (goal, differs)));
        GoalsPage {
            year: number,
            total: goals.len(),
            measured: goals.iter().filter(|goal| !goal.measures.is_empty()).count(),
            as_of: year.shown.map(|on| self.date(on)),
            period: period.map(|on| self.date(on)),
            current: period.is_some_and(|period| holds(period, year.day)),
            fields,
            differs: differs
                .map(|(goal, differs)| DifferenceRow {
                    goal: goal_link(number, goal),
                    ordinal: goal.ordinal,
                    here: differs.here.clone(),
                    project: self.named_project(&differs.project),
                    there: differs.there.clone(),
                })
                .collect(),
        }
    }

    /// A project as a goal names it.
    fn named_project(&self, link: &ProjectLink) -> NamedProject {
        match self.project_named(link) {
            Some(link) => NamedProject { title: link.title, href: Some(link.href) },
            None => NamedProject { title: link.text.clone(), href: None },
        }
    }
}

fn goal_link(year: i32, goal: &WorkGoal) -> Link {
    Link { title: goal.own.title.clone(), href: route::goal(year, &goal.id) }
}

fn cell(quarter: Option<&Quarter>) -> Cell {
    let text = quarter.map(|quarter| quarter.text.clone()).unwrap_or_default();
    Cell { dash: text == DASH, text }
}

/// Whether a day lies in a period.
fn holds(period: PartialDate, day: chrono::NaiveDate) -> bool {
    period.start() <= day && day <= period.end()
}

/// The period a day lies in; else the next one, or the last where all are over.
fn current<'q>(quarters: impl Iterator<Item = &'q Quarter>, day: chrono::NaiveDate) -> Option<PartialDate> {
    let mut periods: Vec<PartialDate> = quarters.map(|quarter| quarter.period).collect();
    periods.sort_by_key(|period| (period.end(), period.start()));
    periods.iter().find(|period| day <= period.end()).or(periods.last()).copied()
}

#[cfg(test)]
mod tests {
    use super::{current, holds};
    use crate::{
        diag::Loc,
        site::{date::PartialDate, model::proceedings::Quarter},
    };

    #[test]
    fn the_quarter_of_a_day_is_listed() {
        let date = |text: &str| PartialDate::parse(text).expect("a date");
        let quarter = |text: &str| Quarter { period: date(text), text: String::new(), values: Vec::new(), loc: Loc::default() };
        let quarters = ["2020-Q4", "2020-Q2", "2020-Q3"].map(quarter);
        let listed = |day: &str| current(quarters.iter(), date(day).start()).map(|period| period.to_string());
        for (day, period) in [("2020-09-30", "2020-Q3"), ("2020-10-01", "2020-Q4"), ("2020-02-01", "2020-Q2"), ("2021-03-01", "2020-Q4")] {
            assert_eq!(listed(day).as_deref(), Some(period), "{day}");
        }
        assert!(holds(date("2020-Q3"), date("2020-07-01").start()) && !holds(date("2020-Q3"), date("2020-10-01").start()));
        assert_eq!(current([].iter(), date("2020-09-30").start()), None);
    }
}
