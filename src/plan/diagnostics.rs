//! The wording of every finding about addresses and links.

use crate::diag::{Code, Diagnostic, Span, Text, text};

pub fn url_collision(span: Span, address: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::UrlCollision, span, text(format!("the address `{address}` is taken"), format!("网址 `{address}` 已被占用")))
        .label(first, text("by this", "被此处占用"))
        .help(text(
            "addresses that differ only in case or Unicode form are one address on many systems; give one of them another id",
            "仅大小写或 Unicode 形式不同的网址在许多系统上是同一个；请更改其中一个的编号",
        ))
}

pub fn reserved(span: Span, address: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UrlCollision,
        span,
        text(format!("the address `{address}` is the generator's own"), format!("网址 `{address}` 由生成器自己使用")),
    )
    .help(text("rename the file or folder", "请更改文件或文件夹的名称"))
}

pub fn broken_link(span: Span, dest: &str, target: Option<&str>, near: Option<Text>) -> Diagnostic {
    let shown = target.unwrap_or(dest);
    Diagnostic::new(Code::BrokenLink, span, text(format!("no page or file `{shown}`"), format!("没有页面或文件 `{shown}`")))
        .help(text(
            "write the path of the content file as seen from this file, such as `../documents/a.md`",
            "请写从本文件看去的内容文件路径，例如 `../documents/a.md`",
        ))
        .maybe_help(near)
}

pub fn hidden_link(span: Span, dest: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenLink,
        span,
        text(
            format!("`{dest}` is a draft or held back, so a reader would find nothing"),
            format!("`{dest}` 是草稿或尚未到发布日期，读者将打不开"),
        ),
    )
}

pub fn outside_image(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnsafeLink, span, text("an image from another site", "图片来自其他网站")).help(text(
        "keep the image in the folder of the page: the site loads nothing from outside",
        "请把图片放进页面的文件夹：本站不加载任何外部内容",
    ))
}

pub fn unsafe_link(span: Span, dest: &str) -> Diagnostic {
    let shown: String = dest.chars().take(40).collect();
    Diagnostic::new(Code::UnsafeLink, span, text(format!("the scheme of `{shown}` is not allowed"), format!("不允许 `{shown}` 这种链接")))
        .help(text("use https, http, mailto, tel, or a path", "请使用 https、http、mailto、tel 或文件路径"))
}

pub fn broken_anchor(span: Span, target: &str, fragment: &str, near: Option<Text>) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenAnchor,
        span,
        text(format!("`{target}` has no heading `#{fragment}`"), format!("`{target}` 中没有标题 `#{fragment}`")),
    )
    .maybe_help(near)
}

pub fn html_removed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::HtmlRemoved, span, text("this HTML is changed or dropped", "这段 HTML 会被改动或删除")).help(text(
        "docs/markdown.md lists what is kept; Markdown can say most of it",
        "保留的标签见 docs/markdown.md；多数内容可用 Markdown 表达",
    ))
}
