//! Where finished files go, as one small trait, and how that can fail.
//!
//! In: paths and bytes. Out: the same, later. Nothing here decides what is written; nothing here touches a disk.

use std::{fmt, io, path::PathBuf, sync::Arc};

use super::{Digest, Manifest, Record, Stamps};

/// A place that holds one site. Paths are those of site files: relative, with forward slashes.
///
/// Single files are kept aside from many threads at once, hence `&self`; a file is seen whole or not at all.
pub trait Store: Sync {
    /// The manifest of the last finished build, if there was one.
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError>;

    /// The manifest of a build that was cut off while its files were moved into place.
    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError>;

    /// The bytes of one file; `None` where no regular file stands.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError>;

    /// Whether a file stands there with exactly the bytes of this record.
    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        Ok(self.read(path)?.is_some_and(|held| Record::of(&held) == *record))
    }

    /// Keep a finished file aside, where nobody sees it.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError>;

    /// Whether this manifest stands in its place already, word for word.
    fn holds_manifest(&self, next: &Manifest) -> Result<bool, OutputError>;

    /// Note that everything is finished and valid, with the manifest it will have: from here on whoever opens the store
    /// can finish the build.
    fn begin(&self, next: &Arc<Manifest>) -> Result<(), OutputError>;

    /// Move what was kept aside into its place.
    fn settle(&self) -> Result<(), OutputError>;

    /// Take a file away if its content has this hash, and the folders left empty by that.
    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError>;

    /// Put the manifest in its place, which ends the build.
    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError>;

    /// Let go of what was kept aside.
    fn discard(&self);

    /// Whether anything is kept at all; where not, what costs much to make and is never looked at need not be made.
    fn keeps(&self) -> bool {
        true
    }

    /// What the system says of the files of this manifest and of the manifest, so that the next build need not read them;
    /// `None` where the next build will not find this store.
    fn stamps(&self, _: &Manifest) -> Result<Option<Stamps>, OutputError> {
        Ok(None)
    }
}

impl<S: Store> Store for &S {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        (**self).manifest()
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        (**self).interrupted()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        (**self).read(path)
    }

    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        (**self).holds(path, record)
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        (**self).stage(path, bytes)
    }

    fn holds_manifest(&self, next: &Manifest) -> Result<bool, OutputError> {
        (**self).holds_manifest(next)
    }

    fn begin(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        (**self).begin(next)
    }

    fn settle(&self) -> Result<(), OutputError> {
        (**self).settle()
    }

    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError> {
        (**self).remove_if(path, digest)
    }

    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        (**self).end(next)
    }

    fn discard(&self) {
        (**self).discard();
    }

    fn keeps(&self) -> bool {
        (**self).keeps()
    }

    fn stamps(&self, manifest: &Manifest) -> Result<Option<Stamps>, OutputError> {
        (**self).stamps(manifest)
    }
}

/// What became of a file that was to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Removed,
    /// Its content is not what a build wrote, so it stays.
    Kept,
    /// It was not there.
    Missing,
}

/// A failure of the world while reading or writing an output folder.
#[derive(Debug)]
pub enum OutputError {
    /// The system refused.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A manifest that is cut off or not written by gongshi's rules.
    Damaged {
        /// The manifest.
        path: PathBuf,
        /// Where it fails.
        source: serde_json::Error,
    },
    /// A manifest of another program, or of a later gongshi.
    Foreign {
        /// The manifest.
        path: PathBuf,
    },
    /// A manifest that lists a path no site has; nothing it says may be removed.
    UnsafeEntry {
        /// The manifest.
        path: PathBuf,
        /// The entry.
        entry: String,
    },
    /// A finished file whose path no store can hold.
    BadPath {
        /// The path as the builder gave it.
        path: String,
    },
    /// Something that is not ours stands where a file or folder of the site must stand.
    InTheWay {
        /// The file or folder.
        path: PathBuf,
    },
    /// A symbolic link stands where a folder of the output must stand.
    Link {
        /// The link.
        path: PathBuf,
    },
    /// Another build is writing to this folder.
    Busy {
        /// The output folder.
        path: PathBuf,
    },
}

impl OutputError {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::Io { path, .. } => format!("cannot use `{}`", path.display()),
            Self::Damaged { path, .. } => format!("`{}` is damaged", path.display()),
            Self::Foreign { path } => format!("`{}` is not a manifest this gongshi can read", path.display()),
            Self::UnsafeEntry { path, entry } => format!("`{}` lists `{}`, which no site has", path.display(), shown(entry)),
            Self::BadPath { path } => format!("`{}` is not a path a site's file can have", shown(path)),
            Self::InTheWay { path } => format!("`{}` is not ours and stands in the way", path.display()),
            Self::Link { path } => format!("`{}` is a symbolic link where a folder must stand", path.display()),
            Self::Busy { path } => format!("another build is writing to `{}`", path.display()),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::Io { path, .. } => format!("无法使用 `{}`", path.display()),
            Self::Damaged { path, .. } => format!("`{}` 已损坏", path.display()),
            Self::Foreign { path } => format!("`{}` 不是本版 gongshi 能读的清单", path.display()),
            Self::UnsafeEntry { path, entry } => format!("`{}` 列有网站不可能有的路径 `{}`", path.display(), shown(entry)),
            Self::BadPath { path } => format!("`{}` 不能作为网站文件的路径", shown(path)),
            Self::InTheWay { path } => format!("`{}` 不是本程序所写，占住了位置", path.display()),
            Self::Link { path } => format!("`{}` 应为目录，却是符号链接", path.display()),
            Self::Busy { path } => format!("另一次构建正在写入 `{}`", path.display()),
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Damaged { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A path as a message may show it: control characters would act on the reader's terminal.
fn shown(path: &str) -> String {
    path.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
