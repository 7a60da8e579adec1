//! The gallery of a theme: every component with its examples, drawn as a layout would draw them.
//!
//! In: a [`Theme`], what every page says of the site, and each component's `examples.yaml`. Out: [`Component`]s with the
//! HTML of their examples, or with findings where an example fails; nothing is written and no build is stopped. Examples are
//! drawn for themes of minijinja alone.

mod diagnostics;
mod examples;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use self::examples::{Sheet, Spec};
use super::engine::{
    Engine,
    fault::{Fault, Kind},
};
use crate::{
    diag::{Diagnostic, Diagnostics, Loc, Span, Texts},
    files::SitePath,
    plan::view::{Frame, Meta, SiteFrame},
    theme::{COMPONENTS, EXAMPLES, EngineName, Theme},
};
use diagnostics as say;

/// The address of the page that examples are drawn for, as `page.path` says it.
const PATH: &str = "components.html";

/// A theme and the site its components are drawn for.
#[derive(Debug, Default)]
pub struct Gallery {
    /// The theme.
    pub theme: Theme,
    /// What every page says of the site.
    pub site: SiteFrame,
}

/// A component of a theme.
#[derive(Debug)]
pub struct Component {
    /// Its folder's name.
    pub name: String,
    /// Where its examples stand, seen from the site's root.
    pub path: SitePath,
    /// What it is for; empty where it has no examples.
    pub about: String,
    /// Its examples, in the order written.
    pub examples: Vec<Example>,
    /// What is wrong with the file of its examples.
    pub faults: Vec<Diagnostic>,
}

/// An example of a component.
#[derive(Debug)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// How a layout uses the component.
    pub source: String,
    /// The values it is drawn with, as JSON.
    pub values: String,
    /// Its HTML, or why there is none.
    pub drawn: Result<String, Box<Diagnostic>>,
}

impl Gallery {
    /// Draw every example of every component, for a page from which `root` leads to the site's root. `Err` where the theme
    /// cannot be drawn with at all.
    pub fn components(&self, root: &str) -> Result<Vec<Component>, Vec<Diagnostic>> {
        if self.theme.engine != EngineName::Minijinja {
            return Err(vec![say::other_engine(Span::file(&self.theme.path("theme.yaml")))]);
        }
        let mut diags = Diagnostics::default();
        let Some(engine) = Engine::new(&mut diags, &self.theme, &self.site) else { return Err(diags.into_sorted()) };
        let desk = Desk { gallery: self, engine, page: page(root) };
        Ok(self.names().into_iter().map(|name| desk.component(name)).collect())
    }

    /// The texts findings point into.
    pub fn texts(&self) -> Texts {
        self.theme.texts()
    }

    /// The folders of the components.
    fn names(&self) -> BTreeSet<&str> {
        let parts = self.theme.templates.keys().chain(self.theme.examples.keys());
        parts.filter_map(|part| part.strip_prefix(COMPONENTS)?.split_once('/')).map(|(name, _)| name).collect()
    }
}

/// The frame of the page that examples are drawn for, as a template sees it.
fn page(root: &str) -> Map<String, Value> {
    let frame = Frame {
        title: String::new(),
        description: String::new(),
        path: PATH.to_owned(),
        canonical: None,
        root: root.to_owned(),
        crumbs: Vec::new(),
        section: "",
        data: None,
        footnotes: Vec::new(),
        languages: Vec::new(),
        meta: Meta::default(),
    };
    match serde_json::to_value(&frame) {
        Ok(Value::Object(page)) => page,
        _ => Map::new(),
    }
}

/// What examples are drawn with.
struct Desk<'a> {
    gallery: &'a Gallery,
    engine: Engine<'a>,
    page: Map<String, Value>,
}

impl Desk<'_> {
    fn component(&self, name: &str) -> Component {
        let part = format!("{COMPONENTS}{name}/{EXAMPLES}");
        let path = self.gallery.theme.path(&part);
        let mut diags = Diagnostics::default();
        let Sheet { about, examples } = match self.gallery.theme.examples.get(&part) {
            Some(text) => examples::read(&mut diags, &path, text),
            None => Sheet::default(),
        };
        let text = self.gallery.theme.examples.get(&part).map_or("", |text| text);
        let examples = examples.into_iter().map(|spec| self.example(&part, (&path, text), spec)).collect();
        Component { name: name.to_owned(), path, about, examples, faults: diags.into_sorted() }
    }

    fn example(&self, part: &str, (path, text): (&SitePath, &str), spec: Spec) -> Example {
        let values = serde_json::to_string_pretty(&spec.with).unwrap_or_default();
        let drawn = self.engine.draw(part, &spec.source, &self.context(&spec.with));
        let drawn = drawn.map_err(|fault| Box::new(self.finding(&fault, part, (path, text), &spec)));
        Example { name: spec.name, source: spec.source, values, drawn }
    }

    /// What the template sees: the example's values, and the page, of which an example may give single fields anew. The site
    /// is known to the engine; where an example gives fields of it, they go before.
    fn context(&self, with: &Map<String, Value>) -> Map<String, Value> {
        let mut context = with.clone();
        context.insert("page".to_owned(), laid_over(&self.page, with.get("page")));
        if let Some(over) = with.get("site")
            && let Ok(Value::Object(site)) = serde_json::to_value(&self.gallery.site)
        {
            context.insert("site".to_owned(), laid_over(&site, Some(over)));
        }
        context
    }

    /// The finding of an example that fails: in the example itself, or in a template of the theme.
    fn finding(&self, fault: &Fault, part: &str, (path, text): (&SitePath, &str), spec: &Spec) -> Diagnostic {
        let own = fault.template.as_deref().is_none_or(|template| template == part);
        let mut found = fault.finding(&self.gallery.theme, part);
        if own {
            found.span = Span::new(path, place(fault, text, spec));
        } else {
            found = found.label(Span::new(path, spec.name_loc), say::drawn_here(&spec.name));
        }
        if fault.kind == Kind::Undefined { found.help(say::give_it()) } else { found }
    }
}

/// Fields with some of them given anew.
fn laid_over(fields: &Map<String, Value>, over: Option<&Value>) -> Value {
    let mut fields = fields.clone();
    if let Some(Value::Object(over)) = over {
        fields.extend(over.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    Value::Object(fields)
}

/// Where in the file a fault of an example's own text stands: the line that reads the same, or else all of the text.
fn place(fault: &Fault, text: &str, spec: &Spec) -> Loc {
    let at = fault.place.find(&spec.source).start as usize;
    let line = spec.source.get(..at).and_then(|before| spec.source.lines().nth(before.matches('\n').count())).unwrap_or_default().trim();
    let (start, end) = (spec.source_loc.start as usize, spec.source_loc.end as usize);
    match text.get(start..end).and_then(|written| written.find(line)) {
        Some(found) if !line.is_empty() => Loc::new(start + found, start + found + line.len()),
        _ => spec.source_loc,
    }
}
