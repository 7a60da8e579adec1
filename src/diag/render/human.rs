//! The report for people: code, message, `path:line:column`, the source line with a caret, help; a count at the end.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use crate::diag::{Diagnostic, Language, Loc, Severity, Texts};

/// The report.
pub fn report(findings: &[Diagnostic], texts: &Texts, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[group(finding, texts, style.language)]));
        out.push_str("\n\n");
    }
    if !findings.is_empty() {
        out.push_str(&count(findings, style.language));
    }
    out
}

fn group<'a>(finding: &'a Diagnostic, texts: &'a Texts, language: Language) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(finding.message.get(language)).id(finding.code.name()));
    let primary = (&finding.span.path, finding.span.loc, AnnotationKind::Primary, "");
    let labels = finding.labels.iter().map(|(span, text)| (&span.path, span.loc, AnnotationKind::Context, text.get(language)));
    let mut places: Vec<_> = std::iter::once(primary).chain(labels).collect();
    while !places.is_empty() {
        let path = places[0].0.clone();
        let (here, elsewhere): (Vec<_>, Vec<_>) = places.into_iter().partition(|place| *place.0 == path);
        places = elsewhere;
        group = match texts.get(&path).filter(|text| !text.is_empty()) {
            None => group.element(Origin::path(path.to_string())),
            Some(text) => {
                let annotations = here.into_iter().map(|(_, loc, kind, label)| {
                    let annotation = kind.span(within(text, loc));
                    if label.is_empty() { annotation } else { annotation.label(label) }
                });
                group.element(Snippet::source(&**text).path(path.to_string()).annotations(annotations))
            }
        };
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.get(language))),
        None => group,
    }
}

/// A range inside the text and on one line, so that a long value is marked at its beginning.
fn within(text: &str, loc: Loc) -> Range<usize> {
    let lines = crate::diag::LineIndex::new(text);
    let start = lines.floor(loc.start as usize);
    let line_end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    start..lines.floor(loc.end as usize).clamp(start, line_end)
}

fn count(findings: &[Diagnostic], language: Language) -> String {
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    match language {
        Language::English => {
            let plural = |n: usize| if n == 1 { "" } else { "s" };
            format!("{errors} error{}, {warnings} warning{}\n", plural(errors), plural(warnings))
        }
        Language::Chinese => format!("错误 {errors} 处，警告 {warnings} 处\n"),
    }
}
