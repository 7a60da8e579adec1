//! What templates say: `t(key, name=value)` for the interface's words, `written(text)` and `written_lang` for what the
//! content says.
//!
//! Messages without arguments are made once and shared by all pages. The content is Chinese; where the interface is not,
//! its words are marked, so that a screen reader changes its voice and a browser its font.

use std::sync::Arc;

use minijinja::{
    Environment, Error, ErrorKind, State, Value,
    value::{Object, ObjectRepr, ValueKind},
};
use rustc_hash::FxHashMap;

use super::html::{PRINTED_NONE, PRINTED_UNDEFINED};
use crate::{
    plan::view::SiteFrame,
    theme::{Argument, WordError, Words, escaped},
};

/// The language content is written in.
const WRITTEN: &str = "zh-CN";

/// Give templates their words.
pub fn add(environment: &mut Environment<'_>, words: &Arc<Words>, site: &SiteFrame) {
    let fixed = words.fixed().map(|(key, said)| (key.to_owned(), Value::from_safe_string(said.to_owned()))).collect();
    environment.add_global("t", Value::from_object(Translate { fixed, words: Arc::clone(words) }));
    let foreign = site.language.split('-').next() != WRITTEN.split('-').next();
    let attribute = if foreign { format!(" lang=\"{WRITTEN}\"") } else { String::new() };
    environment.add_global("written_lang", Value::from_safe_string(attribute));
    environment.add_global("written", Value::from_object(Written { foreign }));
}

/// `t(key, name=value)`.
#[derive(Debug)]
struct Translate {
    fixed: FxHashMap<String, Value>,
    words: Arc<Words>,
}

impl Object for Translate {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let [key, rest @ ..] = args else { return Err(Error::from(ErrorKind::MissingArgument)) };
        let key = key.as_str().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "the key of a word is text"))?;
        let Some(named) = rest.first() else {
            if let Some(said) = self.fixed.get(key) {
                return Ok(said.clone());
            }
            return self.words.say(key, &[]).map(Value::from_safe_string).map_err(|error| refusal(key, &error));
        };
        if !named.is_kwargs() {
            return Err(Error::new(ErrorKind::TooManyArguments, format!("the word `{key}` takes its arguments by name")));
        }
        let mut given = Vec::new();
        for name in named.try_iter()? {
            given.push((name.clone(), named.get_item(&name)?));
        }
        let mut arguments = Vec::with_capacity(given.len());
        for (name, value) in &given {
            let name = name.as_str().unwrap_or_default();
            arguments.push((name, argument(name, value)?));
        }
        self.words.say(key, &arguments).map(Value::from_safe_string).map_err(|error| refusal(key, &error))
    }
}

/// A value as an argument of a message: escaped, unless it is finished HTML.
fn argument<'a>(name: &str, value: &'a Value) -> Result<Argument<'a>, Error> {
    if let Some(text) = value.as_str() {
        return Ok(Argument::Text(if value.is_safe() { text.into() } else { escaped(text) }));
    }
    match (value.kind(), value.as_i64()) {
        (ValueKind::Number, Some(count)) if value.is_integer() => Ok(Argument::Count(count)),
        (ValueKind::Undefined, _) => Err(Error::new(ErrorKind::UndefinedError, PRINTED_UNDEFINED)),
        (ValueKind::None, _) => Err(Error::new(ErrorKind::UndefinedError, PRINTED_NONE)),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("the argument `{name}` of a word is neither text nor a whole number"))),
    }
}

fn refusal(key: &str, error: &WordError) -> Error {
    let reason = match error {
        WordError::Unknown => return Error::new(ErrorKind::InvalidOperation, format!("{UNKNOWN}`{key}`")),
        WordError::Missing(name) => format!("the word `{key}` needs the argument `{name}`"),
        WordError::Surplus(name) => format!("the word `{key}` takes no argument `{name}`"),
    };
    Error::new(ErrorKind::InvalidOperation, reason)
}

/// How the reason begins when no catalogue has a key; the key follows.
pub const UNKNOWN: &str = "no catalogue has the word ";

/// `written(text)`.
#[derive(Debug)]
struct Written {
    foreign: bool,
}

impl Object for Written {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let [value] = args else { return Err(Error::new(ErrorKind::TooManyArguments, "`written` takes one text")) };
        let Some(text) = value.as_str().filter(|text| self.foreign && !text.is_empty()) else { return Ok(value.clone()) };
        let text = if value.is_safe() { text.into() } else { escaped(text) };
        Ok(Value::from_safe_string(format!("<span lang=\"{WRITTEN}\">{text}</span>")))
    }
}
