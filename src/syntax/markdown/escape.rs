//! Words as they may stand in HTML: in text, in attributes, in addresses.
//!
//! Comes in: any text. Goes out: the text with what has a meaning in HTML or in an address
//! written otherwise. Never here: whether an address may be followed.

use std::fmt::Write as _;

/// Writes text so that it is nothing but text.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0 => "\u{fffd}",
            _ => continue,
        };
        *out += &text[from..at];
        *out += instead;
        from = at + 1;
    }
    *out += &text[from..];
}

/// Writes what `format_args!` gives.
pub(super) fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(words);
}

/// Writes ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    *out += " ";
    *out += name;
    *out += "=\"";
    escape(out, value);
    *out += "\"";
}

/// Encodes what may not stand in an address; other characters, Chinese ones too, stay.
pub(super) fn encode(dest: &str) -> String {
    let encoded = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '\\' | '^' | '{' | '|' | '}');
    let dest = dest.trim();
    let mut out = String::with_capacity(dest.len());
    let mut from = 0;
    for (at, c) in dest.match_indices(encoded) {
        out += &dest[from..at];
        for byte in c.bytes() {
            put(&mut out, format_args!("%{byte:02X}"));
        }
        from = at + c.len();
    }
    out += &dest[from..];
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_written() {
        let mut out = String::new();
        escape(&mut out, "甲<b & \"乙\">\0丙");
        attribute(&mut out, "title", "\"><");
        assert_eq!(out, "甲&lt;b &amp; &quot;乙&quot;&gt;\u{fffd}丙 title=\"&quot;&gt;&lt;\"");
    }

    #[test]
    fn addresses_keep_chinese() {
        assert_eq!(encode(" /概况 一\u{3000}?a=\"1\"|%20 "), "/概况%20一%E3%80%80?a=%221%22%7C%20");
    }
}
