//! The wording of every finding about the syntax of a file.

use crate::{
    diag::{Code, Diagnostic, Loc, Span, text},
    files::SitePath,
};

pub fn yaml_syntax(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text(format!("this is not YAML: {reason}"), format!("不是合法的 YAML：{reason}")))
        .help(text("look at this line and the one above: indentation, colons, quotes", "请检查本行和上一行的缩进、冒号和引号"))
}

pub fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text("a second YAML document begins here", "这里开始了第二个 YAML 文档"))
        .help(text("keep one record in each file, without `---` lines", "每个文件只写一条记录，不要用 `---` 分隔"))
}

pub fn reserved_sign(span: Span, sign: char) -> Diagnostic {
    Diagnostic::new(
        Code::YamlSyntax,
        span,
        text(format!("a plain value cannot begin with `{sign}`"), format!("未加引号的值不能以 `{sign}` 开头")),
    )
    .help(text("put the value in double quotes", "请给该值加上双引号"))
}

pub fn wide_space(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text("the line is indented with a full-width space", "本行用全角空格缩进"))
        .help(text("indent with ordinary spaces", "请改用半角空格缩进"))
}

pub fn tab_indentation(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TabIndentation, span, text("the line is indented with a tab", "本行用制表符（Tab）缩进"))
        .help(text("indent with two spaces a level", "请改用空格缩进，每级两个"))
}

/// A full-width colon where a key should end; lowering finds it inside keys.
pub fn full_width_colon(span: Span) -> Diagnostic {
    Diagnostic::new(Code::FullWidthColon, span, text("a full-width colon `：` does not end a key", "全角冒号 `：` 不能作为键的结尾"))
        .help(text("write `: `, a half-width colon and a space", "请写半角冒号加空格 `: `"))
}

pub fn colon_without_space(span: Span) -> Diagnostic {
    Diagnostic::new(Code::MissingColon, span, text("no space after the colon", "冒号后面缺少空格"))
        .help(text("write `: `, a colon and a space", "请写冒号加空格 `: `"))
}

pub fn missing_colon(span: Span, line: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MissingColon,
        span,
        text(format!("expected `key: value`, found `{}`", shortened(line)), format!("应为 `键: 值`，实为 `{}`", shortened(line))),
    )
    .help(text("put a colon and a space after the key", "请在键后面写冒号加空格"))
}

pub fn duplicate_key(path: &SitePath, key: &str, here: Loc, first: Loc) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, Span::new(path, here), text(format!("key `{key}` stands twice"), format!("键 `{key}` 重复出现")))
        .label(Span::new(path, first), text("first here", "首次出现在这里"))
}

pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, text(format!("nested deeper than {most} levels"), format!("嵌套超过 {most} 层")))
}

pub fn alias_bomb(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(
        Code::AliasBomb,
        span,
        text(format!("aliases add more than {most} values to this file"), format!("别名展开后超过 {most} 个值")),
    )
    .help(text("write the values out", "请直接写出各值"))
}

fn shortened(line: &str) -> String {
    let mut short: String = line.chars().take(30).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
