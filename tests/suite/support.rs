//! Small sites in memory, and what came of building them.

use std::{path::PathBuf, sync::Arc};

use gongshi::{
    diag::{
        Diagnostic, Diagnostics, Language, Texts,
        render::{self, Format, Style},
    },
    files::{Files, MemoryFiles},
    meter::Unseen,
    output::{self, MANIFEST, Manifest, MemoryStore, Store},
    pipeline::{self, HeldBack, Memory, Tools},
    plan::Choice,
    site::{Known, Site, model::Project},
    source::{Seen, Sources},
};

/// What came of building a site from nothing, in memory.
#[derive(Debug)]
pub struct Outcome {
    pub findings: Vec<Diagnostic>,
    pub texts: Texts,
    pub built: Option<Built>,
}

/// A finished site in memory.
#[derive(Debug)]
pub struct Built {
    /// Every file but the manifest.
    pub files: output::Files,
    pub held_back: Vec<HeldBack>,
    pub as_of: Option<String>,
    pub next_change: Option<String>,
}

/// Build from nothing into memory.
pub fn build(files: &dyn Files, choice: &Choice) -> Outcome {
    build_into(files, choice, &mut Memory::default(), &MemoryStore::default())
}

/// Build into a store in memory with what is remembered of it.
pub fn build_into(files: &dyn Files, choice: &Choice, memory: &mut Memory, store: &MemoryStore) -> Outcome {
    let mut tools = Tools { store: &mut |_| Ok(Box::new(store) as Box<dyn Store>), parts: &mut || None, meter: &Unseen, ends: false };
    let outcome = pipeline::build(files, choice, memory, &mut tools).expect("memory does not fail");
    let built = outcome.built.map(|built| {
        let mut files = store.files();
        let manifest = files.remove(MANIFEST).expect("a finished build has a manifest");
        let manifest = Manifest::parse(std::path::Path::new(MANIFEST), &manifest).expect("a sound manifest");
        assert!(manifest.files.keys().eq(files.keys()), "the manifest names every file");
        Built { files, held_back: built.held_back, as_of: manifest.as_of, next_change: manifest.next_change }
    });
    Outcome { findings: outcome.findings, texts: outcome.texts, built }
}

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
        build(&self.files, &self.choice)
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

/// The records of a year of a site, without its findings.
#[track_caller]
pub fn records(files: &dyn Files, year: i32) -> Vec<Arc<Project>> {
    let mut diags = Diagnostics::default();
    let sources = Sources::read(&mut diags, files, &mut Seen::default()).expect("the content");
    let site = Site::new(&mut diags, &sources, &mut Known::default(), &()).expect("the content");
    assert!(!diags.has_errors(), "{:?}", diags.into_sorted());
    let programme = &site.programmes[site.programme(year).expect("the year")];
    programme.projects.iter().map(|dossier| site.record(dossier).expect("a record")).collect()
}

/// A page's HTML.
#[track_caller]
pub fn page(built: &Built, path: &str) -> String {
    let bytes = built.files.get(path).unwrap_or_else(|| panic!("no page {path}"));
    String::from_utf8(bytes.to_vec()).expect("pages are UTF-8")
}
