//! Cards for sharing: which pages have one of their own, and what stands on it.
//!
//! In: an edition and a position in it. Out: the address of each card and, on demand, its view. How it is drawn is the
//! theme's affair. A card says nothing its page does not say, and nothing of other pages, so that it is drawn anew only
//! when what stands on it changes.

use serde::Serialize;

use super::{
    Maker,
    common::{Bar, Date, is_draft},
};
use crate::{
    plan::{Page, Plan, Subject, edition::At, route},
    site::schema,
};

/// Width and height of every card, in pixels.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// A card before it is drawn.
#[derive(Debug, Clone)]
pub struct CardFile {
    /// Its address, from the site's root.
    pub path: String,
    subject: Subject,
}

/// What stands on a card.
#[derive(Debug, Default, Hash, Serialize)]
pub struct CardView {
    /// What it is of, and the name of its template: `home`, `year`, `project` or `document`.
    pub kind: &'static str,
    /// Language tag of the site.
    pub language: String,
    /// The site's name.
    pub site: String,
    /// Who publishes.
    pub publisher: String,
    /// The page's title.
    pub title: String,
    /// A sentence about the site, on the home page's.
    pub description: String,
    /// The year; on the home page's the one its figures are of.
    pub year: Option<i32>,
    /// The project's place in the official list.
    pub ordinal: Option<u32>,
    /// The year's phase in Chinese.
    pub phase_text: &'static str,
    /// Whether nothing is promised yet.
    pub draft: bool,
    /// Whether the page is a draft or held back.
    pub unreleased: bool,
    /// The project's status.
    pub status: Option<CardStatus>,
    /// Progress of the project, or of the year's projects on average.
    pub bar: Option<Bar>,
    /// Counts of the year's projects.
    pub tally: Option<CardTally>,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// The paper's document number.
    pub number: String,
    /// Who issued the paper.
    pub issuer: String,
    /// The date of the paper's text.
    pub dated: Option<Date>,
}

/// A project's status.
#[derive(Debug, Hash, Serialize)]
pub struct CardStatus {
    /// An English word.
    pub word: &'static str,
    /// The Chinese word.
    pub text: &'static str,
}

/// Counts of a year's projects.
#[derive(Debug, Hash, Serialize)]
pub struct CardTally {
    /// All of them.
    pub total: usize,
    /// Completed or over-fulfilled.
    pub kept: usize,
    /// Behind.
    pub behind: usize,
}

/// Whether a page has a card of its own; every other page shows the home page's.
fn has_card(subject: Subject) -> bool {
    matches!(subject, Subject::Home | Subject::Year(_) | Subject::Project(_) | Subject::Document(_))
}

impl Plan<'_> {
    /// The cards of these pages; none where the site does not want them.
    pub(in crate::plan) fn card_files(&self, pages: &[Page]) -> Vec<CardFile> {
        let own = pages.iter().filter(|page| self.frame.cards && has_card(page.subject));
        own.map(|page| CardFile { path: route::card(&page.path), subject: page.subject }).collect()
    }

    /// The address of the card a page shows, from the site's root.
    pub(in crate::plan) fn card_of(&self, page: &Page) -> Option<String> {
        self.frame.cards.then(|| route::card(if has_card(page.subject) { &page.path } else { route::HOME }))
    }

    /// What stands on a card.
    pub fn card_view(&self, card: &CardFile) -> CardView {
        let maker = Maker::new(&self.edition, &self.targets, String::new());
        let own = match card.subject {
            Subject::Year(at) => maker.year_card(at),
            Subject::Project(at) => maker.project_card(at),
            Subject::Document(at) => maker.document_card(at),
            _ => maker.home_card(),
        };
        let config = &self.edition.site.config;
        CardView { language: config.language.clone(), site: config.title.clone(), publisher: config.publisher.clone(), ..own }
    }
}

impl Maker<'_, '_> {
    fn home_card(&self) -> CardView {
        let config = &self.edition.site.config;
        let current = self.current_year().map(|at| self.year_card(at)).unwrap_or_default();
        CardView { kind: "home", title: config.title.clone(), description: config.description.clone(), ..current }
    }

    fn year_card(&self, at: usize) -> CardView {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let tally = self.tally((0..year.projects.len()).map(|project| (at, project)));
        CardView {
            kind: "year",
            title: programme.title.clone(),
            year: Some(programme.year),
            phase_text: self.language().word(&schema::PHASES, programme.phase),
            draft: is_draft(programme.phase),
            unreleased: self.unreleased(programme.release),
            bar: tally.bar,
            tally: (tally.total > 0).then_some(CardTally { total: tally.total, kept: tally.kept, behind: tally.behind }),
            as_of: year.shown.map(|date| self.date(date)),
            ..CardView::default()
        }
    }

    fn project_card(&self, at: At) -> CardView {
        let (year, shown) = self.edition.project(at);
        let draft = is_draft(year.programme.phase);
        let status = shown.state.status;
        CardView {
            kind: "project",
            title: shown.project.title.clone(),
            year: Some(year.programme.year),
            ordinal: shown.project.ordinal,
            phase_text: self.language().word(&schema::PHASES, year.programme.phase),
            draft,
            unreleased: self.unreleased(shown.project.release) || self.unreleased(year.programme.release),
            status: (!draft).then(|| CardStatus { word: status.word(), text: self.language().status(status) }),
            bar: shown.state.card.bar.clone().filter(|_| !draft),
            as_of: shown.state.latest.map(|date| self.date(date)),
            ..CardView::default()
        }
    }

    fn document_card(&self, at: usize) -> CardView {
        let document = &self.edition.site.documents[at];
        CardView {
            kind: "document",
            title: document.article.title.clone(),
            unreleased: self.unreleased(document.article.release),
            number: document.number.clone(),
            issuer: document.issuer.clone(),
            dated: document.dated.map(|date| self.date(date)),
            ..CardView::default()
        }
    }
}
