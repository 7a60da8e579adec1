//! Looking through every file once. In: the sources, and what was found in them before. Out: everything that looks like
//! personal data, before exceptions are known.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Found, Metadata, Obstacle, Personal,
    attachment::{self, Look},
    contact::Places,
    scan::scan,
};
use crate::{
    files::SitePath,
    memo::{Key, Table},
    source::{CONTENT, SourceError, Sources},
};

/// What is remembered of the files: what was found in each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known(Table<InFile>);

/// What was found in one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InFile {
    /// In its name.
    pub(super) named: Vec<Found>,
    /// In its text.
    pub(super) written: Vec<Found>,
    /// In its metadata.
    pub(super) metadata: Metadata,
    /// Why it cannot be looked through.
    pub(super) obstacle: Option<Obstacle>,
}

/// Look through everything that is not known.
pub fn examine(sources: &Sources<'_>, known: &mut Known) -> Result<Personal, SourceError> {
    let texts: Vec<&SitePath> = sources.paths().collect();
    let of_text = |path: &&SitePath| {
        let key = Key::of(&(path, sources.key(path)));
        known.0.get(key).map_or_else(|| Ok((key, Arc::new(text(sources, path)?))), |answer| Ok((key, answer)))
    };
    let of_texts = texts.par_iter().map(of_text).collect::<Result<Vec<_>, SourceError>>()?;
    let attachments: Vec<_> = sources.attachments.iter().collect();
    let of_attachment = |(path, stamp): &(&SitePath, &Option<_>)| {
        // One without a stamp may have changed unseen: it has no key.
        let key = stamp.map(|stamp| Key::of(&(path, "attachment", stamp)));
        match key.and_then(|key| known.0.get(key)) {
            Some(answer) => Ok((key, answer)),
            None => attached(sources, path).map(|found| (key, Arc::new(found))),
        }
    };
    let of_attachments = attachments.par_iter().map(of_attachment).collect::<Result<Vec<_>, SourceError>>()?;
    let mut files: Vec<(SitePath, Arc<InFile>)> = Vec::new();
    let all = texts.iter().copied().zip(of_texts.iter().map(|(_, found)| found));
    let all = all.chain(attachments.iter().map(|(path, _)| *path).zip(of_attachments.iter().map(|(_, found)| found)));
    for (path, found) in all.filter(|(_, found)| ***found != InFile::default()) {
        files.push((path.clone(), found.clone()));
    }
    let folders = folders(texts.iter().copied().chain(attachments.iter().map(|(path, _)| *path)));
    let answers = of_texts.into_iter().chain(of_attachments.into_iter().filter_map(|(key, found)| Some((key?, found))));
    known.0.renew(answers.collect());
    Ok(Personal { files, folders })
}

/// What stands in a file's name; its extension may be the end of an address.
fn named(path: &SitePath) -> Vec<Found> {
    scan(if path.name().contains('@') { path.name() } else { path.stem() })
}

fn text(sources: &Sources<'_>, path: &SitePath) -> Result<InFile, SourceError> {
    let text = sources.text(path)?.ok_or_else(|| SourceError::Changed(path.clone()))?;
    let mut written = scan(&text);
    if !written.is_empty() {
        let places = Places::of(path, &text);
        written.retain(|found| !places.allow(found.kind, found.loc));
    }
    Ok(InFile { named: named(path), written, ..InFile::default() })
}

fn attached(sources: &Sources<'_>, path: &SitePath) -> Result<InFile, SourceError> {
    let mut found = InFile { named: named(path), ..InFile::default() };
    if attachment::is_open(path) {
        match attachment::look(path, &sources.bytes(path)?) {
            Look::Text(written, metadata) => (found.written, found.metadata) = (written, metadata),
            Look::Image(metadata) => found.metadata = metadata,
            Look::Obstacle(obstacle) => found.obstacle = Some(obstacle),
            Look::Nothing => {}
        }
    }
    Ok(found)
}

/// What stands in the names of folders, each with the first file in it.
fn folders<'p>(paths: impl Iterator<Item = &'p SitePath>) -> Vec<(SitePath, Vec<Found>)> {
    let mut first: BTreeMap<&str, &SitePath> = BTreeMap::new();
    let mut last = "";
    for path in paths {
        let mut folder = path.parent();
        // Files of one folder follow each other.
        if std::mem::replace(&mut last, folder) == folder {
            continue;
        }
        while folder != CONTENT && !folder.is_empty() && first.insert(folder, path).is_none() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let look = |(folder, path): (&str, &SitePath)| {
        let found = scan(folder.rsplit('/').next().unwrap_or(folder));
        (!found.is_empty()).then(|| (path.clone(), found))
    };
    first.into_iter().filter_map(look).collect()
}
