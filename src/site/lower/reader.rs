//! Reading one YAML value as the type its key takes. A fault becomes a finding and a `None`; nobody complains about the
//! same value twice.

use rust_decimal::Decimal;

use super::{
    Names,
    fields::Fields,
    hygiene::{invisible, is_base_url, is_id, is_web_address, mixed_width, unbalanced, unfolded},
    say,
};
use crate::{
    diag::{Diagnostic, Diagnostics, Loc, Span, did_you_mean, nearest, text},
    files::SitePath,
    site::{
        date::PartialDate,
        model::Prose,
        number::Number,
        schema::{Record, Words, YES_NO},
    },
    syntax::yaml::{Node, Value},
};

/// What lowering one file needs at hand.
pub struct Cx<'a> {
    /// Where findings go.
    pub diags: Diagnostics,
    /// The file.
    pub path: &'a SitePath,
    /// The names it may use.
    pub names: &'a Names,
}

impl<'a> Cx<'a> {
    /// The context of one file.
    pub fn new(path: &'a SitePath, names: &'a Names) -> Self {
        Self { diags: Diagnostics::default(), path, names }
    }

    /// A place in the file.
    pub fn span(&self, loc: Loc) -> Span {
        Span::new(self.path, loc)
    }

    /// Add a finding.
    pub fn say(&mut self, found: Diagnostic) {
        self.diags.push(found);
    }

    /// Open a record. `None` where the node is no mapping.
    pub fn open<'n, 'y>(&mut self, node: &'n Node<'y>, record: &'static Record) -> Option<Fields<'n, 'y>> {
        let Value::Map(entries) = &node.value else {
            let (en, zh) = (format!("{} (a mapping)", say::a(record.name)), format!("{}（映射）", record.zh));
            if let Value::Scalar { text, plain: true } = &node.value
                && self.colon_in_key(record.keys.iter().flat_map(|k| [k.en, k.zh]), text, node.loc).is_some()
            {
                return None;
            }
            let key = record.keys.iter().find(|key| key.default == "required").unwrap_or(&record.keys[0]);
            let help = text(
                format!("write it in keys, such as `{}: {}`", key.en, key.example),
                format!("请按键书写，例如 `{}: {}`", key.zh, key.example),
            );
            let found = say::wrong_type(self.span(node.loc), &en, &zh, node).help(help);
            self.say(found);
            return None;
        };
        let mut slots = vec![None; record.keys.len()];
        let mut misspelt = 0;
        for entry in entries {
            let key = entry.key.as_ref();
            let Some(at) = record.keys.iter().position(|k| k.en == key || k.zh == key) else {
                if let Some(meant) = self.unknown_key(key, entry.key_loc, record) {
                    misspelt |= 1 << meant;
                }
                continue;
            };
            if slots[at].is_some() {
                let first = entries.iter().find(|e| e.key == record.keys[at].en || e.key == record.keys[at].zh);
                let first = self.span(first.map_or(entry.key_loc, |first| first.key_loc));
                let found = say::double_key(self.span(entry.key_loc), record.keys[at].en, record.keys[at].zh, first);
                self.say(found);
                continue;
            }
            slots[at] = Some(&entry.node);
        }
        let mut loc = node.loc;
        if let Some(first) = entries.first() {
            loc.start = loc.start.max(first.key_loc.start);
        }
        Some(Fields::new(record, slots, misspelt, loc))
    }

    /// Report a key that does not exist; the position of the key that was meant, where that can be told.
    fn unknown_key(&mut self, key: &str, loc: Loc, record: &'static Record) -> Option<usize> {
        let all = || record.keys.iter().flat_map(|k| [k.en, k.zh]);
        let position = |name: &str| record.keys.iter().position(|k| k.en == name || k.zh == name);
        if let Some(meant) = self.colon_in_key(all(), key, loc) {
            return position(&meant);
        }
        self.say(say::unknown_key(self.span(loc), key, record).maybe_help(did_you_mean(key, all())));
        nearest(key, all()).and_then(position)
    }

    /// Report a key that swallowed its value, as in `{编号：beds}` or `{id:beds}`, and say which key it is.
    pub fn colon_in_key<'k>(&mut self, known: impl IntoIterator<Item = &'k str>, key: &str, loc: Loc) -> Option<String> {
        let (at, colon) = key.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
        let name = known.into_iter().find(|name| *name == key[..at].trim_end())?;
        let start = loc.start as usize + at;
        let span = Span::new(self.path, Loc::new(start, start + colon.len_utf8()));
        let wide = colon == '：';
        self.say(if wide { crate::syntax::full_width_colon(span) } else { crate::syntax::colon_without_space(span) });
        Some(name.to_owned())
    }

    /// Report a value of the wrong type.
    pub fn wrong(&mut self, node: &Node<'_>, en: &str, zh: &str) {
        let found = say::wrong_type(self.span(node.loc), en, zh, node);
        self.say(found);
    }

    /// The text of a scalar as it stands, without remarks on how other readers take it.
    fn raw<'n>(&mut self, node: &'n Node<'_>, en: &str, zh: &str) -> Option<&'n str> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong(node, en, zh);
            return None;
        };
        if let Some(sign) = invisible(text) {
            let found = say::invisible(self.span(node.loc), sign);
            self.say(found);
            return None;
        }
        Some(text)
    }

    /// Text: a scalar of any look; one that other YAML readers take for something else earns a warning.
    pub fn text(&mut self, node: &Node<'_>) -> Option<String> {
        let value = self.raw(node, "text", "文字")?.trim();
        if matches!(node.value, Value::Scalar { plain: true, .. })
            && let Some(other) = say::other_reading(value)
        {
            let found = say::ambiguous_scalar(self.span(node.loc), value, other);
            self.say(found);
        }
        if value.is_empty() {
            self.wrong(node, "text", "文字");
            return None;
        }
        Some(unfolded(node, value))
    }

    /// Plain text in which brackets must pair and no Markdown sign may stand.
    pub fn plain_text(&mut self, node: &Node<'_>) -> Option<String> {
        let value = self.text(node)?;
        if let Some((sign, closing)) = unbalanced(&value) {
            let loc = Self::find(node, sign);
            let found = say::unbalanced(self.span(loc), sign, closing);
            self.say(found);
        }
        if let Some(at) = value.find("**") {
            let loc = Self::find_text(node, &value[at..at + 2]);
            let found = say::stray_markup(self.span(loc));
            self.say(found);
        }
        if let Some(at) = mixed_width(&value) {
            let tail = Self::find_text(node, &value[at..]);
            let loc = if tail == node.loc { tail } else { Loc { end: tail.start + 1, ..tail } };
            let found = say::mixed_width(self.span(loc), char::from(value.as_bytes()[at]));
            self.say(found);
        }
        Some(value)
    }

    fn find(node: &Node<'_>, sign: char) -> Loc {
        Self::find_text(node, sign.encode_utf8(&mut [0; 4]))
    }

    /// Where a piece of a scalar stands in the file, if the scalar stands there letter by letter.
    fn find_text(node: &Node<'_>, piece: &str) -> Loc {
        let Value::Scalar { text, plain } = &node.value else { return node.loc };
        let quote = usize::from(!plain);
        let exact = (node.loc.end - node.loc.start) as usize == text.len() + 2 * quote;
        match text.rfind(piece).filter(|_| exact) {
            Some(at) => Loc::new(at, at + piece.len()).offset(node.loc.start as usize + quote),
            None => node.loc,
        }
    }

    /// A piece of Markdown.
    pub fn prose(&mut self, node: &Node<'_>) -> Option<Prose> {
        let value = self.raw(node, "Markdown text", "Markdown 文字")?.trim();
        (!value.is_empty()).then(|| Prose { text: value.to_owned(), path: self.path.clone(), loc: node.loc, exact: false })
    }

    /// An exact decimal.
    pub fn number(&mut self, node: &Node<'_>) -> Option<Number> {
        let value = self.raw(node, "a number", "数字")?;
        let number = Number::parse(value);
        if number.is_none() {
            let found = say::bad_number(self.span(node.loc), value, true);
            self.say(found);
        }
        number
    }

    /// A number that is not negative.
    pub fn amount(&mut self, node: &Node<'_>) -> Option<Number> {
        let number = self.number(node)?;
        if number.value() >= Decimal::ZERO {
            return Some(number);
        }
        let found = say::negative(self.span(node.loc), &number);
        self.say(found);
        None
    }

    /// A whole number from 0.
    pub fn whole(&mut self, node: &Node<'_>) -> Option<u32> {
        let value = self.raw(node, "a whole number", "整数")?;
        let number = Number::parse(value);
        let whole = number.as_ref().and_then(|_| value.parse().ok());
        if whole.is_none() {
            let span = self.span(node.loc);
            let found = if number.is_some() { say::not_whole(span, value) } else { say::bad_number(span, value, false) };
            self.say(found);
        }
        whole
    }

    /// A date of some precision.
    pub fn date(&mut self, node: &Node<'_>) -> Option<PartialDate> {
        let value = self.raw(node, "a date", "日期")?;
        let date = PartialDate::parse(value);
        if date.is_none() {
            let found = say::bad_date(self.span(node.loc), value);
            self.say(found);
        }
        date
    }

    /// One of a closed list of words.
    pub fn word(&mut self, node: &Node<'_>, words: &'static Words) -> Option<&'static str> {
        let value = self.raw(node, "a word", "词")?;
        let known = words.words.iter().find(|(en, zh, _)| *en == value || zh.contains(&value)).map(|(en, ..)| *en);
        if known.is_none() {
            let all = words.words.iter().flat_map(|(en, zh, _)| std::iter::once(*en).chain(zh.iter().copied()));
            let near = did_you_mean(value, all);
            let found = say::unknown_word(self.span(node.loc), value, words).maybe_help(near);
            self.say(found);
        }
        known
    }

    /// Yes or no.
    pub fn yes(&mut self, node: &Node<'_>) -> Option<bool> {
        self.word(node, &YES_NO).map(|word| word == "yes")
    }

    /// A permanent id: ASCII letters, digits, `-`, `_`, `.`, not beginning with a dot.
    pub fn id(&mut self, node: &Node<'_>) -> Option<String> {
        let value = self.text(node)?;
        if is_id(&value) {
            return Some(value);
        }
        let found = say::bad_id(self.span(node.loc), &value);
        self.say(found);
        None
    }

    /// An address on the web.
    pub fn url(&mut self, node: &Node<'_>) -> Option<String> {
        let value = self.text(node)?;
        if is_web_address(&value) {
            return Some(value);
        }
        let found = say::bad_url(self.span(node.loc), &value);
        self.say(found);
        None
    }

    /// The address of a whole site.
    pub fn base_url(&mut self, node: &Node<'_>) -> Option<String> {
        let value = self.url(node)?;
        if is_base_url(&value) {
            return Some(value);
        }
        let found = say::bad_base_url(self.span(node.loc), &value);
        self.say(found);
        None
    }

    /// A list's nodes.
    pub fn list<'n, 'y>(&mut self, node: &'n Node<'y>) -> &'n [Node<'y>] {
        if let Value::List(nodes) = &node.value {
            return nodes;
        }
        self.wrong(node, "a list", "列表");
        &[]
    }

    /// A list's nodes, or the node alone where it is a scalar.
    pub fn one_or_list<'n, 'y>(&mut self, node: &'n Node<'y>) -> &'n [Node<'y>] {
        match &node.value {
            Value::List(nodes) => nodes,
            Value::Scalar { .. } => std::slice::from_ref(node),
            _ => self.list(node),
        }
    }
}
