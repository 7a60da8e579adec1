//! The view of a year.

use serde::{Deserialize, Serialize};

use super::chart::{StackRow, StripRow, stack_row};
use super::common::{Card, CorrectionView, Date, Html, Link, Maker, NoteView, Source, Tally, is_draft, year_link};
use super::{named::TurnView, shared::Shared, words::Title};
use crate::{
    plan::{
        edition::{Shown, Year},
        links::NARRATIVE,
        route,
    },
    site::{date::PartialDate, language::Language, schema},
};

/// A year's page.
#[derive(Debug, Hash, Serialize)]
pub struct YearPage {
    /// Official name.
    pub title: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The year.
    pub year: i32,
    /// Phase, an English word.
    pub phase: &'static str,
    /// Phase in Chinese.
    pub phase_text: &'static str,
    /// Whether it promises nothing yet.
    pub draft: bool,
    /// Closed for good.
    pub frozen: bool,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// Counts by status and the mean.
    pub tally: Tally,
    /// Declared counts of items.
    pub declared: Vec<DeclaredCountView>,
    /// Declared count of completed items.
    pub declared_completed: Option<u32>,
    /// Its projects.
    pub cards: Vec<Shared<Card>>,
    /// Its projects by status at the end of each quarter that has begun, the last up to the day.
    pub quarters: Vec<StackRow>,
    /// How far each department's projects are.
    pub strips: Vec<StripRow>,
    /// What changed with the last report.
    pub changes: Vec<Shared<ChangeView>>,
    /// What happened to its promises, the latest first.
    pub turns: Vec<TurnRow>,
    /// The pages of its proceedings.
    pub papers: Vec<Link>,
    /// Dates of its life.
    pub timeline: Vec<EventView>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Papers that set it.
    pub basis: Vec<Source>,
    /// Where its figures come from.
    pub sources: Vec<Source>,
    /// What was put right.
    pub corrections: Vec<CorrectionView>,
    /// Narrative.
    pub narrative: Option<Html>,
    /// Files beside its narrative.
    pub attachments: Vec<Link>,
    /// Every year, the latest first.
    pub years: Vec<Link>,
}

/// A declared count.
#[derive(Debug, Hash, Serialize)]
pub struct DeclaredCountView {
    /// Number and unit.
    pub text: String,
    /// When.
    pub date: Option<Date>,
    /// Where.
    pub source: Option<Source>,
    /// A remark.
    pub note: Option<Html>,
    /// Whether it is the number of projects kept here.
    pub agrees: bool,
}

/// An event.
#[derive(Debug, Hash, Serialize)]
pub struct EventView {
    /// When it began.
    pub date: Date,
    /// When it ended.
    pub end: Option<Date>,
    /// What happened.
    pub text: String,
    /// Who says so.
    pub source: Option<Source>,
}

/// A figure that came with the last report.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChangeView {
    /// The project.
    pub link: Link,
    /// What is counted.
    pub indicator: String,
    /// The figure before, where there was one.
    pub before: Option<String>,
    /// The figure now.
    pub now: String,
    /// The date of the report.
    pub date: Date,
}

/// Something that happened to a project, on pages that are not its own.
#[derive(Debug, Hash, Serialize)]
pub struct TurnRow {
    /// The project's page.
    pub link: Link,
    /// Its year.
    pub year: i32,
    /// What happened.
    pub turn: TurnView,
}

/// A year in a list.
#[derive(Debug, Hash, Serialize)]
pub struct YearRow {
    /// Its page.
    pub link: Link,
    /// The year.
    pub year: i32,
    /// Phase in Chinese.
    pub phase_text: &'static str,
    /// Whether it promises nothing yet.
    pub draft: bool,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// Declared counts, such as `16项`.
    pub declared: Vec<String>,
    /// Declared count of completed items.
    pub declared_completed: Option<u32>,
    /// Counts by status and the mean.
    pub tally: Tally,
    /// How many indicators its projects have.
    pub indicators: usize,
}

impl<'a> Maker<'a, '_> {
    /// A year's page.
    pub fn year_page(&self, at: usize) -> YearPage {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let gone = |shown: &&Shown<'_>| shown.project.withdrawn.as_ref().is_some_and(|(date, _)| self.edition.reached(*date));
        let kept = year.projects.iter().filter(|shown| !gone(shown)).count();
        let reached = |date: Option<PartialDate>| date.is_none_or(|date| self.edition.reached(date));
        let declared = programme.declared_items.iter().filter(|declared| reached(declared.date));
        let index = crate::files::SitePath::new(&format!("content/{}/index.md", programme.year));
        YearPage {
            title: programme.title.clone(),
            aliases: programme.aliases.clone(),
            year: programme.year,
            phase: programme.phase,
            phase_text: self.word(&schema::PHASES, programme.phase),
            draft: is_draft(programme.phase),
            frozen: programme.frozen.is_some(),
            as_of: year.shown.map(|on| self.date(on)),
            tally: self.tally((0..year.projects.len()).map(|project| (at, project))),
            declared: declared
                .enumerate()
                .map(|(n, declared)| DeclaredCountView {
                    text: format!("{}{}", declared.value, declared.unit),
                    date: declared.date.map(|on| self.date(on)),
                    source: self.maybe_source(declared.source.as_ref()),
                    note: self.maybe_html(declared.note.as_ref(), &format!("d{n}-")),
                    agrees: declared.value as usize == kept,
                })
                .collect(),
            declared_completed: programme.declared_completed.filter(|_| self.edition.is_over(programme)),
            cards: (0..year.projects.len()).map(|project| self.card((at, project))).collect(),
            quarters: quarters(self.language(), year),
            strips: self.strips(at),
            changes: changes(year),
            turns: self.turn_rows(std::slice::from_ref(year)),
            papers: papers(self.language(), year),
            timeline: self.timeline(year),
            notes: self.notes(&programme.notes),
            basis: self.sources(&programme.basis),
            sources: self.sources(&programme.sources),
            corrections: self.corrections(&programme.corrections),
            narrative: self.maybe_html(programme.narrative.as_ref(), NARRATIVE),
            attachments: self.attachments(&index),
            years: self.edition.years.iter().map(|other| year_link(other)).collect(),
        }
    }

    /// What happened to the projects of some years, as far as it may be shown, the latest first.
    pub fn turn_rows(&self, years: &[Year<'_>]) -> Vec<TurnRow> {
        let mut found = Vec::new();
        for year in years {
            let number = year.programme.year;
            for shown in &year.projects {
                let link = || Link { title: shown.project.title.clone(), href: route::project(number, &shown.project.id) };
                for change in &shown.project.changes {
                    let turns = self.turns(std::slice::from_ref(change)).into_iter();
                    found.extend(turns.map(|turn| (change.date, TurnRow { link: link(), year: number, turn })));
                }
            }
        }
        found.sort_by_key(|(date, _)| std::cmp::Reverse(date.end()));
        found.into_iter().map(|(_, row)| row).collect()
    }

    fn timeline(&self, year: &Year<'a>) -> Vec<EventView> {
        let mut events: Vec<_> = year.programme.timeline.iter().filter(|event| self.edition.reached(event.date)).collect();
        events.sort_by_key(|event| event.date.start());
        events
            .into_iter()
            .map(|event| EventView {
                date: self.date(event.date),
                end: event.end.map(|on| self.date(on)),
                text: event.text.clone(),
                source: self.maybe_source(event.source.as_ref()),
            })
            .collect()
    }

    /// A year in a list.
    pub fn year_row(&self, at: usize) -> YearRow {
        let year = &self.edition.years[at];
        let programme = year.programme;
        YearRow {
            link: year_link(year),
            year: programme.year,
            phase_text: self.word(&schema::PHASES, programme.phase),
            draft: is_draft(programme.phase),
            as_of: year.shown.map(|on| self.date(on)),
            declared: programme
                .declared_items
                .iter()
                .filter(|declared| declared.date.is_none_or(|date| self.edition.reached(date)))
                .map(|declared| format!("{}{}", declared.value, declared.unit))
                .collect(),
            declared_completed: programme.declared_completed.filter(|_| self.edition.is_over(programme)),
            tally: self.tally((0..year.projects.len()).map(|project| (at, project))),
            indicators: year.projects.iter().map(|shown| shown.project.indicators).sum(),
        }
    }
}

/// The figures that came with the programme's last report, each with the one before.
pub fn changes(year: &Year<'_>) -> Vec<Shared<ChangeView>> {
    let last = year.projects.iter().filter_map(|shown| shown.state.latest.map(PartialDate::end)).max();
    let with_last = year.projects.iter().filter(|shown| last.is_some() && shown.state.latest.map(PartialDate::end) == last);
    with_last.flat_map(|shown| shown.state.changes.iter().cloned()).collect()
}

/// The projects by status at the end of each quarter that has begun; none where only one has.
fn quarters(language: Language, year: &Year<'_>) -> Vec<StackRow> {
    let number = year.programme.year;
    let begun = year.projects.iter().map(|shown| shown.state.quarters.len()).max().unwrap_or_default();
    let of = |quarter: usize| year.projects.iter().filter_map(move |shown| shown.state.quarters.get(quarter).copied());
    let rows = (0..begun).zip(1..).map(|(at, quarter)| stack_row(language, (number, Some(quarter)), None, of(at)));
    if begun > 1 { rows.collect() } else { Vec::new() }
}

/// The pages of a year's proceedings.
pub fn papers(language: Language, year: &Year<'_>) -> Vec<Link> {
    year.parts().map(|part| Link { title: language.title(Title::Part(part)).to_owned(), href: part.route(year.programme.year) }).collect()
}
