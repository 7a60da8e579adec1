//! Signs made equal: full-width letters and digits, every kind of hyphen and space become the plain one, signs nobody
//! sees vanish. In: a text. Out: the same to be searched, and the way back to the bytes of the first.

use std::borrow::Cow;

/// A text with its signs made equal.
#[derive(Debug)]
pub struct Folded<'t> {
    /// To be searched.
    pub text: Cow<'t, str>,
    /// Bytes here and bytes there, from each of which on both run side by side.
    steps: Vec<(usize, usize)>,
}

/// What a sign becomes.
enum Sign {
    Same,
    Plain(char),
    Nothing,
}

fn sign(c: char) -> Sign {
    match c {
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => Sign::Nothing,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Sign::Plain(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '－' => Sign::Plain('-'),
        // The ASCII signs in full width, but for those that end sentences, which keep apart what stands beside them.
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' | '＋' | '＠' | '．' | '＿' | '＊' | '％' => {
            Sign::Plain(char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c))
        }
        _ => Sign::Same,
    }
}

impl<'t> Folded<'t> {
    /// Make the signs of a text equal.
    pub fn new(text: &'t str) -> Self {
        let (mut out, mut steps) = (String::new(), vec![(0, 0)]);
        let mut copied = 0;
        // Only signs of these first bytes ever change; most Chinese has others.
        let firsts = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF));
        for (at, c) in firsts.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?))) {
            let plain = match sign(c) {
                Sign::Same => continue,
                Sign::Plain(plain) => Some(plain),
                Sign::Nothing => None,
            };
            out.push_str(&text[copied..at]);
            steps.push((out.len(), at));
            out.extend(plain);
            copied = at + c.len_utf8();
            steps.push((out.len(), copied));
        }
        if copied == 0 {
            return Self { text: Cow::Borrowed(text), steps };
        }
        out.push_str(&text[copied..]);
        Self { text: Cow::Owned(out), steps }
    }

    /// Where the first byte of a range stood.
    fn first(&self, byte: usize) -> usize {
        // The last of the steps here: what vanished before it is left out.
        let (here, there) = self.steps[self.steps.partition_point(|(here, _)| *here <= byte) - 1];
        there + (byte - here)
    }

    /// Where a range stood, without what vanished around it.
    pub fn source(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let start = self.first(range.start);
        // The end is that of the last sign in it, whose own step is the last at or before its first byte.
        let last = self.text[..range.end].char_indices().next_back().map_or(0, |(at, _)| at);
        let at = self.steps.partition_point(|(here, _)| *here <= last);
        let (here, there) = self.steps[at - 1];
        let whole = self.steps.get(at).filter(|(next, _)| *next == range.end && last == here);
        start..whole.map_or(there + (range.end - here), |(_, end)| *end).max(start)
    }
}

/// A text as it is compared.
pub fn folded(text: &str) -> String {
    Folded::new(text.trim()).text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::Folded;

    fn at(text: &str, piece: &str) -> String {
        let folded = Folded::new(text);
        let start = folded.text.find(piece).unwrap_or_else(|| panic!("{piece} in {}", folded.text));
        text[folded.source(start..start + piece.len())].to_owned()
    }

    #[test]
    fn a_range_leads_back_to_its_own_bytes() {
        assert_eq!(at("电话１３８，", "138"), "１３８");
        assert_eq!(at("电话1３8，", "138"), "1３8");
        assert_eq!(at("电1\u{200B}3\u{200B}8话", "138"), "1\u{200B}3\u{200B}8");
        assert_eq!(at("\u{200B}138\u{200B}话", "138"), "138");
        assert_eq!(at("（０２１）—6", "(021)-6"), "（０２１）—6");
        assert_eq!(at("a\u{3000}b", "a b"), "a\u{3000}b");
        assert_eq!(at("plain 138", "138"), "138");
        assert_eq!(at("０1", "1"), "1");
        assert_eq!(at("０1", "0"), "０");
    }
}
