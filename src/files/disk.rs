//! Files on disk: the one place that lists and reads a site's folder. Symbolic links are reported, never followed.
#![expect(clippy::disallowed_methods, reason = "this is the edge where input files are read")]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;

use super::{Entry, EntryKind, Files, FilesError, SitePath, Stamp};

/// The files below a folder on disk.
#[derive(Debug, Clone)]
pub struct DiskFiles {
    root: PathBuf,
}

impl DiskFiles {
    /// The files below `root`, which need not exist.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// What stands directly in a folder; `None` where it does not exist.
    fn look(&self, folder: &str) -> Result<Option<Listing>, FilesError> {
        let full = self.root.join(folder);
        let fault = |source| FilesError { path: full.display().to_string(), source };
        let entries = match fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(error)),
        };
        let mut listing = Listing::default();
        for item in entries {
            let item = item.map_err(fault)?;
            let name = item.file_name();
            let shown = name.to_string_lossy();
            if super::is_ignored(&shown) {
                continue;
            }
            let path = SitePath::new(&format!("{folder}/{shown}"));
            let kind = match item.file_type().map_err(fault)? {
                _ if name.to_str().is_none() => EntryKind::BadName,
                kind if kind.is_symlink() => EntryKind::Link,
                kind if kind.is_dir() => {
                    listing.0.push(Item::Folder(path));
                    continue;
                }
                kind if !kind.is_file() => EntryKind::Special,
                _ => match item.metadata() {
                    Ok(metadata) => EntryKind::File(metadata.len(), Stamp::of(&metadata)),
                    // Gone since the folder was read.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(fault(error)),
                },
            };
            listing.0.push(Item::Entry(Entry { path, kind }));
        }
        listing.0.sort_unstable_by(|a, b| a.order().cmp(b.order()));
        Ok(Some(listing))
    }

    /// Everything below a folder, in the order of paths.
    fn walk(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let Some(Listing(items)) = self.look(folder)? else { return Ok(Vec::new()) };
        let below = |item: Item| match item {
            Item::Entry(entry) => Ok(vec![entry]),
            Item::Folder(folder) => self.walk(&folder),
        };
        if !items.iter().any(|item| matches!(item, Item::Folder(_))) {
            return Ok(items.into_iter().filter_map(Item::entry).collect());
        }
        let found = items.into_par_iter().map(below).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }
}

/// What stands directly in a folder, so that the folders' contents in their places give the order of whole paths.
#[derive(Debug, Clone, Default)]
struct Listing(Vec<Item>);

#[derive(Debug, Clone)]
enum Item {
    Entry(Entry),
    Folder(SitePath),
}

impl Item {
    /// The signs it is ordered by: those of its path, and of what follows it below a folder.
    fn order(&self) -> impl Iterator<Item = u8> {
        let (path, folder) = match self {
            Self::Entry(entry) => (&entry.path, None),
            Self::Folder(path) => (path, Some(b'/')),
        };
        path.bytes().chain(folder)
    }

    fn entry(self) -> Option<Entry> {
        match self {
            Self::Entry(entry) => Some(entry),
            Self::Folder(_) => None,
        }
    }
}

impl Files for DiskFiles {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        self.walk(folder)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        let full = self.root.join(path.as_str());
        fs::read(&full).map_err(|source| FilesError { path: full.display().to_string(), source })
    }
}

/// Files on disk whose folders are looked at once, and again when somebody says so.
#[derive(Debug)]
pub struct WatchedFiles {
    disk: DiskFiles,
    known: Mutex<BTreeMap<String, Option<Listing>>>,
}

impl WatchedFiles {
    /// The files below `root`, which need not exist.
    pub fn new(root: &Path) -> Self {
        Self { disk: DiskFiles::new(root), known: Mutex::default() }
    }

    /// Look at a folder again when it is next asked for.
    pub fn look_again(&self, folder: &str) {
        self.known().remove(folder);
    }

    /// Look at everything again.
    pub fn look_at_everything_again(&self) {
        self.known().clear();
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Option<Listing>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn walk(&self, folder: &str, known: &mut BTreeMap<String, Option<Listing>>, found: &mut Vec<Entry>) -> Result<(), FilesError> {
        if !known.contains_key(folder) {
            let listing = self.disk.look(folder)?;
            // What was known below a folder that is not there any more is gone with it.
            let still = |path: &str| {
                let rest = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
                let in_it = |inside: &SitePath| path == &**inside || path.strip_prefix(&**inside).is_some_and(|rest| rest.starts_with('/'));
                let is_below = |item: &Item| matches!(item, Item::Folder(inside) if in_it(inside));
                rest.is_none() || listing.as_ref().is_some_and(|listing| listing.0.iter().any(is_below))
            };
            known.retain(|path, _| still(path));
            known.insert(folder.to_owned(), listing);
        }
        // Taken out while it is gone through, so that the folders in it can be looked at.
        let Some(Some(Listing(items))) = known.remove(folder) else {
            known.insert(folder.to_owned(), None);
            return Ok(());
        };
        let walked = items.iter().try_for_each(|item| match item {
            Item::Entry(entry) => {
                found.push(entry.clone());
                Ok(())
            }
            Item::Folder(folder) => self.walk(folder, known, found),
        });
        if walked.is_ok() {
            known.insert(folder.to_owned(), Some(Listing(items)));
        }
        walked
    }
}

impl Files for WatchedFiles {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let mut found = Vec::new();
        self.walk(folder, &mut self.known(), &mut found)?;
        Ok(found)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        self.disk.read(path)
    }
}
