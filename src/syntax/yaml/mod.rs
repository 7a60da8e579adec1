//! YAML as a tree in which every node knows its bytes. Values stay text: nothing is guessed to be a number, a date or
//! a boolean, so `no`, `012` and `1:30` reach the caller as written.
//!
//! In: the text of a file and its path. Out: a tree, or findings that name the mistake people really made.

mod explain;

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
};

/// Deepest nesting that is read; the content model needs six.
const MAX_DEPTH: usize = 32;
/// Most nodes that aliases may add to a file.
const MAX_ALIASED: usize = 10_000;

/// A node and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'a> {
    /// What it is.
    pub value: Value<'a>,
    /// Where it stands.
    pub loc: Loc,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A value left empty, or a plain `~` or `null`.
    Null,
    /// Text.
    Scalar {
        /// As it reads after quotes, escapes and folding.
        text: Cow<'a, str>,
        /// Whether it stands without quotes.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node<'a>>),
    /// A mapping, in the order written, without double keys.
    Map(Vec<Entry<'a>>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// Where the key stands.
    pub key_loc: Loc,
    /// The value.
    pub node: Node<'a>,
}

impl Node<'_> {
    fn count(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar { .. } => 0,
            Value::List(nodes) => nodes.iter().map(Node::count).sum(),
            Value::Map(entries) => entries.iter().map(|entry| 1 + entry.node.count()).sum(),
        }
    }
}

/// Parse one document that begins at byte `offset` of the file at `path`. `None` where it is not YAML; the reason is
/// among the findings. An empty text is a null node.
pub fn parse<'a>(diags: &mut Diagnostics, path: &SitePath, text: &'a str, offset: usize) -> Option<Node<'a>> {
    let mut builder = Builder {
        events: Parser::new_from_str(text),
        bytes: ByteIndex::new(text),
        text,
        offset,
        path,
        anchors: FxHashMap::default(),
        aliased: 0,
    };
    match builder.document(diags) {
        Ok(node) => Some(node),
        Err(stop) => {
            let found = match stop {
                Stop::Scan(error) => {
                    let at = builder.bytes.byte(error.marker().index());
                    explain::explain(path, text, offset, at, error.info())
                }
                Stop::TooDeep(loc) => say::too_deep(Span::new(path, loc), MAX_DEPTH),
                Stop::AliasBomb(loc) => say::alias_bomb(Span::new(path, loc), MAX_ALIASED),
                Stop::Several(loc) => say::several_documents(Span::new(path, loc)),
                Stop::WideSpace(loc) => say::wide_space(Span::new(path, loc)),
            };
            diags.push(found);
            None
        }
    }
}

enum Stop {
    Scan(ScanError),
    TooDeep(Loc),
    AliasBomb(Loc),
    Several(Loc),
    WideSpace(Loc),
}

impl From<ScanError> for Stop {
    fn from(error: ScanError) -> Self {
        Self::Scan(error)
    }
}

/// Character positions to bytes; the parser counts characters.
enum ByteIndex {
    Ascii(usize),
    Table(Vec<u32>),
}

impl ByteIndex {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii(text.len());
        }
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::Table(text.char_indices().map(|(at, _)| small(at)).chain([small(text.len())]).collect())
    }

    fn byte(&self, character: usize) -> usize {
        match self {
            Self::Ascii(end) => character.min(*end),
            Self::Table(table) => table[character.min(table.len() - 1)] as usize,
        }
    }
}

struct Builder<'a, 'p> {
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    bytes: ByteIndex,
    text: &'a str,
    offset: usize,
    path: &'p SitePath,
    anchors: FxHashMap<usize, Node<'a>>,
    aliased: usize,
}

impl<'a> Builder<'a, '_> {
    fn next(&mut self) -> Result<(Event<'a>, Loc), Stop> {
        match self.events.next_event() {
            None => Ok((Event::StreamEnd, Loc::new(self.text.len(), self.text.len()).offset(self.offset))),
            Some(Err(error)) => Err(error.into()),
            Some(Ok((event, span))) => {
                let loc = Loc::new(self.bytes.byte(span.start.index()), self.bytes.byte(span.end.index()));
                Ok((event, loc.offset(self.offset)))
            }
        }
    }

    fn document(&mut self, diags: &mut Diagnostics) -> Result<Node<'a>, Stop> {
        let mut root = None;
        loop {
            let (event, loc) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => return Err(Stop::Several(loc)),
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                _ if root.is_some() => return Err(Stop::Several(loc)),
                event => root = Some(self.node(diags, event, loc, 0)?),
            }
        }
        Ok(root.unwrap_or(Node { value: Value::Null, loc: Loc::default().offset(self.offset) }))
    }

    fn node(&mut self, diags: &mut Diagnostics, event: Event<'a>, loc: Loc, depth: usize) -> Result<Node<'a>, Stop> {
        if depth > MAX_DEPTH {
            return Err(Stop::TooDeep(loc));
        }
        let (node, anchor) = match event {
            Event::Alias(id) => return self.alias(id, loc),
            Event::Scalar(text, style, anchor, _) => (self.scalar(text, style, loc), anchor),
            Event::SequenceStart(anchor, _) => (self.list(diags, loc, depth)?, anchor),
            Event::MappingStart(anchor, _) => (self.map(diags, loc, depth)?, anchor),
            _ => (Node { value: Value::Null, loc }, 0),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn alias(&mut self, id: usize, loc: Loc) -> Result<Node<'a>, Stop> {
        let Some(node) = self.anchors.get(&id) else { return Ok(Node { value: Value::Null, loc }) };
        self.aliased += node.count();
        if self.aliased > MAX_ALIASED {
            return Err(Stop::AliasBomb(loc));
        }
        Ok(Node { value: node.value.clone(), loc })
    }

    fn scalar(&self, text: Cow<'a, str>, style: ScalarStyle, loc: Loc) -> Node<'a> {
        let plain = style == ScalarStyle::Plain;
        let loc = self.trim(loc, style);
        if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
            return Node { value: Value::Null, loc };
        }
        Node { value: Value::Scalar { text, plain }, loc }
    }

    /// A span without the white space and line ends a block or plain scalar drags behind it.
    fn trim(&self, loc: Loc, style: ScalarStyle) -> Loc {
        if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            return loc;
        }
        let start = loc.start as usize - self.offset;
        let end = (loc.end as usize - self.offset).max(start);
        Loc::new(start, start + self.text[start..end].trim_end().len()).offset(self.offset)
    }

    fn list(&mut self, diags: &mut Diagnostics, start: Loc, depth: usize) -> Result<Node<'a>, Stop> {
        let mut nodes = Vec::new();
        loop {
            let (event, loc) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Node { value: Value::List(nodes), loc: self.spanning(start, loc) });
            }
            nodes.push(self.node(diags, event, loc, depth + 1)?);
        }
    }

    fn map(&mut self, diags: &mut Diagnostics, start: Loc, depth: usize) -> Result<Node<'a>, Stop> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut seen: FxHashSet<Cow<'a, str>> = FxHashSet::default();
        loop {
            let (event, key_loc) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(Node { value: Value::Map(entries), loc: self.spanning(start, key_loc) });
            }
            let key = self.node(diags, event, key_loc, depth + 1)?;
            no_wide_space(&key)?;
            let (event, loc) = self.next()?;
            let node = self.node(diags, event, loc, depth + 1)?;
            let text = match key.value {
                Value::Scalar { text, .. } => text,
                _ => Cow::Borrowed(&self.text[within(self.text, key.loc, self.offset)]),
            };
            if seen.insert(text.clone()) {
                entries.push(Entry { key: text, key_loc: key.loc, node });
            } else {
                let first = entries.iter().find(|entry| entry.key == text).map(|entry| entry.key_loc);
                diags.push(say::duplicate_key(self.path, &text, key.loc, first.unwrap_or_default()));
            }
        }
    }

    fn spanning(&self, start: Loc, end: Loc) -> Loc {
        let from = start.start as usize - self.offset;
        let to = (end.end as usize - self.offset).max(from);
        Loc::new(from, from + self.text[from..to].trim_end().len()).offset(self.offset)
    }
}

fn within(text: &str, loc: Loc, offset: usize) -> std::ops::Range<usize> {
    let end = (loc.end as usize).saturating_sub(offset).min(text.len());
    (loc.start as usize).saturating_sub(offset).min(end)..end
}

/// YAML takes a full-width space for a letter, so a line indented with one begins a key of the wrong record.
fn no_wide_space(key: &Node<'_>) -> Result<(), Stop> {
    let Value::Scalar { text, plain: true } = &key.value else { return Ok(()) };
    let wide = text.len() - text.trim_start_matches('\u{3000}').len();
    let start = key.loc.start as usize;
    if wide == 0 { Ok(()) } else { Err(Stop::WideSpace(Loc::new(start, start + wide))) }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{Value, parse};
    use crate::{diag::Diagnostics, files::SitePath};

    fn codes(text: &str) -> Vec<String> {
        let mut diags = Diagnostics::default();
        let path = SitePath::new("a.yaml");
        let _ = parse(&mut diags, &path, text, 0);
        diags.into_sorted().into_iter().map(|d| format!("{}@{}..{}", d.code, d.span.loc.start, d.span.loc.end)).collect()
    }

    #[test]
    fn spans_are_bytes_of_chinese_text() {
        let mut diags = Diagnostics::default();
        let text = "标题: 停车\n数: [一, \"二\"]\n";
        let node = parse(&mut diags, &SitePath::new("a.yaml"), text, 0).expect("valid");
        let Value::Map(entries) = node.value else { panic!("a mapping") };
        assert_eq!(&text[entries[0].key_loc.range()], "标题");
        assert_eq!(&text[entries[0].node.loc.range()], "停车");
        let Value::List(items) = &entries[1].node.value else { panic!("a list") };
        assert_eq!(&text[items[1].loc.range()], "\"二\"");
        assert_eq!(&text[entries[1].node.loc.range()], "[一, \"二\"]");
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(codes("a: 1\n\tb: 2\n"), ["tab-indentation@5..6"]);
        assert_eq!(codes("title: x\nlead：y\n"), ["full-width-colon@13..16"]);
        assert_eq!(codes("title: x\nlead\nunit: z\n"), ["missing-colon@9..13"]);
        assert_eq!(codes("title: x\nlead:y\nunit: z\n"), ["missing-colon@13..14"]);
        assert_eq!(codes("a: 1\na: 2\n"), ["duplicate-key@5..6"]);
        assert_eq!(codes("a: @x\n"), ["yaml-syntax@3..4"]);
        assert_eq!(codes("a: 1\n---\nb: 2\n"), ["yaml-syntax@5..8"]);
        assert_eq!(codes(&format!("{}1{}", "[".repeat(40), "]".repeat(40))), ["too-deep@33..34"]);
    }

    #[test]
    fn bombs_are_refused() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for n in 1..9 {
            let aliases = vec![format!("*a{}", n - 1); 10].join(", ");
            let _ = writeln!(text, "a{n}: &a{n} [{aliases}]");
        }
        assert!(codes(&text)[0].starts_with("alias-bomb@"), "{:?}", codes(&text));
    }
}
