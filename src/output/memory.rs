//! A store in memory, for tests and for looking at what a build would do.
//!
//! In: paths and bytes. Out: the same. No disk is touched, and folders do not exist.

use std::{
    collections::BTreeMap,
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
    announced: Vec<(String, Digest)>,
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
    fn manifest(&self) -> Result<Option<Manifest>, OutputError> {
        self.held().files.get(MANIFEST).map(|bytes| Manifest::parse(Path::new(MANIFEST), bytes)).transpose()
    }

    fn announced(&self) -> Result<Vec<(String, Digest)>, OutputError> {
        Ok(self.held().announced.clone())
    }

    fn announce(&self, write: &BTreeMap<String, Record>) -> Result<(), OutputError> {
        self.held().announced.extend(write.iter().map(|(path, record)| (path.clone(), record.sha256)));
        Ok(())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        Ok(self.held().files.get(path).map(|bytes| bytes.to_vec()))
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.insert(path, bytes);
        Ok(())
    }

    fn remove_if(&self, path: &str, digests: &[Digest]) -> Result<Removed, OutputError> {
        let mut held = self.held();
        let Some(digest) = held.files.get(path).map(|bytes| Digest::of(bytes)) else {
            return Ok(Removed::Missing);
        };
        if !digests.contains(&digest) {
            return Ok(Removed::Kept);
        }
        held.files.remove(path);
        Ok(Removed::Removed)
    }

    fn write_manifest(&self, json: &str) -> Result<(), OutputError> {
        self.insert(MANIFEST, json.as_bytes());
        self.held().announced.clear();
        Ok(())
    }
}
