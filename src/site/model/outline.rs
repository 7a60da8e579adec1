//! What the rest of the site sees of a project, and the way to the whole record. Lists, years and totals are made of
//! outlines alone; a record is needed for the project's own page and is not kept in memory for it.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Change, Correction, Project, ProjectRef, Prose, Release};
use crate::{
    diag::{Loc, Span},
    files::SitePath,
    memo::Key,
    site::date::PartialDate,
    syntax::markdown,
};

/// A project among others: its outline, and its record while somebody needs it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// What the record was made from: its files, the names it may use, and what was published of it.
    pub key: Key,
    /// The same without what was published.
    pub read_from: Key,
    /// What others see of it.
    pub outline: Arc<Outline>,
    /// Positions of the projects it names as related: programme, project.
    pub related: Vec<(usize, usize)>,
    /// Its narrative's file, where there is one.
    pub narrative: Option<SitePath>,
    /// The record, from the reading of its file on; read again where it is not kept.
    pub record: OnceLock<Arc<Project>>,
}

impl std::ops::Deref for Dossier {
    type Target = Outline;

    fn deref(&self) -> &Outline {
        &self.outline
    }
}

/// What others see of a project.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outline {
    /// Permanent id.
    pub id: String,
    /// The file.
    pub path: SitePath,
    /// Place in the official list.
    pub ordinal: Option<u32>,
    /// Where the id is written; the file's start where its name gives it.
    pub id_loc: Loc,
    /// Where the ordinal or id is written.
    pub ordinal_loc: Loc,
    /// Short title.
    pub title: String,
    /// Fields, positions in [`crate::site::Site::categories`].
    pub categories: Vec<usize>,
    /// Every department it names, in sorted order, positions in [`crate::site::Site::departments`].
    pub departments: Vec<usize>,
    /// Every place it names, those of its spots included, in sorted order.
    pub places: Vec<usize>,
    /// How many indicators it has.
    pub indicators: usize,
    /// What is searched of it, its title and departments aside.
    pub searched: Searched,
    /// The date of its latest report.
    pub latest: Option<PartialDate>,
    /// Related projects.
    pub related: Vec<ProjectRef>,
    /// What was put right.
    pub corrections: Vec<Correction>,
    /// What happened to the promise, its withdrawal included.
    pub changes: Vec<Change>,
    /// When it may be shown.
    pub release: Release,
    /// When it was taken off the list, and why.
    pub withdrawn: Option<(PartialDate, String)>,
    /// Days after its latest report on which its page changes by itself, as a decision then becomes known, in order.
    pub later: Vec<NaiveDate>,
    /// What can be linked to on its page.
    pub anchors: Anchors,
    /// What its Markdown links to.
    pub links: Vec<ProseLink>,
    /// Raw HTML of its Markdown, which is not shown.
    pub raw_html: Vec<Span>,
    /// Whether its file has faults, so that its figures may lack something.
    pub faulty: bool,
}

/// What is searched of a project, its title and departments aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    /// Official sentence.
    pub official_text: String,
    /// Names of its indicators.
    pub indicators: Vec<String>,
}

/// What can be linked to on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchors {
    /// Headings of its narrative, as authors write them, sorted.
    pub headings: Vec<String>,
    /// Ids the page gives its own parts, sorted.
    pub parts: Vec<String>,
}

/// A link of a piece of Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProseLink {
    /// Where it stands; the file is the one the link is seen from.
    pub span: Span,
    /// Where it leads, as written.
    pub dest: String,
    /// Whether it shows a picture.
    pub image: bool,
}

impl Outline {
    /// The outline of a record.
    pub fn of(project: &Project) -> Self {
        let sorted = |mut all: Vec<usize>| {
            all.sort_unstable();
            all.dedup();
            all
        };
        let of_indicators = project.indicators.iter().flat_map(|indicator| indicator.lead.iter().chain(&indicator.partners));
        let spots = project.spots.iter().filter_map(|spot| spot.place);
        let (mut links, mut raw_html) = (Vec::new(), Vec::new());
        for prose in project.prose() {
            prose.look(&mut links, &mut raw_html);
        }
        let mut anchors = Anchors::of(project.narrative.as_ref());
        anchors.parts = project.indicators.iter().map(|indicator| format!("i-{}", indicator.id)).collect();
        anchors.parts.sort_unstable();
        Self {
            id: project.id.clone(),
            path: project.path.clone(),
            ordinal: project.ordinal,
            id_loc: project.id_loc,
            ordinal_loc: project.ordinal_loc,
            title: project.title.clone(),
            categories: sorted(project.categories.clone()),
            departments: sorted(project.lead.iter().chain(&project.partners).chain(of_indicators).copied().collect()),
            places: sorted(project.places.iter().copied().chain(spots).collect()),
            indicators: project.indicators.len(),
            searched: Searched {
                official_text: project.official_text.clone(),
                indicators: project.indicators.iter().map(|indicator| indicator.name.clone()).collect(),
            },
            latest: project.reports.iter().map(|report| report.as_of).max_by_key(|date| date.end()),
            related: project.related.clone(),
            corrections: project.corrections.clone(),
            changes: project.turns(),
            release: project.release,
            withdrawn: project.withdrawn.as_ref().map(|withdrawal| (withdrawal.date, withdrawal.reason.clone())),
            later: project.later(),
            anchors,
            links,
            raw_html,
            faulty: project.faulty,
        }
    }
}

impl Anchors {
    /// The headings of a narrative.
    pub fn of(narrative: Option<&Prose>) -> Self {
        let headings = narrative.map(|prose| markdown::headings(&markdown::parse(&prose.text))).unwrap_or_default();
        let mut headings: Vec<String> = headings.into_iter().map(|heading| heading.id).collect();
        headings.sort_unstable();
        headings.dedup();
        Self { headings, parts: Vec::new() }
    }

    /// Whether an id can be linked to.
    pub fn has(&self, id: &str) -> bool {
        self.is_heading(id) || self.parts.binary_search_by(|part| part.as_str().cmp(id)).is_ok()
    }

    /// Whether an id is that of a heading.
    pub fn is_heading(&self, id: &str) -> bool {
        self.headings.binary_search_by(|heading| heading.as_str().cmp(id)).is_ok()
    }
}

impl Prose {
    /// Where a range of its text stands in its file.
    fn place(&self, range: std::ops::Range<usize>) -> Span {
        let loc = if self.exact { Loc::new(range.start, range.end).offset(self.loc.start as usize) } else { self.loc };
        Span::new(&self.path, loc)
    }

    /// Add its links, and the places of its raw HTML.
    pub fn look(&self, links: &mut Vec<ProseLink>, raw_html: &mut Vec<Span>) {
        // Both begin with one of these; most remarks have neither.
        if !self.text.contains(['[', '<']) {
            return;
        }
        let events = markdown::parse(&self.text);
        links.extend(markdown::links(&events).into_iter().map(|link| ProseLink {
            span: self.place(link.span),
            dest: link.dest,
            image: link.image,
        }));
        // An element is one finding: its end tag goes with its start tag.
        let mut open: Vec<&str> = Vec::new();
        for range in markdown::raw_html_spans(&events) {
            let tag = self.text.get(range.clone()).unwrap_or_default();
            let name = |tag: &str| tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            if let Some(end) = tag.strip_prefix("</") {
                if let Some(at) = open.iter().rposition(|start| start.eq_ignore_ascii_case(&end[..name(end)])) {
                    open.truncate(at);
                    continue;
                }
            } else if let Some(start) = tag.strip_prefix('<') {
                open.push(&start[..name(start)]);
            }
            raw_html.push(self.place(range));
        }
    }
}
