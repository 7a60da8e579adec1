//! The last look before writing: every internal link and anchor of the finished HTML leads somewhere, and no id stands
//! twice on a page.
//!
//! In: finished pages. Out: findings that name the page and the byte. It reads tags and attributes only; it does not
//! judge HTML otherwise.

use std::collections::BTreeMap;

use memchr::{memchr, memmem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span, Texts},
    files::SitePath,
    output::Files,
    plan::route,
};

/// What a page links to and can be linked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Links inside the site, each with its byte.
    pub links: Vec<(u32, String)>,
    /// Ids, each with its byte.
    pub ids: Vec<(u32, String)>,
}

/// The links and ids of a page.
pub fn scan(html: &str) -> Scan {
    let bytes = html.as_bytes();
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(open) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)).map(|n| at + n) {
        at = open + 1;
        if html[at..].starts_with("!--") {
            at = memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |n| at + n + 3);
            continue;
        }
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        at = attributes(html, at, &mut scan).min(bytes.len());
    }
    scan
}

/// Read one tag's attributes from its name on; the byte after its `>`.
fn attributes(html: &str, mut at: usize, scan: &mut Scan) -> usize {
    let bytes = html.as_bytes();
    let is_space = |b: u8| b.is_ascii_whitespace();
    while at < bytes.len() && !is_space(bytes[at]) && bytes[at] != b'>' {
        at += 1;
    }
    loop {
        while at < bytes.len() && (is_space(bytes[at]) || bytes[at] == b'/') {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] == b'>' {
            return at + 1;
        }
        let name_start = at;
        while at < bytes.len() && !is_space(bytes[at]) && !matches!(bytes[at], b'=' | b'>' | b'/') {
            at += 1;
        }
        let name = &html[name_start..at];
        if bytes.get(at) != Some(&b'=') {
            continue;
        }
        at += 1;
        let (start, end) = if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
            let end = memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |n| at + 1 + n);
            (at + 1, end)
        } else {
            let end = bytes[at..].iter().position(|b| is_space(*b) || *b == b'>').map_or(bytes.len(), |n| at + n);
            (at, end)
        };
        at = if matches!(bytes.get(start.wrapping_sub(1)), Some(b'"' | b'\'')) { end + 1 } else { end };
        keep(name, &html[start..end], start, scan);
    }
}

fn keep(name: &str, value: &str, start: usize, scan: &mut Scan) {
    let place = u32::try_from(start).unwrap_or(u32::MAX);
    match name {
        "id" => scan.ids.push((place, unescape(value))),
        "href" | "src" | "poster" | "action" if is_internal(value) => scan.links.push((place, unescape(value))),
        _ => {}
    }
}

fn is_internal(value: &str) -> bool {
    let scheme = value.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    !scheme && !value.starts_with("//")
}

fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// Findings for links that lead nowhere and ids that stand twice. A template writes its mistake on many pages: it is
/// reported once, at the first of them.
pub fn links(diags: &mut Diagnostics, texts: &mut Texts, files: &Files, base: &str, scans: &[(&str, Scan)]) {
    let ids: FxHashMap<&str, FxHashSet<&str>> =
        scans.iter().map(|(path, scan)| (*path, scan.ids.iter().map(|(_, id)| id.as_str()).collect())).collect();
    // By wording and by what is at fault: the first place, and how many more there are.
    let mut faults: BTreeMap<(u8, String), Fault<'_>> = BTreeMap::new();
    for (path, scan) in scans {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        for (at, id) in &scan.ids {
            if !seen.insert(id) {
                found.push((*at, say::PageFault::DoubleId, id));
            }
        }
        for (at, href) in &scan.links {
            match resolve(path, base, href) {
                None => found.push((*at, say::PageFault::DeadLink, href)),
                Some((target, _)) if !files.contains_key(&target) => found.push((*at, say::PageFault::DeadLink, href)),
                Some((target, Some(fragment))) if ids.get(target.as_str()).is_some_and(|ids| !ids.contains(fragment.as_str())) => {
                    found.push((*at, say::PageFault::DeadAnchor, href));
                }
                Some(_) => {}
            }
        }
        for (at, kind, what) in found {
            let key = (kind as u8, what.trim_start_matches("../").to_owned());
            faults.entry(key).and_modify(|fault| fault.more += 1).or_insert(Fault { page: path, at: at as usize, kind, what, more: 0 });
        }
    }
    for fault in faults.into_values() {
        let path = SitePath::new(fault.page);
        let span = Span::new(&path, Loc::new(fault.at, fault.at + fault.what.len()));
        diags.push(say::page_fault(span, fault.kind, fault.what, fault.more));
        if let Some(text) = files.get(fault.page).and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            texts.insert(path, text.into());
        }
    }
}

/// A fault of a finished page.
struct Fault<'a> {
    page: &'a str,
    at: usize,
    kind: say::PageFault,
    what: &'a str,
    more: usize,
}

/// The file and fragment a link of a page leads to; `None` where it leaves the site. `base` is the path the site will
/// be published at, with which absolute links begin.
fn resolve(page: &str, base: &str, href: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or(path);
    let fragment = fragment.filter(|f| !f.is_empty()).and_then(route::decode);
    if path.is_empty() {
        return Some((page.to_owned(), fragment));
    }
    let decoded = route::decode(path)?;
    let mut target = match decoded.strip_prefix(base) {
        Some(inside) => SitePath::new("").join(inside)?,
        None => SitePath::new(page).join(&decoded)?,
    }
    .to_string();
    if path.ends_with('/') || target.is_empty() {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    Some((target, fragment))
}

#[cfg(test)]
mod tests {
    use super::{resolve, scan};

    #[test]
    fn scan_reads_what_browsers_read() {
        let html =
            r#"<!-- <a href="no.html"> --><a class=x href="a.html#b&amp;c">1 < 2</a><img src='b.png' alt="href=&quot;x&quot;"><p id=k>"#;
        let found = scan(html);
        assert_eq!(found.links.iter().map(|(_, l)| l.as_str()).collect::<Vec<_>>(), ["a.html#b&c", "b.png"]);
        assert_eq!(found.ids.iter().map(|(_, l)| l.as_str()).collect::<Vec<_>>(), ["k"]);
        assert_eq!(scan("<a href=\"https://a.b/\"><a href=\"mailto:a@b\"><a href=\"//c\"").links, []);
        assert_eq!(scan("<a href=\"x"), scan("<a href=\"x\""));
        for broken in ["<", "<a", "<a ", "<a href", "<a href=", "<a href='", "<!--", "</", "<a/"] {
            let _ = scan(broken);
        }
    }

    #[test]
    fn links_are_seen_from_their_page() {
        let case = |page: &str, href: &str, expected: Option<(&str, Option<&str>)>| {
            let found = resolve(page, "/ssxm/", href);
            assert_eq!(found.as_ref().map(|(p, f)| (p.as_str(), f.as_deref())), expected, "{page} {href}");
        };
        case("2020/08.html", "../index.html", Some(("index.html", None)));
        case("2020/08.html", "#i-a", Some(("2020/08.html", Some("i-a"))));
        case("2020/08.html", "../../x.html", None);
        case("404.html", "/ssxm/2020/08.html", Some(("2020/08.html", None)));
        case("404.html", "/ssxm/", Some(("index.html", None)));
        case("404.html", "/other/2020/08.html", None);
        case("2020/08.html", "./", Some(("2020/index.html", None)));
        case("index.html", "a%20b.html#%E5%9B%BE", Some(("a b.html", Some("图"))));
    }
}
