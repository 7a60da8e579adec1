//! Files beside the pages, for machines: records as JSON, tables as CSV and XLSX, feeds, the sitemap.
//!
//! In: a plan. Out: the address, the key and the bytes of each file. The same input gives the same bytes; every date is of
//! the content, and nothing is in a file that its page may not show.

mod consultation;
mod csv;
mod dates;
mod exact;
mod feed;
mod goal;
mod happening;
pub(super) mod identity;
mod indicator;
mod keys;
mod moment;
mod oc4ids;
mod package;
mod papers;
mod project;
mod proposal;
mod published;
mod records;
mod schema;
mod shared;
mod sitemap;
mod tables;
mod workbook;
mod xml;
mod year;

pub(super) use self::shared::qualifier;
use self::{package::Resource, schema::Shape, shared::Facts, tables::Table};
use super::{Page, Plan, Subject, edition::At, search};
use crate::{memo::Key, site::SourceError};

/// A file beside the pages, before it is made.
#[derive(Debug, Clone)]
pub struct File {
    /// Its address, from the site's root.
    pub path: String,
    datum: Datum,
}

impl File {
    /// The Chinese title of the table it holds, where it holds one.
    pub fn table_title(&self) -> Option<&'static str> {
        if let Datum::Table(_, table) = &self.datum { Some(table.spec().zh) } else { None }
    }
}

/// Files that are made together.
#[derive(Debug)]
pub struct Group {
    /// The year whose records they are made of.
    pub year: Option<i32>,
    of: Together,
    /// Their positions in [`Plan::data`].
    pub files: Vec<usize>,
}

/// What files are made together from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Together {
    /// One file alone.
    Alone,
    /// The records of a year, by its position.
    Year(usize),
    /// A segment of the search index.
    Segment(usize),
}

/// What a file holds.
#[derive(Debug, Clone)]
enum Datum {
    Project(At),
    /// Year, goal.
    Goal(usize, usize),
    /// Year, proposal.
    Proposal(usize, usize),
    Year(usize),
    Schema(Shape),
    /// A table of a year, or of the whole site.
    Table(Option<usize>, Table),
    Workbook(usize),
    Package,
    /// An Atom feed.
    Feed(feed::Scope),
    /// A file of the sitemap.
    Sitemap(sitemap::Part),
    /// Every project as OC4IDS.
    Oc4ids,
    /// A file of the search index.
    Search(search::File),
    /// The list of publications.
    Publications,
    /// The public key.
    PublicKey,
}

/// Every file of an edition, by address.
pub fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(feed::files(plan));
    files.extend(sitemap::files(plan));
    files.extend(oc4ids::files(plan));
    files.extend(plan.search.files().into_iter().map(|(path, of)| File { path, datum: Datum::Search(of) }));
    files.extend(published::files(plan).into_iter().map(|(path, datum)| File { path: path.to_owned(), datum }));
    records::add(plan, &mut |path, datum| files.push(File { path, datum }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl Plan<'_> {
    /// What a file is made from, without making it: two equal keys mean equal bytes.
    pub fn data_key(&self, file: &File) -> Key {
        let facts = Facts::of(self);
        match file.datum {
            Datum::Project(at) => self.project_data_key(file, at),
            Datum::Goal(y, at) => Key::of(&facts.goal(y, at)),
            Datum::Proposal(y, at) => Key::of(&facts.proposal(y, at)),
            Datum::Year(y) => self.of_year_key(y).unwrap_or_else(|| Key::of(&facts.year(y))),
            Datum::Schema(shape) => Key::of(&(shape, &self.base_url)),
            Datum::Table(Some(y), table) if table.needs_records() => Key::of(&(table, self.year_data_key(y))),
            Datum::Table(y, table) => {
                let rows = || Key::of(&table.rows(&facts, y.unwrap_or_default()));
                Key::of(&(table, y.and_then(|y| self.of_year_key(y)).unwrap_or_else(rows)))
            }
            Datum::Workbook(y) => self.workbook_key(y),
            Datum::Package => Key::of(&self.package().to_string()),
            Datum::Feed(scope) => self.feed_key(scope),
            Datum::Sitemap(part) => self.sitemap_key(part),
            Datum::Oc4ids => self.oc4ids_key(),
            Datum::Search(of) => self.search.key(of),
            Datum::Publications => Key::of(&facts.publications()),
            Datum::PublicKey => Key::of(&self.edition.site.config.public_key),
        }
    }

    /// Files that are made together: those of each year's records, those of each segment of the search index, and every
    /// other alone.
    pub fn data_groups(&self) -> Vec<Group> {
        let mut joined: Vec<Group> = Vec::new();
        let mut groups = Vec::new();
        for (at, file) in self.data.iter().enumerate() {
            let of = match file.datum {
                Datum::Project((y, _)) | Datum::Workbook(y) | Datum::Year(y) | Datum::Table(Some(y), _) => Together::Year(y),
                Datum::Search(of) => of.segment().map_or(Together::Alone, Together::Segment),
                _ => Together::Alone,
            };
            let year = if let Together::Year(y) = of { Some(self.edition.years[y].programme.year) } else { None };
            match joined.iter_mut().find(|group| group.of == of) {
                _ if of == Together::Alone => groups.push(Group { year, of, files: vec![at] }),
                Some(group) => group.files.push(at),
                None => joined.push(Group { year, of, files: vec![at] }),
            }
        }
        joined.extend(groups);
        joined
    }

    /// Make the `wanted` files of a group, positions in [`Plan::data`], and hand each over when it is finished.
    pub fn make_data<E: From<SourceError> + Send>(&self, group: &Group, wanted: &[usize], put: records::Put<'_, E>) -> Result<(), E> {
        match group.of {
            Together::Year(y) => self.year_files(y, wanted, put),
            Together::Segment(segment) => {
                let of = |at: &usize| if let Datum::Search(of) = self.data[*at].datum { Some((of, *at)) } else { None };
                self.search_files(segment, &wanted.iter().filter_map(of).collect::<Vec<_>>(), put)
            }
            Together::Alone => wanted.iter().try_for_each(|at| put(*at, self.data_bytes(&self.data[*at])?)),
        }
    }

    /// The bytes of a file that is made alone. `Err` where a record cannot be read again.
    fn data_bytes(&self, file: &File) -> Result<Vec<u8>, SourceError> {
        let facts = Facts::of(self);
        Ok(match file.datum {
            Datum::Project(at) => records::json(&facts.project(at, &*self.edition.site.record(self.edition.project(at).1.project)?)),
            Datum::Goal(y, at) => records::json(&facts.goal(y, at)),
            Datum::Proposal(y, at) => records::json(&facts.proposal(y, at)),
            Datum::Year(y) => records::json(&facts.year(y)),
            Datum::Schema(shape) => records::indented(&shape.schema(&self.base_url)),
            Datum::Table(y, table) => csv::bytes(table.spec(), &self.table_rows(y, table)),
            Datum::Workbook(_) => unreachable!("a workbook is made with its year"),
            Datum::Package => records::indented(&self.package()),
            Datum::Feed(scope) => self.feed_bytes(scope),
            Datum::Sitemap(part) => self.sitemap_bytes(part),
            Datum::Oc4ids => self.oc4ids_bytes()?,
            Datum::Search(_) => self.search.bytes(),
            Datum::Publications => records::indented(&facts.publications()),
            Datum::PublicKey => published::public_key(&self.edition.site.config.public_key),
        })
    }

    /// The address of a page's data, where it is a record's page.
    pub(super) fn data_of(&self, page: &Page) -> Option<String> {
        let year = |y: usize| self.edition.years[y].programme;
        Some(match page.subject {
            Subject::Project((y, p)) => shared::project_json(year(y).year, &self.edition.years[y].projects[p].project.id),
            Subject::Goal(y, at) => goal::json_of(year(y).year, &self.edition.years[y].proceedings.goals[at].id),
            Subject::Proposal(y, at) => proposal::json_of(year(y).year, &self.edition.years[y].proceedings.cases[at].id),
            Subject::Year(y) | Subject::Part(_, y) => year::json_of(year(y).year),
            _ => return None,
        })
    }

    /// The tables there are, with the year of each.
    fn resources(&self) -> impl Iterator<Item = Resource> {
        let of = |file: &File| match file.datum {
            Datum::Table(y, table) => Some((y.map(|y| self.edition.years[y].programme.year), table)),
            _ => None,
        };
        self.data.iter().filter_map(of)
    }

    fn package(&self) -> serde_json::Value {
        package::package(&Facts::of(self), &self.base_url, &self.resources().collect::<Vec<_>>())
    }
}
