//! The wording of every finding about a theme's files.

use crate::diag::{Code, Diagnostic, Span, Text, text};

pub fn unknown_theme(span: Span, name: &str, near: Option<Text>) -> Diagnostic {
    Diagnostic::new(Code::UnknownTheme, span, text(format!("no theme named `{name}`"), format!("没有名为 `{name}` 的主题")))
        .help(text(format!("put it into themes/{name}/, or leave `theme` out"), format!("请放入 themes/{name}/，或不写 `主题`")))
        .maybe_help(near)
}

pub fn template_not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the template is not UTF-8", "模板不是 UTF-8 编码"))
        .help(text("save the file as UTF-8", "请另存为 UTF-8 编码"))
}

pub fn missing_style(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the theme has no such stylesheet", "主题中没有这个样式文件"))
        .help(text("write its path as seen from the theme's folder", "请写从主题文件夹看去的路径"))
}
