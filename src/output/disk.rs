//! A site in a folder on disk.
//!
//! In: paths and bytes. Out: files that are seen whole or not at all, each written aside in its own folder and renamed.
//! Symbolic links below the folder are never followed, and nothing is removed but files whose content is known, the
//! folders that leaves empty, and the temporary files of builds that were killed.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the site is written")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs::{self, File, Metadata, OpenOptions, TryLockError},
    io::{self, Write as _},
    mem,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use super::{
    Digest, MANIFEST, Manifest, OutputError, Record, Removed, Store,
    changes::folders,
    guard,
    manifest::{OWN_PREFIX, is_site_path},
};

/// The file that says a folder is gongshi's, kept from the first build on; the lock is taken on it.
pub(super) const MARKER: &str = ".gongshi-output";

const MARKER_TEXT: &str = "gongshi 写入本目录，会替换和删除 manifest.json 所列的文件 / gongshi writes this folder\n";
const ANNOUNCED: &str = ".gongshi-unfinished";
const ASIDE_SUFFIX: &str = "-tmp";

/// A site in a folder on disk, held for one build at a time.
#[derive(Debug)]
pub struct DiskStore {
    root: PathBuf,
    /// Folders of the output known to be folders, so that each is looked at and created once.
    known: Mutex<BTreeSet<String>>,
    /// Whether the folder was empty, so that files may be created under their final names. That is safe before the
    /// first manifest: there is nothing to replace, no site is published from here yet, and after a kill the marker
    /// shows the folder to be ours and every file is compared anew.
    direct: AtomicBool,
    asides: AtomicU64,
    _lock: File,
}

impl DiskStore {
    /// The store in a folder, which is created where it does not exist. Held by another build: [`OutputError::Busy`].
    /// Temporary files of a build that was killed are removed.
    pub fn open(output: &Path) -> Result<Self, OutputError> {
        fs::create_dir_all(output).map_err(|source| io_error(output, source))?;
        let lock = mark(output)?;
        sweep(output);
        Ok(Self {
            root: output.to_path_buf(),
            known: Mutex::default(),
            direct: AtomicBool::new(is_bare(output)?),
            asides: AtomicU64::new(0),
            _lock: lock,
        })
    }

    fn known(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stands where a folder of the output should be.
    fn standing(&self, folder: &str) -> Result<Standing, OutputError> {
        if folder.is_empty() || self.known().contains(folder) {
            return Ok(Standing::Folder);
        }
        for part in folders(folder).chain([folder]) {
            let full = self.root.join(part);
            match stat(&full)? {
                None => return Ok(Standing::Absent),
                Some(found) if found.is_symlink() => return Ok(Standing::Link(full)),
                Some(found) if !found.is_dir() => return Ok(Standing::Blocked(full)),
                Some(_) => {}
            }
        }
        self.known().insert(folder.to_owned());
        Ok(Standing::Folder)
    }

    fn make_folder(&self, folder: &str) -> Result<(), OutputError> {
        match self.standing(folder)? {
            Standing::Folder => Ok(()),
            Standing::Link(path) => Err(OutputError::Link { path }),
            Standing::Blocked(path) => Err(OutputError::InTheWay { path }),
            Standing::Absent => {
                let full = self.root.join(folder);
                fs::create_dir_all(&full).map_err(|source| io_error(&full, source))?;
                self.known().insert(folder.to_owned());
                Ok(())
            }
        }
    }

    /// Remove a folder if it is empty, and then the folders it stood in.
    fn prune(&self, mut folder: &str) {
        while !folder.is_empty() {
            match fs::remove_dir(self.root.join(folder)) {
                Ok(()) => drop(self.known().remove(folder)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                // Not empty, or not to be removed: it may stay, an empty folder publishes nothing.
                Err(_) => return,
            }
            folder = parent(folder);
        }
    }

    /// Write bytes beside a file, to be moved over it.
    fn aside(&self, target: &Path, bytes: &[u8]) -> Result<Aside, OutputError> {
        let number = self.asides.fetch_add(1, Ordering::Relaxed);
        let path = target.with_file_name(format!("{OWN_PREFIX}{number}{ASIDE_SUFFIX}"));
        match create(&path, bytes) {
            Ok(file) => Ok(Aside { path, file }),
            Err(source) => Err(io_error(target, source)),
        }
    }
}

impl Store for DiskStore {
    fn manifest(&self) -> Result<Option<Manifest>, OutputError> {
        self.read(MANIFEST)?.map(|bytes| Manifest::parse(&self.root.join(MANIFEST), &bytes)).transpose()
    }

    fn announced(&self) -> Result<Vec<(String, Digest)>, OutputError> {
        let text = self.read(ANNOUNCED)?.unwrap_or_default();
        let line = |line: &str| {
            let (digest, path) = line.split_once("  ")?;
            is_site_path(path).then_some((path.to_owned(), Digest::parse(digest)?))
        };
        // A build may have been killed while it wrote its last line: what is no entry is passed over.
        Ok(String::from_utf8_lossy(&text).lines().filter_map(line).collect())
    }

    fn announce(&self, write: &BTreeMap<String, Record>) -> Result<(), OutputError> {
        // The first line end closes a line that was cut off.
        let mut lines = "\n".to_owned();
        for (path, record) in write {
            writeln!(lines, "{}  {path}", record.sha256).expect("a string takes any text");
        }
        let full = self.root.join(ANNOUNCED);
        let mut file = open_own(&full, OpenOptions::new().append(true).create(true))?;
        file.write_all(lines.as_bytes()).map_err(|source| io_error(&full, source))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        let full = self.root.join(path);
        match self.standing(parent(path))? {
            Standing::Folder if stat(&full)?.is_some_and(|found| found.is_file()) => {}
            Standing::Link(path) => return Err(OutputError::Link { path }),
            _ => return Ok(None),
        }
        fs::read(&full).map(Some).map_err(|source| io_error(&full, source))
    }

    fn holds(&self, path: &str, bytes: &[u8]) -> Result<bool, OutputError> {
        if self.direct.load(Ordering::Relaxed) {
            return Ok(false);
        }
        match self.standing(parent(path))? {
            Standing::Folder => {}
            Standing::Link(path) => return Err(OutputError::Link { path }),
            Standing::Absent | Standing::Blocked(_) => return Ok(false),
        }
        let full = self.root.join(path);
        let same_size = stat(&full)?.is_some_and(|found| found.is_file() && found.len() == bytes.len() as u64);
        // A file that cannot be read is not known to be right, and is replaced.
        Ok(same_size && fs::read(&full).is_ok_and(|held| held == bytes))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.make_folder(parent(path))?;
        let target = self.root.join(path);
        if self.direct.load(Ordering::Relaxed) {
            match create(&target, bytes) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => return done.map(drop).map_err(|source| io_error(&target, source)),
            }
        }
        self.aside(&target, bytes)?.settle(&target)
    }

    fn remove_if(&self, path: &str, digests: &[Digest]) -> Result<Removed, OutputError> {
        match self.standing(parent(path))? {
            Standing::Folder | Standing::Absent => {}
            Standing::Link(_) => return Ok(Removed::Kept),
            Standing::Blocked(_) => return Ok(Removed::Missing),
        }
        let removed = remove_known(&self.root.join(path), digests)?;
        if removed != Removed::Kept {
            self.prune(parent(path));
        }
        Ok(removed)
    }

    fn write_manifest(&self, json: &str) -> Result<(), OutputError> {
        let target = self.root.join(MANIFEST);
        let aside = self.aside(&target, json.as_bytes())?;
        // The one file forced to the disk, with its folder: it decides what may be removed, so it must not come out of
        // a power cut torn. A page that does is found by the next build, which compares every page with its bytes.
        aside.file.sync_all().map_err(|source| io_error(&target, source))?;
        aside.settle(&target)?;
        // Not every system can open or sync a folder, and the manifest is in place either way.
        if let Ok(folder) = File::open(&self.root) {
            let _ = folder.sync_all();
        }
        self.direct.store(false, Ordering::Relaxed);
        remove_file(&self.root.join(ANNOUNCED))
    }
}

/// What stands at a folder's path.
enum Standing {
    Folder,
    Absent,
    /// A symbolic link, at this path or above it.
    Link(PathBuf),
    /// A file, at this path or above it.
    Blocked(PathBuf),
}

/// A file written beside its place. Dropped without being settled, it is gone.
struct Aside {
    path: PathBuf,
    file: File,
}

impl Aside {
    fn settle(mut self, target: &Path) -> Result<(), OutputError> {
        let moved = fs::rename(&self.path, target).or_else(|error| self.settle_on_folder(target, error));
        if moved.is_ok() {
            self.path = PathBuf::new();
        }
        moved
    }

    /// An empty folder in the place holds nothing of anyone's; any other is not ours to remove.
    fn settle_on_folder(&self, target: &Path, error: io::Error) -> Result<(), OutputError> {
        if !stat(target)?.is_some_and(|found| found.is_dir()) {
            return Err(io_error(target, error));
        }
        let replaced = fs::remove_dir(target).and_then(|()| fs::rename(&self.path, target));
        replaced.map_err(|_| OutputError::InTheWay { path: target.to_path_buf() })
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let path = mem::take(&mut self.path);
        if !path.as_os_str().is_empty() {
            let _ = fs::remove_file(path);
        }
    }
}

/// A new file with these bytes. Where writing fails, no part of it stays.
fn create(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    match file.write_all(bytes) {
        Ok(()) => Ok(file),
        Err(error) => {
            let _ = fs::remove_file(path);
            Err(error)
        }
    }
}

/// Mark a folder as ours and hold it.
fn mark(output: &Path) -> Result<File, OutputError> {
    let path = output.join(MARKER);
    let mut marker = open_own(&path, OpenOptions::new().read(true).write(true).create(true).truncate(false))?;
    if let Err(TryLockError::WouldBlock) = marker.try_lock() {
        return Err(OutputError::Busy { path: output.to_path_buf() });
    }
    // Any other failure means that this file system has no locks; a build there is as safe as its user is careful.
    let fault = |source| io_error(&path, source);
    if marker.metadata().map_err(fault)?.len() == 0 {
        marker.write_all(MARKER_TEXT.as_bytes()).map_err(fault)?;
    }
    Ok(marker)
}

/// Open one of gongshi's own files, which is never a link to another.
fn open_own(path: &Path, options: &OpenOptions) -> Result<File, OutputError> {
    match stat(path)? {
        Some(found) if !found.is_file() => Err(OutputError::InTheWay { path: path.to_path_buf() }),
        _ => options.open(path).map_err(|source| io_error(path, source)),
    }
}

/// Remove the temporary files of a build that was killed. They harm nobody, so a folder that cannot be read or a file
/// that cannot be removed stops no build.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_aside = name.to_str().is_some_and(|name| name.starts_with(OWN_PREFIX) && name.ends_with(ASIDE_SUFFIX));
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => sweep(&entry.path()),
            Ok(kind) if kind.is_file() && is_aside => drop(fs::remove_file(entry.path())),
            _ => {}
        }
    }
}

/// Whether a folder holds nothing but the marker and what counts as nothing.
fn is_bare(output: &Path) -> Result<bool, OutputError> {
    let mut entries = fs::read_dir(output).map_err(|source| io_error(output, source))?;
    let counts = |name: &str| name != MARKER && !guard::counts_as_empty(name);
    Ok(!entries.any(|entry| entry.map_or(true, |entry| entry.file_name().to_str().is_none_or(counts))))
}

fn remove_known(full: &Path, digests: &[Digest]) -> Result<Removed, OutputError> {
    match stat(full)? {
        None => return Ok(Removed::Missing),
        Some(found) if found.is_dir() => return Ok(Removed::Missing),
        Some(found) if !found.is_file() => return Ok(Removed::Kept),
        Some(_) => {}
    }
    let bytes = fs::read(full).map_err(|source| io_error(full, source))?;
    if !digests.contains(&Digest::of(&bytes)) {
        return Ok(Removed::Kept);
    }
    remove_file(full).map(|()| Removed::Removed)
}

fn remove_file(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(io_error(path, source)),
        _ => Ok(()),
    }
}

/// What stands at a path, links not followed.
fn stat(path: &Path) -> Result<Option<Metadata>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        // Where this file system can hold no such name, nothing stands under it.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename) => Ok(None),
        Err(source) => Err(io_error(path, source)),
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn io_error(path: &Path, source: io::Error) -> OutputError {
    OutputError::Io { path: path.to_path_buf(), source }
}
