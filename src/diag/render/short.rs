//! One line a finding: `path:line:column: severity[code]: message; help`.

use std::fmt::Write as _;

use crate::diag::{Diagnostic, Language, LineIndex, Texts};

/// The report.
pub fn report(findings: &[Diagnostic], texts: &Texts, language: Language) -> String {
    let mut out = String::new();
    for finding in findings {
        let (line, column) = LineIndex::new(super::text_of(texts, &finding.span.path)).position(finding.span.loc.start as usize);
        let _ = write!(
            out,
            "{}:{line}:{column}: {}[{}]: {}",
            finding.span.path,
            finding.severity.name(),
            finding.code,
            finding.message.get(language)
        );
        if let Some(help) = &finding.help {
            let _ = write!(out, "; {}", help.get(language));
        }
        out.push('\n');
    }
    out
}
