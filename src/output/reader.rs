//! A finished site that is read, wherever it stands: a folder, the pack of a build, a server.
//!
//! In: paths of site files. Out: their bytes. Nothing is written here and nothing is decided.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a finished site is read")]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{MANIFEST, OutputError, Packed, manifest::is_site_path};

/// What came of reading a file: its bytes, or `None` where none stands.
pub type Read = Result<Option<Vec<u8>>, OutputError>;

/// A finished site that can be read file by file.
pub trait Reader: Sync {
    /// The bytes of a file; `None` where none stands.
    fn read(&self, path: &str) -> Read;

    /// Read several files and hand each to `each` as it arrives, in any order; on a server several at once.
    fn read_each(&self, paths: &[&str], each: &mut dyn FnMut(&str, Read)) {
        for path in paths {
            each(path, self.read(path));
        }
    }

    /// The path of every file there is, sorted; `None` where that cannot be known without walking a server.
    fn list(&self) -> Result<Option<Vec<String>>, OutputError> {
        Ok(None)
    }
}

/// A site in a folder on disk.
#[derive(Debug, Clone)]
pub struct FolderReader {
    root: PathBuf,
}

impl FolderReader {
    /// The site in a folder. Links in the folder's own path are followed, links below it are not.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    fn walk(&self, folder: &str, found: &mut Vec<String>) -> Result<(), OutputError> {
        let full = self.root.join(folder);
        let fault = |source| OutputError::Io { path: full.clone(), source };
        for entry in fs::read_dir(&full).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type().map_err(fault)?.is_dir() {
                self.walk(&path, found)?;
            } else {
                found.push(path);
            }
        }
        Ok(())
    }
}

impl Reader for FolderReader {
    fn read(&self, path: &str) -> Read {
        if !is_site_path(path) && path != MANIFEST {
            return Err(OutputError::BadPath { path: path.to_owned() });
        }
        let full = self.root.join(path);
        match fs::symlink_metadata(&full) {
            Ok(found) if found.is_file() => fs::read(&full).map(Some).map_err(|source| OutputError::Io { path: full, source }),
            Ok(_) => Ok(None),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(source) => Err(OutputError::Io { path: full, source }),
        }
    }

    fn list(&self) -> Result<Option<Vec<String>>, OutputError> {
        let mut found = Vec::new();
        self.walk("", &mut found)?;
        found.sort_unstable();
        Ok(Some(found))
    }
}

impl Reader for Packed {
    fn read(&self, path: &str) -> Read {
        let read = self.find(path).map(|_| Packed::read(self, path)).transpose();
        read.map_err(|source| OutputError::Io { path: PathBuf::from(path), source })
    }
}
