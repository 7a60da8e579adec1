//! The finished site, put in its place.
//!
//! In: every file of the site in memory, and a store with the last build. Out: the store with this build, changed
//! files written whole, files of the last build that the site no longer has removed, the manifest last. What gongshi
//! did not write is never removed, and nothing is rendered here.

mod changes;
mod disk;
mod guard;
mod manifest;
mod memory;
mod store;

pub use changes::Changes;
pub use disk::DiskStore;
pub use guard::{Refused, check_output};
pub use manifest::{Digest, MANIFEST, Manifest, Meta, Record};
pub use memory::MemoryStore;
pub use store::{OutputError, Removed, Store};

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use changes::{Removal, folders};

/// A finished site: forward-slash path, seen from the output folder, to bytes.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What a build did to its store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Files written.
    pub written: usize,
    /// Files that stood there already, byte for byte.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
    /// Files that should have gone, but whose content no build of ours wrote.
    pub kept: Vec<String>,
    /// Bytes written, the manifest aside.
    pub bytes: u64,
}

/// Make the store hold exactly these files of ours. What stands there already is compared byte for byte and left
/// alone, whatever the manifest says, so a page edited by hand is put right and times of equal files stay.
///
/// An error leaves every path with its old or its new bytes and the last manifest in place; applying again repairs.
pub fn apply(files: &Files, meta: &Meta, store: &mut dyn Store) -> Result<Applied, OutputError> {
    check_paths(files)?;
    let store: &dyn Store = store;
    let previous = store.manifest()?;
    let announced = store.announced()?;
    let next = Manifest::of(files, meta);
    let mut changes = Changes::since(previous.as_ref(), &next.files);
    let unfinished = !announced.is_empty();
    changes.add_leftovers(announced, files);
    if !changes.write.is_empty() {
        store.announce(&changes.write)?;
    }
    let (first, later) = changes.removals(files);
    let mut applied = Applied::default();
    applied.remove(&first, store)?;
    applied.write(files, store)?;
    applied.remove(&later, store)?;
    applied.kept.sort_unstable();
    let json = next.to_json();
    if unfinished || !store.holds(MANIFEST, json.as_bytes())? {
        store.write_manifest(&json)?;
    }
    Ok(applied)
}

impl Applied {
    fn write(&mut self, files: &Files, store: &dyn Store) -> Result<(), OutputError> {
        let put = |(path, bytes): (&String, &Arc<[u8]>)| {
            if store.holds(path, bytes)? {
                return Ok((0, 0));
            }
            store.write(path, bytes).map(|()| (1, bytes.len() as u64))
        };
        let sum = |a: (usize, u64), b: (usize, u64)| Ok((a.0 + b.0, a.1 + b.1));
        (self.written, self.bytes) = files.par_iter().map(put).try_reduce(|| (0, 0), sum)?;
        self.unchanged = files.len() - self.written;
        Ok(())
    }

    fn remove(&mut self, removals: &[Removal<'_>], store: &dyn Store) -> Result<(), OutputError> {
        let done: Vec<Removed> = removals.par_iter().map(|(path, digests)| store.remove_if(path, digests)).collect::<Result<_, _>>()?;
        for (removed, (path, _)) in done.into_iter().zip(removals) {
            match removed {
                Removed::Removed => self.removed += 1,
                Removed::Kept => self.kept.push((*path).clone()),
                Removed::Missing => {}
            }
        }
        Ok(())
    }
}

/// A path no store can hold, or one file standing in another, is found before anything is written.
fn check_paths(files: &Files) -> Result<(), OutputError> {
    let bad = |path: &&String| !manifest::is_site_path(path) || folders(path).any(|folder| files.contains_key(folder));
    files.keys().find(bad).map_or(Ok(()), |path| Err(OutputError::BadPath { path: path.clone() }))
}
