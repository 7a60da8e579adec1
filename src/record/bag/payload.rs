//! What is in a bag, and the folder it is written into.
//!
//! In: a finished edition of one year and the site's sources. Out: every file of the payload, one at a time. What is held
//! back is no part of it.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a bag's folder is written")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{BagError, Info};
use crate::{
    files::{EntryKind, Files, FilesError, SitePath},
    output::{self, Digest, FolderReader, Manifest, OutputError, Reader as _},
    plan::route,
    record::container,
    site::published,
    source::CONTENT,
};

/// Takes the files of a bag, in their order.
pub type Sink<'s> = dyn FnMut(&str, &[u8]) -> Result<(), BagError> + 's;

/// What goes into a bag.
pub struct Contents<'a> {
    /// The year's edition, finished.
    pub site: &'a output::Packed,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// Files that stand beside the edition's own, such as the signature of its manifest: name and bytes.
    pub beside: Vec<(String, Vec<u8>)>,
    /// The site's files.
    pub files: &'a dyn Files,
    /// Those the edition was made from, with what they held then.
    pub sources: Vec<(SitePath, Digest)>,
    /// What is said of it.
    pub info: Info,
}

impl Contents<'_> {
    /// Every file of the payload, by its path in the bag: the sources, then the edition, its manifest last.
    pub(super) fn each(&self, sink: &mut Sink<'_>) -> Result<(), BagError> {
        for (path, known) in &self.sources {
            let bytes = self.files.read(path).map_err(BagError::Files)?;
            if Digest::of(&bytes) != *known {
                return Err(BagError::Meanwhile { path: path.clone() });
            }
            sink(&format!("data/{path}"), &bytes)?;
        }
        for path in self.manifest.files.keys() {
            let read = self.site.read(path).map_err(|source| OutputError::Io { path: PathBuf::from(path), source });
            sink(&format!("data/site/{path}"), &read?)?;
        }
        for (name, bytes) in &self.beside {
            sink(&format!("data/site/{name}"), bytes)?;
        }
        sink(&format!("data/site/{}", output::MANIFEST), self.manifest.to_json().as_bytes())
    }
}

/// The papers.
const DOCUMENTS: &str = "content/documents/";
/// The free pages.
const PAGES: &str = "content/pages/";
/// The registries. `site.yaml` is not among them: it says where the site is published to, and by whom.
const COMMON: [&str; 3] = ["content/departments.yaml", "content/places.yaml", "content/categories.yaml"];

/// Whether a file is a registry, or what the record of publications says of a year.
fn is_common(path: &SitePath, year: i32) -> bool {
    COMMON.contains(&path.as_str()) || *path == published::file_of(year) || *path == published::list_of_publications()
}

/// What the files of `content/` held before the edition was made: what is packed with it is the same.
#[derive(Debug, Clone, Default)]
pub struct Seen(BTreeMap<SitePath, Digest>);

impl Seen {
    /// Look at every file a bag of this year may hold.
    pub fn look(files: &dyn Files, year: i32) -> Result<Self, FilesError> {
        let folders = [format!("content/{year}/"), DOCUMENTS.to_owned(), PAGES.to_owned()];
        let wanted = |path: &SitePath| is_common(path, year) || folders.iter().any(|folder| path.starts_with(folder.as_str()));
        let listed = files.list(CONTENT)?.into_iter().filter(|entry| matches!(entry.kind, EntryKind::File(..)) && wanted(&entry.path));
        let mut seen = BTreeMap::new();
        for entry in listed {
            match files.read(&entry.path) {
                // Gone since it was listed: as if it had never been there.
                Err(error) if error.source.kind() == io::ErrorKind::NotFound => {}
                read => drop(seen.insert(entry.path, Digest::of(&read?))),
            }
        }
        Ok(Self(seen))
    }

    /// Those that belong to the finished edition of the year: the year's folder without what is held back, the registries,
    /// the record of its publications, and each paper and free page the edition shows, with what stands beside it.
    pub fn sources(self, year: i32, manifest: &Manifest, held_back: &[SitePath]) -> Vec<(SitePath, Digest)> {
        let folder = format!("content/{year}/");
        let article = |path: &SitePath, folder: &str, address: fn(&str) -> String| {
            let rest = path.strip_prefix(folder)?;
            let stem = rest.split_once('/').map(|(stem, _)| stem).or_else(|| rest.strip_suffix(".md"))?;
            Some(manifest.files.contains_key(&address(stem)))
        };
        let wanted = |path: &SitePath| {
            if held_back.iter().any(|held| goes_with(path, held)) {
                return false;
            }
            if path.starts_with(&folder) {
                return true;
            }
            let shown = article(path, DOCUMENTS, route::document).or_else(|| article(path, PAGES, route::page));
            shown.unwrap_or_else(|| is_common(path, year))
        };
        self.0.into_iter().filter(|(path, _)| wanted(path)).collect()
    }
}

/// Whether a file is a record that is held back, its narrative, or a file beside it.
fn goes_with(path: &SitePath, held: &SitePath) -> bool {
    let same = path.parent() == held.parent() && path.stem() == held.stem();
    // A file of the year itself has no folder of its own; one of its name holds other records.
    let in_year = held.parent().strip_prefix("content/").is_some_and(|year| year.bytes().all(|sign| sign.is_ascii_digit()));
    same || !in_year
        && path
            .strip_prefix(held.parent())
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|rest| rest.split_once('/').is_some_and(|(folder, _)| folder == held.stem()))
}

/// The folder a bag is made in, beside its place, held by this process.
pub(super) struct Folder {
    path: PathBuf,
    lock: Option<File>,
    settled: bool,
}

impl Folder {
    /// An empty folder beside the place; what a process that was killed left there is removed.
    pub fn begin(target: &Path) -> Result<Self, BagError> {
        let path = container::beside(target);
        let fault = |source| OutputError::Io { path: path.clone(), source };
        match fs::symlink_metadata(&path) {
            Ok(found) if !found.is_dir() => return Err(OutputError::InTheWay { path }.into()),
            Ok(_) => {}
            Err(_) => fs::create_dir(&path).map_err(fault)?,
        }
        let lock = File::open(&path).ok();
        if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
            return Err(OutputError::Busy { path: target.to_path_buf() }.into());
        }
        for entry in fs::read_dir(&path).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let is_dir = entry.file_type().map_err(fault)?.is_dir();
            if is_dir { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }.map_err(fault)?;
        }
        Ok(Self { path, lock, settled: false })
    }

    /// Write a file.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), BagError> {
        let full = self.path.join(path);
        let write = || {
            make_parent(&full)?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(&full)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|source| OutputError::Io { path: full.clone(), source }.into())
    }

    /// Put the folder in its place, over an earlier bag, which was looked at.
    pub fn settle(mut self, target: &Path) -> Result<(), BagError> {
        let fault = |source| BagError::Output(OutputError::Io { path: target.to_path_buf(), source });
        let list = FolderReader::new(&self.path).list()?.unwrap_or_default();
        let folders = list.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end]));
        for folder in folders.collect::<BTreeSet<_>>().into_iter().chain([""]) {
            if let Ok(folder) = File::open(self.path.join(folder)) {
                let _ = folder.sync_all();
            }
        }
        let earlier = container::beside(&self.path);
        let stands = fs::symlink_metadata(target).is_ok();
        if stands {
            // Left by a process that was killed before it had removed it.
            remove(&earlier).map_err(fault)?;
            fs::rename(target, &earlier).map_err(fault)?;
        }
        if let Err(error) = fs::rename(&self.path, target) {
            if stands {
                let _ = fs::rename(&earlier, target);
            }
            return Err(fault(error));
        }
        self.settled = true;
        remove(&earlier).map_err(fault)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.settled {
            // What cannot be removed harms nobody: the next run empties it.
            let _ = fs::remove_dir_all(&self.path);
        }
        if let Some(lock) = &self.lock {
            let _ = lock.unlock();
        }
    }
}

/// Remove a folder of our own, if there is one.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Make the folder a file stands in.
pub(super) fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(Ok(()), fs::create_dir_all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Meta, Record};

    #[test]
    fn a_year_takes_its_own_sources_and_no_draft() {
        let shown = ["documents/a.html", "about.html", "search.html"].map(|path| (path.to_owned(), Record::of(b"")));
        let manifest = Manifest::new(shown.into(), &Meta::default());
        let paths = [
            "content/2020/proposals.yaml",
            "content/2020/proposals/10.yaml",
            "content/2020/projects/01.md",
            "content/2020/projects/01.yaml",
            "content/2020/projects/01/plan.pdf",
            "content/2020/projects/011.yaml",
            "content/2020/year.yaml",
            "content/documents/a.md",
            "content/documents/a/scan.pdf",
            "content/documents/b.md",
            "content/pages/about.md",
            "content/pages/draft.md",
            "content/pages/search.md",
            "content/pages/search/draft.pdf",
            "content/places.yaml",
            "content/site.yaml",
        ];
        // A draft may be named like a page of every site.
        let held = ["content/2020/projects/01.yaml", "content/2020/proposals.yaml", "content/pages/search.md"].map(SitePath::new);
        let seen = Seen(paths.iter().map(|path| (SitePath::new(path), Digest::of(b""))).collect());
        let found: Vec<SitePath> = seen.sources(2020, &manifest, &held).into_iter().map(|(path, _)| path).collect();
        let expected = [
            "content/2020/projects/011.yaml",
            "content/2020/proposals/10.yaml",
            "content/2020/year.yaml",
            "content/documents/a.md",
            "content/documents/a/scan.pdf",
            "content/pages/about.md",
            "content/places.yaml",
        ];
        assert_eq!(found, expected.map(SitePath::new));
    }
}
