//! The template engine: minijinja, strict, with errors that point into the theme's files.
//!
//! A template sees `site` (what every page says), `page` (its frame), `view` (its own data) and words, and nothing else:
//! no clock, no files, no other page. Printing an undefined or empty (`none`) value is an error.

use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::{diagnostics as say, words};
use crate::{
    diag::{Diagnostic, Diagnostics, LineIndex, Loc, Span, Text, text},
    memo::Key,
    plan::{
        Page,
        view::{Drawable, Frame, SiteFrame, View},
    },
    theme::{CARDS, Theme},
};

/// Steps one page's template may take; the largest real list takes a hundredth.
const FUEL: u64 = 500_000_000;
/// The reason when a template prints what is not there.
pub const PRINTED_UNDEFINED: &str = "an undefined value cannot be printed";
/// The reason when a template prints `none`.
pub const PRINTED_NONE: &str = "an empty value cannot be printed; ask `if` first";

/// A theme's templates, compiled.
pub struct Engine<'a> {
    environment: Environment<'a>,
    /// A key of the templates and of what every page says of the site.
    pub key: Key,
}

#[derive(Serialize)]
struct Context<'a> {
    page: &'a Frame,
    view: &'a View,
}

impl<'a> Engine<'a> {
    /// Compile a theme. `None` where a template has a fault; the findings name them all.
    pub fn new(diags: &mut Diagnostics, theme: &'a Theme, site: &SiteFrame) -> Option<Self> {
        let mut environment = environment();
        environment.add_global("site", Value::from(Serde(site)));
        words::add(&mut environment, &theme.words, site);
        let templates: Vec<(&String, &str)> =
            theme.templates.iter().filter(|(name, _)| !name.starts_with(CARDS)).map(|(name, text)| (name, &**text)).collect();
        let key = Key::of(&(&templates, theme.words.texts(), site));
        environment
            .add_function("part", move |state: &State<'_, '_>, name: &str, item: Value, root: &str| part(state, key, name, item, root));
        compile(diags, theme, &mut environment, &templates).then_some(Self { environment, key })
    }

    /// Draw a page.
    pub fn render(&self, theme: &Theme, page: &Page, frame: &Frame, view: &View) -> Result<String, Box<Diagnostic>> {
        let name = format!("layouts/{}.html", page.layout);
        let render = || self.environment.get_template(&name)?.render(Serde(Context { page: frame, view }));
        render().map_err(|error| Box::new(finding(theme, &name, &error)))
    }
}

/// The engine without templates: strict, escaping, counting its steps.
pub(super) fn environment<'a>() -> Environment<'a> {
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

/// Add templates by name; whether all are sound.
pub(super) fn compile<'a>(
    diags: &mut Diagnostics,
    theme: &Theme,
    environment: &mut Environment<'a>,
    templates: &[(&'a String, &'a str)],
) -> bool {
    let mut sound = true;
    for (name, text) in templates {
        if let Err(error) = environment.add_template(name, text) {
            diags.push(finding(theme, name, &error));
            sound = false;
        }
    }
    sound
}

/// `part(template, item, root)`: a template drawn with an item of a list and the way to the root, and nothing else. An
/// item that stands in many lists is drawn once for all of them: what is drawn follows from the theme and the site
/// (`engine`), the template, the item and the root.
fn part(state: &State<'_, '_>, engine: Key, name: &str, item: Value, root: &str) -> Result<Value, Error> {
    let draw = |item: Value| state.env().get_template(name)?.render(minijinja::context! { item, root });
    match item.downcast_object_ref::<Drawable>() {
        Some(shared) => shared.drawn(Key::of(&(engine, name, root)), draw),
        None => draw(item).map(Value::from_safe_string),
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
        Some(text) => Ok(escape(out, text)?),
        None => Ok(write!(out, "{value}")?),
    }
}

fn escape(out: &mut Output<'_>, text: &str) -> std::fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

/// The innermost template error as a finding at its file and line.
pub(super) fn finding(theme: &Theme, asked: &str, error: &Error) -> Diagnostic {
    let mut innermost = error;
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(deeper) = source.downcast_ref::<Error>().filter(|deeper| deeper.name().is_some()) {
            innermost = deeper;
        }
        next = source.source();
    }
    let name = innermost.name().unwrap_or(asked);
    let text = theme.templates.get(name).map_or("", |text| text);
    let whole_line = |line: usize| {
        let lines = LineIndex::new(text);
        let line = line.clamp(1, lines.count());
        let indent = lines.line(line).len() - lines.line(line).trim_start().len();
        Loc::new(lines.start(line) + indent, lines.start(line) + lines.line(line).len())
    };
    let loc = match (innermost.range(), innermost.line()) {
        (Some(range), _) if range.end <= text.len() && text.get(range.clone()).is_some() => Loc::new(range.start, range.end),
        (_, Some(line)) => whole_line(line),
        _ => Loc::default(),
    };
    let span = Span::new(&theme.path(name), loc);
    match innermost.kind() {
        ErrorKind::UndefinedError if name.starts_with(CARDS) => say::template_error(span, reason(innermost)).help(say::card_sees()),
        ErrorKind::UndefinedError if innermost.detail() != Some(PRINTED_NONE) => say::undefined(span, reason(innermost)),
        _ => say::template_error(span, reason(innermost)),
    }
}

/// The engine's reason; its details are in English alone.
fn reason(error: &Error) -> Text {
    let zh = match error.kind() {
        ErrorKind::SyntaxError => "语法错误",
        ErrorKind::UndefinedError => "使用了不存在的值",
        ErrorKind::TemplateNotFound => "没有这个模板",
        ErrorKind::UnknownFilter => "没有这个过滤器",
        ErrorKind::UnknownTest => "没有这个判断",
        ErrorKind::UnknownFunction => "没有这个函数",
        ErrorKind::UnknownMethod => "没有这个方法",
        ErrorKind::MissingArgument => "缺少参数",
        ErrorKind::TooManyArguments => "参数过多",
        ErrorKind::InvalidOperation => "无法这样运算",
        ErrorKind::OutOfFuel => "运算步数过多",
        _ => "",
    };
    let en = error.kind().to_string();
    match error.detail() {
        None if zh.is_empty() => text(en.clone(), en),
        None => text(en, zh),
        Some(PRINTED_NONE) => text(PRINTED_NONE, "空值不能输出，请先用 `if` 判断"),
        Some(detail) if detail.starts_with(words::UNKNOWN) => {
            let key = &detail[words::UNKNOWN.len()..];
            text(detail, format!("词表中没有词 {key}"))
        }
        Some(PRINTED_UNDEFINED) => text(PRINTED_UNDEFINED, "使用了不存在的值"),
        Some(detail) if zh.is_empty() => text(format!("{en}: {detail}"), format!("{en}: {detail}")),
        Some(detail) => text(format!("{en}: {detail}"), format!("{zh}（{detail}）")),
    }
}
