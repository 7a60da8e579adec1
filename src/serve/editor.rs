//! Links that open a place of a source file in an editor.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::html::escape;
use crate::diag::{LineIndex, Span, Texts};

/// What may stand in a path of an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Makes the links of one report.
#[derive(Debug, Clone, Copy)]
pub struct Editor<'a> {
    /// The absolute folder of the site.
    pub root: &'a Path,
    /// The texts that spans point into.
    pub texts: &'a Texts,
}

impl Editor<'_> {
    /// A link to a span, reading `path:line:column`.
    pub fn link(self, span: &Span) -> String {
        let text = self.texts.get(&span.path).map_or("", |text| text);
        let (line, column) = LineIndex::new(text).position(span.loc.start as usize);
        self.place(&span.path, line, column)
    }

    /// A link to a line and a column, both from 1, reading `path:line:column`.
    pub fn place(self, path: &str, line: usize, column: usize) -> String {
        let shown = format!("{path}:{line}:{column}");
        anchor(&self.address(path, line, column), &shown)
    }

    /// A link to the beginning of a file, reading its path.
    pub fn file(self, path: &str) -> String {
        anchor(&self.address(path, 1, 1), path)
    }

    fn address(self, path: &str, line: usize, column: usize) -> String {
        let root = self.root.to_string_lossy();
        let root = if cfg!(windows) { root.replace('\\', "/") } else { root.into_owned() };
        let root = root.trim_end_matches('/');
        let slash = if root.is_empty() || root.starts_with('/') { "" } else { "/" };
        // The colon of a drive stays one; any other would be read as a line.
        let (drive, rest) = match root.get(..2) {
            Some(drive) if drive.ends_with(':') && cfg!(windows) => root.split_at(drive.len()),
            _ => ("", root),
        };
        format!("vscode://file{slash}{drive}{}/{}:{line}:{column}", utf8_percent_encode(rest, PATH), utf8_percent_encode(path, PATH))
    }
}

fn anchor(address: &str, shown: &str) -> String {
    format!("<a class=\"place\" href=\"{}\">{}</a>", escape(address), escape(shown))
}
