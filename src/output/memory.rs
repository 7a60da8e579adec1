//! A store in memory, for tests and for looking at what a build would do.
//!
//! In: paths and bytes. Out: the same. No disk is touched, and folders do not exist.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Digest, Files, MANIFEST, Manifest, OutputError, Record, Removed, Store};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    files: Files,
    staged: Files,
    unfinished: Option<Vec<u8>>,
}

impl MemoryStore {
    /// Everything it holds, the manifest included.
    pub fn files(&self) -> Files {
        self.held().files.clone()
    }

    /// Put a file there by hand.
    pub fn insert(&self, path: &str, bytes: &[u8]) {
        self.held().files.insert(path.to_owned(), Arc::from(bytes));
    }

    /// Take a file away by hand; whether it was there.
    pub fn remove(&self, path: &str) -> bool {
        self.held().files.remove(path).is_some()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        self.held().files.get(MANIFEST).map(|bytes| Manifest::parse(Path::new(MANIFEST), bytes).map(Arc::new)).transpose()
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        self.held().unfinished.as_ref().map(|bytes| Manifest::parse(Path::new(MANIFEST), bytes).map(Arc::new)).transpose()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        Ok(self.held().files.get(path).map(|bytes| bytes.to_vec()))
    }

    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        let held = self.held().files.get(path).cloned();
        Ok(held.is_some_and(|bytes| bytes.len() as u64 == record.bytes && Digest::of(&bytes) == record.sha256))
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.held().staged.insert(path.to_owned(), Arc::from(bytes));
        Ok(())
    }

    fn holds_manifest(&self, next: &Manifest) -> Result<bool, OutputError> {
        Ok(self.held().files.get(MANIFEST).is_some_and(|held| **held == *next.to_json().as_bytes()))
    }

    fn begin(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        self.held().unfinished = Some(next.to_json().as_bytes().to_vec());
        Ok(())
    }

    fn settle(&self) -> Result<(), OutputError> {
        let mut held = self.held();
        let staged = std::mem::take(&mut held.staged);
        held.files.extend(staged);
        Ok(())
    }

    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError> {
        let mut held = self.held();
        match held.files.get(path).map(|bytes| Digest::of(bytes)) {
            None => Ok(Removed::Missing),
            Some(held) if held != digest => Ok(Removed::Kept),
            Some(_) => {
                held.files.remove(path);
                Ok(Removed::Removed)
            }
        }
    }

    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        self.insert(MANIFEST, next.to_json().as_bytes());
        self.held().unfinished = None;
        Ok(())
    }

    fn discard(&self) {
        self.held().staged.clear();
    }
}
