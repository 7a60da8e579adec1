//! Numbers and their units in Chinese prose: `12.5万元`, `2020年9月15日`, `10%-12%`.
//!
//! Comes in: characters. Goes out: the places where a cut would part a number from itself or from
//! its unit. Never here: what the number is worth; where a text is cut.

use super::cjk;

/// Units of more than one character; after a number any one Han character counts as its unit.
const UNITS: &[&str] = &[
    "个百分点",
    "平方公里",
    "平方千米",
    "立方米",
    "平方米",
    "百分点",
    "工作日",
    "千瓦时",
    "人民币",
    "个小时",
    "季度",
    "小时",
    "分钟",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "美元",
    "欧元",
    "街道",
    "社区",
    "人次",
    "户次",
    "台次",
    "车次",
    "个月",
    "周年",
    "世纪",
    "摄氏度",
    "千瓦",
    "兆瓦",
    "床位",
    "学位",
];

/// Marks the places that are inside a number or between it and its unit.
pub(super) fn glued(chars: &[char]) -> Vec<bool> {
    let mut glued = vec![false; chars.len() + 1];
    let mut place = 0;
    while place < chars.len() {
        if !is_digit(chars[place]) {
            place += 1;
            continue;
        }
        let end = quantity(chars, place);
        let sign = place > 0 && matches!(chars[place - 1], '第' | '¥' | '￥' | '$' | '€' | '£' | '+' | '-' | '−' | '±' | '约');
        glued[place + usize::from(!sign)..end].fill(true);
        place = end;
    }
    glued
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The end of the number that begins at `start`, with its unit, and with the numbers tied to it
/// as in `2020年9月15日` or `10%-12%`.
fn quantity(chars: &[char], start: usize) -> usize {
    let mut end = start;
    loop {
        end = number(chars, end);
        let with_unit = unit(chars, end);
        let tie = usize::from(with_unit > start && chars.get(with_unit).copied().is_some_and(is_tie));
        end = with_unit;
        if !chars.get(end + tie).copied().is_some_and(is_digit) {
            return end;
        }
        end += tie;
    }
}

fn number(chars: &[char], start: usize) -> usize {
    let digit = |place: usize| chars.get(place).copied().is_some_and(is_digit);
    let mut end = start;
    while digit(end) || (end > start && chars.get(end).copied().is_some_and(is_tie) && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Characters that tie the digits on both sides of them together.
fn is_tie(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '-' | '~' | '～' | '–' | '—' | '−' | '－' | ':' | '：' | '/' | '×' | '·')
}

/// The end of the unit that follows a number at `start`.
fn unit(chars: &[char], start: usize) -> usize {
    let spaced = chars.get(start) == Some(&' ') && chars.get(start + 1).copied().is_some_and(is_unit_start);
    let mut end = start + usize::from(spaced);
    while chars.get(end).is_some_and(|c| "十百千万亿兆余多几来".contains(*c)) {
        end += 1;
    }
    let rest = &chars[end..];
    let long =
        UNITS.iter().find(|unit| unit.chars().count() <= rest.len() && unit.chars().eq(rest[..unit.chars().count()].iter().copied()));
    if let Some(long) = long {
        return end + long.chars().count();
    }
    if rest.first().copied().is_some_and(|c| cjk::is_han(c) || "%％‰℃°㎡㎥㎞".contains(c)) {
        return end + 1;
    }
    end + rest.iter().take_while(|c| c.is_ascii_alphabetic() || matches!(c, '²' | '³')).count()
}

fn is_unit_start(c: char) -> bool {
    "十百千万亿元人家场个项件次户年月日时%％℃㎡".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `·` stands where the text may be cut.
    #[test]
    fn numbers_and_units_hold_together() {
        let cases = [
            "投·资·12.5万元·，",
            "到·2020年9月15日·止",
            "增·113.3%·以",
            "第12条·款",
            "¥1,234.56亿元·整",
            "5个百分点·多",
            "10%-12%·左",
            "9:00-17:30开·放",
            "A·4纸·张",
            "80 个·床",
        ];
        for case in cases {
            let chars: Vec<char> = case.chars().filter(|c| *c != '·').collect();
            let glued = glued(&chars);
            let mut shown = String::new();
            for (place, c) in chars.iter().enumerate() {
                shown.extend((place > 0 && !glued[place]).then_some('·'));
                shown.push(*c);
            }
            assert_eq!(shown, case);
        }
    }
}
