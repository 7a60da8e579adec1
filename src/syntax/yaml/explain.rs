//! Why a file is not YAML: parsers see where they stumbled, the raw lines tell what people really did.

use crate::{
    diag::{Diagnostic, LineIndex, Loc, Span},
    files::SitePath,
    syntax::diagnostics as say,
};

/// The mistake behind a syntax fault: parsers see only where they stumbled, the raw lines tell why.
pub fn explain(path: &SitePath, text: &str, offset: usize, at: usize, reason: &str) -> Diagnostic {
    let fault = Fault { path, text, offset, at, lines: LineIndex::new(text) };
    let found = match reason {
        r if r.contains("tab") && !r.contains("expected") => fault.tab(),
        r if r.contains("unknown escape") => Some(say::unknown_escape(fault.sign())),
        r if r.contains("quoted scalar") && r.contains("trailing") => Some(say::after_quote(fault.sign())),
        r if r.contains("quoted scalar") => Some(say::unclosed_quote(fault.sign())),
        r if r.contains("unexpected character") || r.contains("unknown anchor") => {
            text[at..].chars().next().map(|sign| say::reserved_sign(fault.sign(), sign))
        }
        r if r.contains("mapping values are not allowed") => fault.colon_too_many(),
        r if r.contains("simple key") => fault.key_above(),
        r if r.contains("flow") || r.contains("':' indicator") => fault.flow(),
        r if r.contains("did not find expected") && r.contains("block") || r.contains("<document") => fault.indentation(),
        r if r.contains("misplaced bracket") => Some(say::stray_bracket(fault.sign())),
        r if r.contains("block sequence entries") => Some(say::list_beside_key(fault.sign())),
        _ => None,
    };
    found.unwrap_or_else(|| say::yaml_syntax(fault.sign(), reason))
}

/// The place where the parser stumbled.
struct Fault<'a> {
    path: &'a SitePath,
    text: &'a str,
    offset: usize,
    at: usize,
    lines: LineIndex<'a>,
}

impl<'a> Fault<'a> {
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.path, Loc::new(from, to).offset(self.offset))
    }

    /// The sign at which the parser stumbled.
    fn sign(&self) -> Span {
        let end = self.text[self.at..].chars().next().filter(|c| *c != '\n').map_or(self.at, |c| self.at + c.len_utf8());
        self.span(self.at, end)
    }

    fn line(&self) -> usize {
        self.lines.position(self.at).0
    }

    /// The nearest line above that says something, with its start, its indentation and its content.
    fn above(&self) -> Option<(usize, usize, &'a str)> {
        (1..self.line()).rev().find_map(|number| {
            let raw = self.lines.line(number);
            let content = raw.trim();
            let indent = raw.len() - raw.trim_start().len();
            (!content.is_empty() && !content.starts_with('#')).then(|| (self.lines.start(number), indent, content))
        })
    }

    /// A tab in the indentation of this line or a neighbour.
    fn tab(&self) -> Option<Diagnostic> {
        let line = self.line();
        [line, line + 1, line.saturating_sub(1)].into_iter().filter(|n| (1..=self.lines.count()).contains(n)).find_map(|number| {
            let raw = self.lines.line(number);
            let indent = raw.len() - raw.trim_start().len();
            let at = self.lines.start(number) + raw[..indent].find('\t')?;
            Some(say::tab_indentation(self.span(at, at + 1)))
        })
    }

    /// A line that should be `key: value` and is not.
    fn no_key(&self, (start, indent, content): (usize, usize, &str)) -> Option<Diagnostic> {
        let begin = start + indent;
        let raw_indent = &self.text[start..begin];
        if let Some(wide) = raw_indent.find('\u{3000}') {
            return Some(say::wide_space(self.span(start + wide, begin)));
        }
        let inner = content.trim_start_matches("- ");
        if has_colon(inner) || inner.starts_with(['"', '\'', '[', '{', '|', '>', ']', '}']) {
            return None;
        }
        let sign = |sign: char| content.find(sign).map(|at| self.span(begin + at, begin + at + sign.len_utf8()));
        if let Some(colon) = sign('：') {
            return Some(say::full_width_colon(colon));
        }
        if let Some(colon) = sign(':') {
            return Some(say::colon_without_space(colon));
        }
        Some(say::missing_colon(self.span(begin, begin + content.len()), content))
    }

    /// A key was begun above and its colon never came.
    fn key_above(&self) -> Option<Diagnostic> {
        self.above().and_then(|line| self.no_key(line))
    }

    /// A colon where no key may stand: a second one in a value, a line too far in, or a line above without its own.
    fn colon_too_many(&self) -> Option<Diagnostic> {
        let start = self.lines.start(self.line());
        let before = &self.text[start..self.at];
        if has_colon(before) || before.contains(": ") {
            return Some(say::second_colon(self.sign()));
        }
        let above = self.above()?;
        let indent = before.len() - before.trim_start().len();
        let above_indent = above.1 + above.2.len() - above.2.trim_start_matches("- ").len();
        if indent <= above_indent {
            return self.no_key(above);
        }
        let is_key = has_colon(above.2);
        if is_key { Some(say::too_far_in(self.span(start + indent, self.at))) } else { self.no_key(above) }
    }

    /// A fault inside `[…]` or `{…}`: a bracket that is never closed, or a colon too many.
    fn flow(&self) -> Option<Diagnostic> {
        if let Some(open) = unclosed(self.text, self.at) {
            return Some(say::unclosed_bracket(self.span(open, open + 1), &self.text[open..=open]));
        }
        self.text[self.at..].starts_with(':').then(|| say::second_colon(self.sign()))
    }

    /// A line that lines up with none above it.
    fn indentation(&self) -> Option<Diagnostic> {
        let (start, raw) = (self.lines.start(self.line()), self.lines.line(self.line()));
        let indent = raw.len() - raw.trim_start().len();
        if let Some(wide) = raw[..indent].find('\u{3000}') {
            return Some(say::wide_space(self.span(start + wide, start + indent)));
        }
        let content = raw.trim();
        (!content.is_empty()).then(|| say::uneven(self.span(start + indent, start + indent + content.len())))
    }
}

fn has_colon(content: &str) -> bool {
    content.contains(": ") || content.ends_with(':')
}

/// The bracket that stands open at a byte and is never closed after it.
fn unclosed(text: &str, at: usize) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut quote = None;
    let mut before = '\n';
    for (byte, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(q)) => quote = (c != q).then_some(q),
            // A quote or bracket counts where a value may begin, or inside brackets.
            ('"' | '\'', None) if matches!(before, ' ' | '\n' | '[' | '{' | ',') => quote = Some(c),
            ('[' | '{', None) if !open.is_empty() || (byte < at && matches!(before, ' ' | '\n')) => open.push(byte),
            (']' | '}', None) => {
                open.pop();
            }
            _ => {}
        }
        before = c;
    }
    open.first().copied()
}
