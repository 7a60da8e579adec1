//! The site itself: its settings, registries, references to papers, Markdown, free pages and papers.

use serde::{Deserialize, Serialize};

use crate::{
    diag::{Loc, Span},
    files::SitePath,
    site::date::PartialDate,
};

/// The site's own data.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Its name.
    pub title: String,
    /// Where it will be published, ending in `/`.
    pub base_url: String,
    /// Language tag of the pages.
    pub language: String,
    /// Who publishes.
    pub publisher: String,
    /// A sentence about it.
    pub description: String,
    /// Government site identification code.
    pub site_id_code: String,
    /// ICP filing number.
    pub icp: String,
    /// Public security filing number.
    pub police_record: String,
    /// How to reach the publisher.
    pub contact: String,
    /// Domain of the government site.
    pub site_domain: String,
    /// Address of the terms the data may be used under.
    pub licence: String,
    /// Registered OC4IDS prefix.
    pub oc4ids_prefix: String,
    /// The theme's name and where it is named.
    pub theme: (String, Option<Loc>),
    /// Whether pages have cards for sharing.
    pub share_cards: bool,
    /// Time zone of the content's dates.
    pub timezone: String,
    /// The minisign public key publications are signed with.
    pub public_key: String,
    /// Where the site is published.
    pub targets: Vec<Target>,
}

/// A place the site is published to. Secrets are never part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// What the command line calls it.
    pub name: String,
    /// One of the words of [`TARGET_KINDS`](crate::site::schema::TARGET_KINDS).
    pub kind: &'static str,
    /// The folder or file, or the folder on the server.
    pub path: String,
    /// The server's address.
    pub endpoint: String,
    /// Bucket of object storage.
    pub bucket: String,
    /// Region of object storage.
    pub region: String,
    /// The user's name on the server.
    pub user: String,
    /// The file of the private key.
    pub key_file: String,
    /// Whether compressed variants are kept.
    pub compress: bool,
    /// How many releases stay; `None`: all.
    pub keep: Option<u32>,
    /// How many pages may go at once without being asked for.
    pub ask_above: u32,
}

/// An entry of one of the three registries.
#[derive(Debug, Clone, Hash)]
pub struct Entry {
    /// Permanent id, part of its address.
    pub id: String,
    /// Official name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// A sentence about it.
    pub description: String,
    /// Kind of department; empty elsewhere.
    pub kind: &'static str,
    /// Members of a group of departments, as positions in the registry.
    pub members: Vec<usize>,
    /// How to reach it.
    pub contact: String,
    /// Where it is written.
    pub span: Span,
}

/// A reference to a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Position in [`crate::site::Site::documents`], where the paper is kept here.
    pub document: Option<usize>,
    /// Where in the paper.
    pub place: String,
    /// Title of a paper not kept here.
    pub title: String,
    /// Address of a paper not kept here.
    pub url: String,
}

/// A piece of Markdown and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown.
    pub text: String,
    /// The file.
    pub path: SitePath,
    /// Its bytes in the file.
    pub loc: Loc,
    /// Whether offsets in `text` are offsets in the file from `loc.start` on (a narrative, not a YAML value).
    pub exact: bool,
}

/// A free page or a document: front matter fields shared by both, and the narrative.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file's stem, part of the address.
    pub id: String,
    /// The file.
    pub path: SitePath,
    /// Heading.
    pub title: String,
    /// Summary in our own words, or the narrative's first sentences.
    pub summary: String,
    /// The narrative.
    pub body: Prose,
    /// When it may be shown.
    pub release: Release,
}

/// A free page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Heading, narrative.
    pub article: Article,
    /// Place in the menu.
    pub order: u32,
    /// Whether the menu names it.
    pub menu: bool,
    /// When its text last changed.
    pub updated: Option<PartialDate>,
    /// The last day it holds.
    pub expires_on: Option<PartialDate>,
    /// The tag of the language it is written in; empty where that is Chinese.
    pub language: String,
    /// The page it says in another language: its id, and where that is written.
    pub translation_of: Option<(String, Loc)>,
}

impl Page {
    /// The id of the page it says in another language, or else its own.
    pub fn original(&self) -> &str {
        self.translation_of.as_ref().map_or(&self.article.id, |(id, _)| id)
    }
}

/// An official paper.
#[derive(Debug, Clone)]
pub struct Document {
    /// Heading, narrative.
    pub article: Article,
    /// Document number.
    pub number: String,
    /// Other names sources use.
    pub aliases: Vec<String>,
    /// Issuer as signed.
    pub issuer: String,
    /// Date of the text.
    pub dated: Option<PartialDate>,
    /// Date of issue.
    pub issued: Option<PartialDate>,
    /// Date it was made public, and where that is written.
    pub published: Option<(PartialDate, Loc)>,
    /// The paper's words on openness.
    pub openness: String,
    /// Catalogue index number.
    pub index_number: String,
    /// Catalogue subject.
    pub subject: String,
    /// Who received copies.
    pub copies_to: Vec<String>,
    /// Files beside it: path and title.
    pub attachments: Vec<Attachment>,
}

/// A file beside a paper.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file.
    pub path: SitePath,
    /// What its link says.
    pub title: String,
    /// Where it is named.
    pub loc: Loc,
}

impl Document {
    /// When it appeared, as far as it says: published, or else issued, or else the date of its text.
    pub fn appeared(&self) -> Option<PartialDate> {
        self.published.map(|(date, _)| date).or(self.issued).or(self.dated)
    }
}

/// When a record may be shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Release {
    /// Left out of a build without `--drafts`.
    pub draft: bool,
    /// Left out until this day.
    pub publish_on: Option<PartialDate>,
}
