//! Places in source files: byte ranges, and the lines and columns people read. No text is kept here.

use serde::{Deserialize, Serialize};

use crate::files::SitePath;

/// A byte range in some file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Loc {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Loc {
    /// A range of bytes; a file over 4 GiB is never read as text.
    pub fn new(start: usize, end: usize) -> Self {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: small(start), end: small(end) }
    }

    /// This range, counted from a place further on.
    #[must_use]
    pub fn offset(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }

    /// The range as `usize`s.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A byte range in a named file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub path: SitePath,
    /// The range.
    pub loc: Loc,
}

impl Span {
    /// A place in a file.
    pub fn new(path: &SitePath, loc: Loc) -> Self {
        Self { path: path.clone(), loc }
    }

    /// The start of a file, for findings about the whole of it.
    pub fn file(path: &SitePath) -> Self {
        Self::new(path, Loc::default())
    }
}

/// Lines and columns of a text.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// The lines of a text.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = self.floor(byte);
        let line = self.starts.partition_point(|&start| start <= byte) - 1;
        (line + 1, self.text[self.starts[line]..byte].chars().count() + 1)
    }

    /// The text of a line, counted from 1, without its end.
    pub fn line(&self, line: usize) -> &'a str {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.text.len(), |&next| next - 1);
        self.text[start..end].trim_end_matches('\r')
    }

    /// The byte at which a line, counted from 1, begins.
    pub fn start(&self, line: usize) -> usize {
        self.starts[line - 1]
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The nearest character boundary at or before a byte.
    pub fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}
