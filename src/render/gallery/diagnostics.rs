//! The wording of every finding about a component's examples.

use super::examples::Shape;
use crate::diag::{Code, Diagnostic, Span, Text, text};

/// The theme is written for an engine that draws no examples.
pub fn other_engine(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TemplateError,
        span,
        text(
            "a gallery shows components of minijinja themes only, and this theme is written for Tera",
            "组件集只展示 minijinja 主题的组件，这个主题是为 Tera 写的",
        ),
    )
}

/// Something else stands where this is expected.
pub fn wrong_shape(span: Span, shape: Shape) -> Diagnostic {
    let (en, zh) = match shape {
        Shape::File => (
            "a file of examples has `about`, one sentence, and `examples`, a list that is not empty",
            "例子文件应有 `about`（一句话）和 `examples`（不空的列表），没有其他键",
        ),
        Shape::Example => {
            ("an example has `name`, `use` and perhaps `with`, and nothing else", "每个例子应有 `name`、`use`，可以有 `with`，没有其他键")
        }
        Shape::Text => ("text is expected here", "此处应为文字"),
        Shape::Values => ("`with` holds values by name", "`with` 应写成名称和值"),
    };
    Diagnostic::new(Code::TemplateError, span, text(en, zh))
}

/// What the place of an example is named with where a template it uses fails.
pub fn drawn_here(name: &str) -> Text {
    text(format!("drawn for the example `{name}`"), format!("用于例子 `{name}`"))
}

/// How a value that is not there gets there.
pub fn give_it() -> Text {
    text("an example sees `site`, `page` and what stands under its `with`", "例子只能使用 `site`、`page` 和 `with` 下写出的值")
}
