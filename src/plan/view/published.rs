//! What was published of a project, and the page on which a reader learns how to check the site.

use serde::Serialize;

use super::common::{Date, Link, Maker, year_link};
use crate::{
    plan::{Plan, route},
    site::{
        date::PartialDate,
        language::Language,
        model::{Project, Qualifier},
        number::Number,
        published::{Figure, Kind, Line, Publication},
    },
};

/// A figure that was published.
#[derive(Debug, Hash, Serialize)]
pub struct PublishedView {
    /// The name of its indicator; empty where it belongs to the project.
    pub name: String,
    /// What sort of figure it is.
    pub kind_text: &'static str,
    /// The date it speaks of.
    pub date: Option<Date>,
    /// What it said.
    pub text: String,
    /// When it was said first.
    pub first: When,
    /// When it was replaced or taken away.
    pub until: Option<When>,
    /// Whether it is a figure that still holds.
    pub holds: bool,
}

/// A publication, by number and day.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct When {
    /// Its number.
    pub number: u32,
    /// Its day.
    pub date: Date,
}

/// The page on which a reader learns how to check the site.
#[derive(Debug, Hash, Serialize)]
pub struct VerifyPage {
    /// The public key; empty where publications are not signed.
    pub key: String,
    /// Where the site is published; empty where nothing says so.
    pub base_url: String,
    /// A page to check, for example.
    pub example: Option<Link>,
    /// Every publication, the latest first.
    pub publications: Vec<PublicationView>,
    /// The published figures of each year, as tables.
    pub tables: Vec<Link>,
}

/// A publication.
#[derive(Debug, Hash, Serialize)]
pub struct PublicationView {
    /// Number and day.
    pub when: When,
    /// The date its figures speak of.
    pub as_of: Option<Date>,
    /// The SHA-256 of its manifest; empty for the publication at hand, whose manifest has this page's own hash in it.
    pub manifest: String,
    /// The SHA-256 of its content.
    pub content: String,
}

impl Maker<'_, '_> {
    /// What was published of a project, each figure with the values it had.
    pub fn published(&self, year: i32, project: &Project) -> Vec<PublishedView> {
        let lines = self.edition.site.published.lines(year, &project.id);
        let mut views = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.figure.value.is_empty() && self.edition.reached(line.published))
        {
            // A line holds until the next of its figure.
            let next = lines[at + 1..].iter().find(|other| other.figure.key() == line.figure.key());
            let next = next.filter(|next| self.edition.reached(next.published));
            let indicator = project.indicators.iter().find(|indicator| indicator.id == line.figure.indicator);
            views.push(PublishedView {
                name: indicator.map_or_else(|| line.figure.indicator.clone(), |indicator| indicator.name.clone()),
                kind_text: line.figure.kind.said(self.language()),
                date: PartialDate::parse(line.figure.day()).map(|date| self.date(date)),
                text: line.figure.said(self.language()),
                first: self.when(line),
                until: next.map(|next| self.when(next)),
                holds: next.is_none() && line.figure.kind != Kind::Correction,
            });
        }
        views
    }

    fn when(&self, line: &Line) -> When {
        When { number: line.publication, date: self.date(line.published) }
    }
}

impl Plan<'_> {
    /// Whether the site has a page on how to check it: once it has a key or was published.
    pub(in crate::plan) fn is_verifiable(&self) -> bool {
        let site = self.edition.site;
        !site.published.is_empty() || !site.config.public_key.is_empty()
    }

    /// The page on which a reader learns how to check the site.
    pub(in crate::plan) fn verify_page(&self, maker: &Maker<'_, '_>) -> VerifyPage {
        let site = self.edition.site;
        let view = |publication: &Publication| PublicationView {
            when: When { number: publication.number, date: maker.date(publication.date) },
            as_of: PartialDate::parse(&publication.as_of).map(|date| maker.date(date)),
            manifest: publication.manifest.clone(),
            content: publication.content.clone(),
        };
        let first = self.edition.years.iter().find_map(|year| {
            let project = year.projects.first()?.project;
            Some(Link { title: project.title.clone(), href: route::project(year.programme.year, &project.id) })
        });
        let years = self.edition.years.iter().map(|year| (route::published_table(year.programme.year), year));
        let tables = years.filter(|(path, _)| self.data.iter().any(|file| file.path == *path));
        let known = site.published.publications.iter().filter(|publication| self.edition.reached(publication.date));
        VerifyPage {
            key: site.config.public_key.clone(),
            base_url: self.base_url.clone(),
            example: first,
            publications: known.rev().map(view).collect(),
            tables: tables.map(|(href, year)| Link { title: year_link(year).title, href }).collect(),
        }
    }
}

impl Figure {
    /// What it says, in words.
    pub fn said(&self, language: Language) -> String {
        let Self { kind, value, qualifier, unit, .. } = self;
        let qualifier = Qualifier::from_word(qualifier);
        match (kind, value.as_str()) {
            (Kind::Correction, text) => text.to_owned(),
            (Kind::Part, text) => format!("{unit} {text}"),
            (_, "no_data") => language.pick("无数据", "no data").to_owned(),
            (_, "suspended") => language.pick("暂停", "suspended").to_owned(),
            (_, "done") => language.pick("已完成", "done").to_owned(),
            (_, "not_done") => language.pick("未完成", "not done").to_owned(),
            (_, text) if Number::parse(text).is_some() => language.worded(text, qualifier, unit),
            (_, text) => language.worded(&text.replace("..", "–"), qualifier, unit),
        }
    }
}

impl Language {
    /// What the page on checking the site is about.
    pub fn about_verify(self) -> &'static str {
        self.pick(
            "每次发布的编号、日期和清单，怎样自己核对一页、一个数字。",
            "Every publication with its number, date and manifest, and how to check a page or a figure yourself.",
        )
    }
}
