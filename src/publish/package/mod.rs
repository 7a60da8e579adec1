//! A site published as one file, zip or tar, for a portal that takes an upload.
//!
//! In: a release. Out: the file with the whole site in it, its manifest and signature included, in its place by one rename;
//! the same release gives the same bytes. A file that is no package of a site is refused and stays.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a package is published")]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Destination, PublishError, Release, SIGNATURE, Sent, Shipment, compress, place};
use crate::{
    meter::{Meter, Phase},
    output::{MANIFEST, Manifest, OutputError, Read, Reader, Record, Refused},
    record::container::{self, Aside, Kind},
    site::model::PublishingTarget,
};

/// A file that is published to.
#[derive(Debug)]
pub struct PackageDestination {
    target: String,
    file: PackageReader,
    compress: bool,
    held: Option<Aside>,
}

/// A site in one file.
#[derive(Debug, Clone)]
pub struct PackageReader {
    path: PathBuf,
    kind: Kind,
}

impl PackageDestination {
    /// The file of a target; a relative path is seen from the site's root. Nothing is made or changed yet.
    pub fn new(target: &PublishingTarget, site_root: &Path) -> Result<Self, PublishError> {
        let path = site_root.join(&target.path);
        let refuse = |refused: Refused| PublishError::Refused { target: target.name.clone(), en: refused.en(), zh: refused.zh() };
        place::check(&path, site_root).map_err(refuse)?;
        let compressed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("tgz"));
        let kind = match target.kind {
            "zip" => Kind::Zip,
            _ if compressed => Kind::TarGz,
            _ => Kind::Tar,
        };
        Ok(Self { target: target.name.clone(), file: PackageReader { path, kind }, compress: target.compress, held: None })
    }

    fn fault(&self, source: io::Error) -> PublishError {
        OutputError::Io { path: self.file.path.clone(), source }.into()
    }

    fn refused(&self, en: &str, zh: &str) -> PublishError {
        let at = self.file.path.display();
        PublishError::Refused { target: self.target.clone(), en: format!("`{at}` {en}"), zh: format!("`{at}` {zh}") }
    }
}

impl Destination for PackageDestination {
    fn manifest(&self) -> Result<Option<Vec<u8>>, PublishError> {
        match fs::symlink_metadata(&self.file.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.fault(error)),
            Ok(found) if !found.is_file() => return Err(self.refused("is not a file", "不是文件")),
            Ok(_) => {}
        }
        let foreign = || self.refused("is not a site gongshi published; name another file", "不是 gongshi 发布的网站；请另指定文件");
        let bytes = self.file.read(MANIFEST).ok().flatten().ok_or_else(foreign)?;
        if Manifest::parse(&self.file.path, &bytes).is_err() {
            return Err(foreign());
        }
        Ok(Some(bytes))
    }

    fn reader(&self) -> &dyn Reader {
        &self.file
    }

    fn hold(&mut self) -> Result<(), PublishError> {
        if self.held.is_none() {
            if let Some(folder) = self.file.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder).map_err(|source| self.fault(source))?;
            }
            let held = Aside::hold(&self.file.path).map_err(|source| self.fault(source))?;
            let busy = || PublishError::Busy { target: self.target.clone(), by: "gongshi".to_owned() };
            self.held = Some(held.ok_or_else(busy)?);
        }
        Ok(())
    }

    fn send(&mut self, release: &Release, meter: &dyn Meter) -> Result<Sent, PublishError> {
        self.hold()?;
        let manifest = &*release.manifest;
        let earlier = self.manifest()?;
        if earlier.as_deref().is_some_and(|bytes| bytes == manifest.to_json().as_bytes()) {
            return Ok(Sent::default());
        }
        let earlier = earlier.and_then(|bytes| Manifest::parse(&self.file.path, &bytes).ok());
        let removed = Shipment::between(earlier.as_ref(), manifest).remove.len();
        // Every path, and the file it is made of.
        let mut paths: BTreeMap<String, Source<'_>> = manifest.files.keys().map(|path| (path.clone(), Source::File(path))).collect();
        if self.compress {
            let variants = manifest.files.iter().filter_map(|(path, record)| Some((compress::variant(manifest, path, record)?, path)));
            paths.extend(variants.map(|(variant, path)| (variant, Source::Variant(path))));
        }
        let json = manifest.to_json();
        paths.insert(MANIFEST.to_owned(), Source::Text(&json));
        if let Some(signature) = &release.signature {
            paths.insert(SIGNATURE.to_owned(), Source::Text(signature));
        }
        meter.begin(Phase::Send, paths.len());
        let Some(held) = self.held.take() else { return Err(self.fault(io::ErrorKind::NotFound.into())) };
        let written = held.settle(self.file.kind, &mut |writer| {
            for (path, source) in &paths {
                match source {
                    Source::File(file) => writer.add(path, &release.read(file)?)?,
                    Source::Variant(file) => writer.add(path, &compress::compressed(&release.read(file)?)?)?,
                    Source::Text(text) => writer.add(path, text.as_bytes())?,
                }
                meter.sent(release.manifest.files.get(path).map_or(0, |record| record.bytes));
                meter.step();
            }
            Ok(())
        });
        written.map_err(|source| self.fault(source))?;
        let bytes = manifest.files.values().map(|record| record.bytes).sum();
        Ok(Sent { files: manifest.files.len(), bytes, removed, ..Sent::default() })
    }
}

/// What a file of a package is made of.
enum Source<'a> {
    File(&'a str),
    Variant(&'a str),
    Text(&'a str),
}

impl PackageReader {
    fn visit(&self, each: &mut dyn FnMut(&str, &mut dyn io::Read) -> io::Result<bool>) -> Result<(), OutputError> {
        match container::visit(&self.path, self.kind, each) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done.map_err(|source| OutputError::Io { path: self.path.clone(), source }),
        }
    }
}

impl Reader for PackageReader {
    fn read(&self, path: &str) -> Read {
        let mut found = None;
        self.visit(&mut |name, bytes| {
            if name == path {
                bytes.read_to_end(found.insert(Vec::new()))?;
            }
            Ok(found.is_none())
        })?;
        Ok(found)
    }

    fn read_each(&self, paths: &[&str], each: &mut dyn FnMut(&str, Read)) {
        let mut wanted: Vec<&str> = paths.to_vec();
        let done = self.visit(&mut |name, bytes| {
            if let Some(at) = wanted.iter().position(|path| *path == name) {
                let path = wanted.swap_remove(at);
                let mut held = Vec::new();
                let read = bytes.read_to_end(&mut held);
                each(path, read.map(|_| Some(held)).map_err(|source| OutputError::Io { path: self.path.clone(), source }));
            }
            Ok(!wanted.is_empty())
        });
        let why = done.err().map(|error| error.to_string());
        for path in wanted {
            let failed = |why: &String| OutputError::Io { path: self.path.clone(), source: io::Error::other(why.clone()) };
            each(path, why.as_ref().map_or(Ok(None), |why| Err(failed(why))));
        }
    }

    /// Every file but the compressed variants that hold what stands beside them: they follow from it.
    fn list(&self) -> Result<Option<Vec<String>>, OutputError> {
        let mut found: BTreeMap<String, Record> = BTreeMap::new();
        // A file stands before its variant, whose name is longer.
        self.visit(&mut |name, bytes| {
            let mut held = Vec::new();
            bytes.read_to_end(&mut held)?;
            let beside = compress::original(name).and_then(|original| found.get(original));
            if !beside.is_some_and(|beside| compress::holds(&held, *beside)) {
                found.insert(name.to_owned(), Record::of(&held));
            }
            Ok(true)
        })?;
        Ok(Some(found.into_keys().collect()))
    }
}
