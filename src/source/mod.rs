//! The inputs of a site, read once: text files decoded, attachments listed, faults of encoding and naming found.
//!
//! In: [`Files`]. Out: texts by path. Nothing is parsed here and nothing is kept of a file that cannot be read as text.

mod diagnostics;

use std::{collections::BTreeSet, sync::Arc};

use rayon::prelude::*;

use crate::{
    diag::{Diagnostics, Loc, Span, Texts},
    files::{Entry, EntryKind, Files, FilesError, SitePath},
};
use diagnostics as say;

/// The folder of a site that holds what is written about.
pub const CONTENT: &str = "content";
/// Largest text file that is read; the largest real one is a fiftieth of it.
const MAX_TEXT: u64 = 2 << 20;

/// Everything below `content/`.
#[derive(Debug, Default)]
pub struct Sources {
    /// YAML and Markdown by path, line ends as `\n`, without byte order mark.
    pub texts: Texts,
    /// Every other file.
    pub attachments: Vec<SitePath>,
    /// Text files that could not be read; what they would have defined is not missed.
    pub broken: BTreeSet<SitePath>,
}

impl Sources {
    /// Read everything below `content/`. `Err` where the disk fails; faults of the files are findings.
    pub fn read(diags: &mut Diagnostics, files: &dyn Files) -> Result<Self, FilesError> {
        let entries = files.list(CONTENT)?;
        let mut sources = Self::default();
        let mut wanted = Vec::new();
        for entry in &entries {
            match accept(entry) {
                Err(found) => {
                    sources.broken.insert(entry.path.clone());
                    diags.push(*found);
                }
                Ok(true) => wanted.push(&entry.path),
                Ok(false) => sources.attachments.push(entry.path.clone()),
            }
        }
        let read: Vec<_> = wanted.par_iter().map(|path| files.read(path).map(|bytes| decode(path, bytes))).collect();
        for (path, result) in wanted.into_iter().zip(read) {
            let (text, found) = result?;
            diags.append(found);
            match text {
                Some(text) => {
                    sources.texts.insert(path.clone(), text);
                }
                None => {
                    sources.broken.insert(path.clone());
                }
            }
        }
        Ok(sources)
    }
}

/// Whether an entry is a text file, or why it is refused.
fn accept(entry: &Entry) -> Result<bool, Box<crate::diag::Diagnostic>> {
    let span = Span::file(&entry.path);
    let is_text = matches!(entry.path.extension(), "yaml" | "yml" | "md");
    match entry.kind {
        EntryKind::Link => Err(Box::new(say::symbolic_link(span))),
        EntryKind::Special => Err(Box::new(say::special_file(span))),
        EntryKind::BadName => Err(Box::new(say::bad_file_name(span, "it is not Unicode", "不是 Unicode 文字"))),
        EntryKind::File(_) if entry.path.has_bad_sign() => Err(Box::new(say::bad_file_name(
            span,
            "it has a sign that addresses or other systems refuse",
            "含有网址或其他系统不允许的符号",
        ))),
        EntryKind::File(length) if is_text && length > MAX_TEXT => Err(Box::new(say::file_too_large(span, length, MAX_TEXT))),
        EntryKind::File(_) => Ok(is_text),
    }
}

/// The text of a file with its findings; `None` where it is not UTF-8.
fn decode(path: &SitePath, bytes: Vec<u8>) -> (Option<Arc<str>>, Diagnostics) {
    let mut diags = Diagnostics::default();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count();
            diags.push(say::not_utf8(Span::file(path), line));
            return (None, diags);
        }
    };
    let mut text = match text.strip_prefix('\u{feff}') {
        Some(rest) => {
            diags.push(say::byte_order_mark(Span::file(path)));
            rest.to_owned()
        }
        None => text,
    };
    if let Some(at) = text.find("\r\n") {
        diags.push(say::carriage_return(Span::new(path, Loc::new(at, at))));
        text = text.replace("\r\n", "\n");
    }
    (Some(Arc::from(text)), diags)
}
