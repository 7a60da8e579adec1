//! What is wrong with a template, in the same words whichever engine found it.

use std::ops::Range;

use super::functions::UNKNOWN_WORD;
use crate::{
    diag::{Diagnostic, LineIndex, Loc, Span, Text, text},
    render::diagnostics as say,
    theme::{CARDS, Theme},
};

/// The words for a printed value that is not there.
pub const PRINTED_UNDEFINED: &str = "an undefined value cannot be printed";
/// The words for a printed value that is empty.
pub const PRINTED_NONE: &str = "an empty value cannot be printed; ask `if` first";

/// The place of a fault in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Bytes of the text.
    Bytes(Range<usize>),
    /// A line, from 1.
    Line(usize),
    /// A line, a column and a width, in characters, from 1.
    Column(usize, usize, usize),
    /// The engine does not say.
    Unknown,
}

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The text is not of the engine's language.
    Syntax,
    /// A name the data does not have.
    Undefined,
    /// A value that is empty is printed.
    Empty,
    /// A template that is not there.
    NoTemplate,
    /// A filter that is not there.
    NoFilter,
    /// A test that is not there.
    NoTest,
    /// A function that is not there.
    NoFunction,
    /// A method that is not there.
    NoMethod,
    /// A component that is not there.
    NoComponent,
    /// An argument that was not given.
    MissingArgument,
    /// More arguments than there are.
    TooManyArguments,
    /// Values that do not go together.
    Operation,
    /// Too many steps.
    Fuel,
    /// Anything else, in the engine's words.
    Other(String),
}

impl Kind {
    /// The kind in words.
    fn words(&self) -> Text {
        let (en, zh) = match self {
            Self::Syntax => ("syntax error", "语法错误"),
            Self::Undefined => ("undefined value", "使用了不存在的值"),
            Self::Empty => (PRINTED_NONE, "空值不能输出，请先用 `if` 判断"),
            Self::NoTemplate => ("template not found", "没有这个模板"),
            Self::NoFilter => ("unknown filter", "没有这个过滤器"),
            Self::NoTest => ("unknown test", "没有这个判断"),
            Self::NoFunction => ("unknown function", "没有这个函数"),
            Self::NoMethod => ("unknown method", "没有这个方法"),
            Self::NoComponent => ("unknown component", "没有这个组件"),
            Self::MissingArgument => ("missing argument", "缺少参数"),
            Self::TooManyArguments => ("too many arguments", "参数过多"),
            Self::Operation => ("invalid operation", "无法这样运算"),
            Self::Fuel => ("engine ran out of fuel", "运算步数过多"),
            Self::Other(words) => (words.as_str(), ""),
        };
        text(en, zh)
    }
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The template it stands in, where the engine says so.
    pub template: Option<String>,
    /// Where in it.
    pub place: Place,
    /// What is wrong.
    pub kind: Kind,
    /// The engine's details, in English.
    pub detail: Option<String>,
}

impl Fault {
    /// The fault as a finding; `asked` is the template that was to be drawn.
    pub fn finding(&self, theme: &Theme, asked: &str) -> Diagnostic {
        let name = self.template.as_deref().unwrap_or(asked);
        let text = theme.templates.get(name).map_or("", |text| text);
        let span = Span::new(&theme.path(name), self.place.find(text));
        match self.kind {
            Kind::Undefined if name.starts_with(CARDS) => say::template_error(span, self.reason()).help(say::card_sees()),
            Kind::Undefined => say::undefined(span, self.reason()),
            _ => say::template_error(span, self.reason()),
        }
    }

    /// What is wrong, in words; details are in English alone.
    fn reason(&self) -> Text {
        let Text { en, zh } = self.kind.words();
        match (&self.detail, zh.as_str()) {
            (Some(detail), _) if detail == PRINTED_UNDEFINED => text(PRINTED_UNDEFINED, zh),
            (Some(detail), _) if detail.starts_with(UNKNOWN_WORD) => {
                text(detail.clone(), format!("词表中没有词 {}", &detail[UNKNOWN_WORD.len()..]))
            }
            (None, "") => text(en.clone(), en),
            (None, _) => text(en, zh),
            (Some(detail), "") => text(format!("{en}: {detail}"), format!("{en}: {detail}")),
            (Some(detail), _) => text(format!("{en}: {detail}"), format!("{zh}（{detail}）")),
        }
    }
}

impl Place {
    /// The place in a text.
    pub fn find(&self, text: &str) -> Loc {
        match self {
            Self::Bytes(range) if text.get(range.clone()).is_some() => Loc::new(range.start, range.end),
            Self::Line(line) => {
                let lines = LineIndex::new(text);
                let line = (*line).clamp(1, lines.count());
                let indent = lines.line(line).len() - lines.line(line).trim_start().len();
                Loc::new(lines.start(line) + indent, lines.start(line) + lines.line(line).len())
            }
            Self::Column(line, column, width) => {
                let lines = LineIndex::new(text);
                let line = (*line).clamp(1, lines.count());
                let shown = lines.line(line);
                let byte = |count: usize| shown.char_indices().nth(count).map_or(shown.len(), |(at, _)| at);
                let (from, to) = (byte(column.saturating_sub(1)), byte(column.saturating_sub(1) + width));
                Loc::new(lines.start(line) + from, lines.start(line) + to)
            }
            Self::Bytes(_) | Self::Unknown => Loc::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::diag::Loc;

    #[test]
    fn places_are_found_in_chinese_text() {
        let text = "甲\n  乙丙 {{ 丁 }}\n";
        assert_eq!(Place::Line(2).find(text), Loc::new(6, 22));
        assert_eq!(Place::Column(2, 4, 2).find(text), Loc::new(9, 13));
        assert_eq!(Place::Column(9, 99, 9).find(text), Loc::new(23, 23));
        assert_eq!(Place::Bytes(0..3).find(text), Loc::new(0, 3));
        assert_eq!(Place::Bytes(1..3).find(text), Loc::default(), "no character starts there");
    }
}
