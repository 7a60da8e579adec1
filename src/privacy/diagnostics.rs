//! The wording of every finding about personal data. What was found is masked, so that a report can be passed on.

use super::{Exception, Found, Kind, Metadata, Obstacle};
use crate::diag::{Code, Diagnostic, Span, Text, text};

/// What a kind is called in a sentence.
fn called(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Identity => ("an identity number", "身份证号码"),
        Kind::Passport => ("the number of a passport or permit", "护照或通行证号码"),
        Kind::Mobile => ("a mobile number", "手机号码"),
        Kind::Landline => ("a telephone number", "固定电话号码"),
        Kind::BankCard => ("the number of a bank card", "银行卡号"),
        Kind::Email => ("an e-mail address", "电子邮箱"),
        Kind::Address => ("an address down to the dwelling", "详细到门户的住址"),
        Kind::Image => ("metadata of an image", "图片元数据"),
        Kind::Unexamined => ("a file that cannot be examined", "无法检查的文件"),
    }
}

/// Something with its middle, or for e-mail and addresses most of it, taken out.
fn masked(found: &Found) -> String {
    let signs: Vec<char> = found.text.chars().collect();
    let (head, tail) = match found.kind {
        Kind::Email => (1, found.text.chars().count() - found.text.split('@').next().map_or(0, |local| local.chars().count())),
        Kind::Address => (signs.len().min(3), 0),
        _ => (3, 2),
    };
    let (head, tail) = if head + tail < signs.len() { (head, tail) } else { (1.min(signs.len()), 0) };
    let part = |signs: &[char]| signs.iter().collect::<String>();
    format!("{}***{}", part(&signs[..head]), part(&signs[signs.len() - tail..])).replace('`', "'")
}

fn help(kind: Kind) -> Text {
    match kind {
        Kind::Landline | Kind::Email => text(
            "take it out; an office's own stands in `contact` of site.yaml or departments.yaml, or in content/privacy.yaml with a reason",
            "请删去；办公电话和邮箱请写在 site.yaml 或 departments.yaml 的 `联系方式` 中，或在 content/privacy.yaml 中写明理由",
        ),
        Kind::Address => text(
            "leave out what follows the street; what is public is written in content/privacy.yaml with a reason",
            "请删去路名之后的部分；确可公开的，请在 content/privacy.yaml 中写明理由",
        ),
        _ => text(
            "take it out or mask it, as in `138****5678`; what is public is written in content/privacy.yaml with a reason",
            "请删去或遮盖，例如 `138****5678`；确可公开的，请在 content/privacy.yaml 中写明理由",
        ),
    }
}

pub fn written(span: Span, found: &Found) -> Diagnostic {
    let ((en, zh), masked) = (called(found.kind), masked(found));
    Diagnostic::new(found.kind.code(), span, text(format!("{en}: `{masked}`"), format!("{zh}：`{masked}`"))).help(help(found.kind))
}

pub fn named(span: Span, found: &Found, folder: bool) -> Diagnostic {
    let ((en, zh), masked) = (called(found.kind), masked(found));
    let (of, of_zh) = if folder { ("the name of a folder", "文件夹名") } else { ("the file's name", "文件名") };
    Diagnostic::new(found.kind.code(), span, text(format!("{of} has {en}: `{masked}`"), format!("{of_zh}中有{zh}：`{masked}`")))
        .help(text("rename it: names become addresses on the web", "请重新命名：文件名会成为网址"))
}

pub fn image(span: Span, Metadata { position, owner, .. }: Metadata) -> Diagnostic {
    let (en, zh) = match (position, owner) {
        (true, true) => ("the image says where it was taken, and whose camera it was", "图片中记有拍摄位置和相机所有人信息"),
        (true, false) => ("the image says where it was taken", "图片中记有拍摄位置"),
        _ => ("the image says whose camera it was", "图片中记有相机所有人信息"),
    };
    Diagnostic::new(Code::ImageMetadata, span, text(en, zh))
        .help(text("save it again without metadata (EXIF, XMP)", "请去除元数据（EXIF、XMP）后重新保存"))
}

pub fn damaged(span: Span) -> Diagnostic {
    Diagnostic::new(Code::UnexaminedFile, span, text("the image has metadata that cannot be read", "图片中有无法读取的元数据"))
        .help(text("save it again without metadata (EXIF, XMP)", "请去除元数据（EXIF、XMP）后重新保存"))
}

pub fn obstacle(span: Span, obstacle: Obstacle) -> Diagnostic {
    let (en, zh) = match obstacle {
        Obstacle::Encoding => ("the text is not UTF-8 and cannot be examined".to_owned(), "文本不是 UTF-8 编码，无法检查".to_owned()),
        Obstacle::Length(length) => {
            (format!("the text of {length} bytes is too long to be examined"), format!("文本长 {length} 字节，过长而无法检查"))
        }
    };
    let help = match obstacle {
        Obstacle::Encoding => text("save the file as UTF-8 (it may be GBK)", "请另存为 UTF-8 编码（原文件可能是 GBK）"),
        Obstacle::Length(_) => text("split the file", "请拆分文件"),
    };
    Diagnostic::new(Code::UnexaminedFile, span, text(en, zh)).help(help)
}

pub fn unused(exception: &Exception) -> Diagnostic {
    Diagnostic::new(Code::UnusedException, exception.span.clone(), text("the exception meets nothing", "这条例外没有对应的内容"))
        .help(text("take it out, or write the text exactly as it stands in the content", "请删去，或把文字写得与内容完全一致"))
}
