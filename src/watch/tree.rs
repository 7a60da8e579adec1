//! The watched folders as they stand on disk. In: a site's root. Out: every folder and file the builder would list, each
//! with what the system knows of it, and the folders in which two such walks differ. No file is opened, no link followed
//! but the root's and those of the folders at its top.
#![expect(clippy::disallowed_methods, reason = "this is the edge where watched folders are listed")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, Metadata},
    path::Path,
    time::SystemTime,
};

use crate::files::is_ignored;

use super::TOPS;

/// What tells one file from another, and from itself as it was: it changes with every write, rename and replacement.
type Stamp = (u64, Option<SystemTime>, Changed, Identity);
/// The time of the last change of anything about a file, where the system keeps it.
type Changed = (i64, i64);
/// What tells one folder from another that has its name.
type Identity = (u64, u64, Option<SystemTime>);

#[cfg(unix)]
fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    (found.dev(), found.ino(), found.created().ok())
}

#[cfg(not(unix))]
fn identity(found: &Metadata) -> Identity {
    (0, 0, found.created().ok())
}

#[cfg(unix)]
fn changed(found: &Metadata) -> Changed {
    use std::os::unix::fs::MetadataExt as _;
    (found.ctime(), found.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Changed {
    (0, 0)
}

/// Whether a folder stands there, and no link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The root and the folders at its top, links followed; `None` where no folder stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tops {
    root: Option<Identity>,
    tops: [Option<Identity>; TOPS.len()],
}

impl Tops {
    /// What they are now.
    pub fn of(root: &Path) -> Self {
        let folder = |path: &Path| fs::metadata(path).ok().filter(Metadata::is_dir).map(|found| identity(&found));
        Self { root: folder(root), tops: TOPS.map(|top| folder(&root.join(top))) }
    }

    /// Whether the root is a folder.
    pub fn has_root(&self) -> bool {
        self.root.is_some()
    }
}

/// One folder.
#[derive(Debug)]
struct Listing {
    /// Which it is.
    identity: Identity,
    /// When its listing last changed, in names that are ignored too.
    listed: Option<SystemTime>,
    /// What stands in it but folders.
    files: BTreeMap<String, Stamp>,
}

/// Every folder below the tops, and the tops themselves, by site path.
#[derive(Debug, Default)]
pub(super) struct Tree(BTreeMap<String, Listing>);

impl Tree {
    /// What stands there now. A folder that cannot be read counts as empty.
    pub fn walk(root: &Path) -> Self {
        let mut tree = Self::default();
        for top in TOPS {
            let full = root.join(top);
            if let Ok(found) = fs::metadata(&full)
                && found.is_dir()
            {
                tree.add(&full, top.to_owned(), &found);
            }
        }
        tree
    }

    fn add(&mut self, full: &Path, path: String, folder: &Metadata) {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(full).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_ignored(&name) {
                continue;
            }
            // What vanishes while it is looked at is not there.
            let Ok(found) = entry.metadata() else { continue };
            if found.is_dir() {
                self.add(&entry.path(), format!("{path}/{name}"), &found);
            } else {
                files.insert(name, (found.len(), found.modified().ok(), changed(&found), identity(&found)));
            }
        }
        self.0.insert(path, Listing { identity: identity(folder), listed: folder.modified().ok(), files });
    }

    /// Whether a folder is there.
    pub fn has(&self, folder: &str) -> bool {
        self.0.contains_key(folder)
    }

    /// The folders that are not, or not the same ones, in another tree.
    pub fn folders_not_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let known = |path: &str, listing: &Listing| other.0.get(path).is_some_and(|o| o.identity == listing.identity);
        self.0.iter().filter(move |(path, listing)| !known(path, listing)).map(|(path, _)| path.as_str())
    }

    /// The folders whose files differ between this tree and another; those in one of them alone, with their parents.
    pub fn differing(&self, other: &Self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for path in self.folders_not_in(other).chain(other.folders_not_in(self)) {
            found.insert(path.to_owned());
            found.extend(path.rsplit_once('/').map(|(parent, _)| parent.to_owned()));
        }
        found.extend(self.differing_in(other, |one, other| one.files != other.files));
        found
    }

    /// The folders of both trees to which something was added or from which something was taken, even if it is as before
    /// now.
    pub fn relisted<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = String> {
        self.differing_in(other, |one, other| one.listed != other.listed)
    }

    fn differing_in<'a>(&'a self, other: &'a Self, differ: impl Fn(&Listing, &Listing) -> bool) -> impl Iterator<Item = String> {
        let differs = move |path: &str, listing: &Listing| other.0.get(path).is_some_and(|other| differ(listing, other));
        self.0.iter().filter(move |(path, listing)| differs(path, listing)).map(|(path, _)| path.clone())
    }
}
