//! Reading one YAML record through its table: unknown and double keys are found here, and every value is asked for by
//! the type its key takes. A fault becomes a finding and a `None`; nobody complains about the same value twice.

use rust_decimal::Decimal;

use super::{Names, say};
use crate::{
    diag::{Diagnostic, Diagnostics, Loc, Span, did_you_mean, nearest, text},
    files::SitePath,
    site::{
        date::PartialDate,
        model::Prose,
        number::Number,
        schema::{Record, Words, YES_NO},
    },
    syntax::{
        cjk::{self, Side},
        yaml::{Node, Value},
    },
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

/// A record's values by key.
pub struct Fields<'n, 'a> {
    record: &'static Record,
    slots: Vec<Option<&'n Node<'a>>>,
    asked: u64,
    /// Keys written with a mistake that is reported already, so that they are not missed.
    misspelt: u64,
    /// Where the record stands.
    pub loc: Loc,
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
        Some(Fields { record, slots, asked: 0, misspelt, loc })
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
        if let Value::Scalar { text, .. } = &node.value {
            return Some(text);
        }
        self.wrong(node, en, zh);
        None
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

impl<'n, 'a> Fields<'n, 'a> {
    /// The node of a key; asking for a key the table lacks is a bug.
    ///
    /// # Panics
    /// Where the record has no such key.
    pub fn node(&mut self, key: &str) -> Option<&'n Node<'a>> {
        let at = self.record.keys.iter().position(|k| k.en == key);
        let at = at.unwrap_or_else(|| panic!("the table of `{}` has no key `{key}`", self.record.name));
        self.asked |= 1 << at;
        self.slots[at]
    }

    /// A value read by one of [`Cx`]'s readers.
    pub fn read<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, read: impl FnOnce(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Option<T> {
        self.node(key).and_then(|node| read(cx, node))
    }

    /// The same, with a finding where the key is missing.
    pub fn need<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, read: impl FnOnce(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Option<T> {
        if let Some(node) = self.node(key) {
            return read(cx, node);
        }
        let at = self.record.keys.iter().position(|k| k.en == key).filter(|at| self.misspelt & (1 << at) == 0);
        if let Some(key) = at.map(|at| &self.record.keys[at]) {
            let loc = Loc { start: self.loc.start, end: self.loc.start };
            cx.say(say::missing_key(cx.span(loc), key, self.record));
        }
        None
    }

    /// Text, empty where it is missing or wrong.
    pub fn text(&mut self, cx: &mut Cx<'_>, key: &str) -> String {
        self.read(cx, key, |cx, node| cx.plain_text(node)).unwrap_or_default()
    }

    /// Text that must be there.
    pub fn need_text(&mut self, cx: &mut Cx<'_>, key: &str) -> Option<String> {
        self.need(cx, key, |cx, node| cx.plain_text(node))
    }

    /// Yes or no.
    pub fn yes(&mut self, cx: &mut Cx<'_>, key: &str, default: bool) -> bool {
        self.read(cx, key, |cx, node| cx.yes(node)).unwrap_or(default)
    }

    /// Each entry of a list, lowered; entries at fault are left out.
    pub fn each<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, mut read: impl FnMut(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        cx.list(node).iter().filter_map(|node| read(cx, node)).collect()
    }

    /// The same, where a single value may stand without a list.
    pub fn one_or_each<'c, T>(
        &mut self,
        cx: &mut Cx<'c>,
        key: &str,
        mut read: impl FnMut(&mut Cx<'c>, &'n Node<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        cx.one_or_list(node).iter().filter_map(|node| read(cx, node)).collect()
    }

    /// Whether a key was written with a mistake that is reported already.
    pub fn is_misspelt(&self, key: &str) -> bool {
        self.record.keys.iter().position(|k| k.en == key).is_some_and(|at| self.misspelt & (1 << at) != 0)
    }

    /// Whether any key was.
    pub fn any_misspelt(&self) -> bool {
        self.misspelt != 0
    }

    /// Whether a key was written.
    pub fn has(&mut self, key: &str) -> bool {
        self.node(key).is_some()
    }

    /// The end of reading: every key of the table must have been asked for, or the docs promise what nothing reads.
    pub fn done(self) {
        debug_assert_eq!(
            self.asked.count_ones() as usize,
            self.record.keys.len(),
            "`{}`: {:?} never read",
            self.record.name,
            self.record.keys.iter().enumerate().filter(|(at, _)| self.asked & (1 << at) == 0).map(|(_, k)| k.en).collect::<Vec<_>>()
        );
    }
}

/// Whether a text is an address on the web: http or https, a host, nothing that could end an attribute.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\'));
    clean && !host.is_empty() && !host.contains('@')
}

/// Whether a text can be an id.
pub fn is_id(text: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.len() <= 80 && text.chars().all(good) && !text.starts_with(['.', '-']) && !text.ends_with('.')
}

/// The first bracket or quote without its partner, and whether it is a closing one. Straight quotes are not judged.
fn unbalanced(text: &str) -> Option<(char, bool)> {
    const PAIRS: [(char, char); 9] =
        [('（', '）'), ('(', ')'), ('“', '”'), ('‘', '’'), ('《', '》'), ('〔', '〕'), ('【', '】'), ('「', '」'), ('[', ']')];
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        // Papers mix half and full width, so `(` may be closed by `）`.
        let wide = match c {
            '(' => '（',
            ')' => '）',
            c => c,
        };
        if PAIRS.iter().any(|(opening, _)| *opening == wide) {
            open.push(c);
        } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == wide) {
            let matching = |last: &char| *last == *opening || (*opening == '（' && *last == '(');
            match open.last() {
                Some(last) if matching(last) => {
                    open.pop();
                }
                _ => return Some((c, true)),
            }
        }
    }
    open.last().map(|c| (*c, false))
}

/// A text without the spaces that YAML puts where a line of Chinese was broken. A scalar on one line stays as it is.
fn unfolded(node: &Node<'_>, text: &str) -> String {
    let Value::Scalar { text: whole, plain } = &node.value else { return text.to_owned() };
    // A block scalar ends its text with a line end and its place before it; the quotes of a quoted one are in its place.
    let quotes = 2 * usize::from(!plain && !whole.ends_with('\n'));
    let several_lines = (node.loc.end - node.loc.start) as usize > text.len() + quotes;
    if !several_lines || !text.contains([' ', '\n']) {
        return text.to_owned();
    }
    let chinese = |c: Option<char>| c.is_some_and(|c| cjk::side(c) != Side::Other);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let gap = matches!(c, ' ' | '\n') && chinese(out.chars().next_back()) && chinese(text[at + 1..].chars().next());
        if !gap {
            out.push(c);
        }
    }
    out
}

/// Where a half-width sign stands beside a Chinese character in a text that also has full-width signs.
fn mixed_width(text: &str) -> Option<usize> {
    let wide = |c| matches!(c, '；' | '（' | '）' | '，' | '：' | '！' | '？' | '。' | '、');
    let half = |c| matches!(c, ';' | '(' | ')' | ',' | ':' | '!' | '?');
    if !text.contains(wide) {
        return None;
    }
    let beside = |c: Option<char>| c.is_some_and(cjk::is_han);
    text.char_indices()
        .find(|(at, c)| half(*c) && (beside(text[..*at].chars().next_back()) || beside(text[at + 1..].chars().next())))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{mixed_width, unbalanced};

    #[test]
    fn widths_are_compared_only_beside_chinese() {
        for text in ["10个健身点;更整新46个，完成", "苏州河健身步道(双流路-外环西河)项目，贯通", "第一批:46；第二批：70"]
        {
            assert!(mixed_width(text).is_some(), "{text}");
        }
        for text in ["10个健身点;更整新46个", "二期(西延伸段)", "7:30，至9:00", "改造（含厨卫）", "A(B)，C", "网址https://a.cn，电话"]
        {
            assert_eq!(mixed_width(text), None, "{text}");
        }
    }

    #[test]
    fn brackets_pair_across_widths() {
        assert_eq!(unbalanced("（双流路-外环西河）“精品小区”〔2020〕8号"), None);
        assert_eq!(unbalanced("(含厨卫）改造"), None);
        assert_eq!(unbalanced("暑托班”的文件"), Some(('”', true)));
        assert_eq!(unbalanced("《草案"), Some(('《', false)));
    }
}
