//! The views of free pages and papers.

use serde::Serialize;

use super::common::{Date, Html, Link, Maker, date, year_link};
use crate::{
    plan::{links::NARRATIVE, route},
    site::model::Citation,
};

/// A free page.
#[derive(Debug, Serialize)]
pub struct Article {
    /// Heading.
    pub title: String,
    /// When its text last changed.
    pub updated: Option<Date>,
    /// Narrative.
    pub html: Html,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// A paper.
#[derive(Debug, Serialize)]
pub struct DocumentPage {
    /// Title.
    pub title: String,
    /// Document number.
    pub number: String,
    /// Issuer as signed.
    pub issuer: String,
    /// Date of the text.
    pub dated: Option<Date>,
    /// Date of issue.
    pub issued: Option<Date>,
    /// Date it was made public.
    pub published: Option<Date>,
    /// The paper's words on openness.
    pub openness: String,
    /// Catalogue index number.
    pub index_number: String,
    /// Catalogue subject.
    pub subject: String,
    /// Who received copies.
    pub copies_to: Vec<String>,
    /// Summary.
    pub summary: String,
    /// Narrative.
    pub html: Html,
    /// Files beside it.
    pub attachments: Vec<Link>,
    /// Pages whose figures rest on it.
    pub cited_by: Vec<CitedBy>,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// A page whose figures rest on a paper.
#[derive(Debug, Serialize)]
pub struct CitedBy {
    /// The page.
    pub link: Link,
    /// Its year.
    pub year: i32,
    /// The places named, such as `第8项`.
    pub places: Vec<String>,
}

impl Maker<'_, '_> {
    /// A free page.
    pub fn article(&self, at: usize) -> Article {
        let page = &self.edition.site.pages[at];
        Article {
            title: page.article.title.clone(),
            updated: page.updated.map(date),
            html: self.html(&page.article.body, NARRATIVE),
            unreleased: self.held_back(page.article.release),
        }
    }

    fn held_back(&self, release: crate::site::model::Release) -> bool {
        release.draft || release.publish_on.is_some_and(|on| self.edition.day.is_none_or(|day| day < on.start()))
    }

    /// A paper.
    pub fn document_page(&self, at: usize) -> DocumentPage {
        let document = &self.edition.site.documents[at];
        let named = |attachment: &crate::site::model::Attachment| Link {
            title: attachment.title.clone(),
            href: route::encode(&route::attachment(&attachment.path)),
        };
        let mut attachments: Vec<Link> = document.attachments.iter().map(named).collect();
        let others = self.attachments(&document.article.path).into_iter();
        let known: Vec<String> = attachments.iter().map(|link| link.href.clone()).collect();
        attachments.extend(others.filter(|link| !known.contains(&link.href)));
        DocumentPage {
            title: document.article.title.clone(),
            number: document.number.clone(),
            issuer: document.issuer.clone(),
            dated: document.dated.map(date),
            issued: document.issued.map(date),
            published: document.published.map(|(on, _)| date(on)),
            openness: document.openness.clone(),
            index_number: document.index_number.clone(),
            subject: document.subject.clone(),
            copies_to: document.copies_to.clone(),
            summary: document.article.summary.clone(),
            html: self.html(&document.article.body, NARRATIVE),
            attachments,
            cited_by: self.cited_by(at),
            unreleased: self.held_back(document.article.release),
        }
    }

    fn cited_by(&self, document: usize) -> Vec<CitedBy> {
        let mut found = Vec::new();
        let mut add = |citations: Vec<&Citation>, link: Link, year: i32| {
            let mut places = Vec::new();
            let mut cited = false;
            for citation in citations.into_iter().filter(|citation| citation.document == Some(document)) {
                cited = true;
                if !citation.place.is_empty() && !places.contains(&citation.place) {
                    places.push(citation.place.clone());
                }
            }
            if cited {
                found.push(CitedBy { link, year, places });
            }
        };
        for year in &self.edition.years {
            add(year.programme.citations(self.edition.known), year_link(year), year.programme.year);
            for shown in &year.projects {
                let href = route::project(year.programme.year, &shown.project.id);
                add(shown.project.citations(self.edition.known), Link { title: shown.project.title.clone(), href }, year.programme.year);
            }
        }
        found
    }
}
