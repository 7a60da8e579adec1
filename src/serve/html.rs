//! HTML by hand: escaping, the line that makes a page live, the preview's own pages.

use crate::output::Digest;

/// What every tag of a page that carries the script ends in: the bytes are not quite the site's.
const SUFFIX: &str = "-live";

/// Text that is nothing but text, in an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

/// The entity tag of a page with this hash, in its quotes.
pub fn tag(hash: &Digest) -> String {
    format!("\"{hash}{SUFFIX}\"")
}

/// The page with the script before its last `</body>`, or at its end. The script is told the page's own entity tag, so
/// that it knows when other bytes stand at its address.
pub fn enliven(mut page: Vec<u8>, tag: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let script = format!("<script src=\"/-/live.js\" data-page=\"{}\" defer></script>\n", tag.trim_matches('"'));
    let at = page.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(page.len());
    page.splice(at..at, script.into_bytes());
    page
}

/// A page of the preview itself: `kind` is the class of its body, `lang` its language, `main` its content.
pub fn document(kind: &str, lang: &str, title: &str, main: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"icon\" href=\"/-/icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"/-/preview.css\">\n</head>\n<body class=\"{kind}\">\n<main>\n{main}</main>\n</body>\n</html>\n"
    )
}
