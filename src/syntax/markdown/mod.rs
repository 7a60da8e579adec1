//! Markdown for public disclosure: CommonMark with tables, footnotes, strikethrough and
//! heading attributes, made friendly to Chinese text.
//!
//! Comes in: a piece of Markdown text. Goes out: events with their places in that text, and
//! from the events headings, links, plain text, summaries and safe HTML.
//! Never here: files, settings, clocks; a panic; a script, a style or an event handler in the HTML.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::cjk;

mod breaks;
mod emphasis;
mod escape;
mod footnotes;
mod html;
mod outline;
mod quantity;
mod raw;
mod runs;
mod sanitise;
mod summary;
mod tables;

pub use html::{Options, html};
pub use outline::{Heading, Link, headings, links};
pub use raw::raw_html_spans;
pub use sanitise::{ALLOWED_ATTRIBUTES, ALLOWED_SCHEMES, ALLOWED_TAGS, has_userinfo};
pub use summary::{plain_text, summary};

/// An event and the bytes of the original text it comes from.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// The extensions that are on; the rest of pulldown-cmark's (task lists among them) are off.
pub const EXTENSIONS: pulldown_cmark::Options = pulldown_cmark::Options::ENABLE_TABLES
    .union(pulldown_cmark::Options::ENABLE_FOOTNOTES)
    .union(pulldown_cmark::Options::ENABLE_STRIKETHROUGH)
    .union(pulldown_cmark::Options::ENABLE_HEADING_ATTRIBUTES);

/// Reads Markdown. Every range lies within `text`, on character boundaries.
///
/// Where the text holds no CJK character the events are pulldown-cmark's own. Otherwise
/// emphasis beside CJK characters follows the CJK-friendly amendments to CommonMark, and a
/// line break between two CJK characters is no space.
///
/// Emphasis is not amended inside the label of a shortcut or collapsed reference link
/// (`[**甲：**乙]`), as the label is what finds its definition.
pub fn parse(text: &str) -> Vec<Spanned<'_>> {
    let mut events = Vec::with_capacity(text.len() / 16);
    events.extend(Parser::new_ext(text, EXTENSIONS).into_offset_iter());
    if text.chars().any(cjk::is_cjk) {
        if let Some(amended) = emphasis::amend(text, &events) {
            events = amended;
        }
        breaks::join_lines(&mut events);
    }
    events
}

/// The index of the event that ends the one at `start`, or the number of events.
fn end_of(events: &[Spanned<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    events.len()
}
