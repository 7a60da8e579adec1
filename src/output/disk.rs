//! A site in a folder on disk.
//!
//! In: paths and bytes. Out: files that are seen whole or not at all: kept aside in a folder of gongshi's own, and
//! renamed into place. Symbolic links below the folder are never followed, and nothing is removed but files whose content
//! is known, the folders that leaves empty, and what builds that were killed kept aside.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the site is written")]

use std::{
    collections::BTreeSet,
    fs::{self, File, Metadata, OpenOptions, TryLockError},
    io::{self, Write as _},
    mem,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Digest, MANIFEST, Manifest, OutputError, Record, Removed, Store,
    changes::folders,
    guard,
    manifest::{OWN_PREFIX, is_site_path},
};
use crate::files::Stamp;

/// The file that says a folder is gongshi's, kept from the first build on; the lock is taken on it.
pub(super) const MARKER: &str = ".gongshi-output";

const MARKER_TEXT: &str = "gongshi 写入本目录，会替换和删除 manifest.json 所列的文件 / gongshi writes this folder\n";
/// The manifest of a build whose files are being moved into place.
const UNFINISHED: &str = ".gongshi-unfinished";
/// The folder of files kept aside.
const STAGE: &str = ".gongshi-stage";
const ASIDE_SUFFIX: &str = "-tmp";

/// What the system said of each file when it was known to hold the bytes of a record.
pub type Stamps = FxHashMap<String, (Stamp, Record)>;

/// A site in a folder on disk, held for one build at a time.
#[derive(Debug)]
pub struct DiskStore {
    root: PathBuf,
    /// Folders known to be folders, so that each is looked at and created once.
    known: Mutex<BTreeSet<String>>,
    /// Whether the folder was empty, so that nothing stands anywhere.
    bare: AtomicBool,
    stamps: Arc<Stamps>,
    /// Files whose stamps say nothing of what they hold now.
    unknown: Mutex<FxHashSet<String>>,
    lock: File,
}

impl DiskStore {
    /// The store in a folder, which is created where it does not exist. Held by another build: [`OutputError::Busy`].
    /// What a killed build kept aside is removed, unless it was valid and on its way into place. A file whose stamp is
    /// among `stamps` is known to hold the bytes of its record and is not read.
    pub fn open(output: &Path, stamps: Arc<Stamps>) -> Result<Self, OutputError> {
        fs::create_dir_all(output).map_err(|source| io_error(output, source))?;
        let lock = mark(output)?;
        let bare = AtomicBool::new(is_bare(output)?);
        let store = Self { root: output.to_path_buf(), known: Mutex::default(), bare, stamps, unknown: Mutex::default(), lock };
        store.sweep()?;
        Ok(store)
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

    /// Move what stands in a folder of the stage into the same folder of the output; whole folders where there is none.
    fn settle_folder(&self, folder: &str) -> Result<(), OutputError> {
        let from = self.root.join(STAGE).join(folder);
        let fault = |source| io_error(&from, source);
        for entry in fs::read_dir(&from).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            let name = entry.file_name();
            // Only what this program put there has a name that is text.
            let Some(name) = name.to_str() else { continue };
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            let target = self.root.join(&path);
            if !entry.file_type().map_err(fault)?.is_dir() {
                settle_file(&entry.path(), &target)?;
                continue;
            }
            match stat(&target)? {
                None => fs::rename(entry.path(), &target).map_err(|source| io_error(&target, source))?,
                Some(found) if found.is_symlink() => return Err(OutputError::Link { path: target }),
                Some(found) if !found.is_dir() => return Err(OutputError::InTheWay { path: target }),
                Some(_) => {
                    self.settle_folder(&path)?;
                    fs::remove_dir(entry.path()).map_err(fault)?;
                }
            }
        }
        Ok(())
    }

    fn unknown(&self) -> MutexGuard<'_, FxHashSet<String>> {
        self.unknown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget_stage(&self) {
        self.known().retain(|folder| !folder.starts_with(STAGE));
    }

    /// Remove what builds that were killed left behind, unless it was valid and on its way into place.
    fn sweep(&self) -> Result<(), OutputError> {
        for entry in fs::read_dir(&self.root).map_err(|source| io_error(&self.root, source))?.flatten() {
            let name = entry.file_name();
            let is_aside = name.to_str().is_some_and(|name| name.starts_with(OWN_PREFIX) && name.ends_with(ASIDE_SUFFIX));
            if is_aside && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = fs::remove_file(entry.path());
            }
        }
        if self.interrupted()?.is_none() {
            remove_file(&self.root.join(UNFINISHED))?;
            self.discard();
        }
        Ok(())
    }
}

impl Drop for DiskStore {
    /// Closing the file is not enough: a program that is being started elsewhere in this process may hold it a moment longer.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

impl Store for DiskStore {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        self.read(MANIFEST)?.map(|bytes| Manifest::parse(&self.root.join(MANIFEST), &bytes).map(Arc::new)).transpose()
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        // It is renamed into place, so it is whole; anything else at its path is not ours to follow.
        let bytes = self.read(UNFINISHED)?;
        Ok(bytes.and_then(|bytes| Manifest::parse(&self.root.join(UNFINISHED), &bytes).ok().map(Arc::new)))
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

    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        if self.bare.load(Ordering::Relaxed) {
            return Ok(false);
        }
        match self.standing(parent(path))? {
            Standing::Folder => {}
            Standing::Link(path) => return Err(OutputError::Link { path }),
            Standing::Absent | Standing::Blocked(_) => return Ok(false),
        }
        let full = self.root.join(path);
        let Some(found) = stat(&full)?.filter(|found| found.is_file() && found.len() == record.bytes) else { return Ok(false) };
        if let Some((stamp, known)) = self.stamps.get(path)
            && known == record
            && Stamp::of(&found).as_ref() == Some(stamp)
        {
            return Ok(true);
        }
        self.unknown().insert(path.to_owned());
        // A file that cannot be read is not known to be right, and is replaced.
        Ok(fs::read(&full).is_ok_and(|held| Digest::of(&held) == record.sha256))
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        debug_assert!(is_site_path(path), "paths are looked at before");
        self.unknown().insert(path.to_owned());
        let folder = parent(path);
        self.make_folder(&if folder.is_empty() { STAGE.to_owned() } else { format!("{STAGE}/{folder}") })?;
        let aside = self.root.join(STAGE).join(path);
        let target = || self.root.join(path);
        let written = match create(&aside, bytes) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::remove_file(&aside).and_then(|()| create(&aside, bytes)),
            done => done,
        };
        written.map(drop).map_err(|source| io_error(&target(), source))
    }

    fn holds_manifest(&self, next: &Manifest) -> Result<bool, OutputError> {
        Ok(self.read(MANIFEST)?.is_some_and(|held| held == next.to_json().as_bytes()))
    }

    fn begin(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        self.bare.store(false, Ordering::Relaxed);
        let target = self.root.join(UNFINISHED);
        let path = target.with_file_name(format!("{OWN_PREFIX}manifest{ASIDE_SUFFIX}"));
        let file = create(&path, next.to_json().as_bytes()).map_err(|source| io_error(&target, source))?;
        let aside = Aside { path, file };
        // Forced to the disk, with its folder: it decides what may be removed, so it must not come out of a power cut
        // torn. A page that does is found by the next build, which compares it with its hash.
        aside.file.sync_all().map_err(|source| io_error(&target, source))?;
        aside.settle(&target)
    }

    fn settle(&self) -> Result<(), OutputError> {
        match self.standing(STAGE)? {
            Standing::Folder => self.settle_folder("")?,
            Standing::Link(path) => return Err(OutputError::Link { path }),
            Standing::Absent | Standing::Blocked(_) => {}
        }
        self.prune(STAGE);
        self.forget_stage();
        Ok(())
    }

    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError> {
        match self.standing(parent(path))? {
            Standing::Folder | Standing::Absent => {}
            Standing::Link(_) => return Ok(Removed::Kept),
            Standing::Blocked(_) => return Ok(Removed::Missing),
        }
        let removed = remove_known(&self.root.join(path), digest)?;
        if removed != Removed::Kept {
            self.prune(parent(path));
        }
        Ok(removed)
    }

    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        if self.holds_manifest(next)? {
            return remove_file(&self.root.join(UNFINISHED));
        }
        let target = self.root.join(MANIFEST);
        settle_file(&self.root.join(UNFINISHED), &target)?;
        // Not every system can open or sync a folder, and the manifest is in place either way.
        if let Ok(folder) = File::open(&self.root) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn stamps(&self, manifest: &Manifest) -> Result<Option<Stamps>, OutputError> {
        let unknown = self.unknown();
        let stamp = |(path, record): (&String, &Record)| {
            // Looked at a moment ago, when it was asked for.
            if let Some(known) = self.stamps.get(path).filter(|(_, known)| known == record && !unknown.contains(path)) {
                return Some((path.clone(), *known));
            }
            let found = stat(&self.root.join(path)).ok().flatten().filter(Metadata::is_file)?;
            Some((path.clone(), (Stamp::of(&found)?, *record)))
        };
        let mut stamps: Stamps = manifest.files.par_iter().filter_map(stamp).collect::<Vec<_>>().into_iter().collect();
        let json = Record::of(manifest.to_json().as_bytes());
        stamps.extend(stamp((&MANIFEST.to_owned(), &json)));
        Ok(Some(stamps))
    }

    fn discard(&self) {
        let stage = self.root.join(STAGE);
        if stat(&stage).is_ok_and(|found| found.is_some_and(|found| found.is_dir())) {
            // What cannot be removed harms nobody: it is written anew or removed by the next build.
            let _ = fs::remove_dir_all(&stage);
        }
        self.forget_stage();
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
        settle_file(&self.path, target)?;
        self.path = PathBuf::new();
        Ok(())
    }
}

/// Move a file over another. An empty folder in the place holds nothing of anyone's; any other is not ours to remove.
fn settle_file(from: &Path, target: &Path) -> Result<(), OutputError> {
    let Err(error) = fs::rename(from, target) else { return Ok(()) };
    if !stat(target)?.is_some_and(|found| found.is_dir()) {
        return Err(io_error(target, error));
    }
    let replaced = fs::remove_dir(target).and_then(|()| fs::rename(from, target));
    replaced.map_err(|_| OutputError::InTheWay { path: target.to_path_buf() })
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

/// Whether a folder holds nothing but the marker and what counts as nothing.
fn is_bare(output: &Path) -> Result<bool, OutputError> {
    let mut entries = fs::read_dir(output).map_err(|source| io_error(output, source))?;
    let counts = |name: &str| name != MARKER && !guard::counts_as_empty(name);
    Ok(!entries.any(|entry| entry.map_or(true, |entry| entry.file_name().to_str().is_none_or(counts))))
}

fn remove_known(full: &Path, digest: Digest) -> Result<Removed, OutputError> {
    match stat(full)? {
        None => return Ok(Removed::Missing),
        Some(found) if found.is_dir() => return Ok(Removed::Missing),
        Some(found) if !found.is_file() => return Ok(Removed::Kept),
        Some(_) => {}
    }
    let bytes = fs::read(full).map_err(|source| io_error(full, source))?;
    if Digest::of(&bytes) != digest {
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
