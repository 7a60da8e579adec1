//! The wording of findings about figures that were published before.

use crate::{
    diag::{Code, Diagnostic, Span, Text, text},
    site::{
        language::Language,
        published::{Figure, Line},
    },
};

/// Which figure it is, in both languages.
fn named(name: &str, figure: &Figure) -> Text {
    let in_words = |language: Language| {
        let parts = [name, figure.kind.said(language), figure.date.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    text(in_words(Language::English), in_words(Language::Chinese))
}

/// What a figure says, in both languages.
fn said(figure: &Figure) -> Text {
    text(figure.said(Language::English), figure.said(Language::Chinese))
}

/// A published figure says something else now; `old` is the line of the record. `corrected`: whether there is a new
/// correction, which names other figures.
pub fn published_changed(span: Span, name: &str, (was, now): (&Figure, &Figure), old: &Line, corrected: bool) -> Diagnostic {
    let (what, before, after) = (named(name, now), said(was), said(now));
    let (number, date) = (old.publication, old.published);
    let help = if corrected {
        text(
            format!("no new correction goes from `{}` to `{}`; write them as `was` and `now`", was.value, now.value),
            format!("新写的更正中没有由 `{}` 改为 `{}` 的；请写在 `原为` 和 `现为` 中", was.value, now.value),
        )
    } else {
        text(
            "if the figure was wrong, write a correction with `was` and `now`; if it is a new one, write a new report",
            "如原数有误，请写一条更正，写明 `原为` 和 `现为`；如是新的进展，请新写一次报告",
        )
    };
    Diagnostic::new(
        Code::PublishedChanged,
        span,
        text(
            format!("{}: publication {number} of {date} said `{}`, and now it is `{}` without a correction", what.en, before.en, after.en),
            format!("{}：第 {number} 次发布（{date}）为 `{}`，现为 `{}`，却没有更正", what.zh, before.zh, after.zh),
        ),
    )
    .help(help)
}

/// A published figure is not there any more.
pub fn published_gone(span: Span, old: &Line) -> Diagnostic {
    let (what, value) = (named(&old.figure.indicator, &old.figure), said(&old.figure));
    gone(span, &text(format!("{} `{}`", what.en, value.en), format!("{} `{}`", what.zh, value.zh)), old)
        .help(text("write a correction whose `was` names it", "请写一条更正，在 `原为` 中写明"))
}

/// A published project is not there any more; `last` is the last line the record has of it.
pub fn project_gone(span: Span, name: &str, last: &Line) -> Diagnostic {
    gone(span, &text(name, name), last).help(text(
        "put it back under the id it had; a project that is given up stays, with `withdrawn: {date, reason}`",
        "请按原编号放回；取消的项目应保留，并写 `撤下: {日期, 原因}`",
    ))
}

fn gone(span: Span, what: &Text, last: &Line) -> Diagnostic {
    let (number, date) = (last.publication, last.published);
    Diagnostic::new(
        Code::PublishedGone,
        span,
        text(
            format!("{} was published with publication {number} of {date}, and now it is gone without a word", what.en),
            format!("{} 已在第 {number} 次发布（{date}）公布，现在却不见了，也没有说明", what.zh),
        ),
    )
}
