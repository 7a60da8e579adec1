//! What a build changes.
//!
//! In: the last manifest and the finished files. Out: what is new or changed, and what is to go. Nothing is read or
//! written here; what really stands in a store is looked at by [`apply`](super::apply).

use std::collections::{BTreeMap, BTreeSet};

use super::{Digest, Files, Manifest, Record, manifest};

/// The difference between the last build and the finished files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New and changed files, with what they are to be.
    pub write: BTreeMap<String, Record>,
    /// How many files are as the last build left them.
    pub unchanged: usize,
    /// Files of earlier builds that the site no longer has. Each is ours only while its content has one of the hashes.
    pub remove: BTreeMap<String, Vec<Digest>>,
}

impl Changes {
    /// The changes since the previous manifest; without one, every file is new.
    pub fn between(previous: Option<&Manifest>, files: &Files) -> Self {
        Self::since(previous, &manifest::records(files))
    }

    /// The same, for files whose hashes are known.
    pub(super) fn since(previous: Option<&Manifest>, next: &BTreeMap<String, Record>) -> Self {
        let none = BTreeMap::new();
        let old = previous.map_or(&none, |previous| &previous.files);
        let changed = |(path, record): &(&String, &Record)| old.get(*path) != Some(*record);
        let gone = |(path, _): &(&String, &Record)| !next.contains_key(*path);
        let write: BTreeMap<_, _> = next.iter().filter(changed).map(|(path, record)| (path.clone(), *record)).collect();
        let remove = old.iter().filter(gone).map(|(path, record)| (path.clone(), vec![record.sha256])).collect();
        Self { unchanged: next.len() - write.len(), write, remove }
    }

    /// Also remove what a build that never finished may have left.
    pub(super) fn add_leftovers(&mut self, announced: Vec<(String, Digest)>, files: &Files) {
        for (path, digest) in announced.into_iter().filter(|(path, _)| !files.contains_key(path)) {
            let digests = self.remove.entry(path).or_default();
            if !digests.contains(&digest) {
                digests.push(digest);
            }
        }
    }

    /// The removals that have to come before the writing, and those that come after it. Before: a file where a folder
    /// must stand, a file in a folder where a file must stand, and a file whose name differs in case alone, which on
    /// some systems is the same file.
    pub(super) fn removals(&self, files: &Files) -> (Vec<Removal<'_>>, Vec<Removal<'_>>) {
        if self.remove.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let folded: BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
        self.remove.iter().partition(|(path, _)| is_in_the_way(&path.to_lowercase(), &folded))
    }
}

/// A path that is to go, and the hashes that show it to be ours.
pub(super) type Removal<'a> = (&'a String, &'a Vec<Digest>);

fn is_in_the_way(path: &str, files: &BTreeSet<String>) -> bool {
    let below = format!("{path}/");
    files.contains(path)
        || files.range(below.clone()..).next().is_some_and(|file| file.starts_with(&below))
        || folders(path).any(|folder| files.contains(folder))
}

/// The folders a path stands in, outermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
