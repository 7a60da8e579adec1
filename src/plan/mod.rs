//! Every page and file of the site, with its address: the place where addresses collide and links break, before
//! anything is rendered.
//!
//! In: a [`Site`] and a [`Choice`]. Out: a [`Plan`], which makes the view of any of its pages on demand, so that no more
//! views are in memory than threads at work.

mod alone;
mod claims;
pub mod data;
mod diagnostics;
mod edition;
mod frame;
mod key;
mod links;
mod proceedings;
pub mod published;
pub mod route;
mod schedule;
mod search;
pub mod standing;
pub mod view;

use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use self::{
    claims::{Claim, Claims, collisions},
    edition::At,
    links::Targets,
    view::{CardFile, Frame, Maker, SiteFrame, View},
};
use crate::{
    diag::{Diagnostics, Span},
    files::{SitePath, Stamp},
    memo::{Key, Table},
    site::{
        Site, SourceError,
        language::Language,
        model::{Prose, Release},
        progress::Status,
    },
};
use diagnostics as say;
use edition::Year;
pub use edition::{Choice, Edition, Shown};
pub use proceedings::Part;
pub use schedule::next_change;
pub use standing::{Early, Standing, Unread, reporting_day};
use view::Of;

/// The pages and files of one edition.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What is shown, with its figures.
    pub edition: Edition<'a>,
    /// What every page says of the site.
    pub frame: SiteFrame,
    /// The pages, by address.
    pub pages: Vec<Page>,
    /// Files of data beside the pages, by address.
    pub data: Vec<data::File>,
    /// Cards for sharing, by address; none where the site does not want them.
    pub cards: Vec<CardFile>,
    /// Files copied as they are: from, its stamp, to.
    pub assets: Vec<(SitePath, Option<Stamp>, String)>,
    base_url: String,
    targets: OnceLock<Targets>,
    /// A key of what pages may say of departments, places, categories and papers.
    names: Key,
    /// A key of everything the registries say.
    registries: Key,
    /// A key of what pages say of years other than their own.
    calendar: Key,
    /// A key of the records of each year, once somebody asks.
    year_data: Vec<OnceLock<Key>>,
    /// What can be found.
    search: search::Index,
}

/// A page before it is made.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address, from the site's root.
    pub path: String,
    /// The layout that draws it.
    pub layout: &'static str,
    subject: Subject,
}

/// What a page is about.
#[derive(Debug, Clone, Copy)]
enum Subject {
    Home,
    Year(usize),
    Project(At),
    Entry(Of, usize),
    Registry(Of),
    /// A part of a year's proceedings.
    Part(Part, usize),
    /// Year, goal.
    Goal(usize, usize),
    /// Year, proposal.
    Proposal(usize, usize),
    Status(Status),
    Statuses,
    Documents,
    Document(usize),
    Article(usize),
    Archive,
    Corrections,
    Search,
    Data,
    Verify,
    NotFound,
}

impl<'a> Plan<'a> {
    /// Plan a site: collisions of addresses and links that lead nowhere are found here. What is known of projects'
    /// figures is not computed again.
    pub fn new(diags: &mut Diagnostics, site: &'a Site<'a>, choice: &Choice, known: &mut Table<Standing>) -> Result<Self, SourceError> {
        let edition = Edition::new(site, choice, known)?;
        let mut base_url = choice.base_url.clone().unwrap_or_else(|| site.config.base_url.clone());
        if !base_url.is_empty() && !base_url.ends_with('/') {
            base_url.push('/');
        }
        let names = key::names_key(&edition);
        let targets = OnceLock::new();
        let registries = Key::of(&(&site.departments, &site.places, &site.categories));
        let of_year = |year: &Year<'_>| (year.programme.year, year.programme.title.clone(), year.programme.phase, year.shown, year.days);
        let calendar = Key::of(&(edition.years.iter().map(of_year).collect::<Vec<_>>(), edition.known, edition.day));
        let frame = SiteFrame::default();
        let year_data = edition.years.iter().map(|_| OnceLock::new()).collect();
        let search = search::Index::new(&edition, registries);
        let (pages, data, cards, assets) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut plan =
            Self { edition, frame, pages, data, cards, assets, base_url, targets, names, registries, calendar, year_data, search };
        plan.frame = plan.site_frame(choice);
        plan.data = data::files(&plan);
        let claims = plan.claim();
        collisions(diags, &claims);
        plan.pages = claims.into_iter().filter_map(|claim| claim.page).collect();
        // Stable, as it is quick where long stretches are in order already.
        plan.pages.sort_by(|a, b| a.path.cmp(&b.path));
        // Who writes sees pages, not cards; a preview of what would be published has them.
        if !(choice.preview && choice.drafts) {
            plan.cards = plan.card_files(&plan.pages);
        }
        plan.assets = plan.attachments().map(|path| (path.clone(), site.stamp(path), route::attachment(path))).collect();
        plan.check_links(diags);
        Ok(plan)
    }

    fn maker(&self, page: &Page) -> Maker<'a, '_> {
        Maker { cited: Some(Mutex::default()), ..Maker::new(&self.edition, &self.targets, route::root(&page.path)) }
    }

    /// The language of the site's interface.
    pub fn language(&self) -> Language {
        Language::of(&self.edition.site.config.language)
    }

    /// Frame and view of a page. `Err` where a record cannot be read again.
    pub fn view(&self, page: &Page) -> Result<(Frame, View), SourceError> {
        let maker = self.maker(page);
        let mut description = None;
        let view = match page.subject {
            Subject::Home => View::Home(Box::new(maker.home())),
            Subject::Year(at) => View::Year(Box::new(maker.year_page(at))),
            Subject::Project(at) => {
                let record = self.edition.site.record(self.edition.project(at).1.project)?;
                description = Some(crate::syntax::markdown::summary(&record.official_text, 120));
                View::Project(Box::new(maker.project_page(at, &record)))
            }
            Subject::Entry(of, at) => View::Listing(Box::new(maker.listing(of, at))),
            Subject::Registry(of) => View::Registry(Box::new(maker.registry(of))),
            Subject::Status(status) => View::Listing(Box::new(maker.status_listing(status))),
            Subject::Statuses => View::Registry(Box::new(maker.statuses())),
            Subject::Documents => View::Documents(Box::new(view::Documents { documents: maker.document_rows() })),
            Subject::Document(at) => View::Document(Box::new(maker.document_page(at))),
            Subject::Article(at) => View::Article(Box::new(maker.article(at))),
            Subject::Part(part, at) => maker.part_page(part, at),
            Subject::Goal(year, at) => View::Goal(Box::new(maker.goal_page(year, at))),
            Subject::Proposal(year, at) => View::Proposal(Box::new(maker.proposal_page(year, at))),
            Subject::Archive => View::Archive(Box::new(maker.archive())),
            Subject::Corrections => View::Corrections(Box::new(maker.corrections_page())),
            Subject::Search => View::Search(Box::new(maker.search_page())),
            Subject::Data => View::Data(Box::new(self.data_page())),
            Subject::Verify => View::Verify(Box::new(self.verify_page(&maker))),
            Subject::NotFound => View::NotFound,
        };
        let mut frame = self.page_frame(page);
        frame.description = description.unwrap_or(frame.description);
        frame.footnotes = maker.cited.map(|cited| cited.into_inner().unwrap_or_else(PoisonError::into_inner)).unwrap_or_default();
        frame.meta = self.meta(page, &frame, &view);
        Ok((frame, view))
    }

    /// The attachments of pages that are shown.
    fn attachments(&self) -> impl Iterator<Item = &'a SitePath> {
        let hidden = &self.edition.hidden_folders;
        let is_hidden = move |path: &SitePath| hidden.iter().any(|folder| path.starts_with(folder.as_str()));
        self.edition.site.attachments.iter().filter(move |path| !is_hidden(path))
    }

    /// The addresses of the pages files of `content/` have become, each in its place; `None` where one is not shown.
    pub fn addresses(&self, paths: &[&SitePath]) -> Vec<Option<String>> {
        if paths.is_empty() {
            return Vec::new();
        }
        let maker = Maker::new(&self.edition, &self.targets, String::new());
        paths.iter().map(|path| maker.link_targets().page(path)).collect()
    }

    /// The address of a project's page, by its record's or its narrative's file.
    pub fn address_of_project(&self, path: &SitePath) -> Option<String> {
        let year: i32 = path.split('/').nth(1)?.parse().ok()?;
        let year = self.edition.years.iter().find(|shown| shown.programme.year == year)?;
        let stem = |of: &SitePath| (of.parent() == path.parent()) && of.stem() == path.stem();
        let shown = year.projects.iter().find(|shown| stem(&shown.project.path))?;
        Some(route::project(year.programme.year, &shown.project.id))
    }

    /// Whether a record is shown although a build without drafts would hold it back.
    pub fn is_unreleased(&self, release: Release) -> bool {
        self.edition.is_unreleased(release)
    }

    /// A key of everything the registries say.
    pub fn registries(&self) -> Key {
        self.registries
    }

    /// The path of the address the site will be published at, such as `/ssxm/`; `/` where none is known.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
    }

    /// Every address with who claims it.
    fn claim(&self) -> Vec<Claim> {
        let edition = &self.edition;
        let site = edition.site;
        let mut claims = Claims::default();
        for (path, layout, subject) in [
            (route::HOME, "home", Subject::Home),
            (route::ARCHIVE, "archive", Subject::Archive),
            (route::CORRECTIONS, "corrections", Subject::Corrections),
            (route::SEARCH, "search", Subject::Search),
            (route::NOT_FOUND, "404", Subject::NotFound),
            (route::STATUSES, "registry", Subject::Statuses),
            (route::DOCUMENTS, "documents", Subject::Documents),
            (route::DEPARTMENTS, "registry", Subject::Registry(Of::Department)),
            (route::PLACES, "registry", Subject::Registry(Of::Place)),
            (route::CATEGORIES, "registry", Subject::Registry(Of::Category)),
            (route::DATA, "data", Subject::Data),
        ] {
            claims.page(path.to_owned(), layout, subject, None);
        }
        if self.is_verifiable() {
            claims.page(route::VERIFY.to_owned(), "verify", Subject::Verify, None);
        }
        for (of, entries) in [(Of::Department, &site.departments), (Of::Place, &site.places), (Of::Category, &site.categories)] {
            for (at, entry) in entries.iter().enumerate() {
                claims.page(of.route(&entry.id), "listing", Subject::Entry(of, at), Some(entry.span.clone()));
            }
        }
        let maker = Maker::new(edition, &self.targets, String::new());
        for status in Status::ALL.into_iter().filter(|status| maker.has_status(*status)) {
            claims.page(route::status(status.word()), "listing", Subject::Status(status), None);
        }
        for (at, document) in site.documents.iter().enumerate().filter(|(at, _)| edition.documents[*at]) {
            claims.page(route::document(&document.article.id), "document", Subject::Document(at), Some(Span::file(&document.article.path)));
        }
        for (at, page) in site.pages.iter().enumerate().filter(|(at, _)| edition.pages[*at]) {
            claims.page(route::page(&page.article.id), "page", Subject::Article(at), Some(Span::file(&page.article.path)));
        }
        for (y, year) in edition.years.iter().enumerate() {
            claims.page(route::year(year.programme.year), "year", Subject::Year(y), Some(Span::file(&year.programme.path)));
            for (p, shown) in year.projects.iter().enumerate() {
                let path = route::project(year.programme.year, &shown.project.id);
                claims.page(path, "project", Subject::Project((y, p)), Some(Span::file(&shown.project.path)));
            }
            proceedings::claim_pages(&mut claims, y, year);
        }
        for file in &self.data {
            claims.0.push(Claim { path: file.path.clone(), page: None, span: None });
        }
        let pages: Vec<Page> = claims.0.iter().filter_map(|claim| claim.page.clone()).collect();
        for card in self.card_files(&pages) {
            claims.0.push(Claim { path: card.path, page: None, span: None });
        }
        for path in self.attachments() {
            claims.0.push(Claim { path: route::attachment(path), page: None, span: Some(Span::file(path)) });
        }
        claims.0
    }

    fn check_links(&self, diags: &mut Diagnostics) {
        let site = self.edition.site;
        let mut prose: Vec<&Prose> = Vec::new();
        prose.extend(site.documents.iter().zip(&self.edition.documents).filter(|(_, s)| **s).map(|(d, _)| &d.article.body));
        prose.extend(site.pages.iter().zip(&self.edition.pages).filter(|(_, s)| **s).map(|(p, _)| &p.article.body));
        for year in &self.edition.years {
            let programme = year.programme;
            prose.extend(&programme.narrative);
            prose.extend(programme.notes.iter().map(|note| &note.text));
            prose.extend(programme.declared_items.iter().filter_map(|count| count.note.as_ref()));
            prose.extend(year.proceedings.papers().into_iter().flat_map(|own| &own.notes).map(|note| &note.text));
            prose.extend(year.proceedings.cases.iter().filter_map(|case| case.narrative.as_ref()));
        }
        let look = |prose: &&Prose| {
            let (mut links, mut raw_html) = (Vec::new(), Vec::new());
            prose.look(&mut links, &mut raw_html);
            (links, raw_html)
        };
        let few: Vec<_> = prose.par_iter().map(look).collect();
        let projects = || self.edition.years.iter().flat_map(|year| &year.projects).map(|shown| shown.project);
        for span in few.iter().flat_map(|(_, html)| html).chain(projects().flat_map(|project| &project.raw_html)) {
            diags.push(say::html_removed(span.clone()));
        }
        let maker = Maker::new(&self.edition, &self.targets, String::new());
        for link in few.iter().flat_map(|(links, _)| links).chain(projects().flat_map(|project| &project.links)) {
            maker.link_targets().check(diags, link);
        }
        for document in site.documents.iter().zip(&self.edition.documents).filter(|(_, s)| **s).map(|(d, _)| d) {
            for attachment in document.attachments.iter().filter(|file| !site.attachments.contains(&file.path)) {
                if !site.is_broken(&attachment.path) {
                    diags.push(say::missing_attachment(Span::new(&document.article.path, attachment.loc), &attachment.path));
                }
            }
        }
    }
}
