//! What stands in a folder that is published to, and which release it shows.
//!
//! In: the folder. Out: its parts by name, and the one rename that changes what readers see. Symbolic links below the
//! folder are never followed but for `current`, and that only where it leads to a release of its own.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a folder is published to")]

use std::{
    fs::{self, File, Metadata, OpenOptions, TryLockError},
    io::{self, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    output::{Digest, MANIFEST, Manifest, OutputError},
    publish::PublishError,
};

/// The file that says a folder is published to by gongshi.
const MARKER: &str = ".gongshi-target";
const MARKER_TEXT: &str = "gongshi 在本目录发布网站：releases/ 存放各次发布，current 指向当前一次 / gongshi publishes to this folder\n";
/// The file that is locked while somebody publishes, with who it is.
const LOCK: &str = ".gongshi-lock";
/// The folder of releases.
const RELEASES: &str = "releases";
/// The link to the release that is shown.
pub const CURRENT: &str = "current";
/// The link before it takes its place.
const NEXT: &str = ".gongshi-current";
const PARTIAL_ENDING: &str = ".partial";

/// A folder that is published to.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The folder.
    pub root: PathBuf,
    /// The target's name.
    pub target: String,
}

/// What a name among the releases stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A release.
    Release(Digest),
    /// A release that is not whole yet, or no longer.
    Partial(Digest),
}

impl Layout {
    /// The folder of releases.
    pub fn releases(&self) -> PathBuf {
        self.root.join(RELEASES)
    }

    /// A release.
    pub fn release(&self, digest: Digest) -> PathBuf {
        self.releases().join(digest.to_string())
    }

    /// A release that is being made, or removed.
    pub fn partial(&self, digest: Digest) -> PathBuf {
        self.releases().join(format!(".{digest}{PARTIAL_ENDING}"))
    }

    /// What stands in the folder of releases and has one of our names, sorted.
    pub fn named(&self) -> Result<Vec<Named>, PublishError> {
        let folder = self.releases();
        let listing = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            listing => listing.map_err(|source| fault(&folder, source))?,
        };
        let mut found = Vec::new();
        for entry in listing {
            let entry = entry.map_err(|source| fault(&folder, source))?;
            if !entry.file_type().map_err(|source| fault(&folder, source))?.is_dir() {
                continue;
            }
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let partial = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(PARTIAL_ENDING)).and_then(Digest::parse);
            found.extend(
                partial.map(Named::Partial).or_else(|| Digest::parse(&name).map(Named::Release)).map(|named| (name.into_owned(), named)),
            );
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found.into_iter().map(|(_, named)| named).collect())
    }

    /// Whether the folder is one of ours; `false` where it is absent or empty. Anything else is refused.
    pub fn is_ours(&self) -> Result<bool, PublishError> {
        let listing = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                let at = self.root.display();
                return Err(self.refused(format!("`{at}` is not a folder"), format!("`{at}` 不是目录")));
            }
            listing => listing.map_err(|source| fault(&self.root, source))?,
        };
        let mut found: Vec<String> = Vec::new();
        for entry in listing {
            found.push(entry.map_err(|source| fault(&self.root, source))?.file_name().to_string_lossy().into_owned());
        }
        if stat(&self.root.join(MARKER))?.is_some_and(|found| found.is_file()) {
            return match stat(&self.releases())? {
                Some(found) if !found.is_dir() => Err(self.in_the_way(&self.releases())),
                _ => Ok(true),
            };
        }
        found.sort();
        let Some(other) = found.first() else { return Ok(false) };
        let at = self.root.display();
        Err(self.refused(
            format!("`{at}` holds `{other}` and was never published to by gongshi; name an empty folder"),
            format!("`{at}` 内有 `{other}`，且不是 gongshi 发布过的目录；请指定空目录"),
        ))
    }

    /// Make the folder ours and hold it until the file is closed.
    pub fn hold(&self) -> Result<File, PublishError> {
        // Nothing is made where something else is refused.
        if self.is_ours()? {
            self.shown()?;
        }
        fs::create_dir_all(&self.root).map_err(|source| fault(&self.root, source))?;
        let marker = self.root.join(MARKER);
        if stat(&marker)?.is_none() {
            fs::write(&marker, MARKER_TEXT).map_err(|source| fault(&marker, source))?;
        }
        let releases = self.releases();
        fs::create_dir_all(&releases).map_err(|source| fault(&releases, source))?;
        let path = self.root.join(LOCK);
        if stat(&path)?.is_some_and(|found| !found.is_file()) {
            return Err(self.in_the_way(&path));
        }
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut lock = opened.map_err(|source| fault(&path, source))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let by = fs::read_to_string(&path).unwrap_or_default();
            let by = if by.trim().is_empty() { "gongshi" } else { by.trim() };
            return Err(PublishError::Busy { target: self.target.clone(), by: by.to_owned() });
        }
        // Any other failure means that this file system has no locks; its user has to be careful. Who holds it is a help to
        // others and no more.
        let _ = lock.set_len(0).and_then(|()| lock.rewind()).and_then(|()| writeln!(lock, "gongshi ({})", std::process::id()));
        Ok(lock)
    }

    /// The release that is shown; `None` where none is. A `current` that no publication made is refused.
    pub fn shown(&self) -> Result<Option<Digest>, PublishError> {
        let path = self.root.join(CURRENT);
        let Some(found) = stat(&path)? else { return Ok(None) };
        let leads = if found.is_symlink() { fs::read_link(&path).ok() } else { None };
        let release =
            leads.as_deref().and_then(Path::to_str).and_then(|to| to.strip_prefix(RELEASES)?.strip_prefix('/')).and_then(Digest::parse);
        match release {
            Some(release) if stat(&self.release(release))?.is_some_and(|found| found.is_dir()) => Ok(Some(release)),
            Some(release) => Err(self.refused(
                format!("`current` leads to release {release}, which is not there"),
                format!("`current` 指向的发布 {release} 不存在"),
            )),
            None => {
                let at = path.display();
                Err(self.refused(
                    format!("`{at}` is not a link to one of its releases; move it away first"),
                    format!("`{at}` 不是指向其中某次发布的链接；请先将其移走"),
                ))
            }
        }
    }

    /// The manifest of a release and its bytes; `None` where it is not the release its name says.
    pub fn manifest(&self, release: Digest) -> Result<Option<(Manifest, Vec<u8>)>, PublishError> {
        let path = self.release(release).join(MANIFEST);
        if !stat(&path)?.is_some_and(|found| found.is_file()) {
            return Ok(None);
        }
        let bytes = fs::read(&path).map_err(|source| fault(&path, source))?;
        let whole = Digest::of(&bytes) == release;
        Ok(Manifest::parse(&path, &bytes).ok().filter(|_| whole).map(|manifest| (manifest, bytes)))
    }

    /// Show a release: one rename, before which readers see the one before and after which they see this one.
    pub fn show(&self, release: Digest) -> Result<(), PublishError> {
        self.shown()?;
        let next = self.root.join(NEXT);
        match stat(&next)? {
            Some(found) if !found.is_symlink() => return Err(self.in_the_way(&next)),
            Some(_) => fs::remove_file(&next).map_err(|source| fault(&next, source))?,
            None => {}
        }
        let current = self.root.join(CURRENT);
        link(&format!("{RELEASES}/{release}"), &next).map_err(|source| fault(&next, source))?;
        fs::rename(&next, &current).map_err(|source| fault(&current, source))?;
        sync(&self.root);
        Ok(())
    }

    /// Why nothing was done.
    pub fn refused(&self, en: String, zh: String) -> PublishError {
        PublishError::Refused { target: self.target.clone(), en, zh }
    }

    fn in_the_way(&self, path: &Path) -> PublishError {
        let at = path.display();
        self.refused(format!("`{at}` is not ours and stands in the way"), format!("`{at}` 不是本程序所写，占住了位置"))
    }
}

/// Force a folder's names to the disk. Not every system can open a folder, and the names are in place either way.
pub fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// What stands at a path, links not followed.
pub fn stat(path: &Path) -> Result<Option<Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(source) => Err(fault(path, source)),
    }
}

/// The system refused.
pub fn fault(path: &Path, source: io::Error) -> PublishError {
    OutputError::Io { path: path.to_path_buf(), source }.into()
}

#[cfg(unix)]
fn link(to: &str, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
