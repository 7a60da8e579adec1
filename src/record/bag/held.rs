//! What stands where a bag is to stand: nothing, a bag of gongshi's that nobody changed, or something that stays.
//!
//! In: a path. Out: nothing, or why it is left alone. Nothing is changed.
#![expect(clippy::disallowed_methods, reason = "this is the edge where an earlier bag is looked at")]

use std::{collections::BTreeMap, fs, io, path::Path};

use super::{BagError, tags};
use crate::{
    output::{Digest, OutputError},
    record::container::{self, Kind},
};

/// The hash of every file of a bag but its tag files, and the texts of those.
#[derive(Default)]
struct Found {
    hashes: BTreeMap<String, Digest>,
    tags: BTreeMap<String, String>,
}

/// Whether a folder may be replaced.
pub fn check_folder(target: &Path) -> Result<(), BagError> {
    let not_ours = || BagError::NotOurs { path: target.to_path_buf() };
    let fault = |source| OutputError::Io { path: target.to_path_buf(), source };
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fault(error).into()),
        Ok(found) if !found.is_dir() => return Err(not_ours()),
        Ok(_) => {}
    }
    if fs::read_dir(target).map_err(fault)?.next().is_none() {
        return Ok(());
    }
    let info = target.join(tags::INFO);
    if !fs::symlink_metadata(&info).is_ok_and(|found| found.is_file()) || !fs::read_to_string(&info).is_ok_and(|info| tags::is_ours(&info))
    {
        return Err(not_ours());
    }
    let mut found = Found::default();
    walk(target, "", &mut found).map_err(fault)?;
    found.check(target)
}

fn walk(root: &Path, folder: &str, found: &mut Found) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(root, &path, found)?;
        } else {
            // What is no file is in no manifest, and is named as what stands in the way.
            let bytes = if kind.is_file() { fs::read(entry.path())? } else { Vec::new() };
            found.add(&path, &bytes);
        }
    }
    Ok(())
}

/// Whether a package in one file may be replaced.
pub fn check_file(target: &Path, kind: Kind) -> Result<(), BagError> {
    let not_ours = || BagError::NotOurs { path: target.to_path_buf() };
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(OutputError::Io { path: target.to_path_buf(), source }.into()),
        Ok(found) if !found.is_file() => return Err(not_ours()),
        Ok(_) => {}
    }
    let mut found = Found::default();
    let read = container::visit(target, kind, &mut |path, bytes| {
        let mut held = Vec::new();
        bytes.read_to_end(&mut held)?;
        let (_, path) = path.split_once('/').unwrap_or(("", path));
        found.add(path, &held);
        Ok(true)
    });
    if read.is_err() || !found.tags.get(tags::INFO).is_some_and(|info| tags::is_ours(info)) {
        return Err(not_ours());
    }
    found.check(target)
}

impl Found {
    fn add(&mut self, path: &str, bytes: &[u8]) {
        if [tags::INFO, tags::MANIFEST, tags::TAG_MANIFEST].contains(&path) {
            self.tags.insert(path.to_owned(), String::from_utf8_lossy(bytes).into_owned());
        }
        if path != tags::TAG_MANIFEST {
            self.hashes.insert(path.to_owned(), Digest::of(bytes));
        }
    }

    /// Every file is in one of the manifests with its hash.
    fn check(&self, target: &Path) -> Result<(), BagError> {
        let manifests = [tags::MANIFEST, tags::TAG_MANIFEST].map(|name| self.tags.get(name).and_then(|text| tags::parse(text)));
        let known: BTreeMap<String, Digest> = manifests.into_iter().flatten().flatten().collect();
        let changed = self.hashes.iter().find(|(path, hash)| known.get(*path) != Some(hash));
        match changed {
            Some((file, _)) => Err(BagError::Changed { path: target.to_path_buf(), file: file.clone() }),
            None => Ok(()),
        }
    }
}
