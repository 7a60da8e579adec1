//! Runs of emphasis delimiters, and what the standard and the CJK-friendly rule say of each.
//!
//! Comes in: a text and the events of its first reading. Goes out: the runs of running text with
//! the links and blocks they stand in, in order. Never here: which run goes with which; a change
//! of the text.

use std::ops::Range;

use memchr::{memchr2, memchr3_iter};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::{Spanned, cjk};

/// What the standard and the amended rule say of a run of delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flanking {
    pub open: bool,
    pub close: bool,
}

/// A run of `*`, `_` or `~~` in running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub at: usize,
    pub len: usize,
    pub byte: u8,
    pub standard: Flanking,
    pub friendly: Flanking,
}

/// What is needed of an inline block, in order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    Run(Run),
    /// The start of a link or image; `true` where no space may be put inside.
    Enter(bool),
    Leave,
    Block,
}

/// Punctuation as the parser sees it (categories P and S).
///
/// The marks that Chinese text is full of are listed; of any other character the parser is asked.
fn is_punctuation(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_punctuation(),
        '·'
        | '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}' => true,
        _ => !cjk::is_han(c) && !c.is_whitespace() && ask(c),
    }
}

/// Asks the parser, so that no table can go out of step with it: in `a*cb*` the first run
/// opens only if `c` is no punctuation.
fn ask(c: char) -> bool {
    !Parser::new(&format!("a*{c}b*")).any(|event| matches!(event, Event::Start(Tag::Emphasis)))
}

/// Both rules for a run of `byte` between two characters, where `None` is a line's or cell's end.
fn flanking(byte: u8, before: Option<char>, after: Option<char>) -> (Flanking, Flanking) {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
    let loose = |c| space(c) || punctuation(c);
    if space(before) && space(after) {
        let none = Flanking { open: false, close: false };
        return (none, none);
    }
    // A run of `_` inside a word is none, and the amendment leaves that as it is.
    if byte == b'_' {
        let both = Flanking { open: !space(after) && loose(before), close: !space(before) && loose(after) };
        return (both, both);
    }
    let standard = Flanking {
        open: !space(after) && (byte == b'~' || !punctuation(after) || loose(before)),
        close: !space(before) && (!punctuation(before) || loose(after)),
    };
    let near = before.is_some_and(cjk::is_cjk) || after.is_some_and(cjk::is_cjk);
    let friendly = Flanking { open: standard.open || near && !space(after), close: standard.close || near && !space(before) };
    (standard, friendly)
}

/// True if some run in the raw text stands beside a CJK character and the two rules differ.
/// Code, links and escapes are not looked at: this only tells whether to look closer.
pub(super) fn may_differ(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr2(b'*', b'~', &bytes[at..]) {
        at += found;
        let len = bytes[at..].iter().take_while(|&&b| b == bytes[at]).count();
        let (standard, friendly) = flanking(bytes[at], char_before(text, at), char_after(text, at + len));
        if standard != friendly {
            return true;
        }
        at += len;
    }
    false
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn char_after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The runs, links and blocks of a first reading, in order.
pub(super) fn delimiters(text: &str, events: &[Spanned<'_>]) -> Vec<Mark> {
    let mut collector = Collector { text, marks: Vec::new(), verbatim: false, table: false, fresh: true, pending: None };
    for (event, range) in events {
        collector.event(event, range);
    }
    collector.flush();
    collector.marks
}

/// Collects the delimiter runs of running text: those that made emphasis in the first reading,
/// and those left over in it.
struct Collector<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    verbatim: bool,
    table: bool,
    fresh: bool,
    /// The run being put together: its place, its length, and whether a line begins there.
    pending: Option<(usize, usize, bool)>,
}

/// True where the text of a link is the label of its definition.
fn is_label(kind: LinkType) -> bool {
    matches!(kind, LinkType::Shortcut | LinkType::Collapsed)
}

impl Collector<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                self.bytes(range.start, self.width(event, range));
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                let width = self.width(event, range);
                self.bytes(range.end.saturating_sub(width), width);
            }
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                self.push(Mark::Enter(is_label(*link_type)));
                self.verbatim = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.push(Mark::Leave);
                self.verbatim = false;
            }
            Event::Text(content) => self.words(content, range),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Start(tag) => self.block(tag),
            Event::End(end) => self.block_end(*end),
            _ => self.fresh = false,
        }
    }

    fn width(&self, event: &Event<'_>, range: &Range<usize>) -> usize {
        let double = |at: usize| self.text.get(at..at + 2) == Some("~~");
        match event {
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => 1,
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => 2,
            _ if double(range.start) => 2,
            _ => 1,
        }
    }

    fn words(&mut self, content: &str, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        if self.verbatim || source != content {
            self.fresh = false;
            return;
        }
        let skip = usize::from(self.escaped(range.start));
        let rest = source.as_bytes().get(skip..).unwrap_or_default();
        for at in memchr3_iter(b'*', b'_', b'~', rest) {
            self.fresh &= at == 0;
            self.bytes(range.start + skip + at, 1);
        }
        self.fresh &= rest.is_empty();
    }

    fn escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
    }

    /// Adds delimiter bytes to the pending run, or begins another.
    fn bytes(&mut self, at: usize, width: usize) {
        let bytes = self.text.as_bytes();
        match &mut self.pending {
            Some((start, len, _)) if *start + *len == at && bytes.get(*start) == bytes.get(at) => {
                *len += width;
            }
            _ => {
                self.flush();
                self.pending = Some((at, width, self.fresh));
            }
        }
        self.fresh = false;
    }

    fn flush(&mut self) {
        let Some((at, len, fresh)) = self.pending.take() else {
            return;
        };
        let Some(&byte) = self.text.as_bytes().get(at) else {
            return;
        };
        if byte == b'~' && len != 2 {
            return;
        }
        let edge = |c: &char| !(self.table && *c == '|');
        let before = if fresh { None } else { char_before(self.text, at).filter(edge) };
        let after = char_after(self.text, at + len).filter(edge);
        let (standard, friendly) = flanking(byte, before, after);
        self.marks.push(Mark::Run(Run { at, len, byte, standard, friendly }));
    }

    fn push(&mut self, mark: Mark) {
        self.flush();
        self.fresh = false;
        self.marks.push(mark);
    }

    fn line(&mut self) {
        self.flush();
        self.fresh = true;
    }

    fn block(&mut self, tag: &Tag<'_>) {
        self.push(Mark::Block);
        self.fresh = true;
        self.verbatim |= matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock);
        self.table |= matches!(tag, Tag::Table(_));
    }

    fn block_end(&mut self, end: TagEnd) {
        self.push(Mark::Block);
        self.fresh = true;
        self.verbatim &= !matches!(end, TagEnd::CodeBlock | TagEnd::HtmlBlock);
        self.table &= end != TagEnd::Table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is answered without the parser is what the parser answers.
    #[test]
    fn the_parser_agrees_on_punctuation() {
        let others = ('\u{80}'..'\u{20000}').filter(|&c| !cjk::is_han(c) && !cjk::is_hangul(c));
        for c in others {
            assert_eq!(is_punctuation(c), !c.is_whitespace() && ask(c), "{c:?}");
        }
        let han = ('\u{3000}'..'\u{3fffd}').filter(|&c| cjk::is_han(c));
        for c in han.step_by(61) {
            assert!(!ask(c), "{c:?}");
        }
    }

    #[test]
    fn the_friendly_rule_asks_for_cjk_beside() {
        // Before, after, and whether the standard and the friendly rule let the run open and close.
        let cases = [
            ('：', '请', (true, false), (true, true)),
            ('甲', '“', (false, true), (true, true)),
            ('a', '"', (false, true), (false, true)),
            ('甲', '乙', (true, true), (true, true)),
            ('甲', ' ', (false, true), (false, true)),
        ];
        for (before, after, standard, friendly) in cases {
            let found = flanking(b'*', Some(before), Some(after));
            let pair = |rule: Flanking| (rule.open, rule.close);
            assert_eq!((pair(found.0), pair(found.1)), (standard, friendly), "{before}**{after}");
        }
    }
}
