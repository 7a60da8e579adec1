//! What can be found: every page that has a title of its own, with what is searched of it.

use serde::Serialize;

use crate::{
    plan::{
        edition::{Edition, Shown, Year},
        route,
        view::is_draft,
    },
    site::model::{Document, Entry as Registered},
};

/// A page that can be found. What stands here is published in the index, so nothing that may not be shown is here.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Entry(
    /// What it is, a word the search page has a Chinese one for.
    pub &'static str,
    /// Its address, from the site's root.
    pub String,
    /// Its title.
    pub String,
    /// The computed status of a project, an English word; empty elsewhere.
    pub String,
    /// What else is searched.
    pub Vec<String>,
);

impl Entry {
    fn new(kind: &'static str, href: String, title: &str, texts: Vec<String>) -> Self {
        Self(kind, href, title.to_owned(), String::new(), texts.into_iter().filter(|text| !text.is_empty()).collect())
    }

    /// How many bytes are searched.
    pub fn weight(&self) -> usize {
        self.2.len() + self.4.iter().map(String::len).sum::<usize>()
    }
}

/// A project.
pub fn project(edition: &Edition<'_>, year: &Year<'_>, shown: &Shown<'_>) -> Entry {
    let project = shown.project;
    let searched = &project.searched;
    let departments = project.departments.iter().map(|at| edition.site.departments[*at].name.clone());
    let texts = std::iter::once(searched.official_text.clone()).chain(searched.indicators.iter().cloned()).chain(departments);
    let href = route::project(year.programme.year, &project.id);
    let status = if is_draft(year.programme.phase) { "" } else { shown.state.status.word() };
    let mut entry = Entry::new("project", href, &project.title, texts.collect());
    status.clone_into(&mut entry.3);
    entry
}

/// What [`Entry::weight`] of a project is, without making it.
pub fn weight(edition: &Edition<'_>, shown: &Shown<'_>) -> usize {
    let (project, searched) = (shown.project, &shown.project.searched);
    let departments = project.departments.iter().map(|at| edition.site.departments[*at].name.len());
    let texts = searched.indicators.iter().map(String::len).chain(departments);
    project.title.len() + searched.official_text.len() + texts.sum::<usize>()
}

/// A year's own page.
pub fn year(year: &Year<'_>) -> Entry {
    Entry::new("year", route::year(year.programme.year), &year.programme.title, year.programme.aliases.clone())
}

/// The goals and proposals of a year.
pub fn papers(year: &Year<'_>) -> Vec<Entry> {
    let (number, of) = (year.programme.year, &year.proceedings);
    let goals = of.goals.iter().map(|goal| Entry::new("goal", route::goal(number, &goal.id), &goal.own.title, Vec::new()));
    let cases = of.cases.iter().map(|case| Entry::new("proposal", route::proposal(number, &case.id), &case.own.title, Vec::new()));
    goals.chain(cases).collect()
}

/// A paper.
pub fn document(document: &Document) -> Entry {
    let texts = vec![document.number.clone(), document.issuer.clone()];
    Entry::new("document", route::document(&document.article.id), &document.article.title, texts)
}

/// The departments, places, categories and free pages of the site.
pub fn of_site(edition: &Edition<'_>) -> Vec<Entry> {
    let site = edition.site;
    let of = |kind: &'static str, entries: &[Registered], href: fn(&str) -> String| {
        entries.iter().map(|entry| Entry::new(kind, href(&entry.id), &entry.name, entry.aliases.clone())).collect::<Vec<_>>()
    };
    let mut all = of("department", &site.departments, route::department);
    all.extend(of("place", &site.places, route::place));
    all.extend(of("category", &site.categories, route::category));
    let pages = site.pages.iter().zip(&edition.pages).filter(|(_, shown)| **shown).map(|(page, _)| &page.article);
    all.extend(pages.map(|page| Entry::new("page", route::page(&page.id), &page.title, Vec::new())));
    all
}
