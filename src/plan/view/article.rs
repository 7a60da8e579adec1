//! The views of free pages and papers.

use serde::Serialize;

use super::common::{Date, Html, Link, Maker, year_link};
use crate::{
    plan::{links::NARRATIVE, route},
    site::model::Page,
};

/// The language of content that does not say.
const CONTENT: &str = "zh-CN";

/// The name of a language in itself; the tag of one that is not known.
fn language_name(tag: &str) -> String {
    match tag.split('-').next().unwrap_or_default() {
        "zh" => "中文".to_owned(),
        "en" => "English".to_owned(),
        _ => tag.to_owned(),
    }
}

/// A free page.
#[derive(Debug, Hash, Serialize)]
pub struct Article {
    /// Heading.
    pub title: String,
    /// When its text last changed.
    pub updated: Option<Date>,
    /// The last day it holds.
    pub expires: Option<Date>,
    /// Whether that day is over.
    pub expired: bool,
    /// Narrative.
    pub html: Html,
    /// The tag of its language, where that is not Chinese.
    pub language: Option<String>,
    /// The same in other languages.
    pub languages: Vec<Translation>,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// A page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Translation {
    /// The tag of its language.
    pub language: String,
    /// The language's name in itself.
    pub name: String,
    /// Where it stands: from the site's root in views, the whole address in a page's head where one is known.
    pub href: String,
}

/// A paper.
#[derive(Debug, Hash, Serialize)]
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
#[derive(Debug, Hash, Serialize)]
pub struct CitedBy {
    /// The page.
    pub link: Link,
    /// Its year.
    pub year: i32,
    /// The places named, such as `第8项`.
    pub places: Vec<String>,
}

impl<'a> Maker<'a, 'a> {
    /// A free page.
    pub fn article(&self, at: usize) -> Article {
        let page = &self.edition.site.pages[at];
        Article {
            title: page.article.title.clone(),
            updated: page.updated.map(|on| self.date(on)),
            expires: page.expires_on.map(|on| self.date(on)),
            expired: self.edition.is_expired(page),
            html: self.html(&page.article.body, NARRATIVE),
            language: Some(page.language.clone()).filter(|tag| !tag.is_empty()),
            languages: self.translations(at).into_iter().filter(|other| other.href != route::page(&page.article.id)).collect(),
            unreleased: self.unreleased(page.article.release),
        }
    }

    /// A page in all its languages, its own included; none where it has one alone.
    pub fn translations(&self, at: usize) -> Vec<Translation> {
        let site = self.edition.site;
        let shown = site.pages.iter().zip(&self.edition.pages).filter(|(_, shown)| **shown).map(|(page, _)| page);
        let same = shown.filter(|page| page.original() == site.pages[at].original());
        let tag = |page: &Page| if page.language.is_empty() { CONTENT.to_owned() } else { page.language.clone() };
        let all: Vec<Translation> = same
            .map(|page| Translation { language: tag(page), name: language_name(&tag(page)), href: route::page(&page.article.id) })
            .collect();
        if all.len() > 1 { all } else { Vec::new() }
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
            dated: document.dated.map(|on| self.date(on)),
            issued: document.issued.map(|on| self.date(on)),
            published: document.published.map(|(on, _)| self.date(on)),
            openness: document.openness.clone(),
            index_number: document.index_number.clone(),
            subject: document.subject.clone(),
            copies_to: document.copies_to.clone(),
            summary: document.article.summary.clone(),
            html: self.html(&document.article.body, NARRATIVE),
            attachments,
            cited_by: self.cited_by(at),
            unreleased: self.unreleased(document.article.release),
        }
    }

    fn cited_by(&self, document: usize) -> Vec<CitedBy> {
        let mut found = Vec::new();
        let mut add = |citations: &mut dyn Iterator<Item = (usize, &'a str)>, link: &dyn Fn() -> Link, year: i32| {
            let mut places: Vec<String> = Vec::new();
            let mut cited = false;
            for (_, place) in citations.filter(|(cited, _)| *cited == document) {
                cited = true;
                if !place.is_empty() && !places.iter().any(|known| known == place) {
                    places.push(place.to_owned());
                }
            }
            if cited {
                found.push(CitedBy { link: link(), year, places });
            }
        };
        for (at, year) in self.edition.years.iter().enumerate() {
            let programme = year.programme;
            let own = programme.citations(self.edition.known);
            add(&mut own.into_iter().filter_map(|c| Some((c.document?, c.place.as_str()))), &|| year_link(year), programme.year);
            for (link, citations) in self.citing_pages(at) {
                add(&mut citations.into_iter().filter_map(|c| Some((c.document?, c.place.as_str()))), &|| link.clone(), programme.year);
            }
            for shown in &year.projects {
                let link = || Link { title: shown.project.title.clone(), href: route::project(programme.year, &shown.project.id) };
                add(&mut shown.state.citations.iter().map(|(at, place)| (*at, place.as_str())), &link, programme.year);
            }
        }
        found
    }
}
