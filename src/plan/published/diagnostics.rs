//! The wording of findings about figures that were published before.

use crate::diag::{Code, Diagnostic, Span, text};

/// A published figure says something else now.
pub fn published_changed(span: Span, what: &str, (was, now): (&str, &str), since: (u32, &str), named: bool) -> Diagnostic {
    let (number, date) = since;
    let help = if named {
        text(
            format!("the new correction names neither `{was}` nor `{now}`; write them as `was` and `now`"),
            format!("新写的更正没有提到 `{was}` 或 `{now}`；请写在 `原为` 和 `现为` 中"),
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
            format!("{what}: publication {number} of {date} said `{was}`, and now it is `{now}` without a correction"),
            format!("{what}：第 {number} 次发布（{date}）为 `{was}`，现为 `{now}`，却没有更正"),
        ),
    )
    .help(help)
}

/// A published figure, or a whole project, is not there any more.
pub fn published_gone(span: Span, what: &str, since: (u32, &str)) -> Diagnostic {
    let (number, date) = since;
    Diagnostic::new(
        Code::PublishedGone,
        span,
        text(
            format!("{what} was published with publication {number} of {date}, and now it is gone without a word"),
            format!("{what} 已在第 {number} 次发布（{date}）公布，现在却不见了，也没有说明"),
        ),
    )
    .help(text(
        "write a correction whose `was` names it; a project that is given up stays, with `withdrawn: {date, reason}`",
        "请写一条更正，在 `原为` 中写明；取消的项目应保留，并写 `撤下: {日期, 原因}`",
    ))
}
