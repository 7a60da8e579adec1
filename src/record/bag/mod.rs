//! One year, packed to be kept for good: a BagIt package (RFC 8493) with the year's site, which opens from a folder, and
//! the files it was made from.
//!
//! In: a finished edition of one year, its sources, what is said of it. Out: a folder or one file, seen whole or not at
//! all; the same content gives the same bytes. What stands in the place and is not a bag of gongshi's, unchanged, stays.

mod error;
mod held;
mod payload;
mod tags;

pub use error::BagError;
pub use payload::{Contents, Seen};
pub use tags::Info;

use std::{io, path::Path};

use self::payload::Sink;
use super::container::{self, Aside, Kind};
use crate::output::OutputError;

/// What was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    /// Files of the payload.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Write a bag: into a folder, or into one file where the name says so. An earlier bag of gongshi's, unchanged since, is
/// replaced.
pub fn write(contents: &Contents<'_>, target: &Path) -> Result<Packed, BagError> {
    let io = |source| BagError::Output(OutputError::Io { path: target.to_path_buf(), source });
    let name = target.file_name().and_then(|name| name.to_str());
    payload::make_parent(target).map_err(io)?;
    let Some((kind, stem)) = name.and_then(Kind::of) else {
        let folder = payload::Folder::begin(target)?;
        held::check_folder(target)?;
        let packed = contents.pack(&mut |path: &str, bytes: &[u8]| folder.add(path, bytes))?;
        folder.settle(target)?;
        container::sync_folder(target);
        return Ok(packed);
    };
    let busy = || BagError::Output(OutputError::Busy { path: target.to_path_buf() });
    let aside = Aside::hold(target).map_err(io)?.ok_or_else(busy)?;
    held::check_file(target, kind)?;
    let mut packed = Ok(Packed { files: 0, bytes: 0 });
    let done = aside.settle(kind, &mut |writer| {
        packed = contents.pack(&mut |path: &str, bytes: &[u8]| writer.add(&format!("{stem}/{path}"), bytes).map_err(io));
        // Why it failed is said by what was made, not by the file it went into.
        if packed.is_ok() { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    });
    let packed = packed?;
    done.map_err(io)?;
    Ok(packed)
}

impl Contents<'_> {
    /// Hand over every file, the payload first; what was handed over stands in the manifests.
    fn pack(&self, sink: &mut Sink<'_>) -> Result<Packed, BagError> {
        let mut payload = Vec::new();
        self.each(&mut |path, bytes| {
            payload.push(tags::Line::of(path, bytes));
            sink(path, bytes)
        })?;
        payload.sort_by(|a, b| a.path.cmp(&b.path));
        let packed = Packed { files: payload.len(), bytes: payload.iter().map(|line| line.bytes).sum() };
        let mut listed = Vec::new();
        for (path, text) in tags::files(&self.info, &payload, packed) {
            listed.push(tags::Line::of(path, text.as_bytes()));
            sink(path, text.as_bytes())?;
        }
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        sink(tags::TAG_MANIFEST, tags::manifest(&listed).as_bytes())?;
        Ok(packed)
    }
}
