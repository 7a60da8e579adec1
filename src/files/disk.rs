//! Files on disk: the one place that lists and reads a site's folder. Symbolic links are reported, never followed.
#![expect(clippy::disallowed_methods, reason = "this is the edge where input files are read")]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

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

    fn walk(&self, folder: &str, found: &mut Vec<Entry>) -> Result<(), FilesError> {
        let full = self.root.join(folder);
        let fault = |source| FilesError { path: full.display().to_string(), source };
        let listing = match fs::read_dir(&full) {
            Ok(listing) => listing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(fault(error)),
        };
        for item in listing {
            let item = item.map_err(fault)?;
            let name = item.file_name();
            let shown = name.to_string_lossy();
            if super::is_ignored(&shown) {
                continue;
            }
            let path = SitePath::new(&format!("{folder}/{shown}"));
            if name.to_str().is_none() {
                found.push(Entry { path, kind: EntryKind::BadName });
                continue;
            }
            let kind = item.file_type().map_err(fault)?;
            if kind.is_symlink() {
                found.push(Entry { path, kind: EntryKind::Link });
            } else if kind.is_dir() {
                self.walk(&path, found)?;
            } else if !kind.is_file() {
                found.push(Entry { path, kind: EntryKind::Special });
            } else {
                let metadata = item.metadata().map_err(fault)?;
                found.push(Entry { path, kind: EntryKind::File(metadata.len(), Stamp::of(&metadata)) });
            }
        }
        Ok(())
    }
}

impl Files for DiskFiles {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let mut found = Vec::new();
        self.walk(folder, &mut found)?;
        found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        let full = self.root.join(path.as_str());
        fs::read(&full).map_err(|source| FilesError { path: full.display().to_string(), source })
    }
}
