//! The view of a call for ideas and what came in.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{
    plan::view::{
        common::{Date, Link, Maker},
        stated::{Grounds, PointView, StatedView, points},
    },
    site::{
        date::PartialDate,
        model::proceedings::{Call, Opinion, Path, Results},
        schema,
    },
};

/// A call for ideas and what came in.
#[derive(Debug, Hash, Serialize)]
pub struct ConsultationPage {
    /// The year.
    pub year: i32,
    /// The call.
    pub call: Option<CallView>,
    /// What came in.
    pub results: Option<ResultsView>,
    /// The page that tells what was decided, where there is one.
    pub decision: Option<Link>,
    /// Whether something of it is a draft or held back.
    pub unreleased: bool,
}

/// A call for ideas.
#[derive(Debug, Hash, Serialize)]
pub struct CallView {
    /// Its name.
    pub title: String,
    /// Who calls.
    pub issuers: Vec<Link>,
    /// Who helps.
    pub with: Vec<Link>,
    /// When it appeared.
    pub published: Option<Date>,
    /// From when ideas are taken.
    pub start: Option<Date>,
    /// The paper's words for it.
    pub start_text: String,
    /// Until when.
    pub end: Option<Date>,
    /// How many days it is open, the first not counted; `None` unless both ends are days.
    pub days: Option<i64>,
    /// Where it stands on the edition's day: `coming`, `open`, `closed`; empty where that cannot be said.
    pub state: &'static str,
    /// The edition's day.
    pub day: Option<Date>,
    /// What may be suggested.
    pub scope: Vec<String>,
    /// What suggestions are measured by.
    pub principles: Vec<PointView>,
    /// How to suggest.
    pub channels: Vec<PointView>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// What came in.
#[derive(Debug, Hash, Serialize)]
pub struct ResultsView {
    /// The date the counts speak of.
    pub as_of: Option<Date>,
    /// By way of coming in.
    pub paths: Vec<PathView>,
    /// Groups of opinions, and what was done with them.
    pub opinions: Vec<OpinionView>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A way suggestions came in.
#[derive(Debug, Hash, Serialize)]
pub struct PathView {
    /// The way.
    pub name: String,
    /// Who collected.
    pub by: Vec<Link>,
    /// When, in the paper's words.
    pub period: String,
    /// How many.
    pub counts: Vec<StatedView>,
    /// What about.
    pub topics: Vec<String>,
    /// In words.
    pub text: String,
}

/// A group of opinions.
#[derive(Debug, Hash, Serialize)]
pub struct OpinionView {
    /// What about.
    pub topic: String,
    /// What was done, an English word; empty where no paper says.
    pub handled: &'static str,
    /// The same in Chinese.
    pub handled_text: &'static str,
    /// In words.
    pub text: String,
    /// Projects of the same matter.
    pub projects: Vec<Link>,
}

impl Maker<'_, '_> {
    /// A call for ideas and what came in.
    pub fn consultation_page(&self, at: usize) -> ConsultationPage {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let of = &year.proceedings.consultation;
        let (call, results) = (of.call.as_ref(), of.results.as_ref());
        let heads = call.map(|call| &call.own).into_iter().chain(results.map(|results| &results.own));
        ConsultationPage {
            year: programme.year,
            unreleased: heads.into_iter().any(|own| self.unreleased(own.release)),
            call: call.map(|call| self.call(call)),
            results: results.map(|results| self.results(results)),
            decision: self.decision_link(at),
        }
    }

    fn call(&self, call: &Call) -> CallView {
        let (first, last) = (call.start.map(PartialDate::start), call.end.map(PartialDate::end));
        let exact = call.start.zip(call.end).filter(|(start, end)| start.is_day() && end.is_day());
        CallView {
            title: call.own.title.clone(),
            issuers: self.departments(&call.issuers),
            with: self.departments(&call.with),
            published: call.published.map(|on| self.date(on)),
            start: call.start.map(|on| self.date(on)),
            start_text: call.start_text.clone(),
            end: call.end.map(|on| self.date(on)),
            days: exact.map(|(start, end)| days_open(start.start(), end.end())),
            state: self.edition.day.map(|day| state_on(day, first, last)).unwrap_or_default(),
            day: self.edition.shown.map(|on| self.date(on)),
            scope: call.scope.clone(),
            principles: points(&call.principles),
            channels: points(&call.channels),
            grounds: self.grounds(&call.own, "call"),
        }
    }

    fn results(&self, results: &Results) -> ResultsView {
        let path = |path: &Path| PathView {
            name: path.name.clone(),
            by: self.departments(&path.by),
            period: path.period_text.clone(),
            counts: self.all_stated(&path.counts),
            topics: path.topics.clone(),
            text: path.text.clone(),
        };
        let opinion = |opinion: &Opinion| OpinionView {
            topic: opinion.topic.clone(),
            handled: opinion.handled,
            handled_text: self.word(&schema::HANDLINGS, opinion.handled),
            text: opinion.text.clone(),
            projects: self.projects_named(&opinion.projects),
        };
        ResultsView {
            as_of: results.as_of.map(|on| self.date(on)),
            paths: results.paths.iter().map(path).collect(),
            opinions: results.opinions.iter().map(opinion).collect(),
            grounds: self.grounds(&results.own, "results"),
        }
    }
}

/// Days from the first to the last, the first not counted (民法典第二百零一条).
fn days_open(first: NaiveDate, last: NaiveDate) -> i64 {
    last.signed_duration_since(first).num_days()
}

/// Where a call stands on a day; without an end it is open for good, which nobody can say is still so.
pub(in crate::plan::view) fn state_on(day: NaiveDate, first: Option<NaiveDate>, last: Option<NaiveDate>) -> &'static str {
    match last {
        Some(last) if last < day => "closed",
        _ if first.is_some_and(|first| day < first) => "coming",
        Some(_) => "open",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{days_open, state_on};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, month, day).expect("a day")
    }

    #[test]
    fn a_call_is_open_through_its_last_day() {
        let (first, last) = (Some(day(8, 25)), Some(day(10, 31)));
        for (on, state) in [(day(8, 24), "coming"), (day(8, 25), "open"), (day(10, 31), "open"), (day(11, 1), "closed")] {
            assert_eq!(state_on(on, first, last), state);
        }
        assert_eq!(state_on(day(11, 1), first, None), "");
        assert_eq!(days_open(day(8, 25), day(10, 31)), 67);
    }
}
