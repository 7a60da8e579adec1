//! How wide text is in the font of the cards, and where its lines end.
//!
//! Nothing is hyphenated and no word of Latin letters or digits is broken unless it is wider than a line. Chinese text
//! breaks between any two characters, but closing punctuation never begins a line and opening punctuation never ends one
//! (避头尾). Lines of one text are made about equally long.

use std::{borrow::Cow, sync::Arc};

use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
};
use unicode_width::UnicodeWidthChar as _;

/// What never begins a line.
const CLOSING: &str = "。，、；：？！）》〉」』】〕…—～·”’％‰℃.,;:?!)]}%";
/// What never ends one.
const OPENING: &str = "（《〈「『【〔“‘([{";
/// Stands for what did not fit.
const MORE: char = '…';

/// A font by which text is measured.
#[derive(Debug, Clone)]
pub struct Font(pub Arc<Cow<'static, [u8]>>);

impl Font {
    /// Whether the bytes are a font.
    pub fn is_sound(&self) -> bool {
        FontRef::new(&self.0)
            .is_ok_and(|font| font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(GlyphId::NOTDEF).is_some())
    }

    /// How wide a text is in a size; what the font lacks is as wide as its mark for missing characters.
    pub fn advance(&self, text: &str, size: f32) -> f32 {
        self.widths(text, size).iter().sum()
    }

    fn widths(&self, text: &str, size: f32) -> Vec<f32> {
        let Ok(font) = FontRef::new(&self.0) else { return vec![size; text.chars().count()] };
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        let width = |c: char| metrics.advance_width(map.map(c).unwrap_or_default()).unwrap_or(size);
        text.chars().map(width).collect()
    }

    /// A text in at most `most` lines no wider than `width`; the last ends in `…` where more text is left.
    pub fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let units = units(&text, &self.widths(&text, size), width);
        let all = fill(&units, width);
        if all.len() > most {
            let mut lines = all;
            let rest = lines.split_off(most.saturating_sub(1));
            lines.extend(rest.first().filter(|_| most > 0).map(|line| self.cut(line, size, width)));
            return lines;
        }
        // The narrowest measure that needs no further line gives lines of about one length.
        let step = size / 4.0;
        let mut best = all;
        let mut narrower = width - step;
        while best.len() > 1 && narrower > step {
            let lines = fill(&units, narrower);
            if lines.len() > best.len() || lines.iter().any(|line| self.advance(line, size) > narrower) {
                break;
            }
            best = lines;
            narrower -= step;
        }
        best
    }

    /// A line shortened until the sign of what is left out fits.
    fn cut(&self, line: &str, size: f32, width: f32) -> String {
        let mut line = line.to_owned();
        let more = self.advance(&MORE.to_string(), size);
        while !line.is_empty() && self.advance(&line, size) + more > width {
            line.pop();
        }
        let kept = line.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(c) || OPENING.contains(c)).len();
        line.truncate(kept);
        line.push(MORE);
        line
    }
}

/// A piece of text that stays on one line.
#[derive(Debug, Default)]
struct Unit {
    text: String,
    width: f32,
    /// The width of the space before it, which falls away where it begins a line.
    space: f32,
}

/// The pieces of a text whose spaces are single. A piece wider than a line is broken anywhere.
fn units(text: &str, widths: &[f32], line: f32) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let (mut space, mut last) = (0.0, None::<char>);
    for (c, width) in text.chars().zip(widths) {
        if c == ' ' {
            space = *width;
            last = None;
            continue;
        }
        let joined = last.is_some_and(|last| OPENING.contains(last) || CLOSING.contains(c) || !(is_wide(last) || is_wide(c)));
        match units.last_mut().filter(|unit| joined && unit.width + width <= line) {
            Some(unit) => {
                unit.text.push(c);
                unit.width += width;
            }
            None => units.push(Unit { text: c.to_string(), width: *width, space: std::mem::take(&mut space) }),
        }
        last = Some(c);
    }
    units
}

/// Whether a character is Chinese text or its punctuation, between which lines may break.
fn is_wide(c: char) -> bool {
    c.width_cjk() == Some(2)
}

/// As much on each line as there is room for.
fn fill(units: &[Unit], width: f32) -> Vec<String> {
    let mut lines: Vec<(String, f32)> = Vec::new();
    for unit in units {
        match lines.last_mut().filter(|(_, used)| used + unit.space + unit.width <= width) {
            Some((line, used)) => {
                if unit.space > 0.0 {
                    line.push(' ');
                }
                line.push_str(&unit.text);
                *used += unit.space + unit.width;
            }
            None => lines.push((unit.text.clone(), unit.width)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use std::{borrow::Cow, sync::Arc};

    use super::Font;

    fn font() -> Font {
        Font(Arc::new(Cow::Borrowed(include_bytes!("../../../themes/default/fonts/card.otf"))))
    }

    /// Chinese characters are one em wide, so a measure of 100 in size 10 is ten of them.
    #[track_caller]
    fn case(text: &str, most: usize, expected: &[&str]) {
        assert_eq!(font().lines(text, 10.0, 100.0, most), expected, "{text}");
    }

    #[test]
    fn chinese_breaks_anywhere_but_at_its_punctuation() {
        case("", 3, &[]);
        case("养老床位", 3, &["养老床位"]);
        case("一二三四五六七八九十", 3, &["一二三四五六七八九十"]);
        case("一二三四五六七八九十百", 3, &["一二三四五六", "七八九十百"]);
        case("一二三四五六七八九，十百千万", 3, &["一二三四五六七", "八九，十百千万"]);
        // A comma would begin the second line, an opening bracket would end the first.
        case("一二三四五六七八九十，百千万亿兆京垓秭", 3, &["一二三四五六七八九", "十，百千万亿兆京垓秭"]);
        case("一二三四五六七八九（十）", 3, &["一二三四五六", "七八九（十）"]);
        case("一二三四五六“七八九十百”千万亿兆", 3, &["一二三四五六“七八", "九十百”千万亿兆"]);
        case("工作报告——在会议上的讲话全文", 3, &["工作报告——在会", "议上的讲话全文"]);
    }

    #[test]
    fn a_word_is_not_broken() {
        case("新增 Community 站点", 3, &["新增 Community", "站点"]);
        case("新增2020年3500余户家庭", 3, &["新增2020年", "3500余户家庭"]);
        // Wider than a line by itself.
        let lines = font().lines("https://www.example.gov.cn", 10.0, 100.0, 3);
        assert_eq!((lines.len(), lines.concat().as_str()), (2, "https://www.example.gov.cn"));
        assert!(lines.iter().all(|line| font().advance(line, 10.0) <= 100.0), "{lines:?}");
    }

    #[test]
    fn what_does_not_fit_is_marked() {
        case("一二三四五六七八九十一二三四五六七八九十", 1, &["一二三四五六七八九…"]);
        case("一二三四五六七八，九十一二三四五六七八九十", 1, &["一二三四五六七八…"]);
        case("一二三四五六七八九十一二三四五六七八九十一二三", 2, &["一二三四五六七八九十", "一二三四五六七八九…"]);
        case("一二三四五六七八九十一", 0, &[]);
    }

    #[test]
    fn widths_are_those_of_the_font() {
        assert!((font().advance("养老", 50.0) - 100.0).abs() < 0.01);
        // U+20BB7 is not in it: one em, as wide as its mark.
        assert!((font().advance("\u{20BB7}", 50.0) - 50.0).abs() < 0.01);
        assert!(font().advance("i", 50.0) < font().advance("W", 50.0));
        assert!(font().is_sound());
        assert!(!Font(Arc::new(Cow::Borrowed(b"no font"))).is_sound());
    }
}
