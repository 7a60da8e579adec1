//! Templates of Tera, made as strict as the others.
//!
//! Tera prints an empty value as nothing, and so do some of its filters with a value that is not there. Here fields
//! without a value are left out of what a template sees, so that printing one is an error; which of the two it was is
//! found out afterwards, by drawing once more with empty values left in.

use std::{
    io::{self, Write},
    ops::Range,
    sync::{Arc, OnceLock, Weak},
};

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value, value::ValueKind};

use super::{
    escape,
    fault::{Fault, Kind, PRINTED_NONE, PRINTED_UNDEFINED, Place},
    functions::{Arguments, Datum, Function, TOO_DEEP, within, written_lang},
};
use crate::plan::view::{Frame, SiteFrame, View};

/// A theme's templates, compiled.
pub struct Templates {
    tera: Arc<Tera>,
    /// What every page says of the site, with its empty values.
    site: Value,
    texts: Vec<(String, String)>,
}

/// What marks the place of a fault inside the words of another: template, first byte, last byte, words.
const NESTED: char = '\u{1f}';

impl Templates {
    /// Compile templates.
    pub fn new(texts: &[(&str, &str)], site: &SiteFrame, functions: Vec<Function>) -> Result<Self, Vec<Fault>> {
        let own = Arc::new(OnceLock::new());
        let mut tera = Tera::new();
        tera.set_escape_fn(escaped);
        tera.register_filter("safe", safe);
        tera.register_filter("first", |list: &[Value], _: Kwargs, _: &State<'_>| list.first().cloned().unwrap_or_else(Value::undefined));
        tera.register_filter("last", |list: &[Value], _: Kwargs, _: &State<'_>| list.last().cloned().unwrap_or_else(Value::undefined));
        tera.register_filter("nth", |list: &[Value], given: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            Ok(list.get(given.must_get::<usize>("n")?).cloned().unwrap_or_else(Value::undefined))
        });
        let this: Arc<OnceLock<Weak<Tera>>> = own.clone();
        tera.register_function("part", move |given: Kwargs, _: &State<'_>| part(&this, &given));
        for function in functions {
            tera.register_function(function.name, move |given: Kwargs, _: &State<'_>| call(&function, &given));
        }
        let with_empty = Value::from_serializable(site);
        tera.global_context().insert_value("site", filled(with_empty.clone()));
        tera.global_context().insert_value("written_lang", Value::safe_string(&written_lang(site)));
        if let Err(error) = tera.add_raw_templates(texts.iter().copied()) {
            return Err(faults(texts, &error));
        }
        let tera = Arc::new(tera);
        // It is empty: it was made above, and nothing was drawn.
        let _ = own.set(Arc::downgrade(&tera));
        let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Ok(Self { tera, site: with_empty, texts })
    }

    /// Draw a page.
    pub fn render(&self, name: &str, page: &Frame, view: &View) -> Result<String, Fault> {
        let mut context = Context::new();
        context.insert_value("page", filled(seen(page)));
        context.insert_value("view", filled(seen(view)));
        self.tera.render(name, &context).map_err(|error| {
            let fault = self.fault(&error);
            if fault.kind == Kind::Undefined && self.is_empty_value(name, &fault, page, view) {
                return Fault { kind: Kind::Empty, detail: None, ..fault };
            }
            fault
        })
    }

    /// Whether what is not there is a field without a value: then it is no fault where such fields are shown.
    fn is_empty_value(&self, name: &str, fault: &Fault, page: &Frame, view: &View) -> bool {
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("page", seen(page));
        context.insert_value("view", seen(view));
        match self.tera.render(name, &context) {
            Ok(_) => true,
            Err(error) => {
                let other = self.fault(&error);
                other.kind == Kind::Empty || (&other.template, &other.place) != (&fault.template, &fault.place)
            }
        }
    }

    fn fault(&self, error: &Error) -> Fault {
        let text = |name: &str| self.texts.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text);
        fault(&text, error)
    }
}

fn seen(value: &impl Serialize) -> Value {
    Value::from_serializable(value)
}

/// The same without the fields that have no value.
fn filled(value: Value) -> Value {
    match value.kind() {
        ValueKind::Map => {
            let Some(mut map) = value.into_map() else { return Value::undefined() };
            map.retain(|_, value| !value.is_none());
            for value in map.values_mut() {
                *value = filled(std::mem::replace(value, Value::undefined()));
            }
            Value::from(map)
        }
        ValueKind::Array => {
            let items = value.as_array().unwrap_or_default().to_vec();
            drop(value);
            Value::from(items.into_iter().map(filled).collect::<Vec<_>>())
        }
        ValueKind::None => Value::undefined(),
        _ => value,
    }
}

fn escaped(text: &str, out: &mut dyn Write) -> io::Result<()> {
    escape(text, |piece| out.write_all(piece.as_bytes()))
}

/// `safe`: finished HTML.
fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::message(PRINTED_UNDEFINED)),
        ValueKind::None => Err(Error::message(PRINTED_NONE)),
        _ => Ok(value.as_str().map_or_else(|| value.clone(), Value::safe_string)),
    }
}

/// `part(template, item, root)`: a template drawn with an item of a list and the way to the root, and nothing else.
fn part(own: &OnceLock<Weak<Tera>>, given: &Kwargs) -> TeraResult<Value> {
    let name = given.must_get::<&str>("template")?;
    let mut context = Context::new();
    for key in ["item", "root"] {
        context.insert_value(key, given.must_get::<Value>(key)?);
    }
    let Some(tera) = own.get().and_then(Weak::upgrade) else { return Err(Error::new(ErrorKind::TemplateNotFound(name.to_owned()))) };
    match within(|| tera.render(name, &context)) {
        Some(drawn) => drawn.map(|html| Value::safe_string(&html)).map_err(|error| nested(&error)),
        None => Err(Error::message(TOO_DEEP)),
    }
}

/// An error of a part with its place in its words: the engine would keep the place of the call alone.
fn nested(error: &Error) -> Error {
    match error.kind() {
        ErrorKind::RenderingError(report) if !report.message().contains(NESTED) => {
            let range = &report.span().range;
            Error::message(format!("{NESTED}{}{NESTED}{}{NESTED}{}{NESTED}{}", report.filename(), range.start, range.end, report.message()))
        }
        ErrorKind::RenderingError(report) => Error::message(report.message()),
        _ => Error::message(error),
    }
}

/// Call a function both engines have.
fn call(function: &Function, given: &Kwargs) -> TeraResult<Value> {
    let mut arguments = Arguments::new();
    for (name, value) in given.iter() {
        arguments.insert(name.to_string(), datum(value)?);
    }
    if let Some(missing) = function.required.iter().find(|name| !arguments.contains_key(**name)) {
        return Err(Error::new(ErrorKind::MissingArgument { arg_name: (*missing).to_owned() }));
    }
    match (function.call)(&arguments).map_err(Error::message)? {
        Datum::Text(text) => Ok(Value::from(text)),
        Datum::Html(html) => Ok(Value::safe_string(&html)),
        Datum::Whole(number) => Ok(Value::from(number)),
        Datum::Fraction(number) => Ok(Value::from(number)),
        Datum::Truth(truth) => Ok(Value::from(truth)),
    }
}

/// A value as a function gets it.
fn datum(value: &Value) -> TeraResult<Datum> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::message(PRINTED_UNDEFINED)),
        ValueKind::None => Err(Error::message(PRINTED_NONE)),
        ValueKind::Bool => Ok(Datum::Truth(value.is_truthy())),
        _ => match (value.as_str(), value.as_i64(), value.as_f64()) {
            (Some(html), ..) if value.is_safe() => Ok(Datum::Html(html.to_owned())),
            (Some(text), ..) => Ok(Datum::Text(text.to_owned())),
            (_, Some(number), _) => Ok(Datum::Whole(number)),
            (.., Some(number)) => Ok(Datum::Fraction(number)),
            _ => Err(Error::message(format!("a {} cannot be an argument", value.name()))),
        },
    }
}

/// Everything that is wrong with templates that could not be compiled together.
fn faults(texts: &[(&str, &str)], error: &Error) -> Vec<Fault> {
    let text = |name: &str| texts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    match error.kind() {
        // The engine stops at the first.
        ErrorKind::SyntaxError(_) => texts
            .iter()
            .filter_map(|(name, text)| Tera::new().add_raw_template(name, text).err())
            .filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)))
            .map(|error| fault(&text, &error))
            .collect(),
        // These come as finished reports: `error: words`, then ` --> file:line:column`, and the line with carets below.
        ErrorKind::Msg(reports) if reports.starts_with("error: ") => reports.split("\n\n").filter_map(reported).collect(),
        _ => vec![fault(&text, error)],
    }
}

/// One finished report.
fn reported(report: &str) -> Option<Fault> {
    let mut lines = report.lines();
    let words = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    let width = lines.last()?.chars().filter(|c| *c == '^').count();
    let (kind, detail) = said(words, "");
    Some(Fault { template: Some(place.next()?.to_owned()), place: Place::Column(line, column, width), kind, detail })
}

/// The innermost error.
fn fault<'t>(text: &dyn Fn(&str) -> &'t str, error: &Error) -> Fault {
    let in_report = |report: &ReportError, kind: Option<Kind>| {
        let mut nested = report.message().split(NESTED).skip(1);
        let inner = (nested.next(), nested.next().and_then(|n| n.parse().ok()), nested.next().and_then(|n| n.parse().ok()), nested.next());
        let (template, range, words) = match inner {
            (Some(template), Some(start), Some(end), Some(words)) => (template, start..end, words),
            _ => (report.filename(), report.span().range.clone(), report.message()),
        };
        let range = path_at(text(template), range, words);
        let named = text(template).get(range.clone()).unwrap_or_default();
        let (kind, detail) = match kind {
            Some(kind) => (kind, Some(words.to_owned())),
            None => said(words, named),
        };
        Fault { template: Some(template.to_owned()), place: Place::Bytes(range), kind, detail }
    };
    let at = |template: &str, named: &str, kind: Kind, detail: String| {
        let quoted = [format!("\"{named}\""), format!("'{named}'"), format!("`{named}`")];
        let found = quoted.iter().find_map(|quoted| text(template).find(quoted.as_str()).map(|at| at..at + quoted.len()));
        let place = found.map_or(Place::Unknown, Place::Bytes);
        Fault { template: Some(template.to_owned()), place, kind, detail: Some(detail) }
    };
    let missing = |name: &str| format!("template \"{name}\" does not exist");
    let circle = |chain: &[String]| format!("templates lead back to themselves: {}", chain.join(", "));
    match error.kind() {
        ErrorKind::SyntaxError(report) => in_report(report, Some(Kind::Syntax)),
        ErrorKind::RenderingError(report) => in_report(report, None),
        ErrorKind::MissingParent { current, parent } => at(current, parent, Kind::NoTemplate, missing(parent)),
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain } | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            let next = chain.iter().find(|name| text(tpl).contains(name.as_str())).cloned().unwrap_or_default();
            at(tpl, &next, Kind::Operation, circle(chain))
        }
        ErrorKind::TemplateNotFound(name) => {
            Fault { template: Some(name.clone()), place: Place::Unknown, kind: Kind::NoTemplate, detail: Some(missing(name)) }
        }
        _ => {
            let words = error.to_string();
            // Where two files have a component of the same name, the second is named.
            let second = words.strip_prefix("Component `").and_then(|rest| rest.rsplit('`').nth(1)).map(str::to_owned);
            Fault { template: second, place: Place::Unknown, kind: Kind::Operation, detail: Some(words) }
        }
    }
}

/// The path of names a place lies in, such as `view.title`: the engine names one part of it.
fn path_at(text: &str, range: Range<usize>, words: &str) -> Range<usize> {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'?');
    let (Some(before), Some(named), Some(after)) = (text.get(..range.start), text.get(range.clone()), text.get(range.end..)) else {
        return range;
    };
    if named.is_empty() || !named.bytes().all(|b| is_part(&b)) {
        return range;
    }
    let start = range.start - before.bytes().rev().take_while(is_part).count();
    // What lies behind a field that is not there is not at fault.
    let is_field = words.starts_with("Field `") || words.starts_with("Variable `");
    let rest = if is_field || !after.starts_with('.') { 0 } else { after.bytes().take_while(is_part).count() };
    start..range.end + rest
}

/// What the engine's words mean; `named` is the text at the place.
fn said(words: &str, named: &str) -> (Kind, Option<String>) {
    let named = named.trim();
    let unknown = |prefix: &str| words.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('`'));
    if words == PRINTED_NONE {
        return (Kind::Empty, None);
    }
    if words == PRINTED_UNDEFINED {
        return (Kind::Undefined, Some(words.to_owned()));
    }
    if let Some(name) = unknown("Unknown filter `") {
        return (Kind::NoFilter, Some(format!("filter {name} is unknown")));
    }
    if let Some(name) = unknown("Unknown test `") {
        return (Kind::NoTest, Some(format!("test {name} is unknown")));
    }
    if let Some(name) = unknown("Unknown function `") {
        return (Kind::NoFunction, Some(format!("{name} is unknown")));
    }
    if let Some(name) = unknown("Unknown component `") {
        return (Kind::NoComponent, Some(format!("{name} is unknown")));
    }
    if let Some(name) = unknown("Unknown template `") {
        return (Kind::NoTemplate, Some(format!("template \"{name}\" does not exist")));
    }
    if let Some(name) = unknown("Missing keyword argument `") {
        return (Kind::MissingArgument, Some(format!("`{name}`")));
    }
    let undefined = words.contains(" is not defined") || words.contains("undefined");
    if undefined && !named.is_empty() {
        return (Kind::Undefined, Some(format!("`{named}` is undefined")));
    }
    (Kind::Operation, Some(words.to_owned()))
}
