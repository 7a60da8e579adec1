//! One build on its way into a store: finished files kept aside one by one, and put in their places together.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    Applied, Manifest, OutputError, Record, Removed, Store,
    changes::{Changes, Removal, folders},
    manifest::is_site_path,
};

/// A build on its way into a store. Dropped without [`commit`](Self::commit), it leaves the store as it was.
pub struct Publication<'s> {
    store: &'s dyn Store,
    previous: Option<Arc<Manifest>>,
    /// Whether something may be kept aside.
    staged: AtomicBool,
}

impl<'s> Publication<'s> {
    /// Begin a build. What an earlier one was cut off in, while its files were moved into place, is finished first.
    pub fn begin(store: &'s dyn Store) -> Result<Self, OutputError> {
        let mut publication = Self { store, previous: store.manifest()?, staged: AtomicBool::new(false) };
        if let Some(next) = store.interrupted()? {
            publication.finish(&next, &mut Applied::default())?;
            publication.previous = Some(next);
        } else {
            store.discard();
        }
        Ok(publication)
    }

    /// Whether the store holds a file as it was made before, so that it need not be made again.
    pub fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        self.store.holds(path, record)
    }

    /// Whether the store keeps anything at all.
    pub fn keeps(&self) -> bool {
        self.store.keeps()
    }

    /// Keep a finished file aside unless it stands in its place already, byte for byte, whatever the manifest says: a
    /// page edited by hand is put right, and times of equal files stay. Whether it will be written.
    pub fn put(&self, path: &str, record: &Record, bytes: &[u8]) -> Result<bool, OutputError> {
        if !is_site_path(path) {
            return Err(OutputError::BadPath { path: path.to_owned() });
        }
        if self.store.holds(path, record)? {
            return Ok(false);
        }
        self.staged.store(true, Ordering::Relaxed);
        self.store.stage(path, bytes).map(|()| true)
    }

    /// Make the store hold exactly these files of ours, each of them held or kept aside.
    ///
    /// An error leaves every path with its old or its new bytes and the last manifest in place; the next build mends it.
    pub fn commit(mut self, next: &Arc<Manifest>) -> Result<Applied, OutputError> {
        check_paths(&next.files)?;
        let mut applied = Applied::default();
        let moves = *self.staged.get_mut();
        let same = !moves && Changes::since(self.previous.as_deref(), &next.files).remove.is_empty();
        if !same || !self.store.holds_manifest(next)? {
            self.store.begin(next)?;
            *self.staged.get_mut() = false;
            self.finish(next, &mut applied)?;
        }
        Ok(applied)
    }

    /// Removals and moves, and the manifest last.
    fn finish(&self, next: &Arc<Manifest>, applied: &mut Applied) -> Result<(), OutputError> {
        let changes = Changes::since(self.previous.as_deref(), &next.files);
        let (first, later) = changes.removals(&next.files);
        self.remove(&first, applied)?;
        self.store.settle()?;
        self.remove(&later, applied)?;
        applied.kept.sort_unstable();
        self.store.end(next)
    }

    fn remove(&self, removals: &[Removal<'_>], applied: &mut Applied) -> Result<(), OutputError> {
        let remove = |(path, digest): &Removal<'_>| self.store.remove_if(path, **digest);
        let done: Vec<Removed> = removals.par_iter().map(remove).collect::<Result<_, _>>()?;
        for (removed, (path, _)) in done.into_iter().zip(removals) {
            match removed {
                Removed::Removed => applied.removed += 1,
                Removed::Kept => applied.kept.push((*path).clone()),
                Removed::Missing => {}
            }
        }
        Ok(())
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        if *self.staged.get_mut() {
            self.store.discard();
        }
    }
}

/// A path no store can hold, or one file standing in another, is found before anything is moved.
pub(super) fn check_paths(files: &BTreeMap<String, Record>) -> Result<(), OutputError> {
    // Neighbours in order mostly stand in one folder, which need be looked at once.
    let mut last = "";
    for path in files.keys() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let known = folder == std::mem::replace(&mut last, folder);
        if !is_site_path(path) || (!known && folders(path).any(|folder| files.contains_key(folder))) {
            return Err(OutputError::BadPath { path: path.clone() });
        }
    }
    Ok(())
}
