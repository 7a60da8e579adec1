//! The pieces several views share, and how they are made.

use std::{
    borrow::Cow,
    sync::{Mutex, OnceLock},
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{article::Translation, meta::Meta, shared::Shared};
use crate::{
    plan::{
        edition::{At, Edition, Year},
        links::Targets,
        route,
    },
    site::{
        date::PartialDate,
        language::Language,
        model::{Correction, Note, Prose},
        number::percent,
        progress::{ProjectState, Status, combined},
        schema::Words,
    },
    syntax::markdown,
};

pub use super::source::{Footnote, Source};

/// Finished HTML, made from Markdown by gongshi; templates print it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// A date in both its forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// As content writes it, fit for `datetime`: `2020-09`; a quarter stands as its last month.
    pub machine: String,
    /// As people read it: `2020年9月`.
    pub text: String,
}

/// A link inside the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What it says.
    pub title: String,
    /// Where it leads, from the site's root.
    pub href: String,
}

/// A progress bar.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bar {
    /// The bar's value, from 0 to 100, never more.
    pub value: String,
    /// The true share, such as `113.3%`.
    pub percent: String,
    /// What the bar measures: its accessible name.
    pub label: String,
    /// Where it should stand today, from 0 to 100.
    pub pace: Option<String>,
}

/// A status in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Count {
    /// The English word, fit for a class.
    pub word: &'static str,
    /// The Chinese word.
    pub text: &'static str,
    /// How many.
    pub count: usize,
    /// The list of them.
    pub href: Option<String>,
}

/// A project in a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Card {
    /// Where its page stands.
    pub href: String,
    /// Its year.
    pub year: i32,
    /// Its place in the official list.
    pub ordinal: Option<u32>,
    /// Its short title.
    pub title: String,
    /// Computed status, an English word.
    pub status: Cow<'static, str>,
    /// Computed status in Chinese.
    pub status_text: Cow<'static, str>,
    /// Declared status in Chinese, where it differs from the computed one.
    pub declared: Option<Cow<'static, str>>,
    /// Its mean, where there is one.
    pub bar: Option<Bar>,
    /// How many indicators count.
    pub counted: usize,
    /// How many there are.
    pub total: usize,
    /// How many of them are kept.
    pub kept: usize,
    /// How many of them are suspended.
    pub suspended: usize,
    /// Who answers for it.
    pub lead: Vec<String>,
    /// Whether its programme promises nothing yet.
    pub draft: bool,
}

/// The site, as every page sees it.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct SiteFrame {
    /// Its name.
    pub title: String,
    /// Language tag.
    pub language: String,
    /// A sentence about it.
    pub description: String,
    /// Who publishes.
    pub publisher: String,
    /// How to reach the publisher.
    pub contact: String,
    /// Government site identification code.
    pub site_id_code: String,
    /// ICP filing number.
    pub icp: String,
    /// Public security filing number.
    pub police_record: String,
    /// Domain of the government site, or else the host of the site's address; empty where neither is known.
    pub domain: String,
    /// Address of the terms the data may be used under.
    pub licence: String,
    /// The feed of the whole site.
    pub feed: Option<&'static str>,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// The day of the build.
    pub as_of: Option<Date>,
    /// The generator and its version.
    pub generator: String,
    /// The page on how to check the site, where there is one.
    pub verify: Option<&'static str>,
    /// Whether pages have cards for sharing.
    pub cards: bool,
    /// Whether every page is to say that something is shown that a build without drafts holds back.
    pub drafts: bool,
}

/// An entry of the main menu.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MenuItem {
    /// A key the theme has a word for; empty where `title` is the word.
    pub key: &'static str,
    /// The word, for free pages.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The section whose pages it stands for.
    pub section: &'static str,
}

/// What frames a page.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Frame {
    /// The page's own title; empty on the home page.
    pub title: String,
    /// A summary for search engines.
    pub description: String,
    /// The page's address, from the site's root.
    pub path: String,
    /// Its full address where the site has a base URL.
    pub canonical: Option<String>,
    /// The same page in every language it has, its own included; none where it has one alone.
    pub languages: Vec<Translation>,
    /// The way to the root: `../` for each folder.
    pub root: String,
    /// The pages above it.
    pub crumbs: Vec<Link>,
    /// Its section, for the menu.
    pub section: &'static str,
    /// The same as JSON, where it is a record's page: its address.
    pub data: Option<String>,
    /// The papers it refers to, by number: what is printed below it on paper.
    pub footnotes: Vec<Footnote>,
    /// What its head says to machines.
    pub meta: Meta,
}

/// Counts of projects by status.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct Tally {
    /// Each status that occurs, in the order of [`Status::ALL`].
    pub statuses: Vec<Count>,
    /// All projects.
    pub total: usize,
    /// Those of them that stand in a draft list: nothing is promised, so no status counts them.
    pub drafts: usize,
    /// Completed or over-fulfilled.
    pub kept: usize,
    /// Behind.
    pub behind: usize,
    /// Mean of the projects that have one.
    pub bar: Option<Bar>,
    /// How many have one.
    pub counted: usize,
}

/// What views are made with.
pub struct Maker<'a, 'e> {
    /// The edition.
    pub edition: &'e Edition<'a>,
    /// Where links lead, once somebody asks.
    pub targets: &'e OnceLock<Targets>,
    /// The way to the root from the page being made.
    pub root: String,
    /// The papers referred to so far, where they are wanted as footnotes.
    pub cited: Option<Mutex<Vec<Footnote>>>,
}

/// A share clamped to what a bar can show, with at most one decimal.
fn clamped(share: Decimal) -> String {
    let share = share.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    percent(share).trim_end_matches('%').to_owned()
}

/// A bar for a share in percent.
pub fn bar(share: Decimal, pace: Option<Decimal>, label: String) -> Bar {
    Bar { value: clamped(share), percent: percent(share), label, pace: pace.map(clamped) }
}

/// The bar of a project's mean; `None` where it has none.
pub fn mean_bar(language: Language, state: &ProjectState<'_>, title: &str) -> Option<Bar> {
    let bar = bar(state.percent?, None, language.progress_of(title));
    Some(Bar { percent: language.approximate(&bar.percent, state.qualifier), ..bar })
}

/// Whether a programme promises nothing yet.
pub fn is_draft(phase: &str) -> bool {
    matches!(phase, "consultation" | "draft")
}

impl<'a, 'e> Maker<'a, 'e> {
    /// A maker of views seen from `root`.
    pub fn new(edition: &'e Edition<'a>, targets: &'e OnceLock<Targets>, root: String) -> Self {
        Self { edition, targets, root, cited: None }
    }
}

impl Maker<'_, '_> {
    /// The language of the site's interface.
    pub fn language(&self) -> Language {
        Language::of(&self.edition.site.config.language)
    }

    /// A date in both its forms.
    pub fn date(&self, date: PartialDate) -> Date {
        self.language().date(date)
    }

    /// A fixed content word for people.
    pub fn word(&self, words: &'static Words, word: &'static str) -> &'static str {
        self.language().word(words, word)
    }

    /// Where links of Markdown lead.
    pub fn link_targets(&self) -> &Targets {
        self.targets.get_or_init(|| Targets::new(self.edition))
    }

    /// A project in a list.
    pub fn card(&self, at: At) -> Shared<Card> {
        self.edition.project(at).1.state.card.clone()
    }

    /// Several of them.
    pub fn cards(&self, all: &[At]) -> Vec<Shared<Card>> {
        all.iter().map(|at| self.card(*at)).collect()
    }

    /// HTML of a piece of Markdown; `prefix` keeps the ids of several pieces on a page apart.
    pub fn html(&self, prose: &Prose, prefix: &str) -> Html {
        let resolve = |dest: &str| self.link_targets().address(&prose.path, &self.root, dest);
        let options = markdown::Options { resolve: &resolve, top_level: 2, id_prefix: prefix };
        Html(markdown::html(&markdown::parse(&prose.text), &options))
    }

    /// HTML where there is Markdown.
    pub fn maybe_html(&self, prose: Option<&Prose>, prefix: &str) -> Option<Html> {
        prose.map(|prose| self.html(prose, prefix))
    }

    /// Remarks that may be shown.
    pub fn notes(&self, notes: &[Note]) -> Vec<NoteView> {
        self.notes_under(notes, "n")
    }

    /// The same on a page with several lists of them; `prefix` keeps their ids apart.
    pub fn notes_under(&self, notes: &[Note], prefix: &str) -> Vec<NoteView> {
        let shown = notes.iter().filter(|note| note.date.is_none_or(|date| self.edition.reached(date)));
        shown
            .enumerate()
            .map(|(at, note)| NoteView { html: self.html(&note.text, &format!("{prefix}{at}-")), sources: self.sources(&note.sources) })
            .collect()
    }

    /// Corrections that may be shown, the latest first.
    pub fn corrections(&self, corrections: &[Correction]) -> Vec<CorrectionView> {
        let mut shown: Vec<&Correction> = corrections.iter().filter(|c| self.edition.reached(c.date)).collect();
        shown.sort_by_key(|c| std::cmp::Reverse(c.date.end()));
        shown.into_iter().map(|correction| self.correction(correction, None)).collect()
    }

    /// One correction; on lists with the page it belongs to.
    pub fn correction(&self, correction: &Correction, page: Option<Link>) -> CorrectionView {
        CorrectionView {
            date: self.date(correction.date),
            what: correction.what.clone(),
            was: correction.was.clone(),
            now: correction.now.clone(),
            reason: correction.reason.clone(),
            source: self.maybe_source(correction.source.as_ref()),
            page,
        }
    }

    /// Counts by status and the mean. `year` limits the lists statuses link to nothing: lists span all years.
    pub fn tally(&self, all: impl Iterator<Item = At>) -> Tally {
        let language = self.language();
        let mut tally = Tally::default();
        let mut counts = [0usize; Status::ALL.len()];
        let mut sum = Decimal::ZERO;
        let mut qualifier = None;
        for at in all {
            let (year, shown) = self.edition.project(at);
            let status = shown.state.status;
            tally.total += 1;
            if is_draft(year.programme.phase) {
                tally.drafts += 1;
                continue;
            }
            counts[Status::ALL.iter().position(|s| *s == status).unwrap_or_default()] += 1;
            if let Some(share) = shown.state.percent.filter(|_| status != Status::Cancelled) {
                sum += share;
                tally.counted += 1;
                qualifier = combined([qualifier, shown.state.qualifier].into_iter());
            }
        }
        let with_count = Status::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        tally.statuses = with_count
            .map(|(status, count)| Count {
                word: status.word(),
                text: language.status(status),
                count,
                href: Some(route::status(status.word())),
            })
            .collect();
        let of = |wanted: &dyn Fn(Status) -> bool| Status::ALL.into_iter().zip(counts).filter(|(s, _)| wanted(*s)).map(|(_, n)| n).sum();
        tally.kept = of(&|s| s.is_kept());
        tally.behind = of(&|s| s == Status::Behind);
        tally.bar = (tally.counted > 0).then(|| {
            let bar = bar(sum / Decimal::from(tally.counted), None, language.mean_progress().to_owned());
            Bar { percent: language.approximate(&bar.percent, qualifier), ..bar }
        });
        tally
    }

    /// A department's link.
    pub fn department(&self, at: usize) -> Link {
        let entry = &self.edition.site.departments[at];
        Link { title: entry.name.clone(), href: route::department(&entry.id) }
    }

    /// Several of them.
    pub fn departments(&self, all: &[usize]) -> Vec<Link> {
        all.iter().map(|at| self.department(*at)).collect()
    }
}

/// A year's link.
pub fn year_link(year: &Year<'_>) -> Link {
    Link { title: year.programme.title.clone(), href: route::year(year.programme.year) }
}

/// A remark.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct NoteView {
    /// The remark.
    pub html: Html,
    /// The papers it speaks of.
    pub sources: Vec<Source>,
}

/// Something put right.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct CorrectionView {
    /// When.
    pub date: Date,
    /// What was wrong.
    pub what: String,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub source: Option<Source>,
    /// The page it belongs to, on lists.
    pub page: Option<Link>,
}
