//! The views of lists: projects of one department, place, category or status; and the registries themselves.

use serde::Serialize;

use super::common::{Card, Maker, Tally, is_draft, year_link};
use super::home::DocumentRow;
use super::shared::Shared;
use crate::{
    plan::{edition::At, route},
    site::{model::Entry, progress::Status, schema},
};

/// Projects that share something.
#[derive(Debug, Hash, Serialize)]
pub struct Listing {
    /// What they share: `department`, `place`, `category`, `status`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// For a status: its English word.
    pub word: &'static str,
    /// A sentence about it.
    pub description: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// For a department: its kind in Chinese.
    pub kind_text: &'static str,
    /// How to reach it.
    pub contact: String,
    /// Members of a group.
    pub members: Vec<super::common::Link>,
    /// Groups it is a member of.
    pub groups: Vec<super::common::Link>,
    /// Of a place: the office of that name, whose page has what it does with others; of an office: its place.
    pub twin: Option<super::common::Link>,
    /// Counts.
    pub tally: Tally,
    /// The projects, the latest year first.
    pub years: Vec<YearCards>,
}

/// Projects of one year.
#[derive(Debug, Hash, Serialize)]
pub struct YearCards {
    /// The year.
    pub year: i32,
    /// The programme's name.
    pub title: String,
    /// Where its page stands.
    pub href: String,
    /// The projects.
    pub cards: Vec<Shared<Card>>,
}

/// A registry.
#[derive(Debug, Hash, Serialize)]
pub struct Registry {
    /// Whose: `department`, `place`, `category`, `status`.
    pub kind: &'static str,
    /// Its entries.
    pub entries: Vec<RegistryRow>,
}

/// An entry of a registry.
#[derive(Debug, Hash, Serialize)]
pub struct RegistryRow {
    /// Its name.
    pub title: String,
    /// Where its page stands.
    pub href: String,
    /// For a status: its English word.
    pub word: &'static str,
    /// For a department: its kind in Chinese.
    pub kind_text: &'static str,
    /// A sentence about it.
    pub description: String,
    /// How many projects.
    pub count: usize,
    /// How many of them are kept.
    pub kept: usize,
    /// How many of them are behind.
    pub behind: usize,
}

/// The list of papers.
#[derive(Debug, Hash, Serialize)]
pub struct Documents {
    /// The papers, the latest first.
    pub documents: Vec<DocumentRow>,
}

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Of {
    /// A department.
    Department,
    /// A place.
    Place,
    /// A category.
    Category,
}

impl Of {
    /// Its English word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Place => "place",
            Self::Category => "category",
        }
    }

    /// The address of an entry.
    pub fn route(self, id: &str) -> String {
        match self {
            Self::Department => route::department(id),
            Self::Place => route::place(id),
            Self::Category => route::category(id),
        }
    }
}

impl<'a> Maker<'a, '_> {
    /// The entries of a registry.
    pub fn registry_of(&self, of: Of) -> &'a [Entry] {
        let site = self.edition.site;
        match of {
            Of::Department => &site.departments,
            Of::Place => &site.places,
            Of::Category => &site.categories,
        }
    }

    /// The projects of an entry.
    pub fn members_of(&self, of: Of, at: usize) -> &[At] {
        let table = match of {
            Of::Department => &self.edition.by_department,
            Of::Place => &self.edition.by_place,
            Of::Category => &self.edition.by_category,
        };
        table.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The page of an entry.
    pub fn listing(&self, of: Of, at: usize) -> Listing {
        let entry = &self.registry_of(of)[at];
        let all = self.members_of(of, at);
        let groups = || self.edition.site.departments.iter().enumerate().filter(|(_, group)| group.members.contains(&at)).map(|(n, _)| n);
        Listing {
            kind: of.word(),
            title: entry.name.clone(),
            word: "",
            description: entry.description.clone(),
            aliases: entry.aliases.clone(),
            kind_text: self.word(&schema::DEPARTMENT_KINDS, entry.kind),
            contact: entry.contact.clone(),
            members: self.departments(&entry.members),
            twin: self.twin(of, entry),
            groups: if of == Of::Department { groups().map(|at| self.department(at)).collect() } else { Vec::new() },
            tally: self.tally(all.iter().copied()),
            years: self.by_year(all),
        }
    }

    /// The entry of the other registry that goes by the same name.
    fn twin(&self, of: Of, entry: &Entry) -> Option<super::common::Link> {
        let other = match of {
            Of::Place => Of::Department,
            Of::Department => Of::Place,
            Of::Category => return None,
        };
        let names = |entry: &'a Entry| std::iter::once(&entry.name).chain(&entry.aliases);
        let found = self.registry_of(other).iter().find(|candidate| names(candidate).any(|name| *name == entry.name))?;
        Some(super::common::Link { title: found.name.clone(), href: other.route(&found.id) })
    }

    /// The page of a status.
    pub fn status_listing(&self, status: Status) -> Listing {
        let all = self.with_status(status);
        Listing {
            kind: "status",
            title: self.language().status_title(status),
            word: status.word(),
            description: String::new(),
            aliases: Vec::new(),
            kind_text: "",
            contact: String::new(),
            members: Vec::new(),
            groups: Vec::new(),
            twin: None,
            tally: self.tally(all.iter().copied()),
            years: self.by_year(&all),
        }
    }

    /// The projects of a status, over all years whose list is more than a draft.
    pub fn with_status(&self, status: Status) -> Vec<At> {
        let years = self.edition.years.iter().enumerate().filter(|(_, year)| !is_draft(year.programme.phase));
        let all = years.flat_map(|(y, year)| year.projects.iter().enumerate().map(move |(p, shown)| ((y, p), shown.state.status)));
        all.filter(|(_, of)| *of == status).map(|(at, _)| at).collect()
    }

    /// Whether any project of a list that is more than a draft has a status.
    pub fn has_status(&self, status: Status) -> bool {
        let mut years = self.edition.years.iter().filter(|year| !is_draft(year.programme.phase));
        years.any(|year| year.projects.iter().any(|shown| shown.state.status == status))
    }

    fn by_year(&self, all: &[At]) -> Vec<YearCards> {
        let chunks = all.chunk_by(|a, b| a.0 == b.0);
        chunks
            .map(|chunk| {
                let year = &self.edition.years[chunk[0].0];
                let link = year_link(year);
                YearCards { year: year.programme.year, title: link.title, href: link.href, cards: self.cards(chunk) }
            })
            .collect()
    }

    /// The list of a registry's entries.
    pub fn registry(&self, of: Of) -> Registry {
        let row = |(at, entry): (usize, &Entry)| {
            let all = self.members_of(of, at);
            let judged = || all.iter().map(|at| self.edition.project(*at)).filter(|(year, _)| !is_draft(year.programme.phase));
            let count = |wanted: &dyn Fn(Status) -> bool| judged().filter(|(_, shown)| wanted(shown.state.status)).count();
            RegistryRow {
                title: entry.name.clone(),
                href: of.route(&entry.id),
                word: "",
                kind_text: self.word(&schema::DEPARTMENT_KINDS, entry.kind),
                description: entry.description.clone(),
                count: all.len(),
                kept: count(&|status| status.is_kept()),
                behind: count(&|status| status == Status::Behind),
            }
        };
        Registry { kind: of.word(), entries: self.registry_of(of).iter().enumerate().map(row).collect() }
    }

    /// The list of statuses that occur.
    pub fn statuses(&self) -> Registry {
        let row = |status: Status| {
            let count = self.with_status(status).len();
            (count > 0).then(|| RegistryRow {
                title: self.language().status_title(status),
                href: route::status(status.word()),
                word: status.word(),
                kind_text: "",
                description: String::new(),
                count,
                kept: 0,
                behind: 0,
            })
        };
        Registry { kind: "status", entries: Status::ALL.into_iter().filter_map(row).collect() }
    }
}
