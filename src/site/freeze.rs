//! Frozen years: a digest of a year's content, so that nobody changes it without a word.
//!
//! In: the sources of a site. Out: the digest, and findings where a frozen year is no longer what it was. `year.yaml`
//! counts without its `frozen` and `corrections`, which speak of the freeze itself and of what came after it.

use std::fmt::Write as _;

use super::{Site, diagnostics as say, model::Programme};
use crate::{
    diag::{Diagnostics, Span},
    files::SitePath,
    memo::Key,
    source::{SourceError, Sources},
    syntax::yaml::{self, Entry, Value},
};

/// The keys of `year.yaml` that are not part of what is frozen.
const APART: &[&str] = &["frozen", "冻结", "corrections", "更正"];

/// The digest of a year's content: 64 hexadecimal digits of BLAKE3 over the path and the hash of every file below its
/// folder, in the order of their paths.
pub fn digest(sources: &Sources<'_>, year: i32) -> Result<String, SourceError> {
    let folder = format!("content/{year}/");
    let programme = SitePath::new(&format!("{folder}year.yaml"));
    let mut hasher = blake3::Hasher::new();
    for (path, key) in sources.below(&folder)? {
        let key = match sources.text(&path)? {
            Some(_) if path == programme => own_key(sources, &programme)?,
            // As read: other line ends are no change.
            Some(text) => Key::of_bytes(text.as_bytes()),
            None => key,
        };
        hasher.update(format!("{path}\n{key:?}\n").as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize().as_bytes() {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

/// The key of `year.yaml` without what is not frozen, and without blank lines.
fn own_key(sources: &Sources<'_>, path: &SitePath) -> Result<Key, SourceError> {
    let Some(text) = sources.text(path)? else { return Ok(Key::default()) };
    let mut kept = String::new();
    let mut from = 0;
    if let Some(node) = yaml::parse(&mut Diagnostics::default(), path, &text, 0)
        && let Value::Map(entries) = &node.value
    {
        for at in (0..entries.len()).filter(|at| APART.contains(&&*entries[*at].key)) {
            let lines = lines_of(&text, entries, at);
            kept.push_str(text.get(from..lines.start).unwrap_or_default());
            from = lines.end;
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    let lines: Vec<&str> = kept.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    Ok(Key::of_bytes(lines.join("\n").as_bytes()))
}

/// The bytes of the lines an entry of a file's top level takes, without the blank lines and comments after it.
pub fn lines_of(text: &str, entries: &[Entry<'_>], at: usize) -> std::ops::Range<usize> {
    let line_start = |byte: usize| text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
    let start = line_start(entries[at].key_loc.start as usize);
    let limit = entries.get(at + 1).map_or(text.len(), |next| line_start(next.key_loc.start as usize)).max(start);
    let mut end = start;
    let mut line = start;
    for part in text[start..limit].split_inclusive('\n') {
        line += part.len();
        if !part.trim().is_empty() && !part.starts_with('#') {
            end = line;
        }
    }
    start..end
}

/// How many corrections a year and its projects have.
pub fn corrections(programme: &Programme) -> usize {
    programme.corrections.len() + programme.projects.iter().map(|project| project.corrections.len()).sum::<usize>()
}

/// Findings for frozen years that are no longer what they were.
pub fn check(diags: &mut Diagnostics, site: &Site<'_>) -> Result<(), SourceError> {
    for programme in &site.programmes {
        let Some(freeze) = programme.frozen.as_ref().filter(|freeze| !freeze.digest.is_empty()) else { continue };
        let found = digest(site.sources, programme.year)?;
        if found != freeze.digest {
            let corrected = corrections(programme) > freeze.corrections as usize;
            diags.push(say::frozen_changed(Span::new(&programme.path, freeze.loc), programme.year, corrected));
        }
    }
    Ok(())
}
