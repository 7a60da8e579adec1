//! The view of the search page: what a visitor without JavaScript finds everything by, and the words of the results.

use serde::Serialize;

use super::common::{Link, Maker, year_link};
use crate::{
    plan::{route, search},
    site::{model::Entry, progress::Status},
};

/// The search page.
#[derive(Debug, Hash, Serialize)]
pub struct SearchPage {
    /// The folder of the index, from the site's root.
    pub index: &'static str,
    /// Every status a result may have.
    pub statuses: Vec<StatusWord>,
    /// Every year, the latest first.
    pub years: Vec<Link>,
    /// Departments.
    pub departments: Vec<Link>,
    /// Categories.
    pub categories: Vec<Link>,
    /// Places.
    pub places: Vec<Link>,
    /// Papers, the latest first.
    pub documents: Vec<Link>,
}

/// A status, for machines and for people.
#[derive(Debug, Hash, Serialize)]
pub struct StatusWord {
    /// The English word.
    pub word: &'static str,
    /// A word of the site's language.
    pub text: &'static str,
}

impl Maker<'_, '_> {
    /// The search page.
    pub fn search_page(&self) -> SearchPage {
        let site = self.edition.site;
        let links = |entries: &[Entry], href: fn(&str) -> String| -> Vec<Link> {
            entries.iter().map(|entry| Link { title: entry.name.clone(), href: href(&entry.id) }).collect()
        };
        SearchPage {
            index: search::FOLDER,
            statuses: Status::ALL
                .into_iter()
                .map(|status| StatusWord { word: status.word(), text: self.language().status(status) })
                .collect(),
            years: self.edition.years.iter().map(year_link).collect(),
            departments: links(&site.departments, route::department),
            categories: links(&site.categories, route::category),
            places: links(&site.places, route::place),
            documents: self.document_rows().into_iter().map(|row| row.link).collect(),
        }
    }
}
