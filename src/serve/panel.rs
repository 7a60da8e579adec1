//! The errors of the last build, as a piece of HTML that is laid over the page.
//!
//! In: findings and the texts they point into. Out: the report of the terminal with every place a link.

use std::fmt::Write as _;

use super::{editor::Editor, html::escape, words};
use crate::diag::{
    Diagnostic, Language, Text,
    render::{self, Format, Style},
};

/// How many findings a panel shows; the rest stand on the staff page.
const SHOWN: usize = 50;

/// The panel. Its heading can take the focus; its element is a region named by it.
pub fn panel<'a>(errors: impl Iterator<Item = &'a Diagnostic>, has_pages: bool, editor: Editor<'_>, language: Language) -> String {
    let errors: Vec<&Diagnostic> = errors.collect();
    let say = |en, zh| words::say(language, en, zh);
    let title = match errors.len() {
        0 => say("The last build failed", "上一次生成失败").to_owned(),
        count => words::errors(language, count),
    };
    let lead = if has_pages {
        say("The page shown is the last one that could be built.", "页面仍是上一次成功生成的。")
    } else {
        say("No page has been built yet; it appears here by itself once this is put right.", "还没有生成任何页面；改正后会自动出现。")
    };
    let mut out = format!(
        "<section class=\"panel\" aria-labelledby=\"gongshi-panel-title\" lang=\"{}\">\n\
         <h2 class=\"panel__title\" id=\"gongshi-panel-title\" tabindex=\"-1\">{title}</h2>\n<p class=\"panel__lead\">{lead}</p>\n",
        words::tag(language)
    );
    if !errors.is_empty() {
        out.push_str("<ol class=\"findings\">\n");
        for error in errors.iter().take(SHOWN) {
            let _ = writeln!(out, "<li class=\"finding\">\n{}</li>", with_excerpt(error, editor, language));
        }
        out.push_str("</ol>\n");
    }
    if let Some(more) = errors.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let more = match language {
            Language::English => format!("{more} more on the overview"),
            Language::Chinese => format!("另有 {more} 处，见总览"),
        };
        let _ = writeln!(out, "<p><a href=\"/-/\">{more}</a></p>");
    }
    out.push_str("</section>\n");
    out
}

/// A finding in words: what, where, other places, cure.
pub fn finding(finding: &Diagnostic, editor: Editor<'_>, language: Language) -> String {
    what(finding, language) + &place(finding, editor) + &tail(finding, editor, language)
}

/// The same with the lines of the source, which name the place themselves. They may be wide: whoever scrolls them with
/// the keyboard must be able to focus them.
fn with_excerpt(finding: &Diagnostic, editor: Editor<'_>, language: Language) -> String {
    let source = match excerpt(finding, editor, language) {
        Some(excerpt) => format!("<pre class=\"finding__source\" tabindex=\"0\">{excerpt}</pre>\n"),
        None => place(finding, editor),
    };
    what(finding, language) + &source + &tail(finding, editor, language)
}

fn what(finding: &Diagnostic, language: Language) -> String {
    let severity = finding.severity;
    format!(
        "<p class=\"finding__what\"><strong class=\"finding__severity finding__severity--{}\">{}</strong> {} \
         <small class=\"finding__code\">{}</small></p>\n",
        severity.name(),
        words::severity(language, severity),
        sentence(&finding.message, language),
        escape(finding.code.name())
    )
}

fn place(finding: &Diagnostic, editor: Editor<'_>) -> String {
    format!("<p class=\"finding__where\">{}</p>\n", editor.link(&finding.span))
}

fn tail(finding: &Diagnostic, editor: Editor<'_>, language: Language) -> String {
    let mut out = String::new();
    if !finding.labels.is_empty() {
        out.push_str("<ul class=\"finding__labels\">\n");
        for (span, text) in &finding.labels {
            let _ = writeln!(out, "<li>{} {}</li>", editor.link(span), sentence(text, language));
        }
        out.push_str("</ul>\n");
    }
    if let Some(help) = &finding.help {
        let word = words::say(language, "Help: ", "建议：");
        let _ = writeln!(out, "<p class=\"finding__help\"><strong>{word}</strong>{}</p>", sentence(help, language));
    }
    out
}

/// A sentence with the user's own words, which stand in backticks, set apart.
fn sentence(text: &Text, language: Language) -> String {
    let text = text.get(language);
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { escape(part) } else { format!("<code>{}</code>", escape(part)) };
    parts.iter().enumerate().map(part).collect()
}

/// The lines of the source as the terminal shows them, without the sentence above and the cure below; `None` where
/// there are none to show.
fn excerpt(finding: &Diagnostic, editor: Editor<'_>, language: Language) -> Option<String> {
    let alone = Diagnostic { message: crate::diag::text("", ""), help: None, ..finding.clone() };
    let style = Style { format: Format::Human, language, colour: false };
    let report = render::report(std::slice::from_ref(&alone), editor.texts, style);
    let report = report.rsplit_once("\n\n").map_or("", |(finding, _)| finding);
    let lines: Vec<String> = report.lines().skip(1).map(|line| linked(line, editor)).collect();
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// A line of an excerpt; one that only names a place becomes a link.
fn linked(line: &str, editor: Editor<'_>) -> String {
    for arrow in ["--> ", "::: "] {
        if let Some((before, place)) = line.split_once(arrow).filter(|(before, _)| before.trim().is_empty())
            && let Some((path, line, column)) = parsed(place)
        {
            return format!("{before}{}{}", escape(arrow), editor.place(path, line, column));
        }
    }
    escape(line)
}

fn parsed(place: &str) -> Option<(&str, usize, usize)> {
    let (rest, column) = place.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    Some((path, line.parse().ok()?, column.parse().ok()?))
}
