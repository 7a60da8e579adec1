//! What changed from one finished site to another, in the words of the content: projects, figures, targets, corrections.
//!
//! In: two manifests and the sites they stand in. Out: a [`Difference`], and its text, JSON and page to sign. Manifests are
//! compared first, and only the records of projects that differ are read. Nothing is built, published or judged.

mod digits;
mod facts;
mod pages;
mod record;
mod said;
mod sheet;
mod text;
mod words;

pub use digits::Digits;
pub use facts::Fact;
pub use pages::{Kind, Pages};
pub use record::{Correction, Decision, Figure, Reading, Target, Withdrawal};

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use self::record::Project as Record;
use crate::output::{Changes, Digest, Manifest, OutputError, Reader};

/// A finished site: its manifest, and where its files are read.
pub type Finished<'a> = (&'a Manifest, &'a dyn Reader);

/// The number of this JSON shape.
const FORMAT: u32 = 1;

/// What changed from one site to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The shape of this document.
    pub format: u32,
    /// The earlier site; `None` where there was none.
    pub before: Option<Edition>,
    /// The later site.
    pub after: Edition,
    /// How many projects changed, and how.
    pub projects: Counts,
    /// The projects, the latest year first, in the order of the official list.
    pub years: Vec<Year>,
    /// Every other file by kind, those that changed.
    pub pages: Vec<Pages>,
    /// How many pages go.
    pub gone_pages: usize,
    /// Files and bytes.
    pub files: Files,
    /// Records a manifest lists and no file holds, or that cannot be understood; what they say was not compared.
    pub unread: Vec<String>,
}

/// Which site is compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Which publication it is; a build is none.
    pub publication: Option<u32>,
    /// The day it was published.
    pub date: Option<String>,
    /// The date or month its figures speak for.
    pub as_of: Option<String>,
    /// The hash of its manifest.
    pub manifest: Digest,
    /// How many files it has.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// How many projects changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New ones.
    pub new: usize,
    /// Changed ones.
    pub changed: usize,
    /// Ones taken off the list.
    pub withdrawn: usize,
    /// Ones that are not published any more.
    pub gone: usize,
}

/// The projects of a year that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its projects.
    pub projects: Vec<Project>,
}

/// A project that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Its permanent id.
    pub id: String,
    /// Its place in the official list.
    pub ordinal: Option<u32>,
    /// Its title, the later one.
    pub title: String,
    /// Its page, seen from the site's root.
    pub page: String,
    /// What became of it.
    pub change: Change,
    /// What is otherwise than before.
    pub facts: Vec<Fact>,
}

/// What became of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    New,
    /// It is otherwise than before.
    Changed,
    /// It was taken off the list; its page stays.
    Withdrawn,
    /// It is not published any more.
    Gone,
}

/// Files and bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// New files.
    pub new: usize,
    /// Changed files.
    pub changed: usize,
    /// Files that go.
    pub removed: usize,
    /// Files that stay as they are.
    pub unchanged: usize,
    /// The bytes of new and changed files.
    pub bytes: u64,
}

/// What changed from one site to another; without an earlier one, everything is new. `Err` where a site cannot be read.
pub fn compare(before: Option<Finished<'_>>, after: Finished<'_>) -> Result<Difference, OutputError> {
    let (next, reader) = after;
    let earlier = before.map(|(manifest, _)| manifest);
    let Changes { write, unchanged, remove } = Changes::since(earlier, &next.files);
    let had = |path: &str| earlier.is_some_and(|earlier| earlier.files.contains_key(path));
    let changed = write.keys().filter(|path| had(path)).count();
    let files = Files {
        new: write.len() - changed,
        changed,
        removed: remove.len(),
        unchanged,
        bytes: write.values().map(|record| record.bytes).sum(),
    };
    let pages = pages::count(write.keys().map(|path| (path.as_str(), had(path))), remove.keys().map(String::as_str));
    let mut unread = BTreeSet::new();
    let later: Vec<&str> = write.keys().map(String::as_str).filter(|path| is_project(path)).collect();
    let gone = remove.keys().map(String::as_str).filter(|path| is_project(path));
    let old: Vec<&str> = later.iter().copied().filter(|path| had(path)).chain(gone).collect();
    let mut old = before.map(|(_, reader)| read(reader, &old, &mut unread)).transpose()?.unwrap_or_default();
    let new = read(reader, &later, &mut unread)?;
    let mut projects = Vec::new();
    for (path, record) in new {
        let earlier = old.remove(&path);
        if earlier.is_none() && had(&path) {
            continue;
        }
        projects.extend(project(earlier.as_ref(), &record));
    }
    // What was read of the earlier site and has no later record has gone, or could not be read there.
    projects.extend(
        old.into_iter().filter(|(path, _)| remove.contains_key(path)).map(|(_, record)| Found::of(&record, Change::Gone, Vec::new())),
    );
    let (projects, years) = by_year(projects);
    let gone_pages = remove.keys().filter(|path| path.ends_with(".html")).count();
    let before = earlier.map(Edition::of);
    Ok(Difference {
        format: FORMAT,
        before,
        after: Edition::of(next),
        projects,
        years,
        pages,
        gone_pages,
        files,
        unread: unread.into_iter().collect(),
    })
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.files.new + self.files.changed + self.files.removed == 0
    }
}

impl Edition {
    fn of(manifest: &Manifest) -> Self {
        let imprint = manifest.publication.as_ref();
        Self {
            publication: imprint.map(|imprint| imprint.number),
            date: imprint.map(|imprint| imprint.date.clone()),
            as_of: manifest.as_of.clone(),
            manifest: manifest.digest(),
            files: manifest.files.len(),
            bytes: manifest.files.values().map(|record| record.bytes).sum(),
        }
    }
}

/// A project that changed, and its year.
struct Found {
    year: i32,
    project: Project,
}

impl Found {
    fn of(record: &Record, change: Change, facts: Vec<Fact>) -> Self {
        let Record { id, ordinal, title, page, .. } = record;
        let project = Project { id: id.clone(), ordinal: *ordinal, title: title.clone(), page: page.clone(), change, facts };
        Self { year: record.year, project }
    }
}

/// What became of a project; `None` where nothing that is told is otherwise.
fn project(before: Option<&Record>, after: &Record) -> Option<Found> {
    let facts = facts::between(before, after);
    let change = match before {
        None => Change::New,
        Some(before) if before.withdrawn.is_none() && after.withdrawn.is_some() => Change::Withdrawn,
        Some(_) => Change::Changed,
    };
    (change != Change::Changed || !facts.is_empty()).then(|| Found::of(after, change, facts))
}

fn by_year(mut found: Vec<Found>) -> (Counts, Vec<Year>) {
    found.sort_by(|a, b| {
        let place = |project: &Project| (project.ordinal.is_none(), project.ordinal);
        b.year.cmp(&a.year).then_with(|| (place(&a.project), &a.project.id).cmp(&(place(&b.project), &b.project.id)))
    });
    let mut counts = Counts::default();
    let mut years: Vec<Year> = Vec::new();
    for Found { year, project } in found {
        match project.change {
            Change::New => counts.new += 1,
            Change::Changed => counts.changed += 1,
            Change::Withdrawn => counts.withdrawn += 1,
            Change::Gone => counts.gone += 1,
        }
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.projects.push(project),
            None => years.push(Year { year, projects: vec![project] }),
        }
    }
    (counts, years)
}

/// Whether a file is the record of a project: `data/2020/projects/08.json`.
fn is_project(path: &str) -> bool {
    let mut parts = path.split('/');
    let year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    parts.next() == Some("data")
        && parts.next().is_some_and(year)
        && parts.next() == Some("projects")
        && parts.next().is_some_and(|name| name.ends_with(".json"))
        && parts.next().is_none()
}

/// Read records of a site by path; what is missing or cannot be understood is named.
fn read(reader: &dyn Reader, paths: &[&str], unread: &mut BTreeSet<String>) -> Result<BTreeMap<String, Record>, OutputError> {
    let mut found = BTreeMap::new();
    let mut failed = None;
    reader.read_each(paths, &mut |path, read| match read {
        Ok(bytes) => match bytes.as_deref().and_then(Record::parse) {
            Some(record) => {
                found.insert(path.to_owned(), record);
            }
            None => {
                unread.insert(path.to_owned());
            }
        },
        Err(error) => failed = failed.take().or(Some(error)),
    });
    failed.map_or(Ok(found), Err)
}
