//! Raw HTML within Markdown, rewritten tag by tag.
//!
//! Comes in: the HTML of a block or an inline tag as written. Goes out: the same with allowed tags
//! and attributes only, well nested within its block, and whether anything was taken out.
//! Never here: an unclosed tag that swallows what follows; an end tag that closes what is around.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::put;
use super::sanitise::{ALLOWED_TAGS, is_allowed_attribute, is_clean_value};
use super::{Spanned, end_of};

/// Elements without content and end tag.
const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// Elements whose content is no text for readers.
const OPAQUE: &[&str] =
    &["iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "textarea", "title", "xmp"];

/// Gives the places of raw HTML that the sanitiser changes or drops: whole HTML blocks, and
/// inline tags one by one. Comments, which no reader sees in any case, are not reported.
pub fn raw_html_spans(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let mut raw = RawHtml::default();
    let mut spans = Vec::new();
    for (index, (event, span)) in events.iter().enumerate() {
        let cleaned = match event {
            Event::Start(Tag::HtmlBlock) => raw.clean(&block_source(events, index)),
            Event::InlineHtml(tag) => raw.clean(tag),
            Event::Start(_) => {
                raw.enter();
                continue;
            }
            Event::End(end) if *end != TagEnd::HtmlBlock => {
                raw.leave();
                continue;
            }
            _ => continue,
        };
        if cleaned.changed {
            spans.push(span.clone());
        }
    }
    spans
}

/// The lines of the HTML block that begins at an event.
pub(super) fn block_source(events: &[Spanned<'_>], start: usize) -> String {
    let mut source = String::new();
    for (event, _) in &events[start..end_of(events, start)] {
        if let Event::Html(line) = event {
            source += line;
        }
    }
    source
}

/// Rewrites raw HTML tag by tag so that it can neither break out of the block it stands in
/// nor swallow what follows it: only allowed tags and attributes, well nested within each
/// block. What it gives is still checked by ammonia, with all that surrounds it.
#[derive(Debug, Default)]
pub(super) struct RawHtml {
    open: Vec<(String, usize)>,
    depth: usize,
}

#[derive(Debug, Default)]
pub(super) struct Cleaned {
    pub html: String,
    changed: bool,
}

/// A tag as written.
#[derive(Debug)]
struct RawTag<'a> {
    name: String,
    closing: bool,
    empty: bool,
    attributes: Vec<(String, &'a str)>,
}

impl RawHtml {
    /// Enters a block or an inline element.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// Leaves a block or an inline element: gives the end tags of what was left open in it.
    pub(super) fn leave(&mut self) -> String {
        let kept = self.open.iter().rposition(|(_, depth)| *depth < self.depth).map_or(0, |last| last + 1);
        self.depth = self.depth.saturating_sub(1);
        self.close_to(kept)
    }

    /// Gives the end tags of what is open still.
    pub(super) fn finish(&mut self) -> String {
        self.close_to(0)
    }

    fn close_to(&mut self, kept: usize) -> String {
        if kept == self.open.len() {
            return String::new();
        }
        self.open.drain(kept..).rev().fold(String::new(), |html, (name, _)| html + "</" + &name + ">")
    }

    /// Rewrites the HTML of a block, or an inline tag.
    pub(super) fn clean(&mut self, source: &str) -> Cleaned {
        let mut cleaned = Cleaned::default();
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            cleaned.html.push_str(&rest[..at]);
            rest = self.markup(&rest[at..], &mut cleaned);
        }
        cleaned.html.push_str(rest);
        cleaned
    }

    /// Deals with what begins at a `<`, and gives what comes after it.
    fn markup<'a>(&mut self, source: &'a str, cleaned: &mut Cleaned) -> &'a str {
        if let Some(comment) = source.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        if source.starts_with("<!") || source.starts_with("<?") {
            cleaned.changed = true;
            return source.find('>').map_or("", |end| &source[end + 1..]);
        }
        let Some((tag, rest)) = raw_tag(source) else {
            cleaned.changed |= source[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            cleaned.html.push_str("&lt;");
            return &source[1..];
        };
        if ALLOWED_TAGS.contains(&&*tag.name) {
            self.tag(&tag, cleaned);
            return rest;
        }
        cleaned.changed = true;
        if OPAQUE.contains(&&*tag.name) && !tag.closing { after_end_tag(rest, &tag.name) } else { rest }
    }

    fn tag(&mut self, tag: &RawTag<'_>, cleaned: &mut Cleaned) {
        let void = VOID.contains(&&*tag.name);
        if tag.closing {
            let open = |(name, depth): &(String, usize)| *name == tag.name && *depth == self.depth;
            match self.open.iter().rposition(open) {
                Some(kept) => cleaned.html += &self.close_to(kept),
                None => cleaned.changed = true,
            }
            return;
        }
        cleaned.html += "<";
        cleaned.html += &tag.name;
        write_attributes(tag, cleaned);
        cleaned.html += ">";
        if tag.empty && !void {
            put(&mut cleaned.html, format_args!("</{}>", tag.name));
        } else if !void {
            self.open.push((tag.name.clone(), self.depth));
        }
    }
}

fn write_attributes(tag: &RawTag<'_>, cleaned: &mut Cleaned) {
    let mut seen = BTreeSet::new();
    for (name, value) in &tag.attributes {
        if seen.insert(name) && is_allowed_attribute(&tag.name, name) && is_clean_value(&tag.name, name, value) {
            let value = value.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
            put(&mut cleaned.html, format_args!(" {name}=\"{value}\""));
        } else {
            cleaned.changed = true;
        }
    }
}

/// What follows the end tag of an element whose content is dropped; nothing if it has none.
fn after_end_tag<'a>(source: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let lower = source.to_ascii_lowercase();
    let Some(at) = lower.find(&end) else {
        return "";
    };
    source[at..].find('>').map_or("", |close| &source[at + close + 1..])
}

/// Reads a whole tag at the beginning of `source`; nothing if it is none or has no end.
fn raw_tag(source: &str) -> Option<(RawTag<'_>, &str)> {
    let rest = source.strip_prefix('<')?;
    let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, mut rest) = split_where(rest, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let mut tag = RawTag { name: name.to_ascii_lowercase(), closing, empty: false, attributes: Vec::new() };
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = trimmed.strip_prefix('>') {
            tag.empty = rest.trim_end_matches(trimmed).ends_with('/');
            return Some((tag, after));
        }
        let (attribute, after) = raw_attribute(trimmed)?;
        tag.attributes.push(attribute);
        rest = after;
    }
}

fn raw_attribute(source: &str) -> Option<((String, &str), &str)> {
    let first = source.chars().next()?.len_utf8();
    let (more, rest) = split_where(&source[first..], |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
    let name = source[..first + more.len()].to_ascii_lowercase();
    let Some(value) = rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
        return Some(((name, ""), rest));
    };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value[1..].split_once(quote)?,
        None => split_where(value, |c| c.is_ascii_whitespace() || c == '>'),
    };
    Some(((name, value), rest))
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{Options, html, parse};
    use super::*;

    fn render(text: &str) -> String {
        html(&parse(text), &Options::default())
    }

    #[test]
    fn raw_html_keeps_to_the_list() {
        assert_eq!(render("甲<b>乙</b>H<sub>2</sub>O"), "<p>甲<b>乙</b>H<sub>2</sub>O</p>\n");
        assert_eq!(render("甲<font color=red>乙</font>"), "<p>甲乙</p>\n");
        assert_eq!(
            render("<details open>\n<summary>甲</summary>\n\n**乙：**丙\n\n</details>").replace('\n', ""),
            "<details open=\"\"><summary>甲</summary><p><strong>乙：</strong>丙</p></details>"
        );
        assert_eq!(render("<script>\nalert(1)\n</script>\n\n甲").trim(), "<p>甲</p>");
        assert_eq!(render("甲<!-- 编者注 -->乙"), "<p>甲乙</p>\n");
        assert_eq!(render("甲<img src=\"a.png\" alt=乙 onerror=x>"), "<p>甲</p>\n");
    }

    #[test]
    fn what_the_sanitiser_changes_is_reported() {
        let spans =
            |text: &str| -> Vec<String> { raw_html_spans(&parse(text)).into_iter().map(|span| text[span].trim_end().to_owned()).collect() };
        assert_eq!(spans("甲<b>乙</b><br>H<sub>2</sub><!-- c --> <a href=\"https://x.cn/?a=1&amp;b\">丙</a>"), Vec::<String>::new());
        assert_eq!(spans("<table>\n<tr><td colspan=2>甲</td></tr>\n</table>"), Vec::<String>::new());
        assert_eq!(spans("甲<font>乙</font>"), ["<font>", "</font>"]);
        assert_eq!(spans("**甲：**乙<b onclick=x>乙</b>"), ["<b onclick=x>"]);
        assert_eq!(spans("<a href=\"jav&#97;script:x\">甲</a>"), ["<a href=\"jav&#97;script:x\">"]);
        assert_eq!(spans("<a href=\"../a.md\">甲</a>"), ["<a href=\"../a.md\">"]);
        assert_eq!(spans("<a href=\"https://u@x.cn/\">甲</a>"), ["<a href=\"https://u@x.cn/\">"]);
        assert_eq!(spans("甲<img src=\"a.png\">"), ["<img src=\"a.png\">"]);
        assert_eq!(spans("<div style=\"x\">\n甲\n</div>\n\n乙"), ["<div style=\"x\">\n甲\n</div>"]);
        assert_eq!(spans("<script>x</script>\n\n</b>"), ["<script>x</script>", "</b>"]);
    }
}
