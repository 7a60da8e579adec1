//! The wording of every finding about a theme's files.

use crate::diag::{Code, Diagnostic, Span, Text, text};

/// `embedded` are the names of the themes that are always there.
pub fn unknown_theme(span: Span, name: &str, embedded: &[&str], near: Option<Text>) -> Diagnostic {
    let listed = embedded.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    let Text { en, zh } = near.unwrap_or_else(|| {
        text(format!("put it into themes/{name}/, or leave `theme` out"), format!("请放入 themes/{name}/，或不写 `主题`"))
    });
    Diagnostic::new(Code::UnknownTheme, span, text(format!("no theme named `{name}`"), format!("没有名为 `{name}` 的主题")))
        .help(text(format!("{en} (embedded themes: {})", listed.join(", ")), format!("{zh}（内置的主题：{}）", listed.join("、"))))
}

/// `known` are the engines there are.
pub fn unknown_engine(span: Span, name: &str, known: &[&str], near: Option<Text>) -> Diagnostic {
    let listed = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    Diagnostic::new(
        Code::TemplateError,
        span,
        text(format!("no template engine is named `{name}`"), format!("没有名为 `{name}` 的模板引擎")),
    )
    .help(text(format!("write {}", listed.join(" or ")), format!("请写 {}", listed.join(" 或 "))))
    .maybe_help(near)
}

pub fn engine_not_a_word(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the engine of a theme is one word", "主题的 `engine` 应为一个词"))
        .help(text("write `engine: minijinja` or `engine: tera`", "请写 `engine: minijinja` 或 `engine: tera`"))
}

pub fn template_not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the template is not UTF-8", "模板不是 UTF-8 编码"))
        .help(text("save the file as UTF-8", "请另存为 UTF-8 编码"))
}

pub fn symbolic_link(span: Span) -> Diagnostic {
    Diagnostic::new(Code::SymbolicLink, span, text("a symbolic link is not followed", "不跟随符号链接"))
        .help(text("copy the theme's files to their place", "请把主题的文件本身复制到此处"))
}

pub fn special_file(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TemplateError,
        span,
        text("a pipe, a socket or a device has this name; only files are read", "此名称是管道、套接字或设备；只读取普通文件"),
    )
    .help(text("put a file in its place, or remove it", "请换成普通文件，或将其删除"))
}

pub fn no_folder(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("a theme is a folder, and this is a file", "主题应为文件夹，此处是文件"))
        .help(text("put the theme's files into a folder of this name", "请把主题的文件放进同名文件夹"))
}

pub fn bad_asset_name(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the file's name cannot become an address", "文件名不能成为网址")).help(text(
        "rename it without control characters and `\\ : * ? \" < > |`; `assets/style.css` and `assets/script.js` are the theme's own",
        "请去掉名称中的控制字符和 `\\ : * ? \" < > |`；`assets/style.css` 和 `assets/script.js` 是主题自己的文件",
    ))
}

pub fn missing_style(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the theme has no such stylesheet", "主题中没有这个样式文件"))
        .help(text("write its path as seen from the theme's folder", "请写从主题文件夹看去的路径"))
}

pub fn words_not_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the catalogue of words is not UTF-8", "词表不是 UTF-8 编码"))
        .help(text("save the file as UTF-8", "请另存为 UTF-8 编码"))
}

/// The reason is Fluent's own, in English alone.
pub fn words_fault(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text(format!("the catalogue of words fails: {reason}"), format!("词表出错（{reason}）")))
}

pub fn words_syntax(span: Span, reason: &str) -> Diagnostic {
    words_fault(span, reason)
        .help(text("write `key = words`, and what is counted or named as `{ $name }`", "请写 `键 = 文字`，数目和名称写作 `{ $名 }`"))
}

pub fn words_marked(span: Span) -> Diagnostic {
    let message = text("a quoted text may not hold `&`, `<`, `>` or `'`", "引号里的文字不能有 `&`、`<`、`>` 或 `'`");
    Diagnostic::new(Code::TemplateError, span, message).help(text("write them outside the quotes, as they are", "请写在引号外面，照原样写"))
}

pub fn words_twice(span: Span, first: Span, key: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text(format!("the word `{key}` stands twice"), format!("词 `{key}` 出现两次")))
        .label(first, text("it stands here already", "此处已有"))
        .help(text("keep one of them", "请只保留一处"))
}

pub fn missing_script(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, span, text("the theme has no such script", "主题中没有这个脚本文件"))
        .help(text("write its path as seen from the theme's folder", "请写从主题文件夹看去的路径"))
}
