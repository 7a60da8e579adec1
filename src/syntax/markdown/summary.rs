//! Plain text, and summaries cut from it.
//!
//! Comes in: events, or plain text and a length. Goes out: words without markup, and their
//! beginning as far as it fits. Never here: a number, a number and its unit, or a pair of brackets
//! cut in two.

use pulldown_cmark::{Event, TagEnd};

use super::quantity::glued;
use super::{Spanned, cjk};

/// Gives the words without markup: blocks one a line, table cells apart by a space, images as
/// the text that stands for them; raw HTML and footnote marks are left out.
pub fn plain_text(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                text += words;
            }
            Event::SoftBreak | Event::End(TagEnd::TableCell) => apart(&mut text, ' '),
            Event::HardBreak | Event::Rule | Event::End(TagEnd::CodeBlock) => {
                apart(&mut text, '\n');
            }
            Event::Start(tag) if is_block(tag.to_end()) => apart(&mut text, '\n'),
            Event::End(end) if is_block(*end) => apart(&mut text, '\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Ends the line or word, unless it is ended.
fn apart(text: &mut String, with: char) {
    if with == '\n' {
        text.truncate(text.trim_end_matches(' ').len());
    }
    if !text.is_empty() && !text.ends_with(['\n', with]) {
        text.push(with);
    }
}

/// Cuts plain text to at most `max_chars` characters.
///
/// It is cut after the last sentence (。！？….!? and the quotes that close it) that fits; else
/// before the last comma (，；、) that fits, with `…` in its place; else anywhere, with `…`.
/// It is never cut inside a number, between a number and its unit, or inside brackets or quotes.
/// Only where a bracket that opens at the very beginning is too long to fit, its inside is cut and
/// the bracket closed. White space, line breaks too, becomes one space.
pub fn summary(text: &str, max_chars: usize) -> String {
    let chars = spaced_once(text);
    if chars.len() <= max_chars {
        return chars.into_iter().collect();
    }
    if max_chars == 0 {
        return String::new();
    }
    let cutter = Cutter::new(&chars, max_chars);
    cutter.sentence().or_else(|| cutter.clause()).or_else(|| cutter.hard()).unwrap_or_else(|| "…".to_owned())
}

fn spaced_once(text: &str) -> Vec<char> {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

const OPENING: &str = "（([【《〈「『“‘〔{｛［〖";
const CLOSING: &str = "）)]】》〉」』”’〕}｝］〗";

/// The closing bracket or quote for an opening one.
fn closing_of(c: char) -> Option<char> {
    OPENING.chars().zip(CLOSING.chars()).find_map(|(open, close)| (open == c).then_some(close))
}

/// A text to be cut. A place `n` is before the character `n`.
struct Cutter<'t> {
    chars: &'t [char],
    max: usize,
    /// Brackets and quotes with both ends, by their places.
    pairs: Vec<(usize, usize)>,
    /// How many of them are open at each place.
    depth: Vec<usize>,
    /// The places inside numbers and between numbers and units.
    glued: Vec<bool>,
}

impl<'t> Cutter<'t> {
    fn new(chars: &'t [char], max: usize) -> Self {
        let pairs = pairs(chars);
        let depth = depths(&pairs, chars.len());
        Cutter { chars, max, pairs, depth, glued: glued(chars) }
    }

    fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    fn text(&self, end: usize) -> String {
        self.chars[..end].iter().collect::<String>().trim_end().to_owned()
    }

    fn sentence(&self) -> Option<String> {
        let ends = (0..self.max).rev().filter(|&place| self.is_end(place)).map(|place| self.after_end(place + 1));
        ends.filter(|&end| end <= self.max && self.is_free(end)).max().map(|end| self.text(end))
    }

    fn clause(&self) -> Option<String> {
        let fits = |place: &usize| *place > 0 && self.is_comma(*place) && self.is_free(*place);
        (0..self.max).rev().find(fits).map(|end| self.text(end) + "…")
    }

    fn hard(&self) -> Option<String> {
        let places = || (1..self.max).rev();
        let whole = |place: &usize| self.is_free(*place) && !self.in_word(*place);
        let end = places().find(whole).or_else(|| places().find(|&place| self.is_free(place)));
        end.map(|end| self.text(end).trim_end_matches(['，', '、', '；', '：', ',', ';', ' ']).to_owned() + "…")
            .or_else(|| places().find_map(|end| self.closed(end)))
    }

    /// The text up to a place inside brackets, with the brackets closed.
    fn closed(&self, end: usize) -> Option<String> {
        let open = self.chars.get(end - 1).copied().and_then(closing_of).is_some();
        if open || self.glued[end] || self.in_word(end) || end + 1 + self.depth[end] > self.max {
            return None;
        }
        let mut inside: Vec<_> = self.pairs.iter().filter(|(open, close)| *open < end && end <= *close).collect();
        inside.sort_unstable_by(|a, b| b.cmp(a));
        let closers = inside.iter().filter_map(|(_, close)| self.at(*close));
        Some(self.text(end) + "…" + &closers.collect::<String>())
    }

    fn is_free(&self, place: usize) -> bool {
        self.depth.get(place) == Some(&0) && self.glued.get(place) == Some(&false)
    }

    /// True inside a Latin word and before a mark that belongs to the character before it.
    fn in_word(&self, place: usize) -> bool {
        let word = |place: usize| self.at(place).is_some_and(|c| c.is_ascii_alphanumeric());
        (place > 0 && word(place - 1) && word(place)) || self.at(place).is_some_and(is_attached)
    }

    fn is_end(&self, place: usize) -> bool {
        match self.chars[place] {
            '。' | '！' | '？' | '…' => true,
            '!' | '?' => self.is_latin_stop(place),
            '.' => self.is_latin_stop(place) && !(place > 0 && self.chars[place - 1].is_ascii_digit()),
            _ => false,
        }
    }

    /// True if what follows a Latin mark shows that it is no part of a number or an address.
    fn is_latin_stop(&self, place: usize) -> bool {
        self.at(place + 1).is_none_or(|next| next.is_whitespace() || cjk::is_cjk(next) || is_closing(next) || next == '"')
    }

    fn is_comma(&self, place: usize) -> bool {
        match self.chars[place] {
            '，' | '；' | '、' => true,
            ',' | ';' => self.is_latin_stop(place),
            _ => false,
        }
    }

    /// The place after the marks and closing quotes that go with the end of a sentence.
    fn after_end(&self, mut place: usize) -> usize {
        while let Some(c) = self.at(place) {
            let closes = c == '"' && self.pairs.iter().any(|pair| pair.1 == place);
            if !(closes || is_closing(c) || matches!(c, '。' | '！' | '？' | '…' | '!' | '?')) {
                break;
            }
            place += 1;
        }
        place
    }
}

fn is_closing(c: char) -> bool {
    CLOSING.contains(c)
}

/// Variation selectors, joiners and accents: never parted from what they follow.
fn is_attached(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Matches brackets and quotes; one without the other is no bracket.
fn pairs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (place, &c) in chars.iter().enumerate() {
        let closes = is_closing(c) || c == '"';
        match open.iter().rposition(|(closing, _)| closes && *closing == c) {
            Some(at) => {
                pairs.push((open[at].1, place));
                open.truncate(at);
            }
            None if c == '"' => open.push((c, place)),
            None => open.extend(closing_of(c).map(|closing| (closing, place))),
        }
    }
    pairs
}

fn depths(pairs: &[(usize, usize)], len: usize) -> Vec<usize> {
    let (mut opened, mut closed) = (vec![0; len + 1], vec![0; len + 1]);
    for &(open, close) in pairs {
        opened[open + 1] += 1;
        closed[close + 1] += 1;
    }
    let mut depth = 0;
    opened
        .iter()
        .zip(closed)
        .map(|(opened, closed)| {
            depth = depth + opened - closed;
            depth
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn plain_text_has_no_markup() {
        let text = "# 甲\n\n**乙：**丙\n丁 `e`\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |\n\n- [三](u)\n- ![四](v)<b>五</b>[^1]\n\n[^1]: 注";
        assert_eq!(plain_text(&parse(text)), "甲\n乙：丙丁 e\n一 二\n1 2\n三\n四五\n注");
    }

    #[test]
    fn summaries_end_where_a_reader_would() {
        let cases = [
            ("一句话。", 10, "一句话。"),
            ("第一句。第二句很长很长很长。", 8, "第一句。"),
            ("他说：“好！”然后他走了很远。", 9, "他说：“好！”"),
            ("真的吗？！不知道，再看看。", 7, "真的吗？！"),
            ("截至目前，已完成投资12.5万元。", 12, "截至目前…"),
            ("共举办文化活动3500余场，惠及群众。", 11, "共举办文化活动…"),
            ("到2020年9月15日为止全部完成任务。", 10, "到…"),
            ("到2020年9月15日为止全部完成任务。", 12, "到2020年9月15日…"),
            ("增长113.3%以上的企业数量继续增加", 6, "增长…"),
            ("每村新建1-3家养老服务站点若干", 7, "每村新建…"),
            ("项目（含上年结转的12.5万元资金）进展顺利", 10, "项目…"),
            ("“这是一段很长很长的引文，没有尽头”", 9, "“这是一段很长…”"),
            ("Version 1.5 is out. It is a long story", 24, "Version 1.5 is out."),
            ("See internationalization notes", 10, "See…"),
            ("甲\n乙\t 丙", 10, "甲 乙 丙"),
            ("甲乙丙", 0, ""),
            ("123456789", 5, "…"),
        ];
        for (text, max, expected) in cases {
            assert_eq!(summary(text, max), expected, "{text} in {max}");
        }
    }
}
