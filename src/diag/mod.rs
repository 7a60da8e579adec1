//! What gongshi has to say about content: findings with a code, a place and a cure, collected and never thrown.
//!
//! In: findings from every phase. Out: a sorted report in one of three formats. Failures of the world (a disk, a
//! network) are not findings; they travel as errors.

mod code;
pub mod render;
mod span;

pub use code::{Code, Severity};
pub use span::{LineIndex, Loc, Span};

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::files::SitePath;

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

/// A sentence in both languages of the reports. Lower case in English, no full stop, the user's words in backticks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Text {
    /// The sentence in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Chinese => &self.zh,
        }
    }
}

/// A sentence from its two wordings.
pub fn text(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text { en: en.into(), zh: zh.into() }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How grave it is here; mostly what its kind is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, each with a word on why.
    pub labels: Vec<(Span, Text)>,
    /// What to do about it.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// A finding without labels or help.
    pub fn new(code: Code, span: Span, message: Text) -> Self {
        Self { code, severity: code.severity(), message, span, labels: Vec::new(), help: None }
    }

    /// The same as a warning: what must not stay is borne for now.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same with a cure.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// The same with a cure where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<Text>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: Text) -> Self {
        self.labels.push((span, text));
        self
    }
}

/// A cure that offers the nearest known name, where one is near enough.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Text> {
    nearest(wrong, known).map(|near| text(format!("did you mean `{near}`?"), format!("是否想写 `{near}`？")))
}

/// The known name nearest to a wrong one, if at most a third of it (and at least one character) is to be changed.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let bound = (length / 3).max(1);
    known
        .into_iter()
        .filter(|name| *name != wrong && !differ_in_digits_alone(wrong, name))
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, name)| *distance <= bound && *distance < name.chars().count().max(length))
        .min()
        .map(|(_, name)| name)
}

/// Whether two names are alike but for their digits: `2020/01` is no slip of the pen for `2020/10`.
fn differ_in_digits_alone(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    one.contains(|c: char| c.is_ascii_digit()) && letters(one) == letters(other)
}

/// Findings as they are collected.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Add a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Add those of another collection.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// All of them, as they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// All of them by path, place, code and wording, each once.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        found.sort_by(|a, b| (&a.span, a.code, &a.message).cmp(&(&b.span, b.code, &b.message)));
        found.dedup();
        found
    }
}

/// The texts findings point into, by path.
pub type Texts = BTreeMap<SitePath, Arc<str>>;

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_offers_only_what_is_near() {
        assert_eq!(nearest("区房馆局", ["区民政局", "区房管局"]), Some("区房管局"));
        assert_eq!(nearest("titel", ["title", "lead"]), Some("title"));
        assert_eq!(nearest("区天文局", ["区民防办", "区科委"]), None);
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("2020/10", ["2020/01"]), None);
        assert_eq!(nearest("2020-01", ["2020/01"]), Some("2020/01"));
    }
}
