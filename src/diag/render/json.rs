//! One JSON document: `{"diagnostics": [{code, severity, message, path, line, column, end_line, end_column, labels,
//! help}]}`. Lines and columns count from 1, columns in characters.

use serde::Serialize;

use crate::diag::{Diagnostic, Language, LineIndex, Span, Text, Texts};

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Label<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn place<'a>(span: &'a Span, texts: &Texts) -> Place<'a> {
    let lines = LineIndex::new(super::text_of(texts, &span.path));
    let (line, column) = lines.position(span.loc.start as usize);
    let (end_line, end_column) = lines.position(span.loc.end as usize);
    Place { path: &span.path, line, column, end_line, end_column }
}

fn item<'a>(finding: &'a Diagnostic, texts: &Texts, language: Language) -> Item<'a> {
    let label = |(span, text): &'a (Span, Text)| Label { message: text.get(language), place: place(span, texts) };
    Item {
        code: finding.code.name(),
        severity: finding.severity.name(),
        message: finding.message.get(language),
        place: place(&finding.span, texts),
        labels: finding.labels.iter().map(label).collect(),
        help: finding.help.as_ref().map(|help| help.get(language)),
    }
}

/// The report.
pub fn report(findings: &[Diagnostic], texts: &Texts, language: Language) -> String {
    let report = Report { diagnostics: findings.iter().map(|finding| item(finding, texts, language)).collect() };
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_default();
    out.push('\n');
    out
}
