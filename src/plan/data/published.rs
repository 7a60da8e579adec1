//! What was published, as data: a project's figures with their first publication, the list of publications, the key.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Datum,
    shared::{Date, Facts, said},
};
use crate::{
    plan::{Plan, route},
    site::{
        model::Project,
        published::{Line, Publication},
    },
};

/// A figure that was published.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct PublishedFigure {
    /// The id of its indicator; null where it belongs to the project.
    pub indicator: Option<String>,
    /// What sort of figure it is: `budget`, `target`, `milestone`, `period_milestone`, `reading`, `period_reading`,
    /// `part` or `correction`.
    pub figure: &'static str,
    /// The date it speaks of, with `#2` behind it where there are two of one date.
    pub date: Option<String>,
    /// What it said, with its digits as published; null where it was taken away.
    pub value: Option<String>,
    /// How exact it was said to be.
    pub qualifier: Option<String>,
    /// Its unit; of a part its label.
    pub unit: Option<String>,
    /// The publication that said so first.
    pub publication: u32,
    /// The day of that publication.
    pub published: Date,
}

/// The list of publications.
#[derive(Debug, Hash, Serialize)]
pub struct Publications {
    /// Every one before the one at hand, whose manifest cannot know its own hash; the first first.
    pub publications: Vec<PublicationRecord>,
}

/// A publication.
#[derive(Debug, Hash, Serialize)]
pub struct PublicationRecord {
    /// Counted from 1.
    pub number: u32,
    /// The day it was published.
    pub date: Date,
    /// The date its figures speak of.
    pub as_of: Option<String>,
    /// The SHA-256 of its content.
    pub content: String,
    /// The SHA-256 of its manifest.
    pub manifest: String,
    /// The SHA-256 of the manifest before it.
    pub previous: Option<String>,
}

/// The files a site has once it has a key or was published.
pub fn files(plan: &Plan<'_>) -> Vec<(&'static str, Datum)> {
    let site = plan.edition.site;
    let mut files = Vec::new();
    if !site.published.is_empty() {
        files.push((route::PUBLICATIONS, Datum::Publications));
    }
    if !site.config.public_key.is_empty() {
        files.push((route::PUBLIC_KEY, Datum::PublicKey));
    }
    files
}

/// A public key as minisign keeps it in a file.
pub fn public_key(key: &str) -> Vec<u8> {
    format!("untrusted comment: minisign public key\n{key}\n").into_bytes()
}

impl Facts<'_, '_> {
    /// What was published of a project, in the order of the record.
    pub(super) fn published(&self, year: i32, project: &Project) -> Vec<PublishedFigure> {
        let lines = self.edition.site.published.lines(year, &project.id).into_iter();
        let view = |Line { figure, publication, published }: Line| PublishedFigure {
            indicator: said(&figure.indicator),
            figure: figure.kind.word(),
            date: said(&figure.date),
            value: said(&figure.value),
            qualifier: said(&figure.qualifier),
            unit: said(&figure.unit),
            publication,
            published: published.into(),
        };
        lines.filter(|line| self.edition.reached(line.published)).map(view).collect()
    }

    /// The list of publications.
    pub(super) fn publications(&self) -> Publications {
        let closed = self.edition.site.published.closed();
        let view = |(at, publication): (usize, &Publication)| PublicationRecord {
            number: publication.number,
            date: publication.date.into(),
            as_of: said(&publication.as_of),
            content: publication.content.clone(),
            manifest: publication.manifest.clone(),
            previous: at.checked_sub(1).map(|before| closed[before].manifest.clone()),
        };
        let known = closed.iter().enumerate().filter(|(_, publication)| self.edition.reached(publication.date));
        Publications { publications: known.map(view).collect() }
    }
}
