//! Character classes for Chinese, Japanese and Korean text.
//!
//! Comes in: single characters. Goes out: yes or no, or a small class.
//! Never here: parsing, allocation, state.
//!
//! Sources: Unicode Standard Annex 11 (East Asian Width), the CJK-friendly amendments to
//! CommonMark (markdown-cjk-friendly), and CSS Text 4, section 4.1.3 (segment breaks).

/// Blocks whose characters are Wide, Fullwidth or Halfwidth in UAX 11 and that are not emoji,
/// with the Hangul blocks, as the CJK-friendly amendments define "CJK character".
/// Whole blocks are listed: an unassigned character inside one counts as CJK.
const CJK: &[(char, char)] = &[
    ('\u{1100}', '\u{11ff}'),   // Hangul Jamo
    ('\u{20a9}', '\u{20a9}'),   // Won sign, halfwidth
    ('\u{2329}', '\u{232a}'),   // Angle brackets
    ('\u{2630}', '\u{2637}'),   // Trigrams
    ('\u{268a}', '\u{268f}'),   // Monograms and digrams
    ('\u{2e80}', '\u{303e}'),   // Radicals, description characters, CJK punctuation
    ('\u{3040}', '\u{a4cf}'),   // Kana, Bopomofo, enclosed letters, ideographs, Yi
    ('\u{a960}', '\u{a97f}'),   // Hangul Jamo Extended-A
    ('\u{ac00}', '\u{d7ff}'),   // Hangul syllables, Jamo Extended-B
    ('\u{f900}', '\u{faff}'),   // Compatibility ideographs
    ('\u{fe10}', '\u{fe19}'),   // Vertical forms
    ('\u{fe30}', '\u{fe6f}'),   // Compatibility and small forms
    ('\u{ff01}', '\u{ffee}'),   // Fullwidth and halfwidth forms
    ('\u{16fe0}', '\u{18dff}'), // Ideographic symbols, Tangut, Khitan
    ('\u{1aff0}', '\u{1b2ff}'), // Kana extensions, Nushu
    ('\u{1d300}', '\u{1d37f}'), // Tai Xuan Jing symbols, counting rods
    ('\u{1f200}', '\u{1f200}'), // Square hiragana hoka
    ('\u{20000}', '\u{3fffd}'), // Ideographs, supplementary planes
];

/// The Hangul part of [`CJK`], for which a line break is a space between words.
const HANGUL: &[(char, char)] = &[
    ('\u{1100}', '\u{11ff}'),
    ('\u{20a9}', '\u{20a9}'),
    ('\u{302e}', '\u{302f}'),
    ('\u{3130}', '\u{318f}'),
    ('\u{3200}', '\u{321f}'),
    ('\u{3260}', '\u{327f}'),
    ('\u{a960}', '\u{a97f}'),
    ('\u{ac00}', '\u{d7ff}'),
    ('\u{ffa0}', '\u{ffdc}'),
];

/// How a character behaves at a line break (CSS Text 4, segment break transformation).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Han, kana and full-width punctuation: set solid, a line break beside it is no space.
    Wide,
    /// Quotes, dashes and dots that Chinese and Latin text share (“ ” ‘ ’ … — ·).
    Shared,
    /// All else: Latin, digits, Hangul, spaces, emoji.
    Other,
}

/// True for a CJK character in the sense of the CJK-friendly amendments, Hangul included.
pub fn is_cjk(c: char) -> bool {
    c >= '\u{1100}' && within(CJK, c)
}

/// True for Hangul letters, syllables and signs.
pub fn is_hangul(c: char) -> bool {
    c >= '\u{1100}' && within(HANGUL, c)
}

/// True for Han ideographs, the iteration mark 々 and 〇 included.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// The class of a character beside a line break.
pub fn side(c: char) -> Side {
    match c {
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' => Side::Shared,
        c if is_cjk(c) && !is_hangul(c) => Side::Wide,
        _ => Side::Other,
    }
}

fn within(table: &[(char, char)], c: char) -> bool {
    let after = table.partition_point(|&(first, _)| first <= c);
    after > 0 && c <= table[after - 1].1
}
