//! The site as the office thinks of it: programmes, projects, departments, papers.
//!
//! In: [`Sources`]. Out: a [`Site`] in which every name is resolved and every figure checked; after this no YAML and no
//! text file is read. The phases are lower, resolve, check; figures are computed by `progress` for any date.

mod assemble;
mod check;
pub mod date;
pub(crate) mod diagnostics;
mod lower;
pub mod model;
pub mod number;
pub mod progress;
mod resolve;
pub mod schema;

use self::{
    date::PartialDate,
    model::{Config, Document, Entry, Page, Programme},
};
use crate::{diag::Diagnostics, files::SitePath, source::Sources};

pub use lower::{is_base_url, is_id};

/// Everything a site says.
#[derive(Debug, Default)]
pub struct Site {
    /// The site's own data.
    pub config: Config,
    /// Departments, in the order of the registry.
    pub departments: Vec<Entry>,
    /// Places, in the order of the registry.
    pub places: Vec<Entry>,
    /// Categories, in the order of the registry.
    pub categories: Vec<Entry>,
    /// Papers, by id.
    pub documents: Vec<Document>,
    /// Free pages, by order and id.
    pub pages: Vec<Page>,
    /// Programmes, the latest year first.
    pub programmes: Vec<Programme>,
    /// Files that are neither records nor narratives, with the output folder each belongs to.
    pub attachments: Vec<SitePath>,
    /// Files that exist but could not be read; links to them are not reported a second time.
    pub broken: Vec<SitePath>,
}

impl Site {
    /// Lower, resolve and check everything.
    pub fn new(diags: &mut Diagnostics, sources: &Sources) -> Self {
        let mut site = assemble::site(diags, sources);
        resolve::related(diags, &mut site);
        check::site(diags, &site);
        site
    }

    /// The latest date any figure speaks of.
    pub fn as_of(&self) -> Option<PartialDate> {
        self.programmes.iter().filter_map(Programme::latest).max_by_key(|date| date.end())
    }

    /// Whether a file, or a folder it stands in, exists but could not be read.
    pub fn is_broken(&self, path: &str) -> bool {
        self.broken.iter().any(|broken| path.strip_prefix(&**broken).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// A programme by year.
    pub fn programme(&self, year: i32) -> Option<usize> {
        self.programmes.iter().position(|programme| programme.year == year)
    }
}

impl Programme {
    /// The date the programme's figures speak of: `as_of`, or else its latest report.
    pub fn latest(&self) -> Option<PartialDate> {
        let reports = || self.projects.iter().flat_map(|p| &p.reports).map(|r| r.as_of).max_by_key(|date| date.end());
        self.as_of.or_else(reports)
    }
}
