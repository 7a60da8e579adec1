//! The wording of every finding about addresses and links.

use crate::{
    diag::{Code, Diagnostic, Span, Text, text},
    syntax::markdown,
};

pub fn url_collision(span: Span, address: &str, first: Span) -> Diagnostic {
    Diagnostic::new(Code::UrlCollision, span, text(format!("the address `{address}` is taken"), format!("网址 `{address}` 已被占用")))
        .label(first, text("by this", "被此处占用"))
        .help(text(
            "rename one of them; addresses that differ in letter case or Unicode form alone are one address on many systems",
            "请更改其中一个的名称；仅大小写或 Unicode 形式不同的网址，在许多系统上是同一个",
        ))
}

pub fn reserved(span: Span, address: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UrlCollision,
        span,
        text(format!("the address `{address}` is the generator's own"), format!("网址 `{address}` 由系统自用")),
    )
    .help(text("rename the file or folder", "请更改文件或文件夹的名称"))
}

/// `target` is where a link leads, seen from the site's root; `None` where it leads out of it. `folder` is the one its
/// file's attachments stand in.
pub fn broken_link(span: Span, dest: &str, target: Option<&str>, folder: &str, near: Option<Text>) -> Diagnostic {
    let message = match target {
        _ if dest.is_empty() => text("the link leads nowhere", "链接目标为空"),
        Some(target) => text(format!("no page or file `{target}`"), format!("没有页面或文件 `{target}`")),
        None => text(format!("`{dest}` leads out of the site's folder"), format!("`{dest}` 指向站点文件夹之外")),
    };
    let extension = target.and_then(|target| target.rsplit('/').next()?.rsplit_once('.')).map_or("", |(_, extension)| extension);
    let help = if matches!(extension, "" | "md" | "yaml" | "html") {
        text(
            "write the path of the content file as seen from this file, such as `../documents/a.md`",
            "请写从本文件看去的内容文件路径，例如 `../documents/a.md`",
        )
    } else {
        text(
            format!("put the file there; attachments of this file stand in `{folder}/`"),
            format!("请把文件放在该处；本文件的附件放在 `{folder}/` 中"),
        )
    };
    Diagnostic::new(Code::BrokenLink, span, message).help(help).maybe_help(near)
}

/// A paper names an attachment that is not there.
pub fn missing_attachment(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenLink, span, text(format!("no file `{path}`"), format!("没有文件 `{path}`"))).help(text(
        "put the file there; `file` is its path seen from the folder named like the paper",
        "请把文件放在该处；`文件` 是从与公文同名的文件夹看去的路径",
    ))
}

pub fn hidden_link(span: Span, dest: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenLink,
        span,
        text(
            format!("`{dest}` is a draft or held back, so a reader would find nothing"),
            format!("`{dest}` 是草稿或尚未到发布日期，读者无法打开"),
        ),
    )
    .help(text("take the link out until the record is shown, or show the record", "请在其公开之前删去链接，或将其公开"))
}

pub fn outside_image(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnsafeLink, span, text("an image from another site", "图片来自其他网站")).help(text(
        "keep the image in the folder of the page: the site loads nothing from outside",
        "请把图片放进页面的文件夹：本站不加载任何外部内容",
    ))
}

pub fn unsafe_link(span: Span, dest: &str) -> Diagnostic {
    let mut shown: String = dest.chars().take(40).collect();
    if shown.len() < dest.len() {
        shown.push('…');
    }
    if markdown::has_userinfo(dest) {
        let message = text(format!("`{shown}` has a name before its host"), format!("网址 `{shown}` 的主机名之前另有名称"));
        return Diagnostic::new(Code::UnsafeLink, span, message).help(text(
            "leave out all up to the `@`: a reader takes it for the host",
            "请删去 `@` 及其之前的部分：读者会误认为那是主机名",
        ));
    }
    Diagnostic::new(
        Code::UnsafeLink,
        span,
        text(format!("the scheme of `{shown}` is not allowed"), format!("链接 `{shown}` 的协议不被允许")),
    )
    .help(text("use https, http, mailto, tel, or a path", "请使用 https、http、mailto、tel 或文件路径"))
}

pub fn broken_anchor(span: Span, target: &str, fragment: &str, known: &[&str], near: Option<Text>) -> Diagnostic {
    let help = if known.is_empty() {
        text("it has no headings; link to the file alone", "该文件没有标题，请只链接到文件")
    } else {
        let some = |sep: &str| known.iter().take(8).map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(sep);
        text(format!("there are {}", some(", ")), format!("现有 {}", some("、")))
    };
    Diagnostic::new(
        Code::BrokenAnchor,
        span,
        text(format!("`{target}` has no anchor `#{fragment}`"), format!("`{target}` 中没有锚点 `#{fragment}`")),
    )
    .help(help)
    .maybe_help(near)
}

pub fn html_removed(span: Span) -> Diagnostic {
    Diagnostic::new(Code::HtmlRemoved, span, text("this HTML is changed or dropped", "这段 HTML 会被改动或删除")).help(text(
        "docs/markdown.md lists what is kept; Markdown can say most of it",
        "保留的标签见 docs/markdown.md；多数内容可用 Markdown 表达",
    ))
}
