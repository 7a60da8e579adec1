//! Footnotes: their numbers, the marks in the text and the list at its end, with links both ways.
//!
//! Comes in: the names in the order they are referred to. Goes out: the HTML around what the notes
//! hold. Never here: the contents of a note; a note lost because nothing refers to it.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::escape::{attribute, escape, put};
use super::{Spanned, end_of};

/// A footnote: where its content is, and how often the text refers to it.
#[derive(Debug)]
struct Note {
    content: Range<usize>,
    references: usize,
}

/// The footnotes of a text.
#[derive(Debug)]
pub(super) struct Notes<'e> {
    /// Put before every id.
    prefix: &'e str,
    /// Where each footnote's content stands.
    definitions: BTreeMap<&'e str, Range<usize>>,
    /// Footnotes in the order they are numbered.
    numbered: Vec<(&'e str, Note)>,
}

impl<'e> Notes<'e> {
    /// Finds the definitions; of two with one name the first counts.
    pub(super) fn new(events: &'e [Spanned<'_>], prefix: &'e str) -> Self {
        let mut definitions = BTreeMap::new();
        for (index, (event, _)) in events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                definitions.entry(&**name).or_insert_with(|| index + 1..end_of(events, index));
            }
        }
        Notes { prefix, definitions, numbered: Vec::new() }
    }

    /// Gives the footnote its number at the first reference.
    fn number(&mut self, name: &'e str) -> Option<usize> {
        if let Some(known) = self.numbered.iter().position(|(known, _)| *known == name) {
            return Some(known + 1);
        }
        let content = self.definitions.get(name)?.clone();
        self.numbered.push((name, Note { content, references: 0 }));
        Some(self.numbered.len())
    }

    /// Writes a mark in the text.
    pub(super) fn reference(&mut self, out: &mut String, name: &'e str) {
        let Some(number) = self.number(name) else {
            escape(out, &format!("[^{name}]"));
            return;
        };
        let note = &mut self.numbered[number - 1].1;
        note.references += 1;
        let id = reference_id(self.prefix, number, note.references);
        *out += "<sup class=\"gs-footnote-ref\"><a";
        attribute(out, "href", &format!("#{}fn:{number}", self.prefix));
        attribute(out, "id", &id);
        put(out, format_args!(" aria-label=\"注释{number}\">{number}</a></sup>"));
    }

    /// Where the content of the note at `position` is: those referred to first, in order, then
    /// the others.
    pub(super) fn content(&mut self, position: usize) -> Option<Range<usize>> {
        if position == self.numbered.len() {
            let known = |name: &str| self.numbered.iter().any(|(known, _)| *known == name);
            let unused = self.definitions.keys().copied().find(|name| !known(name))?;
            self.number(unused);
        }
        self.numbered.get(position).map(|(_, note)| note.content.clone())
    }

    /// Writes the list, given the HTML of each content in order.
    pub(super) fn list(&self, out: &mut String, contents: &[String]) {
        if contents.is_empty() {
            return;
        }
        *out += "<section class=\"gs-footnotes\" aria-label=\"注释\">\n<ol>\n";
        for ((number, content), (_, note)) in (1..).zip(contents).zip(&self.numbered) {
            self.item(out, number, content, note.references);
        }
        *out += "</ol>\n</section>\n";
    }

    /// Writes one footnote; the links back stand at the end of its last paragraph.
    fn item(&self, out: &mut String, number: usize, content: &str, references: usize) {
        *out += "<li";
        attribute(out, "id", &format!("{}fn:{number}", self.prefix));
        *out += ">";
        let paragraph = content.strip_suffix("</p>\n");
        *out += paragraph.unwrap_or(content);
        for count in 1..=references {
            *out += " <a class=\"gs-footnote-back\"";
            attribute(out, "href", &format!("#{}", reference_id(self.prefix, number, count)));
            put(out, format_args!(" aria-label=\"返回正文（注释{number}）\">↩</a>"));
        }
        *out += if paragraph.is_some() { "</p>\n</li>\n" } else { "</li>\n" };
    }
}

fn reference_id(prefix: &str, number: usize, count: usize) -> String {
    if count == 1 { format!("{prefix}fnref:{number}") } else { format!("{prefix}fnref:{number}:{count}") }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, html, parse};

    fn render(text: &str) -> String {
        html(&parse(text), &Options::default())
    }

    #[test]
    fn footnotes_in_a_ring_end() {
        assert_eq!(render("甲[^a]\n\n[^a]: 乙[^b]\n[^b]: 丙[^a]").matches("<li").count(), 2);
    }

    #[test]
    fn a_note_is_written_once_with_links_back() {
        let expected = "<p>甲<sup class=\"gs-footnote-ref\"><a href=\"#fn:1\" id=\"fnref:1\" aria-label=\"注释1\">1</a></sup></p>\n\
            <section class=\"gs-footnotes\" aria-label=\"注释\">\n<ol>\n<li id=\"fn:1\"><p>乙 \
            <a class=\"gs-footnote-back\" href=\"#fnref:1\" aria-label=\"返回正文（注释1）\">↩</a></p>\n</li>\n\
            </ol>\n</section>\n";
        assert_eq!(render("甲[^a]\n\n[^a]: 乙"), expected);
        assert_eq!(render("甲[^无]"), "<p>甲[^无]</p>\n");
    }
}
