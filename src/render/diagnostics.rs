//! The wording of every finding about templates and finished pages.

use crate::diag::{Code, Diagnostic, Span, text};

pub fn template_error(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text(format!("the template fails: {reason}"), format!("模板出错：{reason}")))
}

pub fn dead_link(span: Span, href: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeadLink,
        span,
        text(
            format!("the finished page links to `{href}`, which is not part of the site"),
            format!("成品页面链接到 `{href}`，站点中没有它"),
        ),
    )
}

pub fn dead_anchor(span: Span, href: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeadLink,
        span,
        text(
            format!("the finished page links to `{href}`, but that page has no such id"),
            format!("成品页面链接到 `{href}`，该页没有这个锚点"),
        ),
    )
}

pub fn double_id(span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeadLink,
        span,
        text(format!("the finished page has the id `{id}` twice"), format!("成品页面中编号 `{id}` 出现两次")),
    )
}
