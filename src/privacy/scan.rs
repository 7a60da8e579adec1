//! Personal data in a text. In: a text with its signs made equal. Out: what stands where, each thing once. Numbers must
//! stand alone: a digit, a letter or a decimal point beside one makes it a part of something else.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Found, Kind, address, fold::Folded, number};
use crate::diag::Loc;

/// The fewest digits that are looked at.
const LEAST: usize = 7;
/// The most signs of a number, its groups apart.
const MOST: usize = 21;
/// The most groups of a number.
const MOST_BLOCKS: usize = 6;

/// A pattern that is known to be one.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant, and a test uses each")
}

/// What is searched for besides the digits themselves.
struct Patterns {
    /// Before a number: a word that says it is the number of a thing.
    thing: Regex,
    /// Before a number: a word that says it is a telephone's.
    telephone: Regex,
    /// Between two telephone numbers.
    between: Regex,
    /// After a number: what it counts.
    unit: Regex,
    /// After a telephone number: its extension.
    extension: Regex,
    /// A web address.
    url: Regex,
    /// The word for a passport or a permit.
    permit: Regex,
    /// The same with its number.
    passport: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
    thing: pattern(
        r#"(?:索引号|信用代码|机构代码|标识码|备案号?|公网安备|许可证号?|文号|(?:^|[^证件卡])编号|编码|序列号|流水号|订单号|案件号|工单号|受理号|合同号|批准号|登记号|注册号|条码|(?i-u:\b(?:isbn|issn|doi|icp|md5|sha-?[0-9]*|uuid|guid|sku))|校验和|哈希|摘要值)[\s:："'“`为是=|#]*$"#,
    ),
    telephone: pattern(
        r#"(?:电话|热线|联系|传真|手机|(?i-u:\b(?:telephone|tel|phone|fax)\.?))(?:号码|号|方式|电话|人)*[\s:："'“`为是=|(（【\[]*$"#,
    ),
    between: pattern(r"^\s?[/、,，;；或和]\s?$"),
    unit: pattern(
        r"^ ?(?:[元亿%‰㎡㎥件次份吨]|户(?:[^名主口]|$)|个(?:[^人]|$)|万[元人户平米吨件个次余多]|千[米瓦克]|公[里顷斤]|立方|美元|人次|号(?:[^码机主]|$))",
    ),
    extension: pattern(r"^ ?(?:[-x#]|转|分机|(?i-u:ext)\.?) ?[0-9]{1,6}\b"),
    url: pattern(r"(?i-u:\b(?:(?:https?|ftp)://|www\.|(?:[a-z0-9-]+\.)+(?:cn|com|net|org)/)[a-z0-9%#?&=+.,:;!~_/@$*-]*)"),
    permit: pattern("护照|通行证|[Pp]assport|PASSPORT"),
    passport: pattern(
        r#"(?:护照|通行证|(?i-u:passport))(?:号码?|编号|证号|(?i-u: ?(?:no\.?|number)))*[\s:："'“`为是=|(]*([EeGg][0-9]{8}|[Ee][A-HJ-NP-Z][0-9]{7}|[CWHM][0-9]{8,10})"#,
    ),
});

/// Everything in a text, in the order of places.
pub fn scan(text: &str) -> Vec<Found> {
    let folded = Folded::new(text);
    let mut found: Vec<(Kind, Range<usize>)> = Vec::new();
    Numbers { text: &folded.text, urls: None, found: &mut found }.all();
    emails(&folded.text, &mut found);
    passports(&folded.text, &mut found);
    found.extend(address::dwellings(&folded.text).into_iter().map(|range| (Kind::Address, range)));
    found.sort_by_key(|(kind, range)| (range.start, *kind));
    let place = |(kind, range): (Kind, Range<usize>)| {
        let range = folded.source(range);
        Found { kind, text: text[range.clone()].to_owned(), loc: Loc::new(range.start, range.end) }
    };
    found.into_iter().map(place).collect()
}

struct Numbers<'t, 'f> {
    text: &'t str,
    /// Where web addresses stand, once somebody asks.
    urls: Option<Vec<Range<usize>>>,
    found: &'f mut Vec<(Kind, Range<usize>)>,
}

impl Numbers<'_, '_> {
    fn all(&mut self) {
        let bytes = self.text.as_bytes();
        let (mut at, mut last_telephone) = (0, None);
        while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit) {
            at = self.end_of_block(start);
            if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
                continue;
            }
            let row = self.row(start);
            if row.iter().map(Range::len).sum::<usize>() < LEAST {
                continue;
            }
            if let Some((kind, range)) = self.number_at(&row, last_telephone) {
                last_telephone = (kind == Kind::Landline || kind == Kind::Mobile).then_some(range.end);
                at = range.end;
                self.found.push((kind, range));
            }
        }
    }

    /// The end of the letters and digits around a place.
    fn end_of_block(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric()).map_or(bytes.len(), |length| at + length)
    }

    /// The block that begins at a place and those after it, each parted from the one before by a single space or hyphen, or
    /// by the end of an area code's brackets.
    fn row(&self, start: usize) -> Vec<Range<usize>> {
        let bytes = self.text.as_bytes();
        let mut row: Vec<Range<usize>> = Vec::with_capacity(MOST_BLOCKS);
        let mut at = start;
        while row.len() < MOST_BLOCKS && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            let end = self.end_of_block(at);
            row.push(at..end);
            at = end
                + match &bytes[end..] {
                    [b')', b' ' | b'-', ..] => 2,
                    [b' ' | b'-' | b')', ..] => 1,
                    _ => break,
                };
        }
        row
    }

    /// The number that begins with the first of some blocks.
    fn number_at(&mut self, row: &[Range<usize>], last_telephone: Option<usize>) -> Option<(Kind, Range<usize>)> {
        let first = row.first()?;
        let mut signs = String::new();
        let mut lengths: Vec<usize> = Vec::new();
        let mut best = None;
        for block in row {
            let piece = &self.text[block.clone()];
            let digits = piece.trim_end_matches(['X', 'x']);
            // The check sign of an identity number may stand by itself.
            let fits =
                piece.len() <= digits.len() + 1 && digits.bytes().all(|b| b.is_ascii_digit()) && (!digits.is_empty() || signs.len() == 17);
            if !fits || signs.len() + piece.len() > MOST {
                break;
            }
            signs.push_str(piece);
            lengths.push(piece.len());
            if let Some(kind) = kind_of(&signs, &lengths) {
                best = self.stands_alone(kind, first.start..block.end).map(|range| (kind, range)).or(best);
            }
        }
        best.or_else(|| self.local_at(row, last_telephone))
    }

    /// A number without area code: right after a word that says it is a telephone's, or after another.
    fn local_at(&mut self, row: &[Range<usize>], last_telephone: Option<usize>) -> Option<(Kind, Range<usize>)> {
        let whole = |blocks: &[Range<usize>]| {
            let digits: String = blocks.iter().map(|block| &self.text[block.clone()]).collect();
            number::is_local(&digits).then_some(blocks.first()?.start..blocks.last()?.end)
        };
        let halves = row.get(..2).filter(|pair| matches!(pair[0].len(), 3 | 4) && pair[1].len() == 4);
        let range = halves.and_then(whole).or_else(|| whole(&row[..1]))?;
        let follows = last_telephone.is_some_and(|end| end <= range.start && PATTERNS.between.is_match(&self.text[end..range.start]));
        if !follows && !PATTERNS.telephone.is_match(self.before(range.start)) {
            return None;
        }
        self.stands_alone(Kind::Landline, range).map(|range| (Kind::Landline, range))
    }

    /// The piece of the line before a place that words about a number may stand in.
    fn before(&self, at: usize) -> &str {
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let mut start = at.saturating_sub(60).max(line);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        &self.text[start..at]
    }

    /// A number's whole range, with what belongs to it on both sides; `None` where it is a part of something else.
    fn stands_alone(&mut self, kind: Kind, range: Range<usize>) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let sign = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let mut range = range;
        let telephone = matches!(kind, Kind::Mobile | Kind::Landline);
        if telephone && sign(range.start.checked_sub(1)) == b'+' {
            range.start -= 1;
        }
        // The brackets of an area code or a country's: the opening one stands before the range.
        let closes = self.text[range.clone()].find(')').is_some_and(|at| at < 6);
        if telephone && closes && sign(range.start.checked_sub(1)) == b'(' {
            range.start -= 1;
        }
        if kind == Kind::Landline {
            range.end += PATTERNS.extension.find(&self.text[range.end..]).map_or(0, |found| found.len());
        }
        let (before, further) = (sign(range.start.checked_sub(1)), sign(range.start.checked_sub(2)));
        let (after, beyond) = (sign(Some(range.end)), sign(Some(range.end + 1)));
        let word = self.text[..range.start].trim_end_matches('-').rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let named = matches!(word.to_ascii_lowercase().as_str(), "tel" | "phone" | "mobile" | "fax" | "id");
        let continued = match before {
            b'-' => further.is_ascii_alphanumeric() && !named && kind != Kind::Identity,
            b'.' => further.is_ascii_digit(),
            b'*' => self.text[..range.start].trim_end_matches('*').ends_with(|c: char| c.is_ascii_alphanumeric()),
            b'$' => true,
            b => b.is_ascii_alphanumeric(),
        };
        let continues = match after {
            b'-' => beyond.is_ascii_digit() && kind != Kind::Identity,
            b'.' => beyond.is_ascii_digit(),
            b'*' => self.text[range.end..].trim_start_matches('*').starts_with(|c: char| c.is_ascii_alphanumeric()),
            b => b.is_ascii_alphanumeric(),
        };
        let counts =
            kind != Kind::Identity && (PATTERNS.unit.is_match(&self.text[range.end..]) || self.text[..range.start].ends_with(['¥', '￥']));
        let is_part = continued || continues || counts || PATTERNS.thing.is_match(self.before(range.start)) || self.is_in_url(&range);
        (!is_part).then_some(range)
    }

    fn is_in_url(&mut self, range: &Range<usize>) -> bool {
        let urls = self.urls.get_or_insert_with(|| PATTERNS.url.find_iter(self.text).map(|found| found.range()).collect());
        urls.iter().any(|url| url.start <= range.start && range.end <= url.end)
    }
}

/// What digits in groups of these lengths are.
fn kind_of(signs: &str, lengths: &[usize]) -> Option<Kind> {
    let length = signs.len();
    if length == 18 && lengths.len() <= 5 && number::is_identity(signs) {
        return Some(Kind::Identity);
    }
    if length == 15 && lengths.len() == 1 && number::is_identity(signs) {
        return Some(Kind::Identity);
    }
    if !signs.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fours = lengths.split_last().is_some_and(|(last, others)| others.iter().all(|l| *l == 4) && *last <= 7);
    let is_card_row = lengths.len() == 1 || fours || matches!(lengths, [6, 13 | 10] | [4, 6, 5] | [8, 8]);
    if is_card_row && number::is_bank_card(signs) {
        return Some(Kind::BankCard);
    }
    // The country's code before a telephone number.
    let country = ["0086", "86"]
        .into_iter()
        .find(|code| signs.starts_with(code) && (lengths[0] == code.len() || lengths.len() == 1 || lengths[0] > 11));
    let country = country.filter(|code| length > code.len() + 8);
    let rest = country.map_or(signs, |code| &signs[code.len()..]);
    let mut groups = lengths.to_vec();
    if let Some(code) = country {
        groups[0] -= code.len();
        groups.retain(|group| *group > 0);
    }
    if number::is_mobile(rest) && matches!(groups[..], [11] | [3, 4, 4] | [7, 4] | [3, 8]) {
        return Some(Kind::Mobile);
    }
    let areas: &[usize] = if country.is_some() && !rest.starts_with('0') { &[2, 3] } else { &[3, 4] };
    let national = |area: usize| {
        let (code, local) = rest.split_at_checked(area)?;
        let digits = if area == areas[0] || code.starts_with('0') { code.strip_prefix('0').unwrap_or(code) } else { code };
        let zero = code.starts_with('0') || country.is_some();
        let row = matches!(groups[..], [_]) || groups == [area, local.len()] || (groups.len() == 3 && groups[0] == area && groups[2] == 4);
        (zero && row && number::is_landline(digits, local)).then_some(Kind::Landline)
    };
    areas.iter().find_map(|area| national(*area))
}

/// E-mail addresses.
fn emails(text: &str, found: &mut Vec<(Kind, Range<usize>)>) {
    let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b'@', bytes) {
        let start = bytes[..at].iter().rposition(|b| !local(*b)).map_or(0, |before| before + 1);
        let start = start + bytes[start..at].iter().take_while(|b| !b.is_ascii_alphanumeric()).count();
        let host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
        let end = bytes[at + 1..].iter().position(|b| !host(*b)).map_or(bytes.len(), |length| at + 1 + length);
        let domain = text[at + 1..end].trim_end_matches(['.', '-']);
        let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
        let labels = domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        let is_file = matches!(top.to_ascii_lowercase().as_str(), "png" | "jpg" | "jpeg" | "webp" | "gif" | "svg" | "avif" | "css" | "js");
        let is_top = (2..=24).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_alphabetic()) && !is_file;
        // A name and a password before the host of a web address.
        let joins = |b: u8| local(b) || matches!(b, b':' | b'/' | b'\\' | b'&' | b'#' | b';');
        let scheme = |word: &str| word.to_ascii_lowercase().rfind("http").map(|at| at + 4);
        let is_url = |word: &str| word.ends_with("://") || scheme(word).is_some_and(|at| word.as_bytes()[at..].iter().all(|b| joins(*b)));
        let in_url = text[..start].rsplit(|c: char| c.is_whitespace()).next().is_some_and(is_url);
        if start < at && labels && is_top && !in_url {
            found.push((Kind::Email, start..at + 1 + domain.len()));
        }
    }
}

/// Numbers of passports and permits, right after the word.
fn passports(text: &str, found: &mut Vec<(Kind, Range<usize>)>) {
    // The word alone is quickly seen not to be there.
    if !PATTERNS.permit.is_match(text) {
        return;
    }
    for captures in PATTERNS.passport.captures_iter(text) {
        let Some(number) = captures.get(1) else { continue };
        if !text[number.end()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '*') {
            found.push((Kind::Passport, number.range()));
        }
    }
}
