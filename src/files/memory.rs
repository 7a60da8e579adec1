//! Files kept in memory: the embedded theme, and the sites of tests.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{Entry, EntryKind, Files, FilesError, SitePath};

/// Files in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    files: BTreeMap<SitePath, Vec<u8>>,
    links: BTreeSet<SitePath>,
}

impl MemoryFiles {
    /// Add or replace a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SitePath::new(path), bytes.into());
    }

    /// Add a symbolic link, which is listed and never followed.
    pub fn insert_link(&mut self, path: &str) {
        self.files.insert(SitePath::new(path), Vec::new());
        self.links.insert(SitePath::new(path));
    }

    /// Take a file away; whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        self.files.remove(&SitePath::new(path)).is_some()
    }
}

impl Files for MemoryFiles {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let inside = |path: &str| {
            path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| !rest.split('/').any(super::is_ignored))
        };
        let kind = |path: &SitePath, bytes: &Vec<u8>| {
            if self.links.contains(path) { EntryKind::Link } else { EntryKind::File(bytes.len() as u64, None) }
        };
        let entry = |(path, bytes): (&SitePath, &Vec<u8>)| Entry { path: path.clone(), kind: kind(path, bytes) };
        Ok(self.files.iter().filter(|(path, _)| inside(path)).map(entry).collect())
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        let missing = || FilesError { path: path.to_string(), source: io::Error::from(io::ErrorKind::NotFound) };
        self.files.get(path).cloned().ok_or_else(missing)
    }
}
