//! What text must be like: ids and addresses that can stand in a page, brackets that pair, one width of punctuation.
//! Pure functions; the findings are made by the reader.

use crate::syntax::{
    cjk::{self, Side},
    yaml::{Node, Value},
};

/// Whether a text is an address on the web: http or https, a host, nothing that could end an attribute.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\'));
    clean && !host.is_empty() && !host.contains('@')
}

/// Whether an address can be the place of a whole site: no query, no fragment, no way up, no quotes.
pub fn is_base_url(text: &str) -> bool {
    let dots = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    is_web_address(text) && !text.contains(['?', '#', '\'', '“', '”', '‘', '’']) && !text.split('/').any(dots)
}

/// A sign no text may have: it would be invisible, or turn the text around it (bidi overrides).
pub fn invisible(text: &str) -> Option<char> {
    text.chars()
        .find(|c| (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
}

/// Whether a text can be an id.
pub fn is_id(text: &str) -> bool {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let port = |name: &str| stem.strip_prefix(name).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    // Windows cannot store a file of these names.
    let device = matches!(stem.as_str(), "con" | "nul" | "aux" | "prn") || port("com") || port("lpt");
    !text.is_empty() && text.len() <= 80 && text.chars().all(good) && !text.starts_with(['.', '-']) && !text.ends_with('.') && !device
}

/// The first bracket or quote without its partner, and whether it is a closing one. Straight quotes are not judged.
pub fn unbalanced(text: &str) -> Option<(char, bool)> {
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
pub fn unfolded(node: &Node<'_>, text: &str) -> String {
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
pub fn mixed_width(text: &str) -> Option<usize> {
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
