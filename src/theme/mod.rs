//! A theme: templates, one stylesheet made of its parts, and files copied as they are.
//!
//! In: the embedded default theme and the site's own `themes/` folder, which replaces it file by file. Out: a
//! [`Theme`]. Nothing is rendered here.

mod diagnostics;
mod words;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    diag::{Diagnostic, Diagnostics, Span, Texts, did_you_mean},
    files::{Entry, EntryKind, Files, FilesError, SitePath},
    syntax::yaml::{self, Value},
};
use diagnostics as say;
pub use words::{Argument, WordError, Words, escaped};

/// The folder of a site that holds its themes.
pub const THEMES: &str = "themes";
/// The theme that is always there, and lends every other what it lacks.
pub const DEFAULT: &str = "default";
/// What a theme says of itself.
const DESCRIPTION: &str = "theme.yaml";
/// The address of the stylesheet.
pub const STYLESHEET: &str = "assets/style.css";

/// The font of the cards for sharing.
pub const FONT: &str = "fonts/card.otf";
/// The folder of the cards' templates.
pub const CARDS: &str = "cards/";

/// Every file of `themes/default`, as it was when gongshi was built.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// A theme, ready to render with.
#[derive(Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Templates by name, such as `layouts/home.html`.
    pub templates: BTreeMap<String, Arc<str>>,
    /// Files of the site it brings, by address.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// The font of the cards for sharing: borrowed from the program, or the theme's own.
    pub font: Arc<Cow<'static, [u8]>>,
    /// The interface's words in the site's language.
    pub words: Arc<Words>,
    description: Arc<str>,
    /// Files the default theme lends it.
    lent: BTreeSet<String>,
    /// Files of its own that could not be used; what the default theme has in their place is not theirs to show.
    unread: BTreeSet<SitePath>,
}

impl Theme {
    /// Load a theme, with its words in a language. `named` is where the site names it, for a finding when it does not
    /// exist.
    pub fn load(diags: &mut Diagnostics, files: &dyn Files, (name, named): (&str, Span), language: &str) -> Result<Self, FilesError> {
        let folder = format!("{THEMES}/{name}");
        // Listed from above, so that a theme that is itself a link is seen, and not followed.
        let all = files.list(THEMES)?;
        let is_own = |entry: &&Entry| entry.path.strip_prefix(&folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let own: Vec<&Entry> = all.iter().filter(is_own).collect();
        if own.is_empty() && name != DEFAULT {
            let mut known: Vec<&str> = all.iter().filter_map(|entry| entry.path.split('/').nth(1)).collect();
            known.push(DEFAULT);
            known.dedup();
            diags.push(say::unknown_theme(named, name, did_you_mean(name, known)));
        }
        let embedded = || EMBEDDED.iter().filter(|(name, _)| *name != FONT);
        let mut parts: BTreeMap<String, Vec<u8>> = embedded().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        let mut font = EMBEDDED.iter().find(|(name, _)| *name == FONT).map(|(_, bytes)| Cow::Borrowed(*bytes)).unwrap_or_default();
        let mut lent: BTreeSet<String> = EMBEDDED.iter().filter(|_| name != DEFAULT).map(|(name, _)| (*name).to_owned()).collect();
        let mut unread = BTreeSet::new();
        let mut own_words: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for entry in own {
            let inside = entry.path.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/'));
            if let Some(found) = fault(entry, inside) {
                diags.push(found);
                unread.insert(entry.path.clone());
            } else if let Some(inside) = inside.filter(|inside| inside.starts_with("words/")) {
                own_words.insert(inside, files.read(&entry.path)?);
            } else if let Some(inside) = inside {
                lent.remove(inside);
                let bytes = files.read(&entry.path)?;
                if inside == FONT {
                    font = Cow::Owned(bytes);
                } else {
                    parts.insert(inside.to_owned(), bytes);
                }
            }
        }
        let catalogues = |part: &str| {
            let lent = parts.get(part).map(|bytes| (SitePath::new(&format!("{THEMES}/{DEFAULT}/{part}")), &bytes[..]));
            let own = own_words.get(part).map(|bytes| (SitePath::new(&format!("{folder}/{part}")), &bytes[..]));
            lent.into_iter().chain(own).collect()
        };
        let words = Arc::new(Words::load(diags, language, &catalogues));
        Ok(Self { unread, words, font: Arc::new(font), ..Self::assemble(diags, name, &parts, lent) })
    }

    fn assemble(diags: &mut Diagnostics, name: &str, parts: &BTreeMap<String, Vec<u8>>, lent: BTreeSet<String>) -> Self {
        let mut theme = Self { name: name.to_owned(), lent, ..Self::default() };
        for (part, bytes) in parts {
            if part.ends_with(".html") || (part.starts_with(CARDS) && part.ends_with(".svg")) {
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        theme.templates.insert(part.clone(), Arc::from(text));
                    }
                    Err(_) => diags.push(say::template_not_utf8(Span::file(&theme.path(part)))),
                }
            } else if part.starts_with("assets/") {
                theme.assets.insert(part.clone(), bytes.clone());
            }
        }
        let description = parts.get(DESCRIPTION).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        theme.description = Arc::from(description);
        theme.assets.insert(STYLESHEET.to_owned(), stylesheet(diags, &theme, parts));
        theme
    }

    /// Where a file of the theme stands, seen from the site's root.
    pub fn path(&self, part: &str) -> SitePath {
        let name = if self.lent.contains(part) { DEFAULT } else { &self.name };
        SitePath::new(&format!("{THEMES}/{name}/{part}"))
    }

    /// The texts of its files, for findings that point into them.
    pub fn texts(&self) -> Texts {
        let mut texts: Texts = self.templates.iter().map(|(name, text)| (self.path(name), text.clone())).collect();
        texts.insert(self.path(DESCRIPTION), self.description.clone());
        texts.extend(self.words.texts().iter().map(|(path, text)| (path.clone(), text.clone())));
        texts.retain(|path, _| !self.unread.contains(path));
        texts
    }
}

/// Why an entry of a theme cannot be used. `inside` is its path in the theme; `None` where it stands in its place.
fn fault(entry: &Entry, inside: Option<&str>) -> Option<Diagnostic> {
    let span = Span::file(&entry.path);
    let asset = inside.is_some_and(|inside| inside.starts_with("assets/"));
    let below_stylesheet = || inside.is_some_and(|inside| inside.to_lowercase().starts_with(&format!("{STYLESHEET}/")));
    match entry.kind {
        EntryKind::Link => Some(say::symbolic_link(span)),
        EntryKind::Special => Some(say::special_file(span)),
        EntryKind::File(..) if inside.is_none() => Some(say::no_folder(span)),
        EntryKind::BadName => Some(say::bad_asset_name(span)),
        EntryKind::File(..) if asset && (entry.path.has_bad_sign() || below_stylesheet()) => Some(say::bad_asset_name(span)),
        EntryKind::File(..) => None,
    }
}

/// The stylesheet: the files `theme.yaml` names under `styles`, in that order, then every component's.
fn stylesheet(diags: &mut Diagnostics, theme: &Theme, parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let path = theme.path(DESCRIPTION);
    let mut names = Vec::new();
    if let Some(node) = yaml::parse(diags, &path, &theme.description, 0)
        && let Value::Map(entries) = &node.value
    {
        for entry in entries.iter().filter(|entry| entry.key == "styles") {
            let Value::List(styles) = &entry.node.value else { continue };
            for style in styles {
                match &style.value {
                    Value::Scalar { text, .. } if parts.contains_key(&**text) => names.push(text.to_string()),
                    _ => diags.push(say::missing_style(Span::new(&path, style.loc))),
                }
            }
        }
    }
    let components = parts.keys().filter(|name| name.starts_with("components/") && name.ends_with(".css"));
    let mut out = Vec::new();
    for name in names.iter().chain(components) {
        out.extend_from_slice(&parts[name]);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    out
}
