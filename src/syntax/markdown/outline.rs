//! The outline of a text: its headings with their ids, and its links.
//!
//! Comes in: events. Goes out: headings and links in order, each with its place.
//! Never here: whether a destination exists; two headings with one id.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag};

use super::{Spanned, end_of, plain_text};

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Unique within the text: the explicit `{#id}`, or made of the heading's words.
    pub id: String,
    /// The heading without markup.
    pub text: String,
    /// Its place in the text.
    pub span: Range<usize>,
}

/// A link or an image of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The destination, with entities and escapes decoded; `mailto:` is added to addresses.
    pub dest: String,
    /// True for `![]()`.
    pub image: bool,
    /// Its place in the text, brackets included.
    pub span: Range<usize>,
}

/// Lists the headings in order.
///
/// An id keeps letters, digits and CJK characters in lower case, has `-` for spaces, and drops
/// punctuation other than `-` and `_`. An empty one becomes `section`; the second of two equal
/// ones gets `-1`, the third `-2`.
pub fn headings(events: &[Spanned<'_>]) -> Vec<Heading> {
    indexed_headings(events).map(|(_, heading)| heading).collect()
}

/// The headings in order, each with the index of its start event.
pub(super) fn indexed_headings(events: &[Spanned<'_>]) -> impl Iterator<Item = (usize, Heading)> {
    let mut taken = BTreeMap::new();
    events.iter().enumerate().filter_map(move |(index, (event, span))| {
        let Event::Start(Tag::Heading { level, id, .. }) = event else {
            return None;
        };
        let text = plain_text(&events[index + 1..end_of(events, index)]);
        let explicit = id.as_deref().map(slug).filter(|id| !id.is_empty());
        let id = unique(explicit.unwrap_or_else(|| slug(&text)), &mut taken);
        Some((index, Heading { level: rank(*level), id, text, span: span.clone() }))
    })
}

/// The level as a number.
pub(super) fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric() || *c == '_'));
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Makes an id unique; `taken` keeps for each id in use the number to try next.
fn unique(id: String, taken: &mut BTreeMap<String, usize>) -> String {
    let base = if id.is_empty() { "section".to_owned() } else { id };
    let mut count = taken.get(&base).copied().unwrap_or_default();
    let mut id = base.clone();
    while taken.contains_key(&id) {
        count += 1;
        id = format!("{base}-{count}");
    }
    taken.insert(base, count);
    taken.entry(id.clone()).or_default();
    id
}

/// Lists every link and image in order, autolinks included. Links in raw HTML are not listed.
pub fn links(events: &[Spanned<'_>]) -> Vec<Link> {
    let link = |(event, span): &Spanned<'_>| {
        let (dest, image) = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => (destination(*link_type, dest_url).into_owned(), false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url.to_string(), true),
            _ => return None,
        };
        Some(Link { dest, image, span: span.clone() })
    };
    events.iter().filter_map(link).collect()
}

/// The destination of a link, with `mailto:` for an address.
pub(super) fn destination(kind: LinkType, dest: &str) -> Cow<'_, str> {
    if kind == LinkType::Email { format!("mailto:{dest}").into() } else { dest.into() }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        headings(&parse(text)).into_iter().map(|heading| heading.id).collect()
    }

    #[test]
    fn headings_have_ids_of_their_words() {
        assert_eq!(ids("# 一、概况（2020年）"), ["一概况2020年"]);
        assert_eq!(ids("# Annual Report, 1-3 *July*"), ["annual-report-1-3-july"]);
        assert_eq!(ids("# 概况 {#Overview}\n# 概况"), ["overview", "概况"]);
        assert_eq!(ids("# 甲\n# 甲\n# 甲-1\n# 甲"), ["甲", "甲-1", "甲-1-1", "甲-2"]);
        assert_eq!(ids("# ！？\n# \n# {#“”}"), ["section", "section-1", "section-2"]);
    }

    #[test]
    fn headings_tell_level_text_and_place() {
        let text = "前\n\n### **一、**`b`\n\n乙\n二\n--\n";
        let found = headings(&parse(text));
        assert_eq!((found[0].level, found[0].text.as_str()), (3, "一、b"));
        assert_eq!(text[found[0].span.clone()].trim(), "### **一、**`b`");
        assert_eq!((found[1].level, found[1].text.as_str()), (2, "乙二"));
    }

    #[test]
    fn links_are_listed_with_their_places() {
        let text = "**甲：**[乙](/a \"t\")、![丙](b.png)、<https://例.cn>、<a@b.cn>、[丁][r]、[![戊](c.png)](d)\n\n[r]: /r";
        let events = parse(text);
        let found: Vec<_> = links(&events).into_iter().map(|l| (l.dest, l.image, text[l.span].to_owned())).collect();
        let expected = [
            ("/a", false, "[乙](/a \"t\")"),
            ("b.png", true, "![丙](b.png)"),
            ("https://例.cn", false, "<https://例.cn>"),
            ("mailto:a@b.cn", false, "<a@b.cn>"),
            ("/r", false, "[丁][r]"),
            ("d", false, "[![戊](c.png)](d)"),
            ("c.png", true, "![戊](c.png)"),
        ];
        assert_eq!(found, expected.map(|(dest, image, span)| (dest.to_owned(), image, span.to_owned())));
    }
}
