//! The wording of every finding about files as such.

use crate::diag::{Code, Diagnostic, Span, text};

pub fn symbolic_link(span: Span) -> Diagnostic {
    Diagnostic::new(Code::SymbolicLink, span, text("a symbolic link is not followed", "不跟随符号链接"))
        .help(text("copy the file to its place", "请把文件本身复制到此处"))
}

pub fn bad_file_name(span: Span, en: &str, zh: &str) -> Diagnostic {
    Diagnostic::new(Code::BadFileName, span, text(format!("the file's name cannot be used: {en}"), format!("文件名不可用：{zh}")))
        .help(text("rename the file", "请重新命名文件"))
}

/// What is neither file nor folder, and might never end when read.
pub fn special_file(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::BadFileName,
        span,
        text("a pipe, a socket or a device has this name; only files are read", "此名称是管道、套接字或设备；只读取普通文件"),
    )
    .help(text("put a file in its place, or remove it", "请换成普通文件，或将其删除"))
}

pub fn file_too_large(span: Span, length: u64, most: u64) -> Diagnostic {
    Diagnostic::new(
        Code::FileTooLarge,
        span,
        text(format!("{length} bytes of text; at most {most} are read"), format!("文本长 {length} 字节，最多读取 {most} 字节")),
    )
    .help(text("split the file, or attach it under another extension", "请拆分文件，或换扩展名作为附件"))
}

pub fn not_utf8(span: Span, line: usize) -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, span, text(format!("line {line} is not UTF-8"), format!("第 {line} 行不是 UTF-8 编码")))
        .help(text("save the file as UTF-8 (it may be GBK)", "请另存为 UTF-8 编码（原文件可能是 GBK）"))
}

pub fn byte_order_mark(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ByteOrderMark, span, text("the file begins with a byte order mark", "文件以字节顺序标记（BOM）开头"))
        .help(text("save it as UTF-8 without BOM", "请另存为不带 BOM 的 UTF-8"))
}

pub fn carriage_return(span: Span) -> Diagnostic {
    Diagnostic::new(Code::CarriageReturn, span, text("the file has Windows line ends", "文件使用 Windows 换行符"))
        .help(text("save it with line ends LF, so that history shows true changes", "请以 LF 换行保存，以便历史记录只显示真实改动"))
}
