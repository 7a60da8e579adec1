//! Small sites in memory, and what came of building them.

use std::path::PathBuf;

use gongshi::{
    diag::{
        Language,
        render::{self, Format, Style},
    },
    files::MemoryFiles,
    pipeline::{self, Built, Outcome},
    plan::Choice,
};

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A site in memory.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct TestSite {
    pub files: MemoryFiles,
    pub choice: Choice,
}

impl TestSite {
    /// A site with a title and an empty year 2020, dated the end of September.
    pub fn new() -> Self {
        Self::default()
            .file("content/site.yaml", "title: 测试站\n")
            .file("content/2020/year.yaml", "title: 2020年实事项目\nas_of: 2020-09-30\n")
    }

    /// The same with a file added or replaced.
    pub fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path, text);
        self
    }

    /// The same with project 01 of 2020.
    pub fn project(self, yaml: &str) -> Self {
        self.file("content/2020/projects/01.yaml", &format!("title: 项目一\n{yaml}"))
    }

    /// The same, built for a day.
    pub fn at(mut self, day: &str) -> Self {
        self.choice.as_of = Some(day.parse().expect("a day"));
        self
    }

    /// Build it.
    pub fn build(&self) -> Outcome {
        pipeline::build(&self.files, &self.choice).expect("memory does not fail")
    }

    /// Build it; findings other than warnings fail the test.
    #[track_caller]
    pub fn built(&self) -> Built {
        let outcome = self.build();
        let shown = report(&outcome, Format::Human, Language::English);
        outcome.built.unwrap_or_else(|| panic!("the site has faults:\n{shown}"))
    }

    /// The report in one line each.
    pub fn short(&self) -> String {
        report(&self.build(), Format::Short, Language::English)
    }
}

/// A report without colours.
pub fn report(outcome: &Outcome, format: Format, language: Language) -> String {
    render::report(&outcome.findings, &outcome.texts, Style { format, language, colour: false })
}

/// A page's HTML.
#[track_caller]
pub fn page(built: &Built, path: &str) -> String {
    let bytes = built.files.get(path).unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8(bytes.to_vec()).expect("pages are UTF-8")
}
