//! A difference as one page to print on A4 and sign.
//!
//! In: a difference. Out: a page of HTML that needs no other file. Every word goes through the template engine's escaping.

use minijinja::{Environment, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::Difference;
use crate::{diag, site::language::Language};

/// The page.
const TEMPLATE: &str = include_str!("sheet.html");

#[derive(Serialize)]
struct Sheet<'a> {
    lang: &'static str,
    words: Words,
    editions: String,
    summary: String,
    manifests: Vec<(&'static str, String)>,
    years: Vec<Year>,
    pages: Vec<Row>,
    going: Option<String>,
    files: String,
    unread: &'a [String],
}

#[derive(Serialize)]
struct Words {
    title: &'static str,
    summary: &'static str,
    project: &'static str,
    change: &'static str,
    details: &'static str,
    files: &'static str,
    kind: &'static str,
    new: &'static str,
    changed: &'static str,
    removed: &'static str,
    unread: &'static str,
    manifest: &'static str,
    sign: &'static str,
    role: &'static str,
    name: &'static str,
    date: &'static str,
    roles: [&'static str; 3],
}

#[derive(Serialize)]
struct Year {
    title: String,
    projects: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    name: String,
    change: &'static str,
    facts: Vec<String>,
}

#[derive(Serialize)]
struct Row {
    kind: &'static str,
    new: usize,
    changed: usize,
    removed: usize,
}

impl Difference {
    /// The page to sign, in a language.
    ///
    /// # Panics
    ///
    /// Never: the template is part of the program and sees every value it names.
    pub fn html(&self, language: diag::Language) -> String {
        let mut engine = Environment::new();
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build() {
            engine.set_syntax(syntax);
        }
        let page = engine.render_named_str("sheet.html", TEMPLATE, Serde(self.sheet(language.into())));
        page.expect("the template is part of the program and sees every value it names")
    }

    fn sheet(&self, language: Language) -> Sheet<'_> {
        let year = |year: &super::Year| Year {
            title: language.pick(format!("{}年", year.year), year.year.to_string()),
            projects: year.projects.iter().map(|project| entry(language, year.year, project)).collect(),
        };
        let row =
            |pages: &super::Pages| Row { kind: pages.kind.said(language), new: pages.new, changed: pages.changed, removed: pages.removed };
        let before = self.before.iter().map(|edition| (language.pick("原清单", "earlier manifest"), edition.manifest.to_string()));
        let after = [(language.pick("新清单", "later manifest"), self.after.manifest.to_string())];
        Sheet {
            lang: language.pick("zh-CN", "en"),
            words: words(language),
            editions: self.editions(language),
            summary: self.summary(language),
            manifests: before.chain(after).collect(),
            years: self.years.iter().map(year).collect(),
            pages: self.pages.iter().map(row).collect(),
            going: self.going(language),
            files: self.files.said(language),
            unread: &self.unread,
        }
    }
}

fn entry(language: Language, year: i32, project: &super::Project) -> Entry {
    let (head, below) = project.said(language);
    Entry { name: project.name(language, year), change: project.change.said(language), facts: head.into_iter().chain(below).collect() }
}

fn words(language: Language) -> Words {
    Words {
        title: language.pick("公示内容变更单", "Changes to the published site"),
        summary: language.pick("概要", "Summary"),
        project: language.pick("项目", "Project"),
        change: language.pick("变更", "Change"),
        details: language.pick("内容", "Details"),
        files: language.pick("文件", "Files"),
        kind: language.pick("类别", "Kind"),
        new: language.pick("新增", "New"),
        changed: language.pick("变化", "Changed"),
        removed: language.pick("移除", "Removed"),
        unread: language.pick("无法读取，未作对照", "Could not be read or compared"),
        manifest: language.pick("清单的 SHA-256", "SHA-256 of the manifests"),
        sign: language.pick("签批", "Sign-off"),
        role: language.pick("环节", "Step"),
        name: language.pick("签名", "Signature"),
        date: language.pick("日期", "Date"),
        roles: language.pick(["经办", "审核", "签发"], ["Prepared by", "Checked by", "Approved by"]),
    }
}
