//! The mark of a publication on its way: what it writes, and what earlier ones that were cut off may have left.
//!
//! In: `.gongshi-unfinished` as it stands at a target. Out: the same, typed and checked like a manifest. It is written
//! before the first byte of a publication and goes with its last, so whoever finds it knows which files are in doubt.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::output::{Digest, Manifest, Meta, Record};

/// Its name at the target.
pub(super) const MARK: &str = ".gongshi-unfinished";
/// Where bytes wait, before they are put into their places.
pub(super) const STAGE: &str = ".gongshi-stage/";

const FORMAT: u64 = 1;

/// A publication on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    format: u64,
    /// By which the journal of the machine that publishes is known to belong to it.
    pub(super) token: String,
    /// The manifest on its way.
    pub(super) manifest: Digest,
    /// Whether that manifest stood there before, so that it says nothing of what arrived.
    pub(super) repairs: bool,
    /// What it writes.
    pub(super) writes: BTreeMap<String, Digest>,
    /// What else may stand at a path, written by earlier publications: everything that is to go, and what files it writes
    /// may still be.
    pub(super) left: BTreeMap<String, BTreeSet<Digest>>,
    /// Names that may stand below the stage.
    pub(super) stage: BTreeSet<Digest>,
}

impl Mark {
    /// The mark of a publication that writes nothing yet.
    pub(super) fn new(token: String, manifest: Digest) -> Self {
        Self { format: FORMAT, token, manifest, repairs: false, writes: BTreeMap::new(), left: BTreeMap::new(), stage: BTreeSet::new() }
    }

    /// A mark read back; `None` where it is damaged, of a later gongshi, or names a path no site has.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mark: Self = serde_json::from_slice(bytes).ok()?;
        let paths = mark.writes.keys().chain(mark.left.keys());
        let files = paths.map(|path| (path.clone(), Record { sha256: mark.manifest, bytes: 0 })).collect();
        // A mark decides what may be removed, so its paths are held to the same rule as a manifest's.
        let listed = Manifest::new(files, &Meta::default()).to_json();
        (mark.format == FORMAT && Manifest::parse(Path::new(MARK), listed.as_bytes()).is_ok()).then_some(mark)
    }

    /// Its text.
    pub(super) fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("strings, numbers and text keys always serialise")
    }

    /// Everything it says may stand at a path.
    pub(super) fn may_stand(&self) -> impl Iterator<Item = (&String, Digest)> {
        let left = self.left.iter().flat_map(|(path, all)| all.iter().map(move |digest| (path, *digest)));
        self.writes.iter().map(|(path, digest)| (path, *digest)).chain(left)
    }
}

/// The name under which a file waits: of its path and its content, so that two equal files wait beside each other.
pub(super) fn stage_name(path: &str, digest: Digest) -> Digest {
    Digest::of(format!("{path}\n{digest}").as_bytes())
}

/// Where a file waits.
pub(super) fn stage_path(name: Digest) -> String {
    format!("{STAGE}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_names_what_no_site_has_is_none() {
        let mut mark = Mark::new("t".to_owned(), Digest::of(b"m"));
        mark.writes.insert("2020/08.html".to_owned(), Digest::of(b"a"));
        assert_eq!(Mark::parse(&mark.to_json()), Some(mark.clone()));
        for path in ["../etc/passwd", "/etc/passwd", "a//b", ".gongshi-lock", "manifest.json"] {
            let mut foul = mark.clone();
            foul.left.insert(path.to_owned(), BTreeSet::new());
            assert_eq!(Mark::parse(&foul.to_json()), None, "{path}");
        }
        assert_eq!(Mark::parse(b"{\"format\": 1"), None);
        assert_eq!(
            Mark::parse(String::from_utf8(mark.to_json()).expect("text").replace("\"format\": 1", "\"format\": 2").as_bytes()),
            None
        );
    }
}
