//! A site in one nameless file, for the preview: finished files are appended, and an index says where each stands.
//!
//! In: finished files. Out: [`Packed`], a site as it was at one moment, which later builds leave alone. The file has no
//! name, so it is gone with the process however that ends, and memory does not grow with the site.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the preview is written")]

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
};

use rustc_hash::FxHashMap;

use super::{Digest, Manifest, OutputError, Record, Removed, Store};

/// A site in one nameless file.
#[derive(Debug)]
pub struct Pack {
    folder: PathBuf,
    held: RwLock<Packed>,
    next: Mutex<Index>,
    manifest: Mutex<Option<Arc<Manifest>>>,
    end: AtomicU64,
}

/// Where each file of a site stands; `None` for one that was removed.
type Index = FxHashMap<String, Option<(Record, u64)>>;

/// How many files may have changed since the whole index was last put together.
const LATE: usize = 512;

/// A site as it was at one moment.
#[derive(Debug, Clone)]
pub struct Packed {
    file: Arc<File>,
    /// The files as they stood a while ago.
    early: Arc<Index>,
    /// What has changed since.
    late: Arc<Index>,
}

impl Pack {
    /// An empty pack, in a nameless file of this folder, which is created where it does not exist.
    pub fn new(folder: &Path) -> Result<Self, OutputError> {
        let file = nameless(folder)?;
        let held = RwLock::new(Packed { file: Arc::new(file), early: Arc::default(), late: Arc::default() });
        let (next, manifest) = (Mutex::default(), Mutex::default());
        Ok(Self { folder: folder.to_path_buf(), held, next, manifest, end: AtomicU64::new(0) })
    }

    /// The site of the last finished build.
    pub fn packed(&self) -> Packed {
        self.held().clone()
    }

    fn held(&self) -> RwLockReadGuard<'_, Packed> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, Packed> {
        self.held.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> MutexGuard<'_, Index> {
        self.next.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn io_error(&self, source: io::Error) -> OutputError {
        OutputError::Io { path: self.folder.clone(), source }
    }

    /// Copy what is still in use into a new file once it is less than half of this one.
    fn compact(&self) -> Result<(), OutputError> {
        let held = self.packed();
        let files = held.whole();
        let used: u64 = files.values().flatten().map(|(record, _)| record.bytes).sum();
        if self.end.load(Ordering::Relaxed) / 2 <= used.max(SMALL) {
            return Ok(());
        }
        let file = nameless(&self.folder)?;
        let mut end = 0;
        let mut index = Index::default();
        let mut files: Vec<_> = files.iter().filter_map(|(path, at)| Some((path, (*at)?))).collect();
        files.sort_unstable_by_key(|(_, (_, at))| *at);
        for (path, (record, _)) in files {
            let bytes = held.read(path).map_err(|source| self.io_error(source))?;
            write_at(&file, &bytes, end).map_err(|source| self.io_error(source))?;
            index.insert(path.clone(), Some((record, end)));
            end += record.bytes;
        }
        self.end.store(end, Ordering::Relaxed);
        *self.change() = Packed { file: Arc::new(file), early: Arc::new(index), late: Arc::default() };
        Ok(())
    }
}

/// A pack this small is never copied.
const SMALL: u64 = 64 << 20;

impl Packed {
    /// What stands at a path.
    pub fn find(&self, path: &str) -> Option<Record> {
        self.at(path).map(|(record, _)| record)
    }

    fn at(&self, path: &str) -> Option<(Record, u64)> {
        self.late.get(path).or_else(|| self.early.get(path)).copied().flatten()
    }

    /// The whole index.
    fn whole(&self) -> Index {
        let mut whole = (*self.early).clone();
        whole.extend(self.late.iter().map(|(path, at)| (path.clone(), *at)));
        whole.retain(|_, at| at.is_some());
        whole
    }

    /// Take over changes.
    fn take(&mut self, changes: impl IntoIterator<Item = (String, Option<(Record, u64)>)>) {
        Arc::make_mut(&mut self.late).extend(changes);
        if self.late.len() > LATE {
            self.early = Arc::new(self.whole());
            self.late = Arc::default();
        }
    }

    /// The bytes of a file.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let (record, at) = self.at(path).ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = vec![0; usize::try_from(record.bytes).map_err(io::Error::other)?];
        read_at(&self.file, &mut bytes, at)?;
        Ok(bytes)
    }
}

impl Store for Pack {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        Ok(self.manifest.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        Ok(None)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        let held = self.packed();
        held.find(path).map(|_| held.read(path).map_err(|source| self.io_error(source))).transpose()
    }

    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        Ok(self.held().find(path).is_some_and(|held| held == *record))
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        let file = self.held().file.clone();
        write_at(&file, bytes, at).map_err(|source| self.io_error(source))?;
        self.next().insert(path.to_owned(), Some((Record::of(bytes), at)));
        Ok(())
    }

    fn holds_manifest(&self, _: &Manifest) -> Result<bool, OutputError> {
        Ok(true)
    }

    fn begin(&self, _: &Arc<Manifest>) -> Result<(), OutputError> {
        Ok(())
    }

    fn settle(&self) -> Result<(), OutputError> {
        let next = std::mem::take(&mut *self.next());
        if !next.is_empty() {
            self.change().take(next);
        }
        Ok(())
    }

    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError> {
        if self.held().find(path).is_none_or(|record| record.sha256 != digest) {
            return Ok(Removed::Missing);
        }
        self.change().take([(path.to_owned(), None)]);
        Ok(Removed::Removed)
    }

    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        *self.manifest.lock().unwrap_or_else(PoisonError::into_inner) = Some(next.clone());
        self.compact()
    }

    fn discard(&self) {
        self.next().clear();
    }
}

fn nameless(folder: &Path) -> Result<File, OutputError> {
    let fault = |source| OutputError::Io { path: folder.to_path_buf(), source };
    fs::create_dir_all(folder).map_err(fault)?;
    tempfile::tempfile_in(folder).map_err(fault)
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, at)?;
        (bytes, at) = (&bytes[written..], at + written as u64);
    }
    Ok(())
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (bytes, at) = (&mut bytes[read..], at + read as u64);
    }
    Ok(())
}
