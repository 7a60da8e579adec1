//! A publication as the record keeps it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
    site::{date::PartialDate, diagnostics as say},
};

/// The list of publications.
pub const FILE: &str = "content/published/publications.csv";

const HEADER: &str = "number,date,as_of,content,figures,manifest";

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publication {
    /// Counted from 1.
    pub number: u32,
    /// The day it was published.
    pub date: PartialDate,
    /// The date its figures speak of, as shown; empty where the site has none.
    pub as_of: String,
    /// The SHA-256 of the content it was made from.
    pub content: String,
    /// The SHA-256 of the files of figures as it left them: over a line `HASH YEAR.csv` for each, by year.
    pub figures: String,
    /// The SHA-256 of its manifest; empty as long as it is being built.
    pub manifest: String,
}

/// The publications of a list. Every fault is a finding.
pub fn read(diags: &mut Diagnostics, path: &SitePath, text: &str) -> Vec<Publication> {
    let mut found: Vec<Publication> = Vec::new();
    let mut start = 0;
    for (at, row) in text.split_inclusive('\n').enumerate() {
        let span = Span::new(path, Loc::new(start, start + row.trim_end().len()));
        start += row.len();
        let row = row.trim_end();
        if at == 0 {
            if row != HEADER {
                diags.push(say::record_damaged(span, HEADER));
                return found;
            }
            continue;
        }
        if row.is_empty() {
            continue;
        }
        let next = found.len() + 1;
        match parse(row).filter(|found| found.number as usize == next) {
            // Only the last can be unfinished.
            Some(publication) if found.last().is_none_or(|last| !last.manifest.is_empty()) => found.push(publication),
            _ => {
                diags.push(say::record_damaged(span, "number,day,date,SHA-256,SHA-256,SHA-256"));
                return found;
            }
        }
    }
    found
}

fn parse(row: &str) -> Option<Publication> {
    let parts: Vec<&str> = row.split(',').collect();
    let [number, date, as_of, content, figures, manifest] = parts[..] else { return None };
    let digest = |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let date = PartialDate::parse(date).filter(|date| date.is_day())?;
    let sound = digest(content)
        && digest(figures)
        && (manifest.is_empty() || digest(manifest))
        && (as_of.is_empty() || PartialDate::parse(as_of).is_some());
    sound.then(|| Publication {
        number: number.parse().unwrap_or_default(),
        date,
        as_of: as_of.to_owned(),
        content: content.to_owned(),
        figures: figures.to_owned(),
        manifest: manifest.to_owned(),
    })
}

/// The list as it is written.
pub fn written(publications: &[Publication]) -> String {
    let mut out = format!("{HEADER}\n");
    for Publication { number, date, as_of, content, figures, manifest } in publications {
        let _ = writeln!(out, "{number},{date},{as_of},{content},{figures},{manifest}");
    }
    out
}

/// The SHA-256 of all files of figures: over a line `HASH YEAR.csv` for each, by year.
pub fn figures<'t>(files: impl IntoIterator<Item = (i32, &'t str)>) -> String {
    let mut lines = String::new();
    for (year, text) in files {
        // An editor may have taken the last line's end away, which says nothing.
        let _ = writeln!(lines, "{} {year}.csv", sha256(&format!("{}\n", text.trim_end_matches('\n'))));
    }
    sha256(&lines)
}

fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
