//! The wording of every finding about the syntax of a file.

use crate::{
    diag::{Code, Diagnostic, Loc, Span, text},
    files::SitePath,
};

/// A fault whose cause could not be told; the parser's own words stand in brackets.
pub fn yaml_syntax(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text(format!("this is not YAML ({reason})"), format!("不是合法的 YAML（{reason}）")))
        .help(text("look at this line and the one above: indentation, colons, quotes", "请检查本行和上一行的缩进、冒号和引号"))
}

fn syntax(span: Span, en: &str, zh: &str) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text(en, zh))
}

pub fn unclosed_quote(span: Span) -> Diagnostic {
    syntax(span, "this quote is not closed", "引号没有闭合")
        .help(text("write the same quote at the end of the value", "请在值的末尾补上相同的引号"))
}

pub fn after_quote(span: Span) -> Diagnostic {
    syntax(span, "text goes on after the closing quote", "引号闭合之后还有文字")
        .help(text("put the whole value in quotes; inside it write “ ”", "请把整个值放进引号，其中的引号写成 “ ”"))
}

pub fn unknown_escape(span: Span) -> Diagnostic {
    syntax(span, "`\\` inside double quotes begins an escape, and this one does not exist", "双引号中的 `\\` 表示转义，此处的转义不存在")
        .help(text("write `\\\\`, or use single quotes", "请写成 `\\\\`，或改用单引号"))
}

pub fn unclosed_bracket(span: Span, sign: &str) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text(format!("`{sign}` is never closed"), format!("`{sign}` 没有闭合")))
        .help(text("close it on the same line; a value that begins with a bracket needs quotes", "请在同一行闭合；以括号开头的值要加引号"))
}

pub fn stray_bracket(span: Span) -> Diagnostic {
    syntax(span, "this bracket closes nothing", "多余的右括号")
        .help(text("take it out, or put the value in double quotes", "请删去，或给该值加上双引号"))
}

pub fn second_colon(span: Span) -> Diagnostic {
    syntax(span, "a second `: ` stands in one value", "一个值中出现了第二个 `: `").help(text(
        "put the value in double quotes, or write a full-width colon; between two keys in braces write a comma",
        "请给该值加上双引号，或改用全角冒号；花括号内的两个键之间用逗号隔开",
    ))
}

pub fn too_far_in(span: Span) -> Diagnostic {
    syntax(
        span,
        "this key is indented deeper than the key above it, which has a value already",
        "本行比上一行缩进更深，但上一行的键已经有值",
    )
    .help(text("line it up with the key above", "请与上一行的键对齐"))
}

pub fn uneven(span: Span) -> Diagnostic {
    syntax(span, "this line lines up with nothing above it", "本行的缩进与上文任何一级都不对齐").help(text(
        "keys of one record begin in one column, entries of one list with `- ` in one column",
        "同一条记录的键要对齐，同一列表的 `- ` 要对齐",
    ))
}

pub fn list_beside_key(span: Span) -> Diagnostic {
    syntax(span, "a list cannot begin on the line of its key", "列表不能与键写在同一行")
        .help(text("begin it on the next line, or write `[…]`", "请另起一行，或写成 `[…]`"))
}

/// Front matter without its closing line.
pub fn unclosed_front_matter(span: Span) -> Diagnostic {
    syntax(span, "the front matter is never closed", "文件头没有结束")
        .help(text("write a line `---` between the keys and the text", "请在各键与正文之间写一行 `---`"))
}

pub fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::new(Code::YamlSyntax, span, text("a second YAML document begins here", "从这里起是第二个 YAML 文档"))
        .help(text("keep one record in each file, without `---` lines", "每个文件只写一条记录，不用 `---` 分隔"))
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

/// A colon within a key, where a space after it was forgotten; lowering finds it inside braces.
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
        .help(text("keep one of them", "请只保留一处"))
}

pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, text(format!("nested deeper than {most} levels"), format!("嵌套超过 {most} 层"))).help(text(
        "the content model needs six levels at most; look for brackets that are not meant",
        "内容最多需要六层，请检查多余的括号",
    ))
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
