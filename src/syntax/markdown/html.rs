//! Writing HTML.
//!
//! Comes in: events, and how to write them. Goes out: HTML of which everything is on the
//! allow-lists or of our own making. Never here: a script, a style or an event handler; a heading
//! beyond `h6`; an id without the prefix.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::escape::{attribute, encode, escape, put};
use super::footnotes::Notes;
use super::outline::{Heading, destination, indexed_headings, rank};
use super::raw::{RawHtml, block_source};
use super::sanitise::{is_safe, sanitise};
use super::tables::Table;
use super::{Spanned, end_of, plain_text};

/// How [`html`] writes.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Gives the address to write for a destination, or `None` to keep the destination.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
    /// The level, 1 to 6, that the text's highest heading has at least.
    pub top_level: u8,
    /// Put before every id, so that several texts can stand on one page.
    pub id_prefix: &'a str,
}

impl Default for Options<'_> {
    /// Keeps destinations, has headings begin at `h2`, and no prefix.
    fn default() -> Self {
        Options { resolve: &|_| None, top_level: 2, id_prefix: "" }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Options { top_level, id_prefix, .. } = self;
        f.debug_struct("Options").field("top_level", top_level).field("id_prefix", id_prefix).finish_non_exhaustive()
    }
}

/// Writes HTML that holds no script, no style and no event handler, whatever the text.
///
/// * Headings get the ids of [`headings`](super::headings) with the prefix, and are shifted to begin at
///   `top_level`; none goes beyond `h6`.
/// * Destinations go through `resolve`; one with a scheme that is not in [`ALLOWED_SCHEMES`](super::ALLOWED_SCHEMES)
///   is dropped. A link to a heading of the same text (`#id`) gets the prefix.
/// * A table stands in `<section class="gs-table">`, which can be scrolled by keyboard; alignment
///   is told by the classes `gs-align-left`, `gs-align-center` and `gs-align-right`.
/// * Footnotes are gathered in `<section class="gs-footnotes">` at the end, with links both ways.
/// * Raw HTML keeps the elements of [`ALLOWED_TAGS`](super::ALLOWED_TAGS) with the attributes of
///   [`ALLOWED_ATTRIBUTES`](super::ALLOWED_ATTRIBUTES), closed within the block they stand in.
pub fn html(events: &[Spanned<'_>], options: &Options<'_>) -> String {
    let mut writer = Writer::new(events, *options);
    writer.write(0..events.len());
    writer.out += &writer.raw.finish();
    writer.notes();
    let is_raw = |(event, _): &Spanned<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    if events.iter().any(is_raw) { sanitise(&writer.out) } else { writer.out }
}

struct Writer<'e, 'a> {
    events: &'e [Spanned<'a>],
    options: Options<'e>,
    out: String,
    raw: RawHtml,
    /// The headings by the index of their start event, in order.
    headings: Vec<(usize, Heading)>,
    shift: u8,
    table: Table<'e>,
    notes: Notes<'e>,
}

impl<'e, 'a> Writer<'e, 'a> {
    fn new(events: &'e [Spanned<'a>], options: Options<'e>) -> Self {
        let headings: Vec<_> = indexed_headings(events).collect();
        let top = options.top_level.clamp(1, 6);
        let least = headings.iter().map(|(_, heading)| heading.level).min().unwrap_or(top);
        let length = events.last().map_or(0, |(_, span)| span.end);
        Writer {
            events,
            options,
            out: String::with_capacity(length + length / 2),
            raw: RawHtml::default(),
            headings,
            shift: top.saturating_sub(least),
            table: Table::default(),
            notes: Notes::new(events, options.id_prefix),
        }
    }

    fn write(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.event(index).max(index + 1);
        }
    }

    /// Writes the event at `index` and gives the index of the next to write.
    fn event(&mut self, index: usize) -> usize {
        match &self.events[index].0 {
            Event::Start(Tag::HtmlBlock) => return self.raw_block(index),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, dest_url, title),
            Event::Start(Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_)) => {
                return end_of(self.events, index) + 1;
            }
            Event::Start(tag) => {
                self.start(index, tag);
                self.raw.enter();
            }
            Event::End(end) => {
                self.out += &self.raw.leave();
                self.end(index, *end);
            }
            Event::Text(text) => escape(&mut self.out, text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.code(text);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.out += &self.raw.clean(html).html,
            Event::FootnoteReference(name) => self.notes.reference(&mut self.out, name),
            Event::SoftBreak => self.out += "\n",
            Event::HardBreak => self.out += "<br>\n",
            Event::Rule => self.out += "<hr>\n",
            Event::TaskListMarker(_) => {}
        }
        index + 1
    }

    fn raw_block(&mut self, index: usize) -> usize {
        self.out += &self.raw.clean(&block_source(self.events, index)).html;
        end_of(self.events, index) + 1
    }

    fn code(&mut self, text: &str) {
        self.out += "<code>";
        escape(&mut self.out, text);
        self.out += "</code>";
    }

    fn start(&mut self, index: usize, tag: &'e Tag<'a>) {
        match tag {
            Tag::Paragraph => self.out += "<p>",
            Tag::Heading { level, .. } => self.heading(index, rank(*level)),
            Tag::BlockQuote(_) => self.out += "<blockquote>\n",
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.out += "<ul>\n",
            Tag::List(Some(1)) => self.out += "<ol>\n",
            Tag::List(Some(first)) => put(&mut self.out, format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out += "<li>",
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.table.start(&mut self.out, tag),
            Tag::Emphasis => self.out += "<em>",
            Tag::Strong => self.out += "<strong>",
            Tag::Strikethrough => self.out += "<del>",
            Tag::Link { link_type, dest_url, title, .. } => self.link(&destination(*link_type, dest_url), title),
            _ => {}
        }
    }

    fn end(&mut self, index: usize, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.out += "</p>\n",
            TagEnd::Heading(level) => {
                let level = self.level(rank(level));
                put(&mut self.out, format_args!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => self.out += "</blockquote>\n",
            TagEnd::CodeBlock => self.out += "</code></pre>\n",
            TagEnd::List(ordered) => self.out += if ordered { "</ol>\n" } else { "</ul>\n" },
            TagEnd::Item => self.out += "</li>\n",
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                let rows_follow = matches!(self.events.get(index + 1), Some((Event::Start(Tag::TableRow), _)));
                self.table.end(&mut self.out, end, rows_follow);
            }
            TagEnd::Emphasis => self.out += "</em>",
            TagEnd::Strong => self.out += "</strong>",
            TagEnd::Strikethrough => self.out += "</del>",
            TagEnd::Link => self.out += "</a>",
            _ => {}
        }
    }

    fn level(&self, level: u8) -> u8 {
        (level + self.shift).min(6)
    }

    fn heading(&mut self, index: usize, level: u8) {
        let level = self.level(level);
        let found = self.headings.binary_search_by_key(&index, |(index, _)| *index);
        let id = found.map_or("section", |at| &self.headings[at].1.id);
        let id = self.options.id_prefix.to_owned() + id;
        put(&mut self.out, format_args!("<h{level}"));
        attribute(&mut self.out, "id", &id);
        self.out += ">";
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.out += "<pre><code";
        if let CodeBlockKind::Fenced(info) = kind {
            let language = info.split_whitespace().next().unwrap_or_default();
            if !language.is_empty() {
                attribute(&mut self.out, "class", &format!("language-{language}"));
            }
        }
        self.out += ">";
    }

    fn link(&mut self, dest: &str, title: &str) {
        self.out += "<a";
        if let Some(dest) = self.address(dest) {
            attribute(&mut self.out, "href", &dest);
        }
        if !title.is_empty() {
            attribute(&mut self.out, "title", title);
        }
        self.out += ">";
    }

    /// An image without an address shows the text that stands for it.
    fn image(&mut self, index: usize, dest: &str, title: &str) -> usize {
        let end = end_of(self.events, index);
        let alt = plain_text(&self.events[index + 1..end]);
        if let Some(dest) = self.address(dest).filter(|dest| !dest.is_empty()) {
            self.out += "<img";
            attribute(&mut self.out, "src", &dest);
            attribute(&mut self.out, "alt", &alt);
            if !title.is_empty() {
                attribute(&mut self.out, "title", title);
            }
            self.out += " loading=\"lazy\">";
        } else {
            escape(&mut self.out, &alt);
        }
        end + 1
    }

    /// The address to write for a destination; none if it is not safe to follow.
    fn address(&self, dest: &str) -> Option<String> {
        let resolved = (self.options.resolve)(dest).map_or_else(|| self.local(dest), Cow::Owned);
        is_safe(&resolved).then(|| encode(&resolved))
    }

    fn local<'d>(&self, dest: &'d str) -> Cow<'d, str> {
        match dest.strip_prefix('#') {
            Some(id) if self.headings.iter().any(|(_, heading)| heading.id == id) => format!("#{}{id}", self.options.id_prefix).into(),
            _ => dest.into(),
        }
    }

    /// Writes the footnotes. Their contents come first, as they may refer to further notes.
    fn notes(&mut self) {
        let body = std::mem::take(&mut self.out);
        let mut contents = Vec::new();
        while let Some(content) = self.notes.content(contents.len()) {
            self.raw.enter();
            self.write(content);
            self.out += &self.raw.leave();
            contents.push(std::mem::take(&mut self.out));
        }
        self.out = body;
        self.notes.list(&mut self.out, &contents);
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn render(text: &str) -> String {
        html(&parse(text), &Options::default())
    }

    #[test]
    fn headings_are_shifted_and_kept_within_h6() {
        assert_eq!(render("# 甲\n### 乙"), "<h2 id=\"甲\">甲</h2>\n<h4 id=\"乙\">乙</h4>\n");
        assert_eq!(render("### 甲"), "<h3 id=\"甲\">甲</h3>\n");
        let deep = Options { top_level: 5, id_prefix: "p1-", ..Options::default() };
        let text = "# 甲\n## 乙\n### 丙 {onclick=x .c}\n[见](#甲)";
        let expected = "<h5 id=\"p1-甲\">甲</h5>\n<h6 id=\"p1-乙\">乙</h6>\n<h6 id=\"p1-丙\">丙</h6>\n<p><a href=\"#p1-甲\">见</a></p>\n";
        assert_eq!(html(&parse(text), &deep), expected);
    }

    #[test]
    fn destinations_are_resolved() {
        let resolve = |dest: &str| dest.strip_suffix(".md").map(|page| format!("/{page}/?a=1&b=\"2\""));
        let options = Options { resolve: &resolve, ..Options::default() };
        let written = html(&parse("[甲](概况.md) [乙](其他) ![丙](图.md)"), &options);
        assert_eq!(
            written,
            "<p><a href=\"/概况/?a=1&amp;b=%222%22\">甲</a> <a href=\"其他\">乙</a> \
             <img src=\"/图/?a=1&amp;b=%222%22\" alt=\"丙\" loading=\"lazy\"></p>\n"
        );
        let hostile = Options { resolve: &|_| Some("javascript:alert(1)".to_owned()), ..Options::default() };
        assert_eq!(html(&parse("[甲](乙)![丙](丁)"), &hostile), "<p><a>甲</a>丙</p>\n");
    }
}
