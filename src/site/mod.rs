//! The site as the office thinks of it: programmes, projects, departments, papers.
//!
//! In: [`Sources`], and what is remembered of them. Out: a [`Site`] in which every name is resolved and every figure
//! checked. Of projects it holds outlines; [`Site::record`] gives the whole record to whoever needs one. The phases are lower, resolve, check; figures are computed by `progress` for any date.

mod assemble;
mod check;
pub mod date;
pub(crate) mod diagnostics;
pub mod freeze;
pub mod language;
mod lower;
pub mod model;
pub mod number;
pub mod progress;
pub mod published;
mod resolve;
pub mod schema;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use self::{
    date::PartialDate,
    lower::Names,
    model::{Config, Document, Dossier, Entry, Page, Programme, Project},
    published::Published,
};
use crate::{
    diag::Diagnostics,
    files::{Files, SitePath, Stamp},
    memo::{Key, Table},
    privacy::Exception,
    source::Sources,
};

pub use crate::source::SourceError;
pub use lower::{is_base_url, is_id};

/// Everything a site says.
#[derive(Debug)]
pub struct Site<'s> {
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
    /// What the check for personal data lets pass; `None` where the file that says so cannot be read.
    pub exceptions: Option<Vec<Exception>>,
    /// Files that are neither records nor narratives, with the output folder each belongs to.
    pub attachments: Vec<SitePath>,
    /// Files that exist but could not be read; links to them are not reported a second time.
    pub broken: Vec<SitePath>,
    /// What was published, and when.
    pub published: Published,
    names: Names,
    sources: &'s Sources<'s>,
}

/// Somebody who looks at every record that was just lowered, while it is at hand, from many threads.
pub trait Visitor: Sync {
    /// Look at a record, with the site's own data, the departments it names by position, and its programme, whose
    /// projects are all known.
    fn visit(&self, site: (&Config, &[Entry]), programme: &Programme, dossier: &Dossier, record: &Project);
}

/// Nobody.
impl Visitor for () {
    fn visit(&self, _: (&Config, &[Entry]), _: &Programme, _: &Dossier, _: &Project) {}
}

/// What is remembered of the projects: what came of lowering them, and of checking them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known {
    lowered: Table<assemble::Lowered>,
    checked: Table<Diagnostics>,
    /// Records that were at hand at the end of the last run, by what they were made from; of this process alone.
    #[serde(skip)]
    recent: FxHashMap<Key, Arc<Project>>,
}

/// The most records a process keeps from one run to the next.
const RECENT: usize = 4_096;

impl Known {
    /// Keep the records a run needed, so that the next need not read them again; none where it needed very many.
    pub fn keep(&mut self, site: &Site<'_>) {
        let all = || site.programmes.iter().flat_map(|programme| &programme.projects);
        let at_hand = || all().filter_map(|dossier| Some((dossier.read_from, dossier.record.get()?.clone())));
        self.recent = if at_hand().count() <= RECENT { at_hand().collect() } else { FxHashMap::default() };
    }
}

/// The site's own data alone, for who needs no record of the site.
pub fn config(diags: &mut Diagnostics, files: &dyn Files) -> Result<Config, SourceError> {
    assemble::config(diags, files)
}

impl<'s> Site<'s> {
    /// Lower, resolve and check everything.
    pub fn new(diags: &mut Diagnostics, sources: &'s Sources<'s>, known: &mut Known, visitor: &dyn Visitor) -> Result<Self, SourceError> {
        let mut site = assemble::site(diags, sources, known, visitor)?;
        resolve::related(diags, &mut site);
        check::site(diags, &site);
        freeze::check(diags, &site)?;
        Ok(site)
    }

    /// The whole record of a project.
    pub fn record(&self, dossier: &Dossier) -> Result<Arc<Project>, SourceError> {
        dossier.record.get().map_or_else(|| assemble::record(self.sources, &self.names, dossier), |record| Ok(record.clone()))
    }

    /// What the system says of an attachment.
    pub fn stamp(&self, attachment: &SitePath) -> Option<Stamp> {
        self.sources.attachments.get(attachment).copied().flatten()
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
        self.as_of.or_else(|| self.projects.iter().filter_map(|project| project.latest).max_by_key(|date| date.end()))
    }
}
