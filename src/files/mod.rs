//! The files a site is made from, behind one small trait.
//!
//! In: a folder, on disk or in memory. Out: a sorted listing and the bytes of single files. Nothing is parsed or
//! decoded here, and nothing is ever written.

mod disk;
mod memory;
mod overlay;
mod path;
mod stamp;

pub use disk::{DiskFiles, WatchedFiles};
pub use memory::MemoryFiles;
pub use overlay::Overlay;
pub use path::SitePath;
pub use stamp::Stamp;

use std::{fmt, io};

/// What stands at a path of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A regular file of so many bytes, with what the system says of it where that is enough to know it again.
    File(u64, Option<Stamp>),
    /// A symbolic link, never followed.
    Link,
    /// Neither file nor folder nor link: a pipe, a socket, a device.
    Special,
    /// A name that is not Unicode; the path shows it with replacement characters.
    BadName,
}

/// One line of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The path, seen from the site's root.
    pub path: SitePath,
    /// What stands there.
    pub kind: EntryKind,
}

/// A failure of the world while reading: the path and the system's reason.
#[derive(Debug)]
pub struct FilesError {
    /// The path as the system knows it.
    pub path: String,
    /// Why.
    pub source: io::Error,
}

impl fmt::Display for FilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}", self.path)
    }
}

impl std::error::Error for FilesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Read access to a site's root folder.
pub trait Files: Sync {
    /// Everything below `folder`, sorted by path; empty where the folder does not exist. Hidden files and editors'
    /// leavings (`.name`, `name~`) are left out.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError>;

    /// The bytes of one file.
    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError>;
}

/// Whether a file or folder name is never content: hidden, or an editor's leaving.
pub(crate) fn is_ignored(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let ends = [".bak", ".swp", ".swo", ".tmp", ".orig", ".crswap", "___jb_tmp___", "___jb_old___"];
    let leaving = ends.iter().any(|end| lower.ends_with(end));
    // 4913 is what vim writes to see whether it may write.
    let system = matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | "4913");
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || leaving
        || system
}
