//! Atom feeds (RFC 4287) of what changed: reports, corrections, what happened to a promise, papers. One of the whole site,
//! one for each department and place with projects.
//!
//! Made of outlines and standings, never of whole records. An entry's id is made of its year, its place in the content and
//! its date, never of its words; `updated` is the last second of the date content gives.

use std::cmp::Reverse;

use chrono::{Datelike as _, NaiveDate};

use super::{Datum, File, happening, identity, moment, xml};
use crate::{
    memo::Key,
    plan::{
        Plan,
        edition::At,
        route,
        view::{Maker, Of},
    },
    site::date::PartialDate,
};
use happening::{Happening, What};

/// The most entries a feed has.
const MOST: usize = 50;

/// What a feed is of.
#[derive(Debug, Clone, Copy, Hash)]
pub enum Scope {
    /// The whole site.
    Site,
    /// An entry of a registry.
    Entry(Of, usize),
}

/// A feed before it is written.
#[derive(Debug, Hash)]
struct Feed {
    path: String,
    /// The page it is of.
    page: String,
    title: String,
    day: NaiveDate,
    entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Hash)]
struct Entry {
    id: String,
    title: String,
    summary: String,
    /// The page it is about, from the site's root.
    href: String,
    day: NaiveDate,
    /// What happened: an English word, and in Chinese.
    kind: (&'static str, &'static str),
}

/// The feeds of an edition; none where it has no date at all.
pub fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut files = Vec::new();
    if plan.edition.day.is_none() {
        return files;
    }
    let mut add = |path: String, scope: Scope| files.push(File { path, datum: Datum::Feed(scope) });
    add(route::FEED.to_owned(), Scope::Site);
    for (of, table) in [(Of::Department, &plan.edition.by_department), (Of::Place, &plan.edition.by_place)] {
        for at in table.keys() {
            add(plan.feed_of(of, *at), Scope::Entry(of, *at));
        }
    }
    files
}

impl Plan<'_> {
    /// The address of an entry's feed.
    fn feed_of(&self, of: Of, at: usize) -> String {
        route::feed(&of.route(&self.maker_at_root().registry_of(of)[at].id))
    }

    /// The feed of an entry, where it has one.
    pub(in crate::plan) fn own_feed(&self, of: Of, at: usize) -> Option<String> {
        let has = matches!(of, Of::Department | Of::Place) && !self.maker_at_root().members_of(of, at).is_empty();
        (has && self.edition.day.is_some()).then(|| self.feed_of(of, at))
    }

    fn maker_at_root(&self) -> Maker<'_, '_> {
        Maker::new(&self.edition, &self.targets, String::new())
    }

    /// What a feed is made from.
    pub(super) fn feed_key(&self, scope: Scope) -> Key {
        let config = &self.edition.site.config;
        let said = (&self.base_url, &config.title, &config.publisher, &config.language, &config.licence, &config.timezone);
        let edition = &self.edition;
        let own = |at: &At| {
            let shown = edition.project(*at).1;
            (shown.key, shown.project.key)
        };
        let (papers, projects): (Vec<Key>, Vec<(Key, Key)>) = match scope {
            Scope::Site => {
                let papers = edition.site.documents.iter().zip(&edition.documents).filter(|(_, shown)| **shown).map(|(document, _)| {
                    let article = &document.article;
                    Key::of(&(
                        &article.id,
                        &article.title,
                        &article.summary,
                        &document.number,
                        &document.issuer,
                        document.appeared(),
                        document.dated,
                    ))
                });
                let years = edition.years.iter().map(|year| year.programme.key);
                let all = edition.years.iter().enumerate().flat_map(|(y, year)| (0..year.projects.len()).map(move |p| (y, p)));
                (papers.chain(years).collect(), all.map(|at| own(&at)).collect())
            }
            Scope::Entry(of, at) => {
                let table = if of == Of::Department { &edition.by_department } else { &edition.by_place };
                (Vec::new(), table.get(&at).into_iter().flatten().map(own).collect())
            }
        };
        Key::of(&("feed", said, scope, self.names, self.registries, self.calendar, papers, projects))
    }

    /// A feed's bytes.
    pub(super) fn feed_bytes(&self, scope: Scope) -> Vec<u8> {
        let feed = self.feed(scope);
        let config = &self.edition.site.config;
        let address = |path: &str| self.seen_from(&feed.path, path);
        let own = if self.base_url.is_empty() { identity::uuid(&feed.path) } else { address(&feed.path) };
        let publisher = if config.publisher.is_empty() { &config.title } else { &config.publisher };
        let link = |xml: &mut xml::Xml, rel: &str, kind: &str, path: &str| {
            xml::empty(xml, "link", &[("rel", rel), ("type", kind), ("href", &address(path))])
        };
        let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", config.language.as_str())];
        xml::document("feed", &attributes, |xml| {
            xml::text(xml, "id", &own)?;
            xml::text(xml, "title", &feed.title)?;
            let updated = feed.entries.first().map_or(feed.day, |entry| entry.day);
            xml::text(xml, "updated", &moment::last_second(config, updated))?;
            link(xml, "self", "application/atom+xml", &feed.path)?;
            link(xml, "alternate", "text/html", &feed.page)?;
            if !config.licence.is_empty() {
                xml::empty(xml, "link", &[("rel", "license"), ("href", &config.licence)])?;
            }
            xml.create_element("author").write_inner_content(|xml| xml::text(xml, "name", publisher))?;
            for entry in &feed.entries {
                xml.create_element("entry").write_inner_content(|xml| {
                    xml::text(xml, "id", &entry.id)?;
                    xml::text(xml, "title", &entry.title)?;
                    xml::text(xml, "updated", &moment::last_second(config, entry.day))?;
                    link(xml, "alternate", "text/html", &entry.href)?;
                    xml::empty(xml, "category", &[("term", entry.kind.0), ("label", entry.kind.1)])?;
                    xml::text(xml, "summary", &entry.summary)
                })?;
            }
            Ok(())
        })
    }

    /// A file or page of the site as another file names it: in full where the site's address is known, else as a link.
    fn seen_from(&self, from: &str, path: &str) -> String {
        if self.base_url.is_empty() {
            format!("{}{}", route::root(from), route::encode(path))
        } else {
            format!("{}{}", self.base_url, route::encode(path))
        }
    }

    fn feed(&self, scope: Scope) -> Feed {
        let edition = &self.edition;
        let title = &edition.site.config.title;
        let (path, page, title) = match scope {
            Scope::Site => (route::FEED.to_owned(), route::HOME.to_owned(), title.clone()),
            Scope::Entry(of, at) => {
                let entry = &self.maker_at_root().registry_of(of)[at];
                let page = of.route(&entry.id);
                (route::feed(&page), page, self.language().labelled(&entry.name, title))
            }
        };
        let mut found = self.happenings(scope);
        // Stable, so that what happened on one day stands in the order of the site.
        found.sort_by_key(|happening| Reverse(happening.day));
        found.truncate(MOST);
        let entries = found.iter().map(|happening| self.entry(happening)).collect();
        Feed { path, page, title, day: edition.day.unwrap_or_default(), entries }
    }

    /// Everything that happened, papers first, then years and projects in the order of the site.
    fn happenings(&self, scope: Scope) -> Vec<Happening<'_>> {
        let edition = &self.edition;
        let reached = |date: PartialDate| edition.reached(date);
        let mut found = Vec::new();
        match scope {
            Scope::Site => {
                for (at, document) in edition.site.documents.iter().enumerate().filter(|(at, _)| edition.documents[*at]) {
                    found.extend(document.appeared().map(|date| Happening { day: date.end(), what: What::Paper(at) }));
                }
                for (y, year) in edition.years.iter().enumerate() {
                    for (number, correction) in numbered(&year.programme.corrections, |c| c.date).filter(|(_, c)| reached(c.date)) {
                        found.push(Happening { day: correction.date.end(), what: What::YearCorrected(y, number, correction) });
                    }
                    for p in 0..year.projects.len() {
                        self.of_project((y, p), &mut found);
                    }
                }
            }
            Scope::Entry(of, at) => {
                let table = if of == Of::Department { &edition.by_department } else { &edition.by_place };
                for at in table.get(&at).into_iter().flatten() {
                    self.of_project(*at, &mut found);
                }
            }
        }
        found
    }

    fn of_project<'p>(&'p self, at: At, found: &mut Vec<Happening<'p>>) {
        let edition = &self.edition;
        let shown = edition.project(at).1;
        let reached = |date: PartialDate| edition.reached(date);
        found.extend(shown.state.latest.map(|date| Happening { day: date.end(), what: What::Reported(at) }));
        for (number, change) in numbered(&shown.project.changes, |change| change.date).filter(|(_, c)| reached(c.date)) {
            found.push(Happening { day: change.date.end(), what: What::Changed(at, number, change) });
        }
        for (number, correction) in numbered(&shown.project.corrections, |correction| correction.date).filter(|(_, c)| reached(c.date)) {
            found.push(Happening { day: correction.date.end(), what: What::Corrected(at, number, correction) });
        }
    }

    fn entry(&self, happening: &Happening<'_>) -> Entry {
        let told = self.told(happening);
        Entry {
            id: identity::id(&self.base_url, told.year, &told.place),
            title: told.title,
            summary: told.summary,
            href: told.href,
            day: happening.day,
            kind: told.kind,
        }
    }

    /// The year a paper's id names: that of its text, or else of its appearance.
    pub(super) fn year_of_paper(&self, at: usize) -> i32 {
        let document = &self.edition.site.documents[at];
        document.dated.or(document.appeared()).map_or(0, |date| date.start().year())
    }
}

/// Each of a list with its number from 1 among those of its date, so that one written in between renumbers no other.
fn numbered<T>(all: &[T], date: impl Fn(&T) -> PartialDate) -> impl Iterator<Item = (usize, &T)> {
    all.iter().enumerate().map(move |(at, one)| (1 + all[..at].iter().filter(|other| date(other) == date(one)).count(), one))
}
