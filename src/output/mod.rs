//! The finished site, put in its place.
//!
//! In: finished files one by one, and a store with the last build. Out: the store with this build: files kept aside
//! until all are valid, then moved into place, files of the last build that the site no longer has removed, the manifest
//! last. What gongshi did not write is never removed, and nothing is rendered here.

mod changes;
mod disk;
mod guard;
mod manifest;
mod memory;
mod nowhere;
mod pack;
mod publication;
mod reader;
mod store;

pub use changes::Changes;
pub use disk::{DiskStore, Stamps};
pub use guard::{Refused, check_output};
pub use manifest::{Digest, Imprint, MANIFEST, Manifest, Meta, Record};
pub use memory::MemoryStore;
pub use nowhere::Nowhere;
pub use pack::{Pack, Packed};
pub use publication::Publication;
pub use reader::{FolderReader, Read, Reader};
pub use store::{OutputError, Removed, Store};

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

/// A finished site: forward-slash path, seen from the output folder, to bytes.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What a build did to its store.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// Make a store hold exactly these files of ours. See [`Publication`].
pub fn apply(files: &Files, meta: &Meta, store: &mut dyn Store) -> Result<Applied, OutputError> {
    let store: &dyn Store = store;
    let records: BTreeMap<String, Record> = files.par_iter().map(|(path, bytes)| (path.clone(), Record::of(bytes))).collect();
    publication::check_paths(&records)?;
    let publication = Publication::begin(store)?;
    let put = |(path, bytes): (&String, &Arc<[u8]>)| -> Result<(usize, u64), OutputError> {
        Ok(if publication.put(path, &records[path], bytes)? { (1, bytes.len() as u64) } else { (0, 0) })
    };
    let sum = |a: (usize, u64), b: (usize, u64)| Ok((a.0 + b.0, a.1 + b.1));
    let (written, bytes) = files.par_iter().map(put).try_reduce(|| (0, 0), sum)?;
    let unchanged = files.len() - written;
    Ok(Applied { written, unchanged, bytes, ..publication.commit(&Arc::new(Manifest::new(records, meta)))? })
}
