//! The inputs of a site: text files decoded, attachments listed, faults of encoding and naming found.
//!
//! In: [`Files`], and what was read of them before. Out: a key for every text, and its text when it is asked for. Nothing
//! is parsed here and nothing is kept of a file that cannot be read as text. A file whose stamp is known is not read.

mod diagnostics;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{
    diag::{Diagnostic, Diagnostics, Loc, Span},
    files::{Entry, EntryKind, Files, FilesError, SitePath, Stamp},
    memo::Key,
};
use diagnostics as say;

/// The folder of a site that holds what is written about.
pub const CONTENT: &str = "content";
/// The folder of the record of what was published, which the program writes itself.
pub const PUBLISHED: &str = "content/published/";
/// Largest text file that is read; the largest real one is a fiftieth of it.
const MAX_TEXT: u64 = 2 << 20;
/// Largest file of the record: a year of five hundred projects, changed every week, has a tenth of it.
const MAX_RECORD: u64 = 64 << 20;

/// Everything below `content/`.
pub struct Sources<'f> {
    files: &'f dyn Files,
    /// YAML, Markdown and the record of what was published, by path.
    texts: FxHashMap<SitePath, Source>,
    /// Their paths, in order.
    paths: Vec<SitePath>,
    /// The texts that are not as they were when they were last read.
    pub changed: Vec<SitePath>,
    /// Every other file.
    pub attachments: BTreeMap<SitePath, Option<Stamp>>,
    /// Files that could not be read as text; what they would have defined is not missed.
    pub broken: BTreeSet<SitePath>,
}

/// A text file that can be read.
struct Source {
    key: Key,
    /// Its text, line ends as `\n` and without byte order mark, while somebody may still ask for it.
    text: Mutex<Option<Arc<str>>>,
}

/// What came of reading a file, by its path: the stamp it had, where that is enough to know it again, and what was found.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Seen(FxHashMap<SitePath, (Option<Stamp>, Arc<Reading>)>);

/// A text file, looked at.
enum Look {
    /// As it was.
    Known(Arc<Reading>),
    /// Read again, with its text where it is text.
    Fresh(Arc<Reading>, Option<Arc<str>>),
}

/// What came of reading a text file.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Reading {
    key: Key,
    /// Whether it is text.
    sound: bool,
    /// Faults of its encoding.
    findings: Diagnostics,
}

/// Why a text cannot be given.
#[derive(Debug)]
pub enum SourceError {
    /// The disk failed.
    Files(FilesError),
    /// The file changed since this run looked at it.
    Changed(SitePath),
}

impl From<FilesError> for SourceError {
    fn from(error: FilesError) -> Self {
        Self::Files(error)
    }
}

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.paths).finish()
    }
}

impl<'f> Sources<'f> {
    /// Look at everything below `content/`, and read what is not known. `Err` where the disk fails; faults of the files
    /// are findings.
    pub fn read(diags: &mut Diagnostics, files: &'f dyn Files, seen: &mut Seen) -> Result<Self, FilesError> {
        let entries = files.list(CONTENT)?;
        let (texts, paths, changed) = (FxHashMap::default(), Vec::new(), Vec::new());
        let mut sources = Self { files, texts, paths, changed, attachments: BTreeMap::new(), broken: BTreeSet::new() };
        let mut wanted = Vec::new();
        for entry in entries {
            let stamp = if let EntryKind::File(_, stamp) = entry.kind { stamp } else { None };
            match accept(&entry) {
                Err(found) => {
                    sources.broken.insert(entry.path);
                    diags.push(*found);
                }
                Ok(true) => wanted.push((entry.path, stamp)),
                Ok(false) => drop(sources.attachments.insert(entry.path, stamp)),
            }
        }
        let look = |(path, stamp): &(SitePath, Option<Stamp>)| {
            match (stamp, seen.0.get(path)) {
                (Some(_), Some((known, reading))) if stamp == known => return Ok(Look::Known(reading.clone())),
                _ => {}
            }
            // Gone since it was listed: as if it had never been there.
            match files.read(path) {
                Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => Err(None),
                Err(error) => Err(Some(error)),
                Ok(bytes) => {
                    let (reading, text) = decode(path, bytes);
                    Ok(Look::Fresh(Arc::new(reading), text))
                }
            }
        };
        let read: Vec<_> = wanted.par_iter().map(look).collect();
        sources.texts.reserve(wanted.len());
        for ((path, stamp), result) in wanted.into_iter().zip(read) {
            let (reading, text, fresh) = match result {
                Ok(Look::Known(reading)) => (reading, None, false),
                Ok(Look::Fresh(reading, text)) => (reading, text, true),
                Err(None) => continue,
                Err(Some(error)) => return Err(error),
            };
            diags.append(reading.findings.clone());
            if reading.sound {
                sources.texts.insert(path.clone(), Source { key: reading.key, text: Mutex::new(text) });
                sources.paths.push(path.clone());
            } else {
                sources.broken.insert(path.clone());
            }
            if !fresh {
                continue;
            }
            let before = seen.0.get(&path).map(|(_, known)| known.key);
            if before != Some(reading.key) {
                sources.changed.push(path.clone());
            }
            seen.0.insert(path, (stamp, reading));
        }
        let count = sources.paths.len() + sources.broken.len();
        if seen.0.len() > count {
            let (texts, broken) = (&sources.texts, &sources.broken);
            seen.0.retain(|path, _| texts.contains_key(path) || broken.contains(path));
        }
        Ok(sources)
    }

    /// The paths of all texts, in order.
    pub fn paths(&self) -> impl Iterator<Item = &SitePath> {
        self.paths.iter()
    }

    /// Whether a text of this path can be read.
    pub fn has(&self, path: &SitePath) -> bool {
        self.texts.contains_key(path)
    }

    /// What the bytes of a text are known by; `None` where there is no such text.
    pub fn key(&self, path: &SitePath) -> Option<Key> {
        self.texts.get(path).map(|source| source.key)
    }

    /// A key of every text, attachment and file that cannot be read.
    pub fn key_of_all(&self) -> Key {
        let texts: Vec<(&SitePath, Key)> = self.paths.iter().map(|path| (path, self.texts[path].key)).collect();
        Key::of(&(texts, &self.attachments, &self.broken))
    }

    /// Every file below a folder, with a key of its bytes, in the order of their paths; attachments are read for it.
    pub fn below(&self, folder: &str) -> Result<Vec<(SitePath, Key)>, SourceError> {
        let mut found: Vec<(SitePath, Key)> =
            self.paths.iter().filter(|path| path.starts_with(folder)).map(|path| (path.clone(), self.texts[path].key)).collect();
        for path in self.attachments.keys().filter(|path| path.starts_with(folder)) {
            found.push((path.clone(), Key::of_bytes(&self.bytes(path)?)));
        }
        found.sort();
        Ok(found)
    }

    /// The bytes of an attachment, from the disk.
    pub fn bytes(&self, attachment: &SitePath) -> Result<Vec<u8>, SourceError> {
        match self.files.read(attachment) {
            Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => Err(SourceError::Changed(attachment.clone())),
            read => Ok(read?),
        }
    }

    /// A text, from memory or the disk. `Ok(None)` where there is no such text.
    pub fn text(&self, path: &SitePath) -> Result<Option<Arc<str>>, SourceError> {
        let Some(source) = self.texts.get(path) else { return Ok(None) };
        if let Some(text) = source.held().clone() {
            return Ok(Some(text));
        }
        let changed = || SourceError::Changed(path.clone());
        let bytes = match self.files.read(path) {
            Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => return Err(changed()),
            read => read?,
        };
        match decode(path, bytes) {
            (reading, Some(text)) if reading.key == source.key => Ok(Some(text)),
            _ => Err(changed()),
        }
    }

    /// Let go of a text that was read; whoever asks again, waits for the disk.
    pub fn release(&self, path: &SitePath) {
        if let Some(source) = self.texts.get(path) {
            *source.held() = None;
        }
    }
}

impl Source {
    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<str>>> {
        self.text.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Forget a file, so that it is read again.
    pub fn forget(&mut self, path: &SitePath) {
        self.0.remove(path);
    }
}

/// Whether an entry is a text file, or why it is refused.
fn accept(entry: &Entry) -> Result<bool, Box<Diagnostic>> {
    let span = Span::file(&entry.path);
    let is_record = entry.path.starts_with(PUBLISHED) && entry.path.extension() == "csv";
    let is_text = is_record || matches!(entry.path.extension(), "yaml" | "yml" | "md");
    let most = if is_record { MAX_RECORD } else { MAX_TEXT };
    match entry.kind {
        EntryKind::Link => Err(Box::new(say::symbolic_link(span))),
        EntryKind::Special => Err(Box::new(say::special_file(span))),
        EntryKind::BadName => Err(Box::new(say::bad_file_name(span, "it is not Unicode", "不是 Unicode 文字"))),
        EntryKind::File(..) if entry.path.has_bad_sign() => Err(Box::new(say::bad_file_name(
            span,
            "it has a sign that addresses or other systems refuse",
            "含有网址或其他系统不允许的符号",
        ))),
        EntryKind::File(length, _) if is_text && length > most => Err(Box::new(say::file_too_large(span, length, most))),
        EntryKind::File(..) => Ok(is_text),
    }
}

/// What a file's bytes are: its text where it is UTF-8, and the findings of its encoding.
fn decode(path: &SitePath, bytes: Vec<u8>) -> (Reading, Option<Arc<str>>) {
    let mut reading = Reading { key: Key::of_bytes(&bytes), sound: true, findings: Diagnostics::default() };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count();
            reading.findings.push(say::not_utf8(Span::file(path), line));
            reading.sound = false;
            return (reading, None);
        }
    };
    let mut text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            reading.findings.push(say::byte_order_mark(Span::file(path)));
            rest.to_owned()
        }
        None => text,
    };
    if let Some(at) = text.find("\r\n") {
        reading.findings.push(say::carriage_return(Span::new(path, Loc::new(at, at))));
        text = text.replace("\r\n", "\n");
    }
    (reading, Some(Arc::from(text)))
}
