//! Templates of minijinja: strict, with errors that point into the theme's files.

use std::sync::Arc;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
    value::{Kwargs, Object, ObjectRepr, Serde, ValueKind, from_args},
};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{
    escape,
    fault::{Fault, Kind, PRINTED_NONE, PRINTED_UNDEFINED, Place},
    functions::{Arguments, Datum, Function, TOO_DEEP, TRANSLATE, within, written_lang},
};
use crate::{
    memo::Key,
    plan::view::{Drawable, Frame, SiteFrame, View},
    theme::Words,
};

/// Steps one page's template may take; the largest real list takes a hundredth.
const FUEL: u64 = 500_000_000;

/// A theme's templates, compiled.
pub struct Templates<'a>(Environment<'a>);

#[derive(Serialize)]
struct Context<'a> {
    page: &'a Frame,
    view: &'a View,
}

impl<'a> Templates<'a> {
    /// Compile templates. `key` stands for them and for the site.
    pub fn new(
        texts: &[(&'a str, &'a str)],
        site: &SiteFrame,
        key: Key,
        (words, functions): (&Words, Vec<Function>),
    ) -> Result<Self, Vec<Fault>> {
        let mut environment = environment();
        environment.add_global("site", Value::from(Serde(site)));
        environment.add_global("written_lang", Value::from_safe_string(written_lang(site)));
        environment
            .add_function("part", move |state: &State<'_, '_>, name: &str, item: Value, root: &str| part(state, key, name, item, root));
        add_functions(&mut environment, words, functions);
        compile(&mut environment, texts).map(|()| Self(environment))
    }

    /// Draw a page.
    pub fn render(&self, name: &str, page: &Frame, view: &View) -> Result<String, Fault> {
        let render = || self.0.get_template(name)?.render(Serde(Context { page, view }));
        render().map_err(|error| fault(&error))
    }

    /// Draw a text that is not among the templates, under a name of its own, with these values.
    pub fn draw(&self, name: &str, text: &str, values: &serde_json::Map<String, serde_json::Value>) -> Result<String, Fault> {
        self.0.render_named_str(name, text, Serde(values)).map_err(|error| fault(&error))
    }
}

/// The engine without templates: strict, escaping, counting its steps.
pub fn environment<'a>() -> Environment<'a> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(format);
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    // Block tags on lines of their own leave no blank lines behind.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment
}

/// Add the functions both engines have.
pub fn add_functions(environment: &mut Environment<'_>, words: &Words, functions: Vec<Function>) {
    let said = |(key, said): (&str, &str)| (key.to_owned(), Value::from_safe_string(said.to_owned()));
    let mut fixed: FxHashMap<String, Value> = words.fixed().map(said).collect();
    for function in functions {
        // Words without arguments are ready: nothing is made for them, on any page.
        let fixed = if function.name == TRANSLATE { std::mem::take(&mut fixed) } else { FxHashMap::default() };
        environment.add_global(function.name, Value::from_object(Callable { function, fixed }));
    }
}

/// Add templates by name.
pub fn compile<'a>(environment: &mut Environment<'a>, texts: &[(&'a str, &'a str)]) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for (name, text) in texts {
        if let Err(error) = environment.add_template(name, text) {
            faults.push(Fault { template: Some((*name).to_owned()), ..fault(&error) });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// `part(template, item, root)`: a template drawn with an item of a list and the way to the root, and nothing else. An
/// item that stands in many lists is drawn once for all of them: what is drawn follows from the theme and the site
/// (`engine`), the template, the item and the root.
fn part(state: &State<'_, '_>, engine: Key, name: &str, item: Value, root: &str) -> Result<Value, Error> {
    let draw = |item: Value| {
        let drawn = within(|| state.env().get_template(name)?.render(minijinja::context! { item, root }));
        drawn.unwrap_or_else(|| Err(Error::new(ErrorKind::InvalidOperation, TOO_DEEP)))
    };
    match item.downcast_object_ref::<Drawable>() {
        Some(shared) => shared.drawn(Key::of(&(engine, name, root)), draw),
        None => draw(item).map(Value::from_safe_string),
    }
}

/// A function both engines have. Required arguments may be given by place.
#[derive(Debug)]
struct Callable {
    function: Function,
    /// What it answers to one argument alone, where that is known beforehand.
    fixed: FxHashMap<String, Value>,
}

impl Object for Callable {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, given: &[Value]) -> Result<Value, Error> {
        if let [only] = given
            && let Some(answer) = only.as_str().and_then(|only| self.fixed.get(only))
        {
            return Ok(answer.clone());
        }
        let function = &self.function;
        if let [only] = given
            && function.idle
            && only.as_str().is_some()
        {
            return Ok(only.clone());
        }
        let (placed, named) = from_args::<(&[Value], Kwargs)>(given)?;
        if placed.len() > function.required.len() {
            return Err(Error::from(ErrorKind::TooManyArguments));
        }
        let mut arguments = Arguments::new();
        for (name, value) in function.required.iter().zip(placed) {
            arguments.insert((*name).to_owned(), datum(value)?);
        }
        for name in named.args() {
            arguments.insert(name.to_owned(), datum(&named.get::<Value>(name)?)?);
        }
        if let Some(missing) = function.required.iter().find(|name| !arguments.contains_key(**name)) {
            return Err(Error::new(ErrorKind::MissingArgument, format!("`{missing}`")));
        }
        match (function.call)(&arguments).map_err(|why| Error::new(ErrorKind::InvalidOperation, why))? {
            Datum::Text(text) => Ok(Value::from(text)),
            Datum::Html(html) => Ok(Value::from_safe_string(html)),
            Datum::Whole(number) => Ok(Value::from(number)),
            Datum::Fraction(number) => Ok(Value::from(number)),
            Datum::Truth(truth) => Ok(Value::from(truth)),
        }
    }
}

/// A value as a function gets it.
fn datum(value: &Value) -> Result<Datum, Error> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(ErrorKind::UndefinedError, PRINTED_UNDEFINED)),
        ValueKind::None => Err(Error::new(ErrorKind::UndefinedError, PRINTED_NONE)),
        ValueKind::Bool => Ok(Datum::Truth(value.is_true())),
        ValueKind::Number => match i64::try_from(value.clone()) {
            Ok(whole) => Ok(Datum::Whole(whole)),
            Err(_) => f64::try_from(value.clone()).map(Datum::Fraction),
        },
        _ => match value.as_str() {
            Some(html) if value.is_safe() => Ok(Datum::Html(html.to_owned())),
            Some(text) => Ok(Datum::Text(text.to_owned())),
            None => Err(Error::new(ErrorKind::InvalidOperation, format!("a {} cannot be an argument", value.kind()))),
        },
    }
}

/// Prints a value: text escaped for HTML, numbers and booleans as they are; nothing that is undefined or none.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, PRINTED_UNDEFINED));
    }
    if value.is_none() {
        return Err(Error::new(ErrorKind::UndefinedError, PRINTED_NONE));
    }
    match value.as_str() {
        Some(text) if value.is_safe() || *state.auto_escape() == AutoEscape::None => Ok(out.write_str(text)?),
        Some(text) => Ok(escape(text, |piece| out.write_str(piece))?),
        None if value.kind() == ValueKind::Bool => Ok(out.write_str(if value.is_true() { "true" } else { "false" })?),
        None if value.kind() == ValueKind::Number => Ok(write!(out, "{value}")?),
        None => Ok(escape(&value.to_string(), |piece| out.write_str(piece))?),
    }
}

/// The innermost template error.
pub fn fault(error: &Error) -> Fault {
    let mut innermost = error;
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(deeper) = source.downcast_ref::<Error>().filter(|deeper| deeper.name().is_some()) {
            innermost = deeper;
        }
        next = source.source();
    }
    let place = match (innermost.range(), innermost.line()) {
        (Some(range), _) => Place::Bytes(range),
        (None, Some(line)) => Place::Line(line),
        (None, None) => Place::Unknown,
    };
    let kind = match innermost.kind() {
        ErrorKind::SyntaxError => Kind::Syntax,
        ErrorKind::UndefinedError if innermost.detail() == Some(PRINTED_NONE) => Kind::Empty,
        ErrorKind::UndefinedError => Kind::Undefined,
        ErrorKind::TemplateNotFound => Kind::NoTemplate,
        ErrorKind::UnknownFilter => Kind::NoFilter,
        ErrorKind::UnknownTest => Kind::NoTest,
        ErrorKind::UnknownFunction => Kind::NoFunction,
        ErrorKind::UnknownMethod => Kind::NoMethod,
        ErrorKind::MissingArgument => Kind::MissingArgument,
        ErrorKind::TooManyArguments => Kind::TooManyArguments,
        ErrorKind::InvalidOperation => Kind::Operation,
        ErrorKind::OutOfFuel => Kind::Fuel,
        other => Kind::Other(other.to_string()),
    };
    let detail = innermost.detail().filter(|_| kind != Kind::Empty).map(str::to_owned);
    Fault { template: innermost.name().map(str::to_owned), place, kind, detail }
}
