//! Addresses below the street: down to a dwelling, or a house number after a word that says somebody lives there. In: a
//! text with its signs made equal. Out: their ranges. A street with a house number alone is a public place's.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::scan::pattern;

/// A house's, a stair's or a flat's number.
const NUMBER: &str = "(?:[A-Za-z]?[0-9]{1,5}(?:[-之][0-9]{1,4})?[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十百零〇甲乙丙丁东南西北]{1,4})";

struct Patterns {
    /// What no address is without.
    sign: Regex,
    /// Numbers of a lane, a house, a stair, and that of a flat at the end.
    dwelling: Regex,
    /// The same where a flat is counted as a household, `户`.
    household: Regex,
    /// A number in an estate with hyphens: `东园小区3-2-501室`.
    hyphens: Regex,
    /// A lane, a house, a flat without a word after it.
    bare: Regex,
    /// Somebody lives there: a house number follows.
    lives: Regex,
    /// After a flat's number: what makes it a count.
    counted: Regex,
    /// After a number of rooms: what makes it a kind of flat.
    rooms: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let step = format!("{NUMBER}(?:号楼|支弄|单元|弄|号|幢|栋|座|楼|层|梯|宅|门)");
    Patterns {
        sign: pattern("室|户|弄|住|籍|家"),
        dwelling: pattern(&format!(r"(?:{step}[ ,，]?)+{NUMBER}室$")),
        household: pattern(&format!(r"(?:{step} ?){{2,}}[0-9]{{3,4}}户$")),
        hyphens: pattern(r"(?:小区|新村|花园|公寓|家园|苑|坊|里|村|弄|号)[0-9]{1,4}(?:-[0-9]{1,5}){1,3}室$"),
        bare: pattern(&format!(r"^弄{NUMBER}号(?:楼|甲|乙)?[ -]?[0-9]{{3,4}}")),
        lives: pattern(&format!(
            r#"^(?:家庭住址|现住址|住址|家住|居住于|居住在|居住地址|现居住地|现住|户籍所在地|户籍地址|户籍地|家庭地址|常住地址)[\s:："'“`为是在于|]{{0,6}}[^\s。；;，,、:：|"]{{1,30}}?{NUMBER}(?:号楼|弄|号|幢|栋|座|室|组)"#
        )),
        counted: pattern(r"^ ?(?:居民|家庭|人家|群众|业主|村民|老人|企业|商户)"),
        rooms: pattern(r"^[0-9一二两三四]?[厅户卫]"),
    }
});

/// The addresses of a text, none within another.
pub fn dwellings(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, sign) in PATTERNS.sign.find_iter(text).map(|found| (found.start(), found.as_str())) {
        let range = match sign {
            "室" if PATTERNS.rooms.is_match(&text[at + sign.len()..]) => None,
            "室" => ending(text, at + sign.len(), &[&PATTERNS.dwelling, &PATTERNS.hyphens]),
            "户" if PATTERNS.counted.is_match(&text[at + sign.len()..]) => None,
            "户" => ending(text, at + sign.len(), &[&PATTERNS.household]),
            "弄" => lane(text, at),
            _ => lived_in(text, at),
        };
        found.extend(range);
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// An address that ends at a place, with the name of its street.
fn ending(text: &str, end: usize, patterns: &[&Regex]) -> Option<Range<usize>> {
    let start = line_start(text, end, 120);
    let window = &text[start..end];
    let at = patterns.iter().filter_map(|pattern| pattern.find(window)).map(|found| found.start()).min()?;
    Some(start + name_before(window, at)..end)
}

/// An address around the word for a lane whose flat has no word after it.
fn lane(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at..];
    let found = PATTERNS.bare.find(rest)?;
    let next = rest[found.end()..].chars().next().unwrap_or(' ');
    // What is counted, or a longer number.
    let ends = !next.is_ascii_alphanumeric() && !is_han(next) || next == '室';
    let start = line_start(text, at, 60);
    let window = &text[start..at];
    let number = window.len() - window.chars().rev().take_while(char::is_ascii_digit).count();
    (ends && number < window.len()).then(|| start + name_before(window, number)..at + found.end())
}

/// A house number after a word that says who lives there; `at` is some sign of that word.
fn lived_in(text: &str, at: usize) -> Option<Range<usize>> {
    let starts = ["", "居", "现", "现居", "常", "家庭", "户", "家"];
    let start = starts.iter().filter(|before| text[..at].ends_with(**before)).map(|before| at - before.len());
    let found = start
        .filter_map(|start| PATTERNS.lives.find(&text[start..]).map(|found| start..start + found.end()))
        .min_by_key(|range| range.start)?;
    // `2号线`, `8号文` are no houses.
    let after = text[found.end..].chars().next().unwrap_or(' ');
    let is_house = !text[found.clone()].ends_with('号') || !matches!(after, '线' | '文' | '令');
    is_house.then_some(found)
}

/// Where the name before a house number begins: at most twelve Chinese characters, after the word that says somebody lives there.
fn name_before(window: &str, at: usize) -> usize {
    let length: usize = window[..at].chars().rev().take(12).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let name = &window[at - length..at];
    let after_verb = ["住在", "住于", "住", "位于"].iter().filter_map(|verb| name.rfind(verb).map(|start| start + verb.len())).max();
    at - length + after_verb.unwrap_or(0)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '〇')
}

/// The start of a line, or at most so many bytes before a place.
fn line_start(text: &str, at: usize, most: usize) -> usize {
    let mut start = at.saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text[start..at].rfind('\n').map_or(start, |end| start + end + 1)
}
