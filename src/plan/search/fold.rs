//! How texts are compared: width and letter case make no difference, and neither do spaces.
//!
//! The browser does the same to what is typed (`themes/default/components/search/script.js`). Each sign is folded by
//! itself, so that every folded sign is known to stand for one that can be marked.

use unicode_normalization::UnicodeNormalization as _;

/// The signs of a text as they are compared: NFC, then each sign as NFKC in lower case, spaces left out.
pub fn fold(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len() / 2);
    if is_plain(text) {
        out.extend(text.chars().filter(|c| !is_space(*c)).map(|c| c.to_ascii_lowercase()));
        return out;
    }
    for c in text.nfc() {
        out.extend(std::iter::once(c).nfkc().flat_map(char::to_lowercase).filter(|c| !is_space(*c)));
    }
    out
}

/// Whether a text has nothing but ASCII, the common ideographs and signs that stay as they are.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}' | '、' | '。' | '《' | '》' | '“' | '”' | '—'))
}

/// What the browser takes for a space, and what Unicode does.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn width_case_and_spaces_make_no_difference() {
        let folded = |text: &str| fold(text).into_iter().collect::<String>();
        for (text, expected) in [
            ("５Ｇ 基站", "5g基站"),
            ("（一）、ＡＢＣ：", "(一)、abc:"),
            ("1.2万㎡", "1.2万m2"),
            ("e\u{301}É", "éé"),
            ("ΣΣ", "σσ"),
            ("第\u{3000}１ 号\u{feff}", "第1号"),
            ("“精品小区”——《方案》。", "“精品小区”——《方案》。"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }
}
