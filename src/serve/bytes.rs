//! What a browser already has, and what part it wants: entity tags and byte ranges.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Range(Range<usize>),
    /// Bytes it does not have, or nothing that can be understood.
    Unsatisfiable,
}

/// Whether `If-None-Match` names this tag, so that nothing need be sent.
pub fn is_fresh(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).any(|named| named == "*" || named.strip_prefix("W/").unwrap_or(named) == tag)
}

/// The part a request asks for. Several ranges are answered with the whole, as a server may; so is a range of a file
/// that has changed since (`If-Range`).
pub fn part(headers: &HeaderMap, tag: &str, length: usize) -> Part {
    let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else { return Part::Whole };
    let Some((unit, ranges)) = range.split_once('=') else { return Part::Whole };
    let changed = headers.get(header::IF_RANGE).is_some_and(|named| named.as_bytes() != tag.as_bytes());
    if changed || !unit.trim().eq_ignore_ascii_case("bytes") || ranges.contains(',') {
        return Part::Whole;
    }
    range_of(ranges.trim(), length).map_or(Part::Unsatisfiable, Part::Range)
}

/// The bytes `2-5`, `2-` or `-5` mean.
fn range_of(text: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = text.split_once('-')?;
    if first.is_empty() {
        let count = number(last)?.min(length);
        return (count > 0).then(|| length - count..length);
    }
    let first = number(first)?;
    let last = if last.is_empty() { usize::MAX } else { number(last)? };
    (first <= last && first < length).then(|| first..last.saturating_add(1).min(length))
}

/// A number of digits alone; one too large to count is larger than any file.
fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}
