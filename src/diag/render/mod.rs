//! A report in one of three formats. In: sorted findings and the texts they point into. Out: one string.

mod human;
mod json;
mod short;

use super::{Diagnostic, Language, Texts};

/// The format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON document.
    Json,
}

/// How to write a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// The language of the sentences.
    pub language: Language,
    /// Whether the terminal shows colours (human format only).
    pub colour: bool,
}

/// The whole report, ending in a line end unless empty.
pub fn report(findings: &[Diagnostic], texts: &Texts, style: Style) -> String {
    match style.format {
        Format::Human => human::report(findings, texts, style),
        Format::Short => short::report(findings, texts, style.language),
        Format::Json => json::report(findings, texts, style.language),
    }
}

/// The text of a file, empty where it could not be read as text.
fn text_of<'a>(texts: &'a Texts, path: &str) -> &'a str {
    texts.get(&crate::files::SitePath::new(path)).map_or("", |text| text)
}
