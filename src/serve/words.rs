//! What the preview says in its two languages: choosing, counting, dates, time taken.

use std::time::Duration;

use crate::{
    diag::{Language, Severity},
    site::date::PartialDate,
};

/// The wording of one language.
pub fn say<'a>(language: Language, en: &'a str, zh: &'a str) -> &'a str {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// The language for `lang`.
pub fn tag(language: Language) -> &'static str {
    say(language, "en", "zh-CN")
}

/// The word for a severity.
pub fn severity(language: Language, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => say(language, "error", "错误"),
        Severity::Warning => say(language, "warning", "警告"),
    }
}

/// A number of errors.
pub fn errors(language: Language, count: usize) -> String {
    counted(language, count, "error", "错误")
}

/// A number of warnings.
pub fn warnings(language: Language, count: usize) -> String {
    counted(language, count, "warning", "警告")
}

fn counted(language: Language, count: usize, en: &str, zh: &str) -> String {
    match language {
        Language::English => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
        Language::Chinese => format!("{zh} {count} 处"),
    }
}

/// A date as people write it.
pub fn date(language: Language, date: PartialDate) -> String {
    match language {
        Language::English => date.to_string(),
        Language::Chinese => date.chinese(),
    }
}

/// How long something took: `420 ms`, `1.3 s`.
pub fn took(language: Language, took: Duration) -> String {
    match took.as_millis() {
        millis @ 0..1000 => format!("{millis} {}", say(language, "ms", "毫秒")),
        _ => format!("{:.1} {}", took.as_secs_f64(), say(language, "s", "秒")),
    }
}
