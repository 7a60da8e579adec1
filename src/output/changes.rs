//! What a build changes.
//!
//! In: the last manifest and the records of the finished files. Out: what is new or changed, and what is to go. Nothing
//! is read or written here; what really stands in a store is looked at by [`Publication`](super::Publication).

use std::collections::{BTreeMap, BTreeSet};

use super::{Digest, Files, Manifest, Record};

/// The difference between the last build and the finished files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New and changed files, with what they are to be.
    pub write: BTreeMap<String, Record>,
    /// How many files are as the last build left them.
    pub unchanged: usize,
    /// Files of the last build that the site no longer has. Each is ours only while its content has the hash.
    pub remove: BTreeMap<String, Digest>,
}

impl Changes {
    /// The changes since the previous manifest; without one, every file is new.
    pub fn between(previous: Option<&Manifest>, files: &Files) -> Self {
        Self::since(previous, &files.iter().map(|(path, bytes)| (path.clone(), Record::of(bytes))).collect())
    }

    /// The same, for files whose records are known.
    pub fn since(previous: Option<&Manifest>, next: &BTreeMap<String, Record>) -> Self {
        let mut changes = Self::default();
        let mut old = previous.into_iter().flat_map(|previous| &previous.files).peekable();
        // Both are in order, so one look at each is enough.
        for (path, record) in next {
            while let Some((gone, record)) = old.next_if(|(before, _)| *before < path) {
                changes.remove.insert(gone.clone(), record.sha256);
            }
            if old.next_if(|(before, _)| *before == path).is_some_and(|(_, before)| before == record) {
                changes.unchanged += 1;
            } else {
                changes.write.insert(path.clone(), *record);
            }
        }
        changes.remove.extend(old.map(|(gone, record)| (gone.clone(), record.sha256)));
        changes
    }

    /// The removals that have to come before the files are moved into place, and those that come after it. Before: a file
    /// where a folder must stand, a file in a folder where a file must stand, and a file whose name differs in case
    /// alone, which on some systems is the same file.
    pub(super) fn removals(&self, next: &BTreeMap<String, Record>) -> (Vec<Removal<'_>>, Vec<Removal<'_>>) {
        if self.remove.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let folded: BTreeSet<String> = next.keys().map(|path| path.to_lowercase()).collect();
        self.remove.iter().partition(|(path, _)| is_in_the_way(&path.to_lowercase(), &folded))
    }
}

/// A path that is to go, and the hash that shows it to be ours.
pub(super) type Removal<'a> = (&'a String, &'a Digest);

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
