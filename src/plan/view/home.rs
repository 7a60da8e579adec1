//! The view of the home page: the latest programme, what is behind, what is new, where to look.

use serde::Serialize;

use super::common::{Card, Date, Link, Maker, Tally, year_link};
use super::programme::{ChangeView, YearRow, changes};
use super::{consultation::state_on, shared::Shared};
use crate::{
    plan::route,
    site::{date::PartialDate, progress::Status},
};

/// How many changes the home page names.
const CHANGES: usize = 8;

/// The home page.
#[derive(Debug, Hash, Serialize)]
pub struct Home {
    /// The programme whose figures are reported most lately.
    pub current: Option<Current>,
    /// Calls for ideas that are open.
    pub calls: Vec<OpenCall>,
    /// Every year.
    pub years: Vec<YearRow>,
    /// Places.
    pub places: Vec<Link>,
    /// Categories with projects.
    pub categories: Vec<Link>,
    /// Papers, the latest first.
    pub documents: Vec<DocumentRow>,
}

/// The programme the home page speaks of.
#[derive(Debug, Hash, Serialize)]
pub struct Current {
    /// Its page.
    pub link: Link,
    /// Its year.
    pub year: i32,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// Counts.
    pub tally: Tally,
    /// Its projects.
    pub cards: Vec<Shared<Card>>,
    /// Projects behind.
    pub behind: Vec<Shared<Card>>,
    /// What changed with the last report.
    pub changes: Vec<Shared<ChangeView>>,
}

/// A call for ideas that is open.
#[derive(Debug, Hash, Serialize)]
pub struct OpenCall {
    /// Its page.
    pub link: Link,
    /// The last day.
    pub end: Option<Date>,
}

/// A paper in a list.
#[derive(Debug, Hash, Serialize)]
pub struct DocumentRow {
    /// Its page.
    pub link: Link,
    /// Document number.
    pub number: String,
    /// Issuer.
    pub issuer: String,
    /// Date of the text.
    pub dated: Option<Date>,
    /// Summary.
    pub summary: String,
}

impl Maker<'_, '_> {
    /// The home page.
    pub fn home(&self) -> Home {
        let edition = self.edition;
        let site = edition.site;
        let entries = |all: &[crate::site::model::Entry], wanted: &dyn Fn(usize) -> bool, href: fn(&str) -> String| {
            let shown = all.iter().enumerate().filter(|(at, _)| wanted(*at));
            shown.map(|(_, entry)| Link { title: entry.name.clone(), href: href(&entry.id) }).collect::<Vec<_>>()
        };
        Home {
            current: self.current(),
            calls: self.open_calls(),
            years: (0..edition.years.len()).map(|at| self.year_row(at)).collect(),
            places: entries(&site.places, &|_| true, route::place),
            categories: entries(&site.categories, &|at| edition.by_category.contains_key(&at), route::category),
            documents: self.document_rows(),
        }
    }

    /// The calls for ideas that are open on the edition's day.
    fn open_calls(&self) -> Vec<OpenCall> {
        let Some(day) = self.edition.day else { return Vec::new() };
        let of = |year: &crate::plan::edition::Year<'_>| {
            let call = year.proceedings.consultation.call.as_ref()?;
            let state = state_on(day, call.start.map(PartialDate::start), call.end.map(PartialDate::end));
            let link = Link { title: call.own.title.clone(), href: route::consultation(year.programme.year) };
            (state == "open").then(|| OpenCall { link, end: call.end.map(|on| self.date(on)) })
        };
        self.edition.years.iter().filter_map(of).collect()
    }

    /// The latest programme under way with reports, or else the latest with projects.
    pub(super) fn current_year(&self) -> Option<usize> {
        let years = &self.edition.years;
        let reported = |at: &usize| years[*at].projects.iter().any(|shown| shown.state.latest.is_some());
        let all = || 0..years.len();
        all().find(reported).or_else(|| all().find(|at| !years[*at].projects.is_empty()))
    }

    /// What the home page says of it.
    fn current(&self) -> Option<Current> {
        let at = self.current_year()?;
        let year = &self.edition.years[at];
        let cards: Vec<Shared<Card>> = (0..year.projects.len()).map(|project| self.card((at, project))).collect();
        Some(Current {
            link: year_link(year),
            year: year.programme.year,
            as_of: year.shown.map(|on| self.date(on)),
            tally: self.tally((0..year.projects.len()).map(|project| (at, project))),
            behind: cards.iter().filter(|card| card.status == Status::Behind.word()).cloned().collect(),
            cards,
            changes: changes(year).into_iter().take(CHANGES).collect(),
        })
    }

    /// The papers that are shown, the latest first.
    pub fn document_rows(&self) -> Vec<DocumentRow> {
        let site = self.edition.site;
        let mut shown: Vec<_> = site.documents.iter().zip(&self.edition.documents).filter(|(_, shown)| **shown).map(|(d, _)| d).collect();
        shown.sort_by_key(|d| std::cmp::Reverse(d.dated.or(d.published.map(|(date, _)| date)).map(crate::site::date::PartialDate::end)));
        shown
            .into_iter()
            .map(|document| DocumentRow {
                link: Link { title: document.article.title.clone(), href: route::document(&document.article.id) },
                number: document.number.clone(),
                issuer: document.issuer.clone(),
                dated: document.dated.map(|on| self.date(on)),
                summary: document.article.summary.clone(),
            })
            .collect()
    }
}
