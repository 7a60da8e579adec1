//! What pages are made from, without making them.

use super::{
    Page, Plan, Subject,
    edition::{At, Edition, Shown, Year},
    view::papers,
};
use crate::{files::SitePath, memo::Key, site::model::Entry};

impl Plan<'_> {
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
            (maker.names_beside(at), maker.related(project), maker.attachments(&project.path), maker.named_by(at)),
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
        let maker = self.maker(page);
        let beside = (maker.attachments(&index), papers(maker.language(), year), self.files_of(programme.year));
        Some(Key::of(&(self.page_key(page), programme.key, self.names, self.calendar, standings, beside)))
    }

    /// What all projects' pages of a year are made from together, where none of them has what is looked at singly; by
    /// year. Two equal keys mean that every page of the year is equal.
    pub fn year_keys(&self) -> Vec<(i32, Key)> {
        let plain = |year: &&Year<'_>| {
            let single = |shown: &Shown<'_>| !shown.project.links.is_empty() || !shown.project.related.is_empty();
            // What names a project in a year's proceedings shows on its page.
            self.edition.site.attachments.is_empty()
                && self.edition.named_by.is_empty()
                && year.programme.proceedings.is_empty()
                && !year.projects.iter().any(single)
        };
        let key = |year: &Year<'_>| {
            let programme = year.programme;
            let projects: Vec<(Key, Key)> = year.projects.iter().map(|shown| (shown.key, shown.project.key)).collect();
            let own = (programme.key, programme.phase, year.days);
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
}

/// A key of what pages may say of departments, places, categories and papers.
pub(super) fn names_key(edition: &Edition<'_>) -> Key {
    let entries = |all: &[Entry]| all.iter().map(|entry| Key::of(&(&entry.id, &entry.name))).collect::<Vec<_>>();
    let site = edition.site;
    let documents = site.documents.iter().zip(&edition.documents);
    let documents: Vec<Key> = documents.map(|(d, shown)| Key::of(&(&d.article.id, &d.article.title, &d.number, shown))).collect();
    Key::of(&(entries(&site.departments), entries(&site.places), entries(&site.categories), documents))
}
