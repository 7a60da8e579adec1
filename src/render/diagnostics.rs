//! The wording of every finding about templates and finished pages.

use crate::diag::{Code, Diagnostic, Span, Text, text};

pub fn template_error(span: Span, reason: Text) -> Diagnostic {
    let Text { en, zh } = reason;
    Diagnostic::new(Code::TemplateError, span, text(format!("the template fails: {en}"), format!("模板出错：{zh}")))
}

/// A name the template's data does not have.
pub fn undefined(span: Span, reason: Text) -> Diagnostic {
    template_error(span, reason)
        .help(text("a template sees `site`, `page` and `view`, and nothing else", "模板只能使用 `site`、`page`、`view` 三组内容"))
}

/// What the data of a card's template is.
pub fn card_sees() -> Text {
    text("a card's template sees `card` and `token`, and nothing else", "卡片模板只能使用 `card`、`token` 两组内容")
}

/// The theme's font file is none.
pub fn bad_font(span: Span) -> Diagnostic {
    let message = text("this file is not a font the share cards can be drawn with", "这个文件不是可用于绘制分享卡片的字体");
    Diagnostic::new(Code::TemplateError, span, message).help(text("give an OpenType or TrueType font", "请提供 OpenType 或 TrueType 字体"))
}

/// What can be wrong with a finished page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageFault {
    /// A link to no file.
    DeadLink,
    /// A link to no id.
    DeadAnchor,
    /// An id that stands twice.
    DoubleId,
}

/// `more` is how often the same stands elsewhere.
pub fn page_fault(span: Span, fault: PageFault, what: &str, more: usize) -> Diagnostic {
    let message = match fault {
        PageFault::DeadLink => text(
            format!("the finished page links to `{what}`, which is not part of the site"),
            format!("成品页面链接到 `{what}`，站点中没有它"),
        ),
        PageFault::DeadAnchor => text(
            format!("the finished page links to `{what}`, but that page has no such id"),
            format!("成品页面链接到 `{what}`，该页没有这个锚点"),
        ),
        PageFault::DoubleId => text(format!("the finished page has the id `{what}` twice"), format!("成品页面中锚点 `{what}` 出现两次")),
    };
    let help = match more {
        0 => text("mend the template that writes it", "请修改写出它的模板"),
        more => {
            text(format!("mend the template that writes it, here and {more} more times"), format!("请修改写出它的模板，另有 {more} 处相同"))
        }
    };
    Diagnostic::new(Code::DeadLink, span, message).help(help)
}
