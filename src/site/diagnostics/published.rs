//! The wording of every finding about what was published.

use super::new;
use crate::diag::{Code, Diagnostic, Span, text};

/// A line of the record that cannot be read; `wanted` is what should stand there.
pub fn record_damaged(span: Span, wanted: &str) -> Diagnostic {
    new(
        Code::RecordDamaged,
        span,
        format!("the record of publications is damaged: expected {wanted}"),
        format!("公布记录已损坏：此处应为 {wanted}"),
    )
    .help(text(
        "the program writes this file and nobody edits it; take it back from the last publication",
        "此文件由程序写入，不得手改；请恢复为上次发布时的版本",
    ))
}
