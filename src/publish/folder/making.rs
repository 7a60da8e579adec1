//! One release, made beside the others: unchanged files shared with the release that is shown, the rest written.
//!
//! In: a finished site, the release that is shown. Out: a whole release under its name, on the disk. What an interrupted
//! publication left of it is kept where it is right. No release that stands is changed.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a folder is published to")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;

use super::layout::{Layout, fault, stat, sync};
use crate::{
    meter::{Meter, Phase},
    output::{Digest, MANIFEST, Manifest, Record},
    publish::{PublishError, Release, SIGNATURE, Sent, compress},
};

/// A release that is being made.
pub struct Making<'a> {
    /// Where.
    pub layout: &'a Layout,
    /// Of what.
    pub release: &'a Release,
    /// Whether text files have compressed variants.
    pub compress: bool,
    /// The release that is shown.
    pub earlier: Option<Earlier>,
}

/// A release that stands, to share files with.
pub struct Earlier {
    digest: Digest,
    root: PathBuf,
    manifest: Manifest,
    /// When its manifest was written, which was the last of it: what is later, somebody wrote.
    finished: SystemTime,
    /// Whether its manifest is read-only: where it is not, this file system has no such rights.
    rights: bool,
}

impl Earlier {
    /// A release that stands; `None` where it is not whole, so that nothing of it can be shared.
    pub fn of(layout: &Layout, digest: Digest) -> Result<Option<Self>, PublishError> {
        let root = layout.release(digest);
        let Some((manifest, _)) = layout.manifest(digest)? else { return Ok(None) };
        let path = root.join(MANIFEST);
        let found = stat(&path)?.and_then(|found| Some((found.modified().ok()?, found.permissions().readonly())));
        Ok(found.map(|(finished, rights)| Self { digest, root, manifest, finished, rights }))
    }

    /// Its manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// A file of it that nobody has touched since, by its length where that is known, its time and its rights.
    pub fn untouched(&self, path: &str, bytes: Option<u64>) -> Result<Option<PathBuf>, PublishError> {
        let full = self.root.join(path);
        let Some(found) = stat(&full)? else { return Ok(None) };
        let as_written = found.is_file()
            && bytes.is_none_or(|bytes| bytes == found.len())
            && (!self.rights || found.permissions().readonly())
            && found.modified().is_ok_and(|modified| modified <= self.finished);
        Ok(as_written.then_some(full))
    }
}

/// What became of one file.
#[derive(Default)]
struct Step {
    written: Option<u64>,
    resumed: bool,
    /// When it was last written.
    latest: Option<SystemTime>,
    edited: Option<String>,
}

impl Making<'_> {
    /// Make the release and give it its name.
    pub fn make(&self, meter: &dyn Meter) -> Result<Sent, PublishError> {
        let digest = self.release.digest();
        let partial = self.layout.partial(digest);
        let made = self.fill(&partial, meter);
        if let Err(error) = &made
            && no_room(error)
        {
            // What was begun would take the room that is missing; anything else is gone on with by the next call.
            let _ = fs::remove_dir_all(&partial);
        }
        let sent = made?;
        let place = self.layout.release(digest);
        fs::rename(&partial, &place).map_err(|source| fault(&place, source))?;
        sync(&self.layout.releases());
        Ok(sent)
    }

    fn fill(&self, partial: &Path, meter: &dyn Meter) -> Result<Sent, PublishError> {
        let manifest = &*self.release.manifest;
        let mut variants = BTreeMap::new();
        if self.compress {
            variants.extend(manifest.files.iter().filter_map(|(path, record)| Some((path, compress::variant(manifest, path, record)?))));
        }
        let files: BTreeSet<&str> = manifest.files.keys().chain(variants.values()).map(String::as_str).collect();
        let folders: BTreeSet<&str> = files.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
        match stat(partial)? {
            Some(_) => clear(partial, "", &files, &folders)?,
            None => fs::create_dir(partial).map_err(|source| fault(partial, source))?,
        }
        for folder in &folders {
            let full = partial.join(folder);
            fs::create_dir_all(&full).map_err(|source| fault(&full, source))?;
        }
        meter.begin(Phase::Send, manifest.files.len());
        let one = |(path, record): (&String, &Record)| {
            let step = self.file(partial, path, record, variants.get(path));
            meter.sent(step.as_ref().ok().and_then(|step| step.written).unwrap_or_default());
            meter.step();
            step
        };
        let steps = manifest.files.par_iter().map(one).collect::<Result<Vec<_>, PublishError>>()?;
        folders.par_iter().for_each(|folder| sync(&partial.join(folder)));
        if let Some(signature) = &self.release.signature {
            write(&partial.join(SIGNATURE), signature.as_bytes())?;
        }
        let path = partial.join(MANIFEST);
        let file = write(&path, manifest.to_json().as_bytes())?;
        // A clock that went back must not make the files seem later than their manifest.
        let latest = steps.iter().filter_map(|step| step.latest).max();
        let finished = file.metadata().and_then(|found| found.modified()).map_err(|source| fault(&path, source))?;
        if let Some(latest) = latest.filter(|latest| *latest > finished) {
            file.set_modified(latest).and_then(|()| file.sync_all()).map_err(|source| fault(&path, source))?;
        }
        sync(partial);
        Ok(Sent {
            files: steps.iter().filter(|step| step.written.is_some()).count(),
            bytes: steps.iter().filter_map(|step| step.written).sum(),
            resumed: steps.iter().filter(|step| step.resumed).count(),
            kept: steps.into_iter().filter_map(|step| step.edited).collect(),
            ..Sent::default()
        })
    }

    fn file(&self, partial: &Path, path: &str, record: &Record, variant: Option<&String>) -> Result<Step, PublishError> {
        let to = partial.join(path);
        let same = self.earlier.as_ref().filter(|earlier| earlier.manifest.files.get(path) == Some(record));
        let mut step = Step::default();
        let shared = match same {
            None => None,
            Some(earlier) => {
                let from = earlier.untouched(path, Some(record.bytes))?;
                if from.is_none() && stat(&earlier.root.join(path))?.is_some() {
                    step.edited = Some(format!("releases/{}/{path}", earlier.digest));
                }
                from
            }
        };
        let mut bytes = None;
        let read = || self.release.read(path).map_err(|source| fault(Path::new(path), source));
        if !shared.is_some_and(|from| share(&from, &to)) {
            if held(&to)?.is_some_and(|held| Record::of(&held) == *record) {
                step.resumed = true;
                settle(&to)?;
            } else {
                let text = bytes.insert(read()?);
                write(&to, text)?;
                step.written = Some(record.bytes);
            }
        }
        if let Some(variant) = variant {
            let to = partial.join(variant);
            let from = same.map(|earlier| earlier.untouched(variant, None)).transpose()?.flatten();
            if !from.is_some_and(|from| share(&from, &to)) {
                let text = bytes.map_or_else(read, Ok)?;
                let small = compress::compressed(&text).map_err(|source| fault(&to, source))?;
                if held(&to)?.is_none_or(|held| held != small) {
                    write(&to, &small)?;
                }
                step.latest = modified(&to);
            }
        }
        step.latest = step.latest.max(modified(&to));
        Ok(step)
    }
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::symlink_metadata(path).and_then(|found| found.modified()).ok()
}

/// Give a file of a release a second name in another. `false` where this system or the file's many names forbid it.
fn share(from: &Path, to: &Path) -> bool {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::remove_file(to).and_then(|()| fs::hard_link(from, to)).is_ok(),
        done => done.is_ok(),
    }
}

/// The bytes of a file an interrupted publication left.
fn held(path: &Path) -> Result<Option<Vec<u8>>, PublishError> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some).map_err(|source| fault(path, source)),
    }
}

/// A file that is right already: only its place on the disk and its rights may be missing.
fn settle(path: &Path) -> Result<(), PublishError> {
    let settle = || {
        let file = File::open(path)?;
        let mut rights = file.metadata()?.permissions();
        rights.set_readonly(true);
        file.set_permissions(rights)?;
        file.sync_all()
    };
    settle().map_err(|source| fault(path, source))
}

/// A new file that nobody writes to afterwards: it may stand in several releases.
fn write(path: &Path, bytes: &[u8]) -> Result<File, PublishError> {
    let create = || {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o444);
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(file)
    };
    let done = match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => create(),
    };
    done.map_err(|source| fault(path, source))
}

/// Remove what an interrupted publication left and the release has not, its manifest included.
fn clear(root: &Path, folder: &str, files: &BTreeSet<&str>, folders: &BTreeSet<&str>) -> Result<(), PublishError> {
    let at = root.join(folder);
    for entry in fs::read_dir(&at).map_err(|source| fault(&at, source))? {
        let entry = entry.map_err(|source| fault(&at, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let full = entry.path();
        let kind = entry.file_type().map_err(|source| fault(&full, source))?;
        match (kind.is_dir(), kind.is_file()) {
            (true, _) if folders.contains(path.as_str()) => clear(root, &path, files, folders)?,
            (true, _) => fs::remove_dir_all(&full).map_err(|source| fault(&full, source))?,
            (_, true) if files.contains(path.as_str()) => {}
            _ => fs::remove_file(&full).map_err(|source| fault(&full, source))?,
        }
    }
    Ok(())
}

/// Whether a publication failed for want of room.
fn no_room(error: &PublishError) -> bool {
    let PublishError::Output(crate::output::OutputError::Io { source, .. }) = error else { return false };
    matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}
