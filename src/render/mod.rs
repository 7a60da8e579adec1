//! Pages to bytes: pure, in parallel, each kept aside as soon as it is finished, and every internal link of the result
//! followed before anybody sees it.
//!
//! In: a [`Plan`], a [`Theme`], the attachments' files, and what is known of the last build's pages. Out: [`Rendered`], or
//! findings with the template's or the page's line. A page that was made from the same key or the same view before, and
//! that still stands where it was published, is not made again.

mod card;
mod data;
mod diagnostics;
pub mod engine;
pub mod gallery;
mod validate;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    diag::{Diagnostic, Diagnostics, Texts},
    files::{Files, FilesError, SitePath, Stamp},
    memo::Key,
    meter::{Meter, Phase},
    output::{OutputError, Publication, Record},
    plan::{Page, Plan},
    site::SourceError,
    theme::Theme,
};
use validate::Ends;

/// What is known of the pages and attachments of the last build.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known {
    pages: FxHashMap<String, Arc<Made>>,
    attachments: FxHashMap<SitePath, (Stamp, Record)>,
    /// Files of data: what each was made from, and what it was.
    data: data::KnownData,
    /// Cards for sharing, likewise.
    cards: data::KnownData,
    /// Everything the registries said.
    registries: Option<Key>,
    /// What the projects' pages of each year were made from together.
    years: FxHashMap<i32, Key>,
    /// A key of the site's other files, once all links of these pages were found to lead somewhere.
    followed: Option<Key>,
}

/// A page that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Made {
    /// What its view was made from, where that is known without making it.
    key: Option<Key>,
    /// Its view, its frame and the theme.
    view: Key,
    record: Record,
    ends: Ends,
}

/// The finished site.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Every file by its path.
    pub files: BTreeMap<String, Record>,
    /// How many of them are pages.
    pub pages: usize,
    /// How many pages were made by a template.
    pub rendered: usize,
    /// Addresses of the files that will be written, pages of records first.
    pub written: Vec<String>,
    /// Pages with faults, so that a report can show their lines.
    pub texts: Texts,
}

/// Why a site cannot be rendered.
#[derive(Debug)]
pub enum RenderError {
    /// A record cannot be read again.
    Source(SourceError),
    /// An attachment cannot be read.
    Files(FilesError),
    /// A finished file cannot be kept.
    Output(OutputError),
}

impl From<SourceError> for RenderError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<FilesError> for RenderError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}

impl From<OutputError> for RenderError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// What came of one page.
struct Done {
    made: Arc<Made>,
    /// Whether it is what was known of the page before.
    known: bool,
    rendered: bool,
    written: bool,
}

/// Render everything that may have changed. Where there are findings of errors, nothing is to be published.
pub fn all(
    diags: &mut Diagnostics,
    (plan, theme): (&Plan<'_>, &Theme),
    files: &dyn Files,
    known: &mut Known,
    publication: &Publication<'_>,
    meter: &dyn Meter,
) -> Result<Rendered, RenderError> {
    let mut rendered = Rendered { pages: plan.pages.len(), ..Rendered::default() };
    meter.begin(Phase::Render, plan.pages.len());
    let Some(engine) = engine::Engine::new(diags, theme, &plan.frame) else { return Ok(rendered) };
    let years: FxHashMap<i32, Key> = plan.year_keys().into_iter().map(|(year, key)| (year, Key::of(&(engine.key, key)))).collect();
    let work = Work { plan, theme, engine, known, years: &years, publication, stopped: AtomicBool::new(false) };
    let done: Vec<_> = plan
        .pages
        .par_iter()
        .map(|page| {
            let done = work.page(page);
            meter.step();
            done
        })
        .collect();
    let mut pages = Vec::with_capacity(plan.pages.len());
    let mut records = Vec::with_capacity(plan.pages.len());
    let mut fresh = Vec::new();
    for (page, done) in plan.pages.iter().zip(done) {
        match done {
            Ok(Some(done)) => {
                records.push((page.path.clone(), done.made.record));
                rendered.rendered += usize::from(done.rendered);
                if done.written {
                    rendered.written.push(page.path.clone());
                }
                if !done.known {
                    fresh.push(pages.len());
                }
                pages.push((page.path.as_str(), done.made));
            }
            Ok(None) => {}
            Err(PageError::Fault(found)) => diags.push(*found),
            Err(PageError::Stopped(error)) => return Err(error),
        }
    }
    rendered.files = records.into_iter().collect();
    for (path, bytes) in &theme.assets {
        let record = Record::of(bytes);
        if publication.put(path, &record, bytes)? {
            rendered.written.push(path.clone());
        }
        rendered.files.insert(path.clone(), record);
    }
    let attachments = work.attachments(files, &mut rendered)?;
    let data = work.data(&mut rendered)?;
    let artist = if plan.cards.is_empty() { None } else { card::Artist::new(diags, theme, &plan.frame) };
    let cards = artist.map(|artist| work.cards(diags, &artist, &mut rendered)).transpose()?.unwrap_or_default();
    meter.begin(Phase::Links, pages.len());
    // Whether links lead somewhere follows from where pages end and from what other files there are.
    let others = theme.assets.keys().map(String::as_str).chain(plan.assets.iter().map(|(.., to)| to.as_str()));
    let others: Vec<&str> = others.chain(plan.data.iter().map(|file| file.path.as_str())).collect();
    let cards_at: Vec<&str> = plan.cards.iter().map(|card| card.path.as_str()).collect();
    let others = Key::of(&(others, cards_at, plan.base_path()));
    let followed = known.followed == Some(others) && known.ends_as(&pages, &fresh);
    if !diags.has_errors() && !followed {
        work.links(diags, &mut rendered, &pages)?;
    }
    if !diags.has_errors() {
        known.take(pages, &fresh);
        known.attachments = attachments;
        known.data = data;
        known.cards = cards;
        known.registries = Some(plan.registries());
        known.followed = Some(others);
        known.years = years;
    }
    Ok(rendered)
}

impl Known {
    /// Whether these are the pages of the last build, with the same links, anchors and ids. `fresh` are the positions of
    /// those that are not what was known of them.
    fn ends_as(&self, pages: &[(&str, Arc<Made>)], fresh: &[usize]) -> bool {
        let same = |at: &usize| self.pages.get(pages[*at].0).is_some_and(|known| known.ends == pages[*at].1.ends);
        pages.len() == self.pages.len() && fresh.iter().all(same)
    }

    /// Know these pages and no others.
    fn take(&mut self, pages: Vec<(&str, Arc<Made>)>, fresh: &[usize]) {
        let count = pages.len();
        for (path, made) in fresh.iter().map(|at| &pages[*at]) {
            match self.pages.get_mut(*path) {
                Some(known) => *known = made.clone(),
                None => drop(self.pages.insert((*path).to_owned(), made.clone())),
            }
        }
        if self.pages.len() > count {
            self.pages = pages.into_iter().map(|(path, made)| (path.to_owned(), made)).collect();
        }
    }
}

/// What pages are made with.
struct Work<'a> {
    plan: &'a Plan<'a>,
    theme: &'a Theme,
    engine: engine::Engine<'a>,
    known: &'a Known,
    /// What the projects' pages of each year are made from together.
    years: &'a FxHashMap<i32, Key>,
    publication: &'a Publication<'a>,
    /// Set once the disk failed, so that the other pages need not be made.
    stopped: AtomicBool,
}

/// Why a page was not made.
enum PageError {
    Fault(Box<Diagnostic>),
    Stopped(RenderError),
}

impl<E: Into<RenderError>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self::Stopped(error.into())
    }
}

impl Work<'_> {
    /// Make a page, or find it made. `None` where the run has failed meanwhile.
    fn page(&self, page: &Page) -> Result<Option<Done>, PageError> {
        if self.stopped.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let done = self.make(page);
        if let Err(PageError::Stopped(_)) = done {
            self.stopped.store(true, Ordering::Relaxed);
        }
        done.map(Some)
    }

    fn make(&self, page: &Page) -> Result<Done, PageError> {
        let old = self.known.pages.get(&page.path);
        if let (Some(old), Some(year)) = (old, self.plan.year_of_project(page))
            && self.years.get(&year).is_some_and(|key| self.known.years.get(&year) == Some(key))
            && self.publication.holds(&page.path, &old.record)?
        {
            return Ok(Done { made: old.clone(), known: true, rendered: false, written: false });
        }
        let key = self.plan.key(page).map(|key| Key::of(&(self.engine.key, key)));
        if let Some(old) = old.filter(|old| key.is_some() && old.key == key)
            && self.publication.holds(&page.path, &old.record)?
        {
            return Ok(Done { made: old.clone(), known: true, rendered: false, written: false });
        }
        let (frame, view) = self.plan.view(page)?;
        let view_key = Key::of(&(self.engine.key, page.layout, &frame, &view));
        if let Some(old) = old.filter(|old| old.view == view_key)
            && self.publication.holds(&page.path, &old.record)?
        {
            let known = old.key == key;
            let made = if known { old.clone() } else { Arc::new(Made { key, ..(**old).clone() }) };
            return Ok(Done { made, known, rendered: false, written: false });
        }
        let html = self.engine.render(self.theme, page, &frame, &view).map_err(PageError::Fault)?;
        let record = Record::of(html.as_bytes());
        let ends = Ends::of(&page.path, self.plan.base_path(), &html);
        let written = self.publication.put(&page.path, &record, html.as_bytes())?;
        Ok(Done { made: Arc::new(Made { key, view: view_key, record, ends }), known: false, rendered: true, written })
    }

    /// Copy the attachments that may have changed; what is known of them now.
    fn attachments(&self, files: &dyn Files, rendered: &mut Rendered) -> Result<FxHashMap<SitePath, (Stamp, Record)>, RenderError> {
        let mut known = FxHashMap::default();
        for (from, stamp, to) in &self.plan.assets {
            let old = self.known.attachments.get(from).filter(|(old, _)| Some(old) == stamp.as_ref());
            let record = match old {
                Some((_, record)) if self.publication.holds(to, record)? => *record,
                _ => {
                    let bytes = files.read(from)?;
                    let record = Record::of(&bytes);
                    if self.publication.put(to, &record, &bytes)? {
                        rendered.written.push(to.clone());
                    }
                    record
                }
            };
            rendered.files.insert(to.clone(), record);
            if let Some(stamp) = stamp {
                known.insert(from.clone(), (*stamp, record));
            }
        }
        Ok(known)
    }

    /// Findings for links that lead nowhere. Pages at fault are made once more to say where.
    fn links(&self, diags: &mut Diagnostics, rendered: &mut Rendered, pages: &[(&str, Arc<Made>)]) -> Result<(), RenderError> {
        let ends: Vec<(&str, &Ends)> = pages.iter().map(|(path, made)| (*path, &made.ends)).collect();
        let cards = || self.plan.cards.iter().map(|card| card.path.as_str());
        let faulty = validate::faulty(&ends, rendered.files.keys().map(String::as_str).chain(cards()));
        if faulty.is_empty() {
            return Ok(());
        }
        let mut texts = Vec::new();
        for page in self.plan.pages.iter().filter(|page| faulty.binary_search(&page.path.as_str()).is_ok()) {
            let (frame, view) = self.plan.view(page)?;
            match self.engine.render(self.theme, page, &frame, &view) {
                Ok(html) => texts.push((page.path.as_str(), html)),
                Err(found) => diags.push(*found),
            }
        }
        let files = rendered.files.keys().map(String::as_str).chain(cards()).collect();
        let finished = validate::Finished { base: self.plan.base_path(), pages: ends.into_iter().collect(), files };
        finished.report(diags, &mut rendered.texts, &texts);
        Ok(())
    }
}
