//! The releases that stand in a folder: which there are, whether one is whole, which go.
//!
//! In: the folder. Out: a list in the order of publication; releases beyond the number that is kept removed, but never the
//! one that is shown, and none with a file in it that no publication wrote.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a folder is published to")]

use std::fs;

use rayon::prelude::*;

use super::{
    layout::{Layout, Named, fault, stat},
    making::Earlier,
};
use crate::{
    output::{Digest, FolderReader, MANIFEST, Manifest, Reader as _, Record},
    publish::{PublishError, SIGNATURE, compress},
};

/// A release that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The hash of its manifest, which is its name.
    pub digest: Digest,
    /// Which publication it is.
    pub number: Option<u32>,
    /// The day it was published.
    pub date: Option<String>,
    /// Whether it is shown.
    pub shown: bool,
}

/// The releases of a folder in the order they were published in.
pub fn all(layout: &Layout) -> Result<Vec<Standing>, PublishError> {
    let shown = layout.shown()?;
    let mut found = Vec::new();
    for named in layout.named()? {
        let Named::Release(digest) = named else { continue };
        if let Some((manifest, _)) = layout.manifest(digest)? {
            let (number, date) = manifest.publication.map(|imprint| (imprint.number, imprint.date)).unzip();
            found.push(Standing { digest, number, date, shown: shown == Some(digest) });
        }
    }
    found.sort_by_key(|release| (release.number, release.digest));
    Ok(found)
}

/// The first file of a release that is not what its manifest says; `None` where the release is whole.
pub fn damage(layout: &Layout, digest: Digest) -> Result<Option<String>, PublishError> {
    let Some((manifest, _)) = layout.manifest(digest)? else { return Ok(Some(MANIFEST.to_owned())) };
    let reader = FolderReader::new(&layout.release(digest));
    let wrong = |(path, record): (&String, &Record)| match reader.read(path) {
        Ok(Some(bytes)) if Record::of(&bytes) == *record => None,
        Ok(_) => Some(Ok(path.clone())),
        Err(error) => Some(Err(error.into())),
    };
    manifest.files.par_iter().filter_map(wrong).find_first(|_| true).transpose()
}

/// Remove what killed publications left of other releases.
pub fn sweep(layout: &Layout, except: Option<Digest>) -> Result<(), PublishError> {
    for named in layout.named()? {
        if let Named::Partial(digest) = named
            && except != Some(digest)
        {
            let path = layout.partial(digest);
            fs::remove_dir_all(&path).map_err(|source| fault(&path, source))?;
        }
    }
    Ok(())
}

/// Remove releases beyond the latest `keep`; those with a stranger in them stay and are named.
pub fn prune(layout: &Layout, keep: u32) -> Result<Vec<String>, PublishError> {
    let standing = all(layout)?;
    let beyond = standing.len().saturating_sub(usize::try_from(keep).unwrap_or(usize::MAX));
    let mut kept = Vec::new();
    for release in standing.into_iter().take(beyond).filter(|release| !release.shown) {
        if let Some(stranger) = stranger(layout, release.digest)? {
            kept.push(format!("releases/{}/{stranger}", release.digest));
            continue;
        }
        // Under the name of one that is not whole: a process killed here leaves nothing that seems to be a release.
        let (from, to) = (layout.release(release.digest), layout.partial(release.digest));
        fs::rename(&from, &to).map_err(|source| fault(&from, source))?;
        fs::remove_dir_all(&to).map_err(|source| fault(&to, source))?;
    }
    Ok(kept)
}

/// A file in a release that no publication wrote, or that somebody changed.
fn stranger(layout: &Layout, digest: Digest) -> Result<Option<String>, PublishError> {
    let Some(earlier) = Earlier::of(layout, digest)? else { return Ok(Some(MANIFEST.to_owned())) };
    let root = layout.release(digest);
    for path in FolderReader::new(&root).list()?.unwrap_or_default() {
        let own = match earlier.manifest().files.get(&path) {
            Some(record) => earlier.untouched(&path, Some(record.bytes))?.is_some(),
            None if path == MANIFEST || path == SIGNATURE => stat(&root.join(&path))?.is_some_and(|found| found.is_file()),
            None => is_variant(earlier.manifest(), &path) && earlier.untouched(&path, None)?.is_some(),
        };
        if !own {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn is_variant(manifest: &Manifest, path: &str) -> bool {
    let record = |original| manifest.files.get(original).map(|record| (original, record));
    compress::original(path).and_then(record).is_some_and(|(original, record)| compress::variant(manifest, original, record).is_some())
}
