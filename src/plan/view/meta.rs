//! What a page's head says to machines: the page tags of Chinese government sites, its feed, its structured data.
//!
//! The tags are those of 政府网站发展指引（国办发〔2017〕47号）: a column's on lists, an article's with its column's on pages
//! of one thing. `PubDate` is a date of content and never of the build. The tag asks for an hour and a minute; content knows
//! days, so the time reads 00:00, and where content knows only a month the tag is left out, as no day is invented.

use serde::Serialize;

use super::{CARD_SIZE, Frame, Html, Link, Of, View, linked};
use crate::plan::{Page, Part, Plan, Subject, route};

/// What a page's head says to machines.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct Meta {
    /// Whether the page is of one thing, and not a list.
    pub article: bool,
    /// Page tags, in the order of the guideline.
    pub tags: Vec<Tag>,
    /// The page's own feed.
    pub feed: Option<Link>,
    /// What a page says to sites it is shared on; nothing where neither its address nor a card is known.
    pub share: Option<Share>,
    /// Structured data as JSON-LD, fit for a `script` element; empty where there is none.
    pub linked: Html,
}

/// A page tag.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Tag {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub content: String,
}

/// What a page says to sites it is shared on, in the words of Open Graph.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct Share {
    /// `article` or `website`.
    pub kind: &'static str,
    /// The page's title; the site's on the home page.
    pub title: String,
    /// Language and territory, such as `zh_CN`.
    pub locale: String,
    /// The page's card, where the site has cards and a known address.
    pub image: Option<ShareImage>,
}

/// A card for sharing as others see it.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct ShareImage {
    /// Its full address.
    pub url: String,
    /// What stands on it.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

impl Plan<'_> {
    /// What the head of a page says to machines. Beside the frame and the view it is made of what every page says of the
    /// site, of the page's date, and for years and the page of data of the list of files.
    pub(in crate::plan) fn meta(&self, page: &Page, frame: &Frame, view: &View) -> Meta {
        let article = is_article(page.subject);
        let feed = match page.subject {
            Subject::Entry(of, at) => self.own_feed(of, at).map(|href| Link { title: self.language().updates_of(&frame.title), href }),
            _ => None,
        };
        let tags = self.tags(page.subject, article, frame, view);
        Meta { article, tags, feed, share: self.share(page, article, frame, view), linked: linked::data(self, page.subject, frame, view) }
    }

    fn share(&self, page: &Page, article: bool, frame: &Frame, view: &View) -> Option<Share> {
        let known = frame.canonical.is_some() || self.frame.cards;
        if !known || matches!(page.subject, Subject::NotFound) {
            return None;
        }
        let site = &self.frame.title;
        let title = if frame.title.is_empty() { site } else { &frame.title }.clone();
        let image = self.card_of(page).filter(|_| !self.base_url.is_empty()).map(|card| {
            let url = format!("{}{}", self.base_url, route::encode(&card));
            ShareImage { url, alt: self.card_text(view, &title), width: CARD_SIZE.0, height: CARD_SIZE.1 }
        });
        Some(Share { kind: if article { "article" } else { "website" }, title, locale: self.frame.language.replace('-', "_"), image })
    }

    /// What stands on the card of a page, in words.
    fn card_text(&self, view: &View, title: &str) -> String {
        let mut said = Vec::new();
        match view {
            View::Project(project) => {
                said.push(title.to_owned());
                said.extend((!project.draft).then(|| project.status_text.to_owned()));
                said.extend(project.bar.as_ref().filter(|_| !project.draft).map(|bar| bar.percent.clone()));
            }
            View::Year(year) => {
                said.push(title.to_owned());
                said.extend(year.tally.statuses.iter().map(|status| format!("{} {}", status.text, status.count)));
            }
            View::Document(_) => said.push(title.to_owned()),
            _ => {}
        }
        said.push(self.frame.title.clone());
        said.join(self.language().comma())
    }

    fn tags(&self, subject: Subject, article: bool, frame: &Frame, view: &View) -> Vec<Tag> {
        let mut tags = Vec::new();
        if matches!(subject, Subject::Home | Subject::NotFound) {
            return tags;
        }
        let mut add = |name: &'static str, content: String| {
            if !content.is_empty() {
                tags.push(Tag { name, content });
            }
        };
        let column = if article { frame.crumbs.last().map_or("", |crumb| &crumb.title) } else { &frame.title };
        add("ColumnName", column.to_owned());
        if !article {
            add("ColumnDescription", frame.description.clone());
        }
        if !column.is_empty() {
            add("ColumnType", column_type(subject).to_owned());
        }
        if article {
            add("ArticleTitle", frame.title.clone());
            let day = self.told_on(subject).filter(|date| date.is_day());
            add("PubDate", day.map(|date| format!("{} 00:00", date.start())).unwrap_or_default());
            let issuer = if let View::Document(paper) = view { &paper.issuer } else { &self.frame.publisher };
            add("ContentSource", issuer.clone());
            add("Keywords", keywords(view));
            add("Url", frame.canonical.clone().unwrap_or_default());
        }
        tags
    }
}

/// Whether a page is of one thing.
fn is_article(subject: Subject) -> bool {
    matches!(
        subject,
        Subject::Project(_)
            | Subject::Goal(..)
            | Subject::Proposal(..)
            | Subject::Document(_)
            | Subject::Article(_)
            | Subject::Part(Part::Consultation | Part::Decision | Part::Evaluation | Part::WorkReport, _)
    )
}

/// What sort of column a page belongs to.
fn column_type(subject: Subject) -> &'static str {
    match subject {
        Subject::Document(_) | Subject::Documents => "政策文件",
        Subject::Registry(Of::Department) | Subject::Entry(Of::Department, _) => "机构职能",
        Subject::Part(Part::Consultation | Part::Decision | Part::Proposals, _) | Subject::Proposal(..) => "互动交流",
        Subject::Data => "数据发布",
        _ => "政府信息公开",
    }
}

/// The fields, departments and places of a project; number and subject of a paper.
fn keywords(view: &View) -> String {
    let words: Vec<&str> = match view {
        View::Project(project) => {
            project.categories.iter().chain(&project.lead).chain(&project.places).map(|link| link.title.as_str()).collect()
        }
        View::Document(paper) => vec![&paper.number, &paper.subject],
        _ => Vec::new(),
    };
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(",")
}
