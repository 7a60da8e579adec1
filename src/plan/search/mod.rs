//! The search index: files of script that find pages in the browser, offline and without a server.
//!
//! In: an edition. Out: for each year and for the rest of the site a *segment*: shards that tell where each pair of signs
//! stands, and the searched texts themselves, by which every hit is verified. A year's segment is made of that year alone,
//! so the files of a closed year stay what they are. The format and how the browser uses it: `docs/search.md`.

mod entry;
mod fold;
mod shard;
mod sound;

use std::collections::BTreeMap;

use self::entry::Entry;
use super::{Plan, edition::Edition};
use crate::memo::Key;

/// The folder of the index.
pub const FOLDER: &str = "search/";
/// So many bytes of text are told of by one shard.
const SHARD: usize = 750;
/// So many bytes of text stand in one file.
const TEXT: usize = 6000;
/// The function of the page's script that takes what a file brings.
const TAKE: &str = "gongshiSearch";

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum File {
    /// Which segments there are.
    Index,
    /// Segment, shard.
    Shard(usize, usize),
    /// Segment, a run of its texts.
    Texts(usize, usize),
}

impl File {
    /// The segment it belongs to.
    pub fn segment(self) -> Option<usize> {
        match self {
            Self::Index => None,
            Self::Shard(segment, _) | Self::Texts(segment, _) => Some(segment),
        }
    }
}

/// Which segments there are.
#[derive(Debug, Default)]
pub struct Index(Vec<Segment>);

/// What is found of one year, or of the site as a whole.
#[derive(Debug)]
struct Segment {
    /// Its folder: the year, or `site`.
    name: String,
    /// What it is made of: equal keys mean equal files.
    key: Key,
    /// The position of the year whose projects it holds.
    year: Option<usize>,
    /// Entries before and after the projects.
    around: (Vec<Entry>, Vec<Entry>),
    /// How many shards it has.
    shards: usize,
    /// How many entries one file of texts holds.
    run: usize,
    /// How many entries there are.
    entries: usize,
}

impl Index {
    /// The segments of an edition: the site's own, then the years, the latest first.
    pub fn new(edition: &Edition<'_>, registries: Key) -> Self {
        let mut years: BTreeMap<i32, (Option<usize>, Vec<Entry>)> = BTreeMap::new();
        for (y, year) in edition.years.iter().enumerate() {
            years.insert(year.programme.year, (Some(y), entry::papers(year)));
        }
        let mut of_site = entry::of_site(edition);
        for document in edition.site.documents.iter().zip(&edition.documents).filter(|(_, shown)| **shown).map(|(d, _)| d) {
            match document.dated.or(document.appeared()) {
                Some(date) => years.entry(chrono::Datelike::year(&date.end())).or_default().1.push(entry::document(document)),
                None => of_site.push(entry::document(document)),
            }
        }
        let mut segments = vec![Segment::new(edition, registries, "site".to_owned(), None, of_site)];
        segments.extend(years.into_iter().rev().map(|(year, (y, own))| Segment::new(edition, registries, year.to_string(), y, own)));
        segments.retain(|segment| segment.entries > 0);
        Self(segments)
    }

    /// Every file with its address.
    pub fn files(&self) -> Vec<(String, File)> {
        let mut files = vec![(format!("{FOLDER}index.js"), File::Index)];
        for (at, segment) in self.0.iter().enumerate() {
            let path = |name: String| format!("{FOLDER}{}.js", segment.file(&name));
            files.extend((0..segment.shards).map(|shard| (path(shard.to_string()), File::Shard(at, shard))));
            files.extend((0..segment.runs()).map(|run| (path(format!("t{run}")), File::Texts(at, run))));
        }
        files
    }

    /// What a file is made from.
    pub fn key(&self, file: File) -> Key {
        file.segment().map_or_else(|| Key::of(&self.bytes()), |at| self.0[at].key)
    }

    /// The bytes of the list of segments: name, number of shards, entries in a file of texts.
    pub fn bytes(&self) -> Vec<u8> {
        let segments: Vec<_> = self.0.iter().map(|segment| (&segment.name, segment.shards, segment.run)).collect();
        script("index", &serde_json::to_string(&segments).expect("texts and numbers are JSON"))
    }
}

impl Segment {
    fn new(edition: &Edition<'_>, registries: Key, name: String, year: Option<usize>, after: Vec<Entry>) -> Self {
        let before: Vec<Entry> = year.map(|y| entry::year(&edition.years[y])).into_iter().collect();
        let projects = year.map_or(&[][..], |y| &edition.years[y].projects);
        let own = before.iter().chain(&after).map(Entry::weight);
        let weight = own.chain(projects.iter().map(|shown| entry::weight(edition, shown))).sum::<usize>();
        let entries = before.len() + projects.len() + after.len();
        let standings: Vec<Key> = projects.iter().map(|shown| shown.key).collect();
        let key = Key::of(&(&name, registries, &before, &after, standings));
        let shards = weight.div_ceil(SHARD).max(1);
        let run = (TEXT * entries / weight.max(1)).max(1);
        Self { name, key, year, around: (before, after), shards, run, entries }
    }

    /// What a file of it is called by the script.
    fn file(&self, name: &str) -> String {
        format!("{}/{name}", self.name)
    }

    fn runs(&self) -> usize {
        self.entries.div_ceil(self.run)
    }

    fn all(&self, edition: &Edition<'_>) -> Vec<Entry> {
        let (before, after) = &self.around;
        let projects = self.year.map(|y| &edition.years[y]).into_iter();
        let projects = projects.flat_map(|year| year.projects.iter().map(move |shown| entry::project(edition, year, shown)));
        before.iter().cloned().chain(projects).chain(after.iter().cloned()).collect()
    }
}

impl Plan<'_> {
    /// Make files of one segment; `wanted` are what each is and the position under which it is handed over.
    pub(super) fn search_files<E>(
        &self,
        segment: usize,
        wanted: &[(File, usize)],
        put: &(dyn Fn(usize, Vec<u8>) -> Result<(), E> + Sync),
    ) -> Result<(), E> {
        let segment = &self.search.0[segment];
        let entries = segment.all(&self.edition);
        let shards = if wanted.iter().any(|(file, _)| matches!(file, File::Shard(..))) {
            shard::shards(&entries, segment.shards)
        } else {
            Vec::new()
        };
        for (file, at) in wanted {
            let bytes = match file {
                File::Index => self.search.bytes(),
                File::Shard(_, shard) => script(&segment.file(&shard.to_string()), &shards[*shard]),
                File::Texts(_, run) => {
                    let own = &entries[run * segment.run..entries.len().min((run + 1) * segment.run)];
                    script(&segment.file(&format!("t{run}")), &serde_json::to_string(own).expect("texts are JSON"))
                }
            };
            put(*at, bytes)?;
        }
        Ok(())
    }
}

/// A file of script that hands a value over under a name.
fn script(name: &str, value: &str) -> Vec<u8> {
    format!("{TAKE}(\"{name}\",{value});\n").into_bytes()
}
