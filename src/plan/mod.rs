//! Every page and file of the site, with its address: the place where addresses collide and links break, before
//! anything is rendered.
//!
//! In: a [`Site`] and a [`Choice`]. Out: a [`Plan`], which makes the view of any of its pages on demand, so that no more
//! views are in memory than threads at work.

mod diagnostics;
mod edition;
mod links;
pub mod route;
pub mod standing;
pub mod view;

use std::{borrow::Cow, sync::OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use self::{
    edition::At,
    links::Targets,
    view::{Frame, Link, Maker, MenuItem, SiteFrame, View},
};
use crate::{
    diag::{Diagnostics, Span},
    files::{SitePath, Stamp},
    memo::{Key, Table},
    site::{
        Site, SourceError,
        model::{Entry, Prose, Release},
        progress::Status,
    },
};
use diagnostics as say;
pub use edition::{Choice, Edition, Shown};
use edition::Year;
pub use standing::{Early, Standing, reporting_day};
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
    Status(Status),
    Statuses,
    Documents,
    Document(usize),
    Article(usize),
    Archive,
    Corrections,
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
        let names = names_key(&edition);
        let targets = OnceLock::new();
        let registries = Key::of(&(&site.departments, &site.places, &site.categories));
        let of_year = |year: &Year<'_>| (year.programme.year, year.programme.title.clone(), year.programme.phase, year.shown, year.days);
        let calendar = Key::of(&(edition.years.iter().map(of_year).collect::<Vec<_>>(), edition.known, edition.day));
        let frame = SiteFrame::default();
        let (pages, assets) = (Vec::new(), Vec::new());
        let mut plan = Self { frame, pages, assets, base_url, targets, names, registries, calendar, edition };
        let claims = plan.claim();
        collisions(diags, &claims);
        plan.pages = claims.into_iter().filter_map(|claim| claim.page).collect();
        // Stable, as it is quick where long stretches are in order already.
        plan.pages.sort_by(|a, b| a.path.cmp(&b.path));
        plan.assets = plan.attachments().map(|path| (path.clone(), site.stamp(path), route::attachment(path))).collect();
        plan.frame = plan.site_frame(choice);
        plan.check_links(diags);
        Ok(plan)
    }

    /// What a project's page is made from, without making it: two equal keys mean equal pages of one theme. `None` for
    /// pages that are few, whose views are made to see whether they changed.
    pub fn key(&self, page: &Page) -> Option<Key> {
        let at = match page.subject {
            Subject::Project(at) => at,
            Subject::Entry(of, at) => {
                let kind = (of.word(), at);
                return Some(self.list_key(page, kind, self.maker(page).members_of(of, at)));
            }
            Subject::Status(status) => return Some(self.list_key(page, (status.word(), 0), &self.maker(page).with_status(status))),
            Subject::Year(at) => return self.year_page_key(page, at),
            _ => return None,
        };
        let (year, shown) = self.edition.project(at);
        let project = shown.project;
        let maker = self.maker(page);
        let links = || project.links.iter().map(|link| maker.link_targets().address(&link.span.path, &maker.root, &link.dest));
        let links: Vec<Option<String>> = if project.links.is_empty() { Vec::new() } else { links().collect() };
        let programme = year.programme;
        Some(Key::of(&(
            (self.page_key(page), project.key, year.days, self.names),
            (programme.year, &programme.title, programme.phase, self.edition.known, self.edition.day),
            (maker.names_beside(at), maker.related(project), maker.attachments(&project.path)),
            links,
        )))
    }

    /// What a list of projects is made from.
    fn list_key(&self, page: &Page, kind: (&str, usize), members: &[At]) -> Key {
        let standings: Vec<Key> = members.iter().map(|at| self.edition.project(*at).1.key).collect();
        Key::of(&(self.page_key(page), kind, self.registries, self.calendar, standings))
    }

    /// What a year's page is made from; `None` where its own text has links, whose ends may move.
    fn year_page_key(&self, page: &Page, at: usize) -> Option<Key> {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let notes = programme.notes.iter().map(|note| &note.text);
        let counts = programme.declared_items.iter().filter_map(|count| count.note.as_ref());
        let mut prose = programme.narrative.iter().chain(notes).chain(counts);
        if prose.any(|prose| prose.text.contains(['[', '<'])) {
            return None;
        }
        let standings: Vec<Key> = year.projects.iter().map(|shown| shown.key).collect();
        let index = SitePath::new(&format!("content/{}/index.md", programme.year));
        let beside = self.maker(page).attachments(&index);
        Some(Key::of(&(self.page_key(page), programme.key, self.names, self.calendar, standings, beside)))
    }

    /// What all projects' pages of a year are made from together, where none of them has what is looked at singly; by
    /// year. Two equal keys mean that every page of the year is equal.
    pub fn year_keys(&self) -> FxHashMap<i32, Key> {
        let plain = |year: &&Year<'_>| {
            let single = |shown: &Shown<'_>| !shown.project.links.is_empty() || !shown.project.related.is_empty();
            self.edition.site.attachments.is_empty() && !year.projects.iter().any(single)
        };
        let key = |year: &Year<'_>| {
            let programme = year.programme;
            let projects: Vec<(Key, Key)> = year.projects.iter().map(|shown| (shown.key, shown.project.key)).collect();
            let own = (programme.year, &programme.title, programme.phase, year.days);
            (programme.year, Key::of(&(&self.base_url, self.names, own, self.edition.known, self.edition.day, projects)))
        };
        self.edition.years.iter().filter(plain).map(key).collect()
    }

    /// The year of a project's page.
    pub fn year_of_project(&self, page: &Page) -> Option<i32> {
        let Subject::Project((year, _)) = page.subject else { return None };
        Some(self.edition.years[year].programme.year)
    }

    /// What every frame is made from.
    fn page_key<'p>(&'p self, page: &'p Page) -> (&'p str, &'p str, &'p str) {
        (&page.path, page.layout, &self.base_url)
    }

    fn maker(&self, page: &Page) -> Maker<'a, '_> {
        Maker { edition: &self.edition, targets: &self.targets, root: route::root(&page.path) }
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
            Subject::Archive => View::Archive(Box::new(maker.archive())),
            Subject::Corrections => View::Corrections(Box::new(maker.corrections_page())),
            Subject::NotFound => View::NotFound,
        };
        let mut frame = self.page_frame(page);
        frame.description = description.unwrap_or(frame.description);
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
        let maker = Maker { edition: &self.edition, targets: &self.targets, root: String::new() };
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
            (route::NOT_FOUND, "404", Subject::NotFound),
            (route::STATUSES, "registry", Subject::Statuses),
            (route::DOCUMENTS, "documents", Subject::Documents),
            (route::DEPARTMENTS, "registry", Subject::Registry(Of::Department)),
            (route::PLACES, "registry", Subject::Registry(Of::Place)),
            (route::CATEGORIES, "registry", Subject::Registry(Of::Category)),
        ] {
            claims.page(path.to_owned(), layout, subject, None);
        }
        for (of, entries) in [(Of::Department, &site.departments), (Of::Place, &site.places), (Of::Category, &site.categories)] {
            for (at, entry) in entries.iter().enumerate() {
                claims.page(of.route(&entry.id), "listing", Subject::Entry(of, at), Some(entry.span.clone()));
            }
        }
        let maker = Maker { edition, targets: &self.targets, root: String::new() };
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
        }
        for path in self.attachments() {
            claims.0.push(Claim { path: route::attachment(path), page: None, span: Some(Span::file(path)) });
        }
        claims.0
    }

    fn page_frame(&self, page: &Page) -> Frame {
        let site = self.edition.site;
        let link = |title: &str, href: &str| Link { title: title.to_owned(), href: href.to_owned() };
        let years = |year: usize| {
            let programme = self.edition.years[year].programme;
            link(&programme.title, &route::year(programme.year))
        };
        let none = Vec::new;
        let (title, description, crumbs, section): (String, String, Vec<Link>, &'static str) = match page.subject {
            Subject::Home => (String::new(), site.config.description.clone(), none(), "home"),
            Subject::Year(at) => (self.edition.years[at].programme.title.clone(), String::new(), none(), "years"),
            Subject::Project((y, p)) => {
                let project = self.edition.years[y].projects[p].project;
                (project.title.clone(), String::new(), vec![years(y)], "years")
            }
            Subject::Entry(of, at) => {
                let (entries, title, href) = self.registry_named(of);
                (entries[at].name.clone(), entries[at].description.clone(), vec![link(title, href)], title_section(of))
            }
            Subject::Registry(of) => (self.registry_named(of).1.to_owned(), String::new(), none(), title_section(of)),
            Subject::Status(status) => {
                (view::status_text(status).to_owned(), String::new(), vec![link("状态", route::STATUSES)], "statuses")
            }
            Subject::Statuses => ("状态".to_owned(), String::new(), none(), "statuses"),
            Subject::Documents => ("公文".to_owned(), String::new(), none(), "documents"),
            Subject::Document(at) => {
                let article = &site.documents[at].article;
                (article.title.clone(), article.summary.clone(), vec![link("公文", route::DOCUMENTS)], "documents")
            }
            Subject::Article(at) => (site.pages[at].article.title.clone(), site.pages[at].article.summary.clone(), none(), "pages"),
            Subject::Archive => ("历年对照".to_owned(), String::new(), none(), "archive"),
            Subject::Corrections => ("更正与撤回".to_owned(), String::new(), none(), "corrections"),
            Subject::NotFound => ("没有这个页面".to_owned(), String::new(), none(), ""),
        };
        let canonical = (!self.base_url.is_empty() && !matches!(page.subject, Subject::NotFound))
            .then(|| format!("{}{}", self.base_url, route::encode(&page.path)));
        // A server shows the 404 page at any depth, so its links begin at the site's own place where that is known.
        let root = match page.subject {
            Subject::NotFound if !self.base_url.is_empty() => self.base_path().to_owned(),
            _ => route::root(&page.path),
        };
        Frame { title, description, canonical, root, crumbs, section, path: page.path.clone() }
    }

    fn registry_named(&self, of: Of) -> (&'a [Entry], &'static str, &'static str) {
        let site = self.edition.site;
        match of {
            Of::Department => (&site.departments, "部门", route::DEPARTMENTS),
            Of::Place => (&site.places, "街镇", route::PLACES),
            Of::Category => (&site.categories, "领域", route::CATEGORIES),
        }
    }

    fn site_frame(&self, choice: &Choice) -> SiteFrame {
        let config = &self.edition.site.config;
        SiteFrame {
            title: config.title.clone(),
            language: config.language.clone(),
            description: config.description.clone(),
            publisher: config.publisher.clone(),
            contact: config.contact.clone(),
            site_id_code: config.site_id_code.clone(),
            icp: config.icp.clone(),
            police_record: config.police_record.clone(),
            menu: self.menu(),
            as_of: self.edition.shown.map(view::date),
            generator: format!("gongshi {}", env!("CARGO_PKG_VERSION")),
            drafts: self.edition.unreleased && !choice.preview,
        }
    }

    fn menu(&self) -> Vec<MenuItem> {
        let site = self.edition.site;
        let item = |key: &'static str, href: &str| MenuItem { key, title: String::new(), href: href.to_owned(), section: key };
        let mut menu = vec![item("home", route::HOME)];
        if let Some(year) = self.edition.years.iter().find(|year| !year.projects.is_empty()).or(self.edition.years.first()) {
            menu.push(item("years", &route::year(year.programme.year)));
        }
        for (key, href, wanted) in [
            ("archive", route::ARCHIVE, self.edition.years.len() > 1),
            ("departments", route::DEPARTMENTS, !site.departments.is_empty()),
            ("places", route::PLACES, !site.places.is_empty()),
            ("categories", route::CATEGORIES, !site.categories.is_empty()),
            ("documents", route::DOCUMENTS, self.edition.documents.contains(&true)),
            ("corrections", route::CORRECTIONS, true),
        ] {
            if wanted {
                menu.push(item(key, href));
            }
        }
        for (page, _) in site.pages.iter().zip(&self.edition.pages).filter(|(page, shown)| page.menu && **shown) {
            menu.push(MenuItem { key: "", title: page.article.title.clone(), href: route::page(&page.article.id), section: "pages" });
        }
        menu
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
        let maker = Maker { edition: &self.edition, targets: &self.targets, root: String::new() };
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

/// A key of what pages may say of departments, places, categories and papers.
fn names_key(edition: &Edition<'_>) -> Key {
    let entries = |all: &[Entry]| all.iter().map(|entry| Key::of(&(&entry.id, &entry.name))).collect::<Vec<_>>();
    let site = edition.site;
    let documents = site.documents.iter().zip(&edition.documents);
    let documents: Vec<Key> = documents.map(|(d, shown)| Key::of(&(&d.article.id, &d.article.title, &d.number, shown))).collect();
    Key::of(&(entries(&site.departments), entries(&site.places), entries(&site.categories), documents))
}

fn title_section(of: Of) -> &'static str {
    match of {
        Of::Department => "departments",
        Of::Place => "places",
        Of::Category => "categories",
    }
}

/// An address and who wants it.
struct Claim {
    path: String,
    page: Option<Page>,
    span: Option<Span>,
}

impl Claim {
    /// Whether both are records of one list, whose shared id is reported already.
    fn shares_id(&self, other: &Self) -> bool {
        match (self.page.as_ref().map(|page| page.subject), other.page.as_ref().map(|page| page.subject)) {
            (Some(Subject::Entry(of, _)), Some(Subject::Entry(other, _))) => of == other,
            (Some(Subject::Project((year, _))), Some(Subject::Project((other, _)))) => year == other,
            _ => false,
        }
    }
}

#[derive(Default)]
struct Claims(Vec<Claim>);

impl Claims {
    fn page(&mut self, path: String, layout: &'static str, subject: Subject, span: Option<Span>) {
        let page = Page { path: path.clone(), layout, subject };
        self.0.push(Claim { path, page: Some(page), span });
    }
}

/// Two claims to one address, also by letter case and Unicode form; what gongshi itself needs comes first.
fn collisions(diags: &mut Diagnostics, claims: &[Claim]) {
    let folded: Vec<Cow<'_, str>> = claims.iter().map(|claim| folded(&claim.path)).collect();
    let mut taken: FxHashMap<&str, &Claim> = FxHashMap::with_capacity_and_hasher(claims.len(), rustc_hash::FxBuildHasher);
    for (claim, _) in claims.iter().zip(&folded).filter(|(_, path)| is_reserved(path)) {
        if let Some(span) = &claim.span {
            diags.push(say::reserved(span.clone(), &claim.path));
        }
    }
    let mut collide = |claim: &Claim, first: &Claim| {
        if let Some(span) = claim.span.clone() {
            diags.push(match first.span.clone() {
                Some(first) => say::url_collision(span, &claim.path, first),
                None => say::reserved(span, &claim.path),
            });
        }
    };
    for (claim, path) in claims.iter().zip(&folded) {
        let first = *taken.entry(path).or_insert(claim);
        if !std::ptr::eq(first, claim) && !claim.shares_id(first) {
            collide(claim, first);
        }
    }
    // A file of the site cannot be the folder of another.
    for (claim, path) in claims.iter().zip(&folded) {
        if let Some(first) = path.match_indices('/').find_map(|(at, _)| taken.get(&path[..at])) {
            collide(claim, first);
        }
    }
}

/// Addresses of the manifest, the theme's files and gongshi's own helpers.
fn is_reserved(path: &str) -> bool {
    path == "manifest.json"
        || path.starts_with("manifest.json/")
        || path.starts_with("assets/")
        || path.split('/').any(|part| part.starts_with(".gongshi-"))
}

fn folded(path: &str) -> Cow<'_, str> {
    if path.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    Cow::Owned(path.nfc().collect::<String>().to_lowercase())
}
