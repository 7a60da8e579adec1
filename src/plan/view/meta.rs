//! What a page's head says to machines: the page tags of Chinese government sites, its feed, its structured data.
//!
//! The tags are those of 政府网站发展指引（国办发〔2017〕47号）: a column's on lists, an article's with its column's on pages
//! of one thing. `PubDate` is a date of content and never of the build. The tag asks for an hour and a minute; content knows
//! days, so the time reads 00:00, and where content knows only a month the tag is left out, as no day is invented.

use serde::Serialize;

use super::{Frame, Html, Link, Of, View, linked};
use crate::plan::{Page, Part, Plan, Subject};

/// What a page's head says to machines.
#[derive(Debug, Clone, Default, Hash, Serialize)]
pub struct Meta {
    /// Whether the page is of one thing, and not a list.
    pub article: bool,
    /// Page tags, in the order of the guideline.
    pub tags: Vec<Tag>,
    /// The page's own feed.
    pub feed: Option<Link>,
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

impl Plan<'_> {
    /// What the head of a page says to machines. Beside the frame and the view it is made of what every page says of the
    /// site, of the page's date, and for years and the page of data of the list of files.
    pub(in crate::plan) fn meta(&self, page: &Page, frame: &Frame, view: &View) -> Meta {
        let article = is_article(page.subject);
        let feed = match page.subject {
            Subject::Entry(of, at) => self.own_feed(of, at).map(|href| Link { title: format!("{}的更新", frame.title), href }),
            _ => None,
        };
        Meta { article, tags: self.tags(page.subject, article, frame, view), feed, linked: linked::data(self, page.subject, frame, view) }
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
