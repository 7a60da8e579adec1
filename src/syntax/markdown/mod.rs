//! Markdown for public disclosure: CommonMark with tables, footnotes, strikethrough and
//! heading attributes, made friendly to Chinese text.
//!
//! Comes in: a piece of Markdown text. Goes out: events with their places in that text, and
//! from the events headings, links, plain text, summaries and safe HTML.
//! Never here: files, settings, clocks; a panic; a script, a style or an event handler in the HTML.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

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
    if is_one_plain_line(text) {
        let whole = 0..text.len();
        let paragraph = || (Event::Start(Tag::Paragraph), whole.clone());
        return vec![paragraph(), (Event::Text(text.into()), whole.clone()), (Event::End(TagEnd::Paragraph), whole.clone())];
    }
    parse_anything(text)
}

/// Whether a text is one line of words without a sign that means anything in Markdown: most remarks are, and need no
/// parser. A line that begins with a digit could be a list.
fn is_one_plain_line(text: &str) -> bool {
    let plain =
        |b: u8| !b.is_ascii() || b.is_ascii_alphanumeric() || matches!(b, b' ' | b',' | b'.' | b';' | b'%' | b'/' | b'-' | b'(' | b')');
    let begins = text.bytes().next().is_some_and(|b| !b.is_ascii() || b.is_ascii_alphabetic());
    begins && !text.ends_with(char::is_whitespace) && !text.starts_with(char::is_whitespace) && text.bytes().all(plain)
}

fn parse_anything(text: &str) -> Vec<Spanned<'_>> {
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

#[cfg(test)]
mod tests {
    use super::{is_one_plain_line, parse, parse_anything};

    #[test]
    fn a_plain_line_is_what_the_parser_makes_of_it() {
        let plain = [
            "施工单位按计划进场，每周公布进度并接受监督。",
            "原文是“已完成，正式运营”，没有分机构列出。",
            "约11.875万人次（148.4%），1-9月；A/B (x) y.",
            "word",
            "一",
            "—— 两行之间没有",
            "末尾空格在中间 有\u{3000}全角",
        ];
        for text in plain {
            assert!(is_one_plain_line(text), "{text}");
            assert_eq!(parse(text), parse_anything(text), "{text}");
        }
        for text in [
            "",
            " 一",
            "一 ",
            "一\u{3000}",
            "一\n二",
            "1. 一",
            "- 一",
            "**一**",
            "[一](b.md)",
            "<b>",
            "a_b",
            "# 一",
            "a|b",
            "&amp;",
            "`一`",
            "一\\*",
            "~~一~~",
        ] {
            assert!(!is_one_plain_line(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_plain_line_is_what_the_parser_makes_of_it(text in "[一二。，（）“”：a-z0-9 ,.;%/()-]{1,40}") {
            if is_one_plain_line(&text) {
                proptest::prop_assert_eq!(parse(&text), parse_anything(&text));
            }
        }
    }
}
