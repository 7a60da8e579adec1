//! The last look before publishing: every internal link and anchor of the finished HTML leads somewhere, and no id stands
//! twice on a page.
//!
//! In: finished pages, one by one. Out: [`Ends`], what each links to and can be linked at as short hashes, which are kept
//! for every page and followed together; and for the pages at fault findings that name the byte. It reads tags and
//! attributes only; it does not judge HTML otherwise.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    hash::{Hash as _, Hasher as _},
};

use memchr::{memchr, memmem};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span, Texts},
    files::SitePath,
    plan::route,
};

/// What a page links to and can be linked at, as hashes of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// Other files of the site, each once, with the anchor there; 0 where there is none.
    links: Vec<(u64, u64)>,
    /// Ids, each once.
    ids: Vec<u64>,
    /// Whether the page is known to be at fault by itself.
    faulty: bool,
}

/// The hash of an address.
fn address(path: &str) -> u64 {
    let mut hasher = FxHasher::default();
    path.hash(&mut hasher);
    hasher.finish()
}

/// The hash of an anchor on a page.
fn anchor(page: u64, id: &str) -> u64 {
    let mut hasher = FxHasher::default();
    page.hash(&mut hasher);
    id.hash(&mut hasher);
    hasher.finish().max(1)
}

impl Ends {
    /// The ends of a page's links. `base` is the path the site will be published at, with which absolute links begin.
    pub fn of(page: &str, base: &str, html: &str) -> Self {
        let own = address(page);
        let mut ends = Self::default();
        let mut here = Vec::new();
        let mut buffer = String::new();
        walk(html, &mut |name, _, value| match name {
            "id" => ends.ids.push(anchor(own, &unescape(value))),
            _ => match resolve_into(&mut buffer, page, base, &unescape(value)) {
                Err(Outside) => ends.faulty = true,
                Ok(fragment) => {
                    let target = address(&buffer);
                    let at = fragment.map_or(0, |fragment| anchor(target, &fragment));
                    if target == own && at != 0 {
                        here.push(at);
                    } else {
                        ends.links.push((target, at));
                    }
                }
            },
        });
        let count = ends.ids.len();
        ends.ids.sort_unstable();
        ends.ids.dedup();
        ends.faulty |= count != ends.ids.len() || here.iter().any(|at| ends.ids.binary_search(at).is_err());
        ends.links.sort_unstable();
        ends.links.dedup();
        ends
    }
}

/// The addresses of pages with a fault: links that lead nowhere, ids that stand twice. `files` are all of the site.
pub fn faulty<'p>(pages: &[(&'p str, &Ends)], files: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    let files: FxHashSet<u64> = files.map(address).collect();
    let wanted: FxHashSet<u64> = pages.iter().flat_map(|(_, ends)| &ends.links).map(|(_, at)| *at).filter(|at| *at != 0).collect();
    let (mut targets, mut known) = (FxHashSet::default(), FxHashSet::default());
    if !wanted.is_empty() {
        targets.extend(pages.iter().map(|(page, _)| address(page)));
        known.extend(pages.iter().flat_map(|(_, ends)| &ends.ids).copied().filter(|id| wanted.contains(id)));
    }
    let dead = |(target, at): &(u64, u64)| !files.contains(target) || (*at != 0 && targets.contains(target) && !known.contains(at));
    pages.par_iter().filter(|(_, ends)| ends.faulty || ends.links.iter().any(dead)).map(|(page, _)| *page).collect()
}

/// Every `id`, and every link inside the site, of a page: name, byte, value as written.
fn walk(html: &str, each: &mut dyn FnMut(&str, usize, &str)) {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(open) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)).map(|n| at + n) {
        at = open + 1;
        match bytes.get(at) {
            Some(first) if first.is_ascii_alphabetic() => at = attributes(html, at, each).min(bytes.len()),
            Some(b'!') if bytes[at..].starts_with(b"!--") => {
                at = memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |n| at + n + 3);
            }
            _ => {}
        }
    }
}

/// Read one tag's attributes from its name on; the byte after its `>`.
fn attributes(html: &str, mut at: usize, each: &mut dyn FnMut(&str, usize, &str)) -> usize {
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
        let value = &html[start..end];
        // By the first byte, as most attributes are classes.
        let wanted = match name.as_bytes().first() {
            Some(b'i') => name == "id",
            Some(b'h' | b's' | b'p' | b'a') => matches!(name, "href" | "src" | "poster" | "action") && is_internal(value),
            _ => false,
        };
        if wanted {
            each(name, start, value);
        }
    }
}

fn is_internal(value: &str) -> bool {
    let scheme = value.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    !scheme && !value.starts_with("//")
}

fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    Cow::Owned(value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

/// The finished pages a finding may speak of, and what it takes to judge them.
pub struct Finished<'p> {
    /// The path the site will be published at.
    pub base: &'p str,
    /// The ends of every page.
    pub pages: FxHashMap<&'p str, &'p Ends>,
    /// Every file of the site.
    pub files: FxHashSet<&'p str>,
}

impl Finished<'_> {
    /// Findings for links that lead nowhere and ids that stand twice, of pages that are known to have some. A template
    /// writes its mistake on many pages: it is reported once, at the first of them.
    pub fn report(&self, diags: &mut Diagnostics, texts: &mut Texts, faulty: &[(&str, String)]) {
        // By wording and by what is at fault: the first place, and how many more there are.
        let mut faults: BTreeMap<(u8, String), Fault<'_>> = BTreeMap::new();
        for (page, html) in faulty {
            let mut seen = FxHashSet::default();
            walk(html, &mut |name, at, value| {
                let what = unescape(value).into_owned();
                let kind = match name {
                    "id" if seen.insert(what.clone()) => return,
                    "id" => say::PageFault::DoubleId,
                    _ => match self.judge(page, &what) {
                        None => return,
                        Some(kind) => kind,
                    },
                };
                let key = (kind as u8, what.trim_start_matches("../").to_owned());
                faults.entry(key).and_modify(|fault| fault.more += 1).or_insert(Fault { page, html, at, kind, what, more: 0 });
            });
        }
        for fault in faults.into_values() {
            let path = SitePath::new(fault.page);
            let span = Span::new(&path, Loc::new(fault.at, fault.at + fault.what.len()));
            diags.push(say::page_fault(span, fault.kind, &fault.what, fault.more));
            texts.insert(path, fault.html.into());
        }
    }

    /// What is wrong with a link of a page.
    fn judge(&self, page: &str, href: &str) -> Option<say::PageFault> {
        let Some((target, fragment)) = resolve(page, self.base, href) else { return Some(say::PageFault::DeadLink) };
        if !self.files.contains(target.as_str()) {
            return Some(say::PageFault::DeadLink);
        }
        let (ends, fragment) = (self.pages.get(target.as_str())?, fragment?);
        ends.ids.binary_search(&anchor(address(&target), &fragment)).is_err().then_some(say::PageFault::DeadAnchor)
    }
}

/// A fault of a finished page.
struct Fault<'a> {
    page: &'a str,
    html: &'a str,
    at: usize,
    kind: say::PageFault,
    what: String,
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

/// A link leaves the site.
#[derive(Debug)]
struct Outside;

/// The same into a buffer, which is quick for links as themes write them: `../` a few times, then a plain path. The
/// fragment.
fn resolve_into(buffer: &mut String, page: &str, base: &str, href: &str) -> Result<Option<String>, Outside> {
    buffer.clear();
    let rest = href.trim_start_matches("../");
    let plain = !rest.is_empty()
        && !rest.ends_with('/')
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'));
    let dots = rest.starts_with(['.', '/']) || rest.contains("/.") || rest.contains("//");
    if !plain || dots {
        let (target, fragment) = resolve(page, base, href).ok_or(Outside)?;
        buffer.push_str(&target);
        return Ok(fragment);
    }
    let up = (href.len() - rest.len()) / 3;
    let mut folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    for _ in 0..up {
        if folder.is_empty() {
            return Err(Outside);
        }
        folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    }
    if !folder.is_empty() {
        buffer.push_str(folder);
        buffer.push('/');
    }
    buffer.push_str(rest);
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{resolve, resolve_into, walk};

    /// Links and ids of a page.
    fn scan(html: &str) -> (Vec<String>, Vec<String>) {
        let (mut links, mut ids) = (Vec::new(), Vec::new());
        walk(html, &mut |name, _, value| if name == "id" { &mut ids } else { &mut links }.push(super::unescape(value).into_owned()));
        (links, ids)
    }

    #[test]
    fn scan_reads_what_browsers_read() {
        let html =
            r#"<!-- <a href="no.html"> --><a class=x href="a.html#b&amp;c">1 < 2</a><img src='b.png' alt="href=&quot;x&quot;"><p id=k>"#;
        let (links, ids) = scan(html);
        assert_eq!(links, ["a.html#b&c", "b.png"]);
        assert_eq!(ids, ["k"]);
        assert!(scan("<a href=\"https://a.b/\"><a href=\"mailto:a@b\"><a href=\"//c\"").0.is_empty());
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
            let mut buffer = String::new();
            let quick = resolve_into(&mut buffer, page, "/ssxm/", href);
            assert_eq!(quick.as_ref().ok().map(|f| (buffer.as_str(), f.as_deref())), expected, "{page} {href}, quickly");
        };
        case("2020/08.html", "../departments/d01.html", Some(("departments/d01.html", None)));
        case("2020/08.html", "09.html", Some(("2020/09.html", None)));
        case("index.html", "../x.html", None);
        case("a/b/c.html", "../../x/./y.html", Some(("x/y.html", None)));
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
