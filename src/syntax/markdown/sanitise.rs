//! What may stand in the HTML: elements, attributes and schemes.
//!
//! Comes in: HTML, an attribute, a destination. Goes out: HTML without what is not on the lists,
//! or yes and no. Never here: what the HTML means; an element, attribute or scheme off the lists.

use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// The elements that raw HTML may use. All others are taken out; their text stays, but for
/// `script`, `style` and the like within an HTML block, which go with what is in them.
pub const ALLOWED_TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "wbr",
];

/// The attributes that raw HTML may use, by element; `*` stands for all.
pub const ALLOWED_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("*", &["lang"]),
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("details", &["open"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// The schemes a destination may have; one without a scheme is always fine.
pub const ALLOWED_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Elements and attributes of our own making, which ammonia has to let through as well.
const OWN_TAGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "img", "section"];
const OWN_ATTRIBUTES: &[&str] = &["class", "id", "role", "tabindex", "aria-label"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ALLOWED_TAGS.iter().chain(OWN_TAGS).copied().collect())
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(OWN_ATTRIBUTES.iter().copied().collect())
        .url_schemes(ALLOWED_SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .add_tag_attributes("img", ["src", "alt", "title", "loading"])
        .set_tag_attribute_value("img", "loading", "lazy");
    for (tag, names) in ALLOWED_ATTRIBUTES {
        if *tag == "*" {
            builder.add_generic_attributes(*names);
        } else {
            builder.add_tag_attributes(*tag, *names);
        }
    }
    builder
});

/// Rewrites a whole page's worth of HTML with nothing but what is allowed and our own.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// True if the element may have the attribute.
pub(super) fn is_allowed_attribute(tag: &str, name: &str) -> bool {
    ALLOWED_ATTRIBUTES.iter().any(|(on, names)| (*on == "*" || *on == tag) && names.contains(&name))
}

/// Asks ammonia, which knows the entities, whether it would keep a destination.
pub(super) fn is_clean_value(tag: &str, name: &str, value: &str) -> bool {
    if !matches!(name, "href" | "src") {
        return true;
    }
    // Links and images within the site are written in Markdown, where they are checked and turned into addresses.
    let outside = value.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#', '&']));
    if !outside {
        return false;
    }
    let value = value.replace('"', "&quot;");
    let kept = sanitise(&format!("<{tag} {name}=\"{value}\">"));
    let dest = kept.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    dest.is_some_and(|dest| !has_userinfo(&dest.replace("&amp;", "&")))
}

/// True for an address on the web with a name before its host, as in `https://www.gov.cn@example.com/`, which readers
/// take for the host. White space and slashes are read as browsers read them.
pub fn has_userinfo(dest: &str) -> bool {
    let dest: String = dest.chars().filter(|c| !c.is_ascii_whitespace() && !c.is_control()).collect();
    let Some((scheme, rest)) = dest.split_once(':') else { return false };
    let host = rest.trim_start_matches(['/', '\\']).split(['/', '\\', '?', '#']).next().unwrap_or_default();
    matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") && host.contains('@')
}

/// True for a destination without a scheme or with one of [`ALLOWED_SCHEMES`]. Spaces and
/// control characters, which browsers skip in a scheme, are skipped here too.
pub(super) fn is_safe(dest: &str) -> bool {
    let ignored = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}');
    let Some(end) = dest.find([':', '/', '?', '#']) else {
        return true;
    };
    if !dest[end..].starts_with(':') {
        return true;
    }
    let scheme: String = dest[..end].chars().filter(|&c| !ignored(c)).map(|c| c.to_ascii_lowercase()).collect();
    let is_scheme =
        scheme.starts_with(|c: char| c.is_ascii_lowercase()) && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    !is_scheme || ALLOWED_SCHEMES.contains(&&*scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_a_host_are_found() {
        for dest in ["https://u@x.cn/", "HTTP://u:p@x.cn", "https:u@x.cn", "https:\\\\u@x.cn", "ht\ntps:/\tu@x.cn?b"] {
            assert!(has_userinfo(dest), "{dest}");
        }
        for dest in ["https://x.cn/@u", "https://x.cn?a@b", "https://x.cn#a@b", "mailto:a@x.cn", "a@b", "", "https://x.cn\\@b"] {
            assert!(!has_userinfo(dest), "{dest}");
        }
        for value in ["https://u&#64;x.cn/", "https:&#47;&#47;u@x.cn", "https:/\\u&commat;x.cn"] {
            assert!(!is_clean_value("a", "href", value), "{value}");
        }
        assert!(is_clean_value("a", "href", "https://x.cn/?a=1&amp;b=@"));
    }

    #[test]
    fn schemes_are_told_apart() {
        for dest in ["", "#a", "/a:b", "a/b:c", "?x=a:b", "第一章:概况", "http://x", "HTTPS://x", "mailto:a@b", "tel:12345", "12:30"] {
            assert!(is_safe(dest), "{dest}");
        }
        for dest in
            ["javascript:x", " java\nscript:x", "\u{1}JAVASCRIPT:x", "data:x", "vbscript:x", "file:x", "java\u{200b}script:x", "blob:x"]
        {
            assert!(!is_safe(dest), "{dest}");
        }
    }
}
