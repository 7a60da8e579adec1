//! A theme: templates, one stylesheet and one script made of their parts, and files copied as they are.
//!
//! In: the embedded themes and the site's own `themes/` folder, which replaces them file by file. Out: a [`Theme`].
//! Nothing is rendered here.

mod description;
mod diagnostics;
mod words;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, btree_map::Entry as Place},
    sync::Arc,
};

use crate::{
    diag::{Diagnostic, Diagnostics, Span, Texts, did_you_mean},
    files::{Entry, EntryKind, Files, FilesError, SitePath},
};
pub use description::EngineName;
use description::{Description, Listed};
use diagnostics as say;
pub use words::{Argument, WordError, Words, escaped};

/// The folder of a site that holds its themes.
pub const THEMES: &str = "themes";
/// The theme that is always there, and lends what they lack to others of the same engine.
pub const DEFAULT: &str = "default";
/// What a theme says of itself.
const DESCRIPTION: &str = "theme.yaml";
/// The address of the stylesheet.
pub const STYLESHEET: &str = "assets/style.css";
/// The address of the script.
pub const SCRIPT: &str = "assets/script.js";

/// The font of the cards for sharing.
pub const FONT: &str = "fonts/card.otf";
/// The folder of the cards' templates, which are minijinja's in every theme.
pub const CARDS: &str = "cards/";
/// The stylesheet of a theme that sets its colours and sizes.
pub const TOKENS: &str = "styles/tokens.css";
/// The folder of the components.
pub const COMPONENTS: &str = "components/";
/// The file of a component that shows how it is used.
pub const EXAMPLES: &str = "examples.yaml";
/// The folder of the catalogues of words.
const WORDS: &str = "words/";

/// The files of a theme, by name.
type Parts = BTreeMap<String, Vec<u8>>;

/// Every file of the embedded themes, as it was when gongshi was built: theme, name in it, bytes.
static EMBEDDED: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded_themes.rs"));

/// The names of the embedded themes.
pub fn embedded() -> Vec<&'static str> {
    let mut names: Vec<&str> = EMBEDDED.iter().map(|(theme, ..)| *theme).collect();
    names.dedup();
    names
}

/// An embedded file.
pub fn embedded_file(theme: &str, name: &str) -> Option<&'static [u8]> {
    EMBEDDED.iter().find(|(of, part, _)| *of == theme && *part == name).map(|(.., bytes)| *bytes)
}

/// The embedded files of a theme, but for its font.
fn embedded_parts(theme: &str) -> Parts {
    let of_theme = EMBEDDED.iter().filter(|(of, name, _)| *of == theme && *name != FONT);
    of_theme.map(|(_, name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
}

/// A theme, ready to render with.
#[derive(Debug, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The engine its templates are written for.
    pub engine: EngineName,
    /// Templates by name, such as `layouts/home.html`.
    pub templates: BTreeMap<String, Arc<str>>,
    /// Examples of its components by name, such as `components/card/examples.yaml`.
    pub examples: BTreeMap<String, Arc<str>>,
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
        if own.is_empty() && !embedded().contains(&name) {
            let mut known: Vec<&str> = all.iter().filter_map(|entry| entry.path.split('/').nth(1)).collect();
            known.extend(embedded());
            known.sort_unstable();
            known.dedup();
            diags.push(say::unknown_theme(named, name, &embedded(), did_you_mean(name, known)));
        }
        let mut parts = Parts::new();
        let mut font = embedded_file(name, FONT).or_else(|| embedded_file(DEFAULT, FONT)).map(Cow::Borrowed).unwrap_or_default();
        let mut unread = BTreeSet::new();
        let mut own_words: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for entry in own {
            let inside = entry.path.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/'));
            if let Some(found) = fault(entry, inside) {
                diags.push(found);
                unread.insert(entry.path.clone());
            } else if let Some(inside) = inside.filter(|inside| inside.starts_with(WORDS)) {
                own_words.insert(inside, files.read(&entry.path)?);
            } else if let Some(inside) = inside {
                let bytes = files.read(&entry.path)?;
                if inside == FONT {
                    font = Cow::Owned(bytes);
                } else {
                    parts.insert(inside.to_owned(), bytes);
                }
            }
        }
        let catalogues = |part: &str| {
            let of =
                |theme: &'static str| embedded_file(theme, part).map(|bytes| (SitePath::new(&format!("{THEMES}/{theme}/{part}")), bytes));
            let other = embedded().into_iter().find(|theme| *theme == name && *theme != DEFAULT).and_then(of);
            let own = own_words.get(part).map(|bytes| (SitePath::new(&format!("{folder}/{part}")), &bytes[..]));
            of(DEFAULT).into_iter().chain(other).chain(own).collect()
        };
        let words = Arc::new(Words::load(diags, language, &catalogues));
        Ok(Self { unread, words, font: Arc::new(font), ..Self::assemble(diags, name, parts) })
    }

    /// The theme of a site's own files, and of what is lent to them.
    fn assemble(diags: &mut Diagnostics, name: &str, own: Parts) -> Self {
        let mut theme = Self { name: name.to_owned(), ..Self::default() };
        // A theme that does not describe itself is the embedded one of its name, or else one like the default.
        let below = embedded_parts(name);
        let lender = if name == DEFAULT { Parts::new() } else { embedded_parts(DEFAULT) };
        let described =
            [(&own, name), (&below, name), (&lender, DEFAULT)].into_iter().find_map(|(parts, of)| Some((parts.get(DESCRIPTION)?, of)));
        if let Some((bytes, of)) = described {
            theme.description = Arc::from(std::str::from_utf8(bytes).unwrap_or_default());
            if of != name {
                theme.lent.insert(DESCRIPTION.to_owned());
            }
        }
        let description = Description::read(diags, &theme.path(DESCRIPTION), &theme.description);
        theme.engine = description.engine;
        let mut parts = own;
        for (layer, is_lent) in [(below, false), (lender, true)] {
            let same = Description::of(&layer).engine == theme.engine;
            // What is neither markup of pages nor style fits every engine.
            let fits = |part: &str| same || part.starts_with("assets/") || part.starts_with(CARDS);
            for (part, bytes) in layer.into_iter().filter(|(part, _)| fits(part)) {
                if let Place::Vacant(place) = parts.entry(part) {
                    if is_lent {
                        theme.lent.insert(place.key().clone());
                    }
                    place.insert(bytes);
                }
            }
        }
        for (part, bytes) in &parts {
            if part.ends_with(".html") || (part.starts_with(CARDS) && part.ends_with(".svg")) {
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        theme.templates.insert(part.clone(), Arc::from(text));
                    }
                    Err(_) => diags.push(say::template_not_utf8(Span::file(&theme.path(part)))),
                }
            } else if part.strip_prefix(COMPONENTS).and_then(|part| part.split_once('/')).is_some_and(|(_, file)| file == EXAMPLES) {
                theme.examples.insert(part.clone(), String::from_utf8_lossy(bytes).into());
            } else if part.starts_with("assets/") {
                theme.assets.insert(part.clone(), bytes.clone());
            }
        }
        theme.assets.insert(
            STYLESHEET.to_owned(),
            joined(&parts, &named(diags, &theme, (&description.styles, say::missing_style), &parts), ".css"),
        );
        let script = joined(&parts, &named(diags, &theme, (&description.scripts, say::missing_script), &parts), ".js");
        if !script.is_empty() {
            theme.assets.insert(SCRIPT.to_owned(), script);
        }
        theme
    }

    /// Where a file of the theme stands, seen from the site's root.
    pub fn path(&self, part: &str) -> SitePath {
        let name = if self.lent.contains(part) { DEFAULT } else { &self.name };
        SitePath::new(&format!("{THEMES}/{name}/{part}"))
    }

    /// The texts of its files, for findings that point into them.
    pub fn texts(&self) -> Texts {
        let mut texts: Texts = self.templates.iter().chain(&self.examples).map(|(name, text)| (self.path(name), text.clone())).collect();
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
    let is_below = |inside: &str, file: &str| inside.to_lowercase().strip_prefix(file).is_some_and(|rest| rest.starts_with('/'));
    let below_made = || inside.is_some_and(|inside| [STYLESHEET, SCRIPT].into_iter().any(|file| is_below(inside, file)));
    match entry.kind {
        EntryKind::Link => Some(say::symbolic_link(span)),
        EntryKind::Special => Some(say::special_file(span)),
        EntryKind::File(..) if inside.is_none() => Some(say::no_folder(span)),
        EntryKind::BadName => Some(say::bad_asset_name(span)),
        EntryKind::File(..) if asset && (entry.path.has_bad_sign() || below_made()) => Some(say::bad_asset_name(span)),
        EntryKind::File(..) => None,
    }
}

/// The files of a list of `theme.yaml`.
fn named<'d>(
    diags: &mut Diagnostics,
    theme: &Theme,
    (listed, missing): (&'d [Listed], fn(Span) -> Diagnostic),
    parts: &Parts,
) -> Vec<&'d String> {
    let mut names = Vec::new();
    for (name, loc) in listed {
        match name {
            Some(name) if parts.contains_key(name) => names.push(name),
            _ => diags.push(missing(Span::new(&theme.path(DESCRIPTION), *loc))),
        }
    }
    names
}

/// Named files in their order, then every component's with an ending, as one.
fn joined(parts: &Parts, named: &[&String], ending: &str) -> Vec<u8> {
    let components = parts.keys().filter(|name| name.starts_with("components/") && name.ends_with(ending));
    let mut out = Vec::new();
    for name in named.iter().copied().chain(components) {
        out.extend_from_slice(&parts[name]);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    out
}
