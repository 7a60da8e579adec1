//! The functions themes may call, the same in both engines. One is added by adding it to [`all`].
//!
//! A function sees its arguments and what it was made with, and nothing else. In minijinja its [`Function::required`]
//! arguments may be given by place, `file_name(f.href)`, in Tera all are given by name, `file_name(path=f.href)`.
//! `part` is not among them: it draws templates, so each engine has its own.

use std::{cell::Cell, collections::BTreeMap, fmt, sync::Arc};

use crate::{
    plan::view::SiteFrame,
    theme::{Argument, WordError, Words, escaped},
};

/// How many parts may stand in one another.
const DEEPEST: usize = 8;

/// A value a template gives to a function or gets from it.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// Text, escaped where it is printed.
    Text(String),
    /// Finished HTML, printed as it is.
    Html(String),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Fraction(f64),
    /// Yes or no.
    Truth(bool),
}

/// The arguments of a call, by name.
pub type Arguments = BTreeMap<String, Datum>;

/// What a function answers, or why it cannot, in English.
pub type Answer = Result<Datum, String>;

/// A function themes may call.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// The arguments it cannot do without, in order.
    pub required: &'static [&'static str],
    /// Whether it answers one text with that text.
    pub idle: bool,
    /// What it does.
    pub call: Box<dyn Fn(&Arguments) -> Answer + Send + Sync>,
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.name, self.required.join(", "))
    }
}

/// The name of the function that says the interface's words.
pub const TRANSLATE: &str = "t";

/// Every function, made with what every page says of the site and the interface's words.
pub fn all(site: &SiteFrame, words: &Arc<Words>) -> Vec<Function> {
    let (words, foreign) = (Arc::clone(words), is_foreign(site));
    vec![
        Function { name: "file_name", required: &["path"], idle: false, call: Box::new(file_name) },
        Function { name: TRANSLATE, required: &["key"], idle: false, call: Box::new(move |arguments| translate(&words, arguments)) },
        Function { name: "written", required: &["text"], idle: !foreign, call: Box::new(move |arguments| written(foreign, arguments)) },
    ]
}

/// The language content is written in.
const WRITTEN: &str = "zh-CN";

/// Whether the interface speaks another language than the content.
fn is_foreign(site: &SiteFrame) -> bool {
    site.language.split('-').next() != WRITTEN.split('-').next()
}

/// `written_lang`: the attribute that marks an element of content, so that a screen reader changes its voice and a browser
/// its font; empty where the interface speaks the content's language.
pub fn written_lang(site: &SiteFrame) -> String {
    if is_foreign(site) { format!(" lang=\"{WRITTEN}\"") } else { String::new() }
}

/// Whether a sign is a Chinese character.
fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// `written(text)`: a text of the content, marked like `written_lang` does. What has no Chinese character, such as `12%` or a
/// title the library gives, is left alone.
fn written(foreign: bool, arguments: &Arguments) -> Answer {
    let (given, html) = match arguments.get("text") {
        Some(Datum::Text(text)) => (Datum::Text(text.clone()), escaped(text).into_owned()),
        Some(Datum::Html(html)) => (Datum::Html(html.clone()), html.clone()),
        _ => return Err("`written` takes one text".to_owned()),
    };
    if !foreign || !html.contains(is_han) {
        return Ok(given);
    }
    Ok(Datum::Html(format!("<span lang=\"{WRITTEN}\">{html}</span>")))
}

/// How the reason begins when no catalogue has a key; the key follows.
pub const UNKNOWN_WORD: &str = "no catalogue has the word ";

/// `t(key, name=value)`: a word or a sentence of the interface.
fn translate(words: &Words, given: &Arguments) -> Answer {
    let Some(Datum::Text(key)) = given.get("key") else { return Err("the key of a word is text".to_owned()) };
    let mut arguments = Vec::with_capacity(given.len());
    for (name, value) in given.iter().filter(|(name, _)| *name != "key") {
        let argument = match value {
            Datum::Text(text) => Argument::Text(escaped(text)),
            Datum::Html(html) => Argument::Text(html.as_str().into()),
            Datum::Whole(count) => Argument::Count(*count),
            _ => return Err(format!("the argument `{name}` of a word is neither text nor a whole number")),
        };
        arguments.push((name.as_str(), argument));
    }
    words.say(key, &arguments).map(Datum::Html).map_err(|error| match error {
        WordError::Unknown => format!("{UNKNOWN_WORD}`{key}`"),
        WordError::Missing(name) => format!("the word `{key}` needs the argument `{name}`"),
        WordError::Surplus(name) => format!("the word `{key}` takes no argument `{name}`"),
    })
}

/// `file_name(path)`: the last part of an address.
fn file_name(arguments: &Arguments) -> Answer {
    match arguments.get("path") {
        Some(Datum::Text(path)) => Ok(Datum::Text(path.rsplit('/').next().unwrap_or(path).to_owned())),
        _ => Err("the path must be text".to_owned()),
    }
}

/// Draw a part inside whatever is being drawn; `None` where parts stand in one another without end.
pub fn within<T>(draw: impl FnOnce() -> T) -> Option<T> {
    thread_local! {
        static DEPTH: Cell<usize> = const { Cell::new(0) };
    }
    if DEPTH.get() >= DEEPEST {
        return None;
    }
    DEPTH.set(DEPTH.get() + 1);
    let drawn = draw();
    DEPTH.set(DEPTH.get() - 1);
    Some(drawn)
}

/// The words for parts that stand in one another without end.
pub const TOO_DEEP: &str = "parts stand in one another more than eight deep";
