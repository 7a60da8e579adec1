//! References to papers: inline, and as the footnotes a page has on paper.

use std::sync::PoisonError;

use serde::Serialize;

use super::common::Maker;
use crate::{plan::route, site::model::Citation};

/// A reference to a paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Source {
    /// What it says: number or title, and the place in it.
    pub text: String,
    /// Where it leads, from the site's root; or an address on the web.
    pub href: Option<String>,
    /// Whether it leads to another site.
    pub outside: bool,
    /// The place in it.
    pub place: String,
    /// The paper's number among the page's footnotes, from 1; none on lists that several pages share.
    pub number: Option<usize>,
}

/// A paper among the footnotes a page has on paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Footnote {
    /// Title and number.
    pub text: String,
    /// Its full address, where one is known.
    pub address: Option<String>,
}

impl Maker<'_, '_> {
    /// A reference to a paper.
    pub fn source(&self, citation: &Citation) -> Source {
        let place = |name: &str| if citation.place.is_empty() { name.to_owned() } else { format!("{name} {}", citation.place) };
        if let Some(at) = citation.document {
            let document = &self.edition.site.documents[at];
            if !self.edition.documents[at] {
                return Source {
                    text: self.language().held_back().to_owned(),
                    href: None,
                    outside: false,
                    place: String::new(),
                    number: None,
                };
            }
            let name = if document.number.is_empty() { format!("《{}》", document.article.title) } else { document.number.clone() };
            let title = &document.article.title;
            let full = || if document.number.is_empty() { name.clone() } else { format!("《{title}》（{}）", document.number) };
            let number = self.footnote(full, None);
            let href = Some(route::document(&document.article.id));
            Source { text: place(&name), href, outside: false, place: citation.place.clone(), number }
        } else {
            let href = Some(citation.url.clone()).filter(|url| !url.is_empty());
            let number = self.footnote(|| citation.title.clone(), href.clone());
            Source { text: place(&citation.title), href, outside: true, place: citation.place.clone(), number }
        }
    }

    /// The number of a paper among the page's footnotes.
    fn footnote(&self, text: impl FnOnce() -> String, address: Option<String>) -> Option<usize> {
        let mut cited = self.cited.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let footnote = Footnote { text: text(), address };
        let known = cited.iter().position(|other| *other == footnote);
        let at = known.unwrap_or_else(|| {
            cited.push(footnote);
            cited.len() - 1
        });
        Some(at + 1)
    }

    /// Several of them.
    pub fn sources(&self, citations: &[Citation]) -> Vec<Source> {
        citations.iter().map(|citation| self.source(citation)).collect()
    }

    /// Where a reference is given.
    pub fn maybe_source(&self, citation: Option<&Citation>) -> Option<Source> {
        citation.map(|citation| self.source(citation))
    }
}
