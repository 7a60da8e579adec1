//! The interface's words: messages in Fluent, one file per language, looked up in the language of the site.
//!
//! In: `words/*.ftl` of the default theme and of the site's own, whose messages go before it. Out: [`Words`]. The language
//! asked for is looked in first, then its base language, then Chinese, so that a catalogue may lack a message. What a
//! message says is text: it is escaped for HTML here, once.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
};

/// The language every message stands in.
pub const FALLBACK: &str = "zh-CN";

/// A file of messages: where findings about it point, and its bytes.
pub type Catalogue<'a> = (SitePath, &'a [u8]);

/// The interface's words in one language, with what that language lacks in others.
#[derive(Default)]
pub struct Words {
    /// Messages without arguments, finished and escaped.
    fixed: BTreeMap<String, String>,
    /// Messages with arguments: the bundle that has them, and the names they take.
    open: FxHashMap<String, (usize, Vec<String>)>,
    bundles: Vec<FluentBundle<FluentResource>>,
    /// The texts of the files that were read.
    texts: BTreeMap<SitePath, Arc<str>>,
}

/// Why a message cannot be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordError {
    /// No language has it.
    Unknown,
    /// It needs an argument that is not given.
    Missing(String),
    /// It takes no argument of this name.
    Surplus(String),
}

/// A value for a place in a message.
#[derive(Debug, Clone)]
pub enum Argument<'a> {
    /// A whole number, which also chooses between one and many.
    Count(i64),
    /// Text that is escaped already.
    Text(Cow<'a, str>),
}

impl Words {
    /// Read the catalogues of a language and of those it falls back to. `files` gives the files of a name such as
    /// `words/en.ftl`, the default theme's first.
    pub fn load<'f>(diags: &mut Diagnostics, language: &str, files: &dyn Fn(&str) -> Vec<Catalogue<'f>>) -> Self {
        let mut words = Self::default();
        for language in chain(language) {
            let found = files(&format!("words/{language}.ftl"));
            if !found.is_empty() {
                words.add(diags, &language, found);
            }
        }
        words
    }

    fn add(&mut self, diags: &mut Diagnostics, language: &LanguageIdentifier, files: Vec<Catalogue<'_>>) {
        let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec![language.clone()]);
        bundle.set_use_isolating(false);
        bundle.set_transform(Some(escaped));
        let mut messages = BTreeMap::new();
        for (path, bytes) in files {
            let Ok(text) = std::str::from_utf8(bytes) else {
                diags.push(say::words_not_utf8(Span::file(&path)));
                continue;
            };
            self.texts.insert(path.clone(), Arc::from(text));
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
                for error in errors {
                    diags.push(say::words_syntax(Span::new(&path, place(text, &error.pos)), &error.kind.to_string()));
                }
                resource
            });
            let mut own: BTreeMap<&str, Loc> = BTreeMap::new();
            for message in outline(text) {
                for loc in &message.marked {
                    diags.push(say::words_marked(Span::new(&path, *loc)));
                }
                if let Some(first) = own.insert(message.key, message.loc) {
                    let (span, first) = (Span::new(&path, message.loc), Span::new(&path, first));
                    diags.push(say::words_twice(span, first, message.key));
                }
                messages.insert(message.key.to_owned(), (message.arguments, Span::new(&path, message.loc)));
            }
            bundle.add_resource_overriding(resource);
        }
        let at = self.bundles.len();
        for (key, (mut arguments, span)) in messages {
            let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) else { continue };
            if arguments.is_empty() {
                let mut errors = Vec::new();
                let said = bundle.format_pattern(pattern, None, &mut errors).into_owned();
                for error in errors {
                    diags.push(say::words_fault(span.clone(), &error.to_string()));
                }
                if !self.open.contains_key(&key) {
                    self.fixed.entry(key).or_insert(said);
                }
            } else if !self.fixed.contains_key(&key) {
                arguments.sort_unstable();
                arguments.dedup();
                let arguments = arguments.into_iter().map(str::to_owned).collect();
                self.open.entry(key).or_insert((at, arguments));
            }
        }
        self.bundles.push(bundle);
    }

    /// The messages without arguments, escaped for HTML.
    pub fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fixed.iter().map(|(key, said)| (key.as_str(), said.as_str()))
    }

    /// A message with its arguments, escaped for HTML.
    pub fn say<'a>(&'a self, key: &str, arguments: &[(&'a str, Argument<'a>)]) -> Result<String, WordError> {
        let named = |name: &str| arguments.iter().any(|(given, _)| *given == name);
        let Some((at, names)) = self.open.get(key) else {
            let said = self.fixed.get(key).ok_or(WordError::Unknown)?;
            return arguments.first().map_or_else(|| Ok(said.clone()), |(name, _)| Err(WordError::Surplus((*name).to_owned())));
        };
        if let Some(missing) = names.iter().find(|name| !named(name)) {
            return Err(WordError::Missing(missing.clone()));
        }
        if let Some((surplus, _)) = arguments.iter().find(|(given, _)| names.iter().all(|name| name != given)) {
            return Err(WordError::Surplus((*surplus).to_owned()));
        }
        let bundle = &self.bundles[*at];
        let mut filled = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            match argument {
                Argument::Count(count) => filled.set(*name, *count),
                Argument::Text(text) => filled.set(*name, text.clone()),
            }
        }
        let pattern = bundle.get_message(key).and_then(|message| message.value()).ok_or(WordError::Unknown)?;
        // Arguments are all there, and references were followed when the catalogue was read.
        Ok(bundle.format_pattern(pattern, Some(&filled), &mut Vec::new()).into_owned())
    }

    /// Every key.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let mut open: Vec<&str> = self.open.keys().map(String::as_str).collect();
        open.sort_unstable();
        self.fixed.keys().map(String::as_str).chain(open)
    }

    /// The files that were read, by path.
    pub fn texts(&self) -> &BTreeMap<SitePath, Arc<str>> {
        &self.texts
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("files", &self.texts.keys()).finish_non_exhaustive()
    }
}

/// A language, its base language, and the one that has everything.
fn chain(language: &str) -> Vec<LanguageIdentifier> {
    let mut chain: Vec<LanguageIdentifier> = Vec::new();
    let asked = language.parse::<LanguageIdentifier>().ok();
    let base = asked.as_ref().map(|asked| LanguageIdentifier::from_parts(asked.language, None, None, &[]));
    for next in [asked, base, FALLBACK.parse().ok()].into_iter().flatten() {
        if !chain.contains(&next) {
            chain.push(next);
        }
    }
    chain
}

/// A message of a file, as it stands there.
struct Outlined<'t> {
    key: &'t str,
    loc: Loc,
    arguments: Vec<&'t str>,
    /// Where it quotes a sign that means something in HTML.
    marked: Vec<Loc>,
}

/// The messages of a file in their order. Fluent's own reading keeps no places, and drops what stands twice.
fn outline(text: &str) -> Vec<Outlined<'_>> {
    let mut found: Vec<Outlined<'_>> = Vec::new();
    let mut inside = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split_once('=').map_or("", |(key, _)| key.trim_end_matches(' '));
        if key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(is_name) {
            found.push(Outlined { key, loc: Loc::new(at, at + key.len()), arguments: Vec::new(), marked: Vec::new() });
            inside = true;
        } else if !line.trim().is_empty() && !line.starts_with([' ', '}']) {
            inside = false;
        }
        if let Some(message) = found.last_mut().filter(|_| inside) {
            for (open, _) in line.match_indices('{') {
                // Fluent hands on what is quoted as it is; only text is escaped.
                let rest = &line[open + 1..];
                let quote = open + 1 + rest.len() - rest.trim_start().len();
                let Some(quoted) = line[quote..].strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
                if quoted.contains(['&', '<', '>', '\'']) {
                    message.marked.push(Loc::new(at + quote, at + quote + quoted.len() + 2));
                }
            }
            for (dollar, _) in line.match_indices('$') {
                let rest = &line[dollar + 1..];
                let end = rest.bytes().position(|b| !is_name(b)).unwrap_or(rest.len());
                // In plain text a dollar is a dollar.
                if end > 0 && line[..dollar].trim_end().ends_with(['{', '(', ',']) {
                    message.arguments.push(&rest[..end]);
                }
            }
        }
        at += line.len();
    }
    found
}

/// A byte of a Fluent name.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// Where a fault of syntax is shown: the place itself, or the end of the text.
fn place(text: &str, range: &std::ops::Range<usize>) -> Loc {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    Loc::new(start, start + width)
}

/// Text escaped for HTML.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;").replace('\'', "&#39;"))
}

#[cfg(test)]
mod tests {
    use super::{Argument, Catalogue, WordError, Words, chain};
    use crate::{diag::Diagnostics, files::SitePath};

    const CHINESE: &str = "# 页\nyear = { $year }年\nmore = 更多 & 更好\nonly = 只有中文\n";
    const ENGLISH: &str = "year = { $year }\nmore = More\nitems = { $count ->\n    [one] { $count } item\n   *[other] { $count } items\n}\n    from { $name }\n";

    fn load(language: &str, files: &[(&str, &'static str)]) -> (Words, Vec<String>) {
        let mut diags = Diagnostics::default();
        let find = |name: &str| -> Vec<Catalogue<'static>> {
            files.iter().filter(|(n, _)| *n == name).map(|(name, text)| (SitePath::new(name), text.as_bytes())).collect()
        };
        let words = Words::load(&mut diags, language, &find);
        let said =
            diags.into_sorted().into_iter().map(|found| format!("{}:{} {}", found.span.path, found.span.loc.start, found.message.en));
        (words, said.collect())
    }

    #[test]
    fn the_language_asked_for_goes_first_then_its_base_then_chinese() {
        let names = |language: &str| chain(language).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(names("en-GB"), "en-GB en zh-CN");
        assert_eq!(names("zh-CN"), "zh-CN zh");
        assert_eq!(names("zh-Hant-TW"), "zh-Hant-TW zh zh-CN");
        let (words, said) = load("en-GB", &[("words/zh-CN.ftl", CHINESE), ("words/en.ftl", ENGLISH)]);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(words.say("more", &[]).as_deref(), Ok("More"));
        assert_eq!(words.say("only", &[]).as_deref(), Ok("只有中文"));
        assert_eq!(words.say("none", &[]), Err(WordError::Unknown));
        assert_eq!(words.keys().collect::<Vec<_>>(), ["more", "only", "items", "year"]);
    }

    #[test]
    fn arguments_are_all_given_and_none_too_many() {
        let (words, _) = load("en", &[("words/zh-CN.ftl", CHINESE), ("words/en.ftl", ENGLISH)]);
        let name = || ("name", Argument::Text("A &amp; B".into()));
        let items = |count| words.say("items", &[("count", Argument::Count(count)), name()]);
        assert_eq!(items(1).as_deref(), Ok("1 item\nfrom A &amp; B"));
        assert_eq!(items(12000).as_deref(), Ok("12000 items\nfrom A &amp; B"));
        assert_eq!(words.say("items", &[name()]), Err(WordError::Missing("count".to_owned())));
        assert_eq!(words.say("year", &[("year", Argument::Count(2020)), name()]), Err(WordError::Surplus("name".to_owned())));
        assert_eq!(words.say("more", &[name()]), Err(WordError::Surplus("name".to_owned())));
    }

    #[test]
    fn what_a_message_says_is_text() {
        let (words, _) = load("zh-CN", &[("words/zh-CN.ftl", CHINESE)]);
        assert_eq!(words.say("more", &[]).as_deref(), Ok("更多 &amp; 更好"));
    }

    #[test]
    fn a_sites_own_message_goes_before_the_default_themes() {
        let files = [("words/zh-CN.ftl", CHINESE), ("words/zh-CN.ftl", "more = 还有\n")];
        let (words, said) = load("zh-CN", &files);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(words.say("more", &[]).as_deref(), Ok("还有"));
        assert_eq!(words.say("year", &[("year", Argument::Count(2020))]).as_deref(), Ok("2020年"));
    }

    #[test]
    fn a_dollar_in_text_is_no_argument_and_signs_of_html_are_text() {
        let (words, said) = load("zh-CN", &[("words/zh-CN.ftl", "cost = US$ 100 & 更多\n")]);
        assert_eq!((words.say("cost", &[]).as_deref(), said.len()), (Ok("US$ 100 &amp; 更多"), 0));
        let (_, said) = load("zh-CN", &[("words/zh-CN.ftl", "a = 一 { \"<b>\" }{ \"{x}\" }\n")]);
        assert_eq!(said, ["words/zh-CN.ftl:10 a quoted text may not hold `&`, `<`, `>` or `'`"]);
    }

    #[test]
    fn faults_name_their_place() {
        let faulty = "a = 一\nb = { $x\na = 二\nc = { d }\n";
        let (_, said) = load("zh-CN", &[("words/zh-CN.ftl", faulty)]);
        assert_eq!(
            said,
            [
                "words/zh-CN.ftl:17 the catalogue of words fails: Expected a token starting with \"}\"",
                "words/zh-CN.ftl:17 the word `a` stands twice",
                "words/zh-CN.ftl:25 the catalogue of words fails: Resolver error: Unknown message: d",
            ]
        );
    }
}
