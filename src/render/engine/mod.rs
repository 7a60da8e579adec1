//! The template engines: a theme is written for one of two, and both show the same and refuse the same.
//!
//! A template sees `site` (what every page says), `page` (its frame) and `view` (its own data) and words, and nothing else: no
//! clock, no files, no other page. Printing an undefined or empty (`none`) value is an error. Text is escaped, finished
//! HTML is printed with `safe`. Errors name the template's file, line and column.
//!
//! In: a theme, what every page says of the site. Out: [`Engine`], which draws pages; or findings.

pub mod fault;
pub mod functions;
pub mod minijinja;
mod tera;

use self::fault::{Fault, Kind, Place};
use crate::{
    diag::{Diagnostic, Diagnostics},
    memo::Key,
    plan::{
        Page,
        view::{Frame, SiteFrame, View},
    },
    theme::{CARDS, EngineName, Theme},
};

/// A theme's templates, compiled.
pub struct Engine<'a> {
    templates: Templates<'a>,
    /// A key of the templates and of what every page says of the site.
    pub key: Key,
}

/// The same in the engine the theme is written for.
enum Templates<'a> {
    Minijinja(Box<minijinja::Templates<'a>>),
    Tera(tera::Templates),
}

impl<'a> Engine<'a> {
    /// Compile a theme. `None` where a template has a fault; the findings name them all.
    pub fn new(diags: &mut Diagnostics, theme: &'a Theme, site: &SiteFrame) -> Option<Self> {
        let of_pages = theme.templates.iter().filter(|(name, _)| !name.starts_with(CARDS));
        let texts: Vec<(&'a str, &'a str)> = of_pages.map(|(name, text)| (name.as_str(), &**text)).collect();
        let key = Key::of(&(theme.engine, &texts, theme.words.texts(), site));
        let functions = functions::all(site, &theme.words);
        let made = match theme.engine {
            EngineName::Minijinja => {
                minijinja::Templates::new(&texts, site, key, (&theme.words, functions)).map(|made| Templates::Minijinja(Box::new(made)))
            }
            EngineName::Tera => tera::Templates::new(&texts, site, functions).map(Templates::Tera),
        };
        match made {
            Ok(templates) => Some(Self { templates, key }),
            Err(faults) => {
                for fault in faults {
                    diags.push(fault.finding(theme, ""));
                }
                None
            }
        }
    }

    /// Draw a page.
    pub fn render(&self, theme: &Theme, page: &Page, frame: &Frame, view: &View) -> Result<String, Box<Diagnostic>> {
        let name = format!("layouts/{}.html", page.layout);
        let drawn = match &self.templates {
            Templates::Minijinja(templates) => templates.render(&name, frame, view),
            Templates::Tera(templates) => templates.render(&name, frame, view),
        };
        drawn.map_err(|fault| Box::new(fault.finding(theme, &name)))
    }

    /// Draw a text that is no template of the theme, under a name of its own, with these values.
    pub fn draw(&self, name: &str, text: &str, values: &serde_json::Map<String, serde_json::Value>) -> Result<String, Fault> {
        match &self.templates {
            Templates::Minijinja(templates) => templates.draw(name, text, values),
            Templates::Tera(_) => Err(Fault { template: None, place: Place::Unknown, kind: Kind::NoTemplate, detail: None }),
        }
    }
}

/// A text in pieces that print as they are: what needs no escape, and the escapes of the five characters that mean
/// something in HTML.
fn escape<E>(text: &str, mut write: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'')) {
        write(&rest[..at])?;
        write(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    write(rest)
}
