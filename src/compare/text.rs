//! A difference in sentences, for a terminal or a message.

use super::{Change, Counts, Difference, Files, Pages};
use crate::{diag, site::language::Language};

impl From<diag::Language> for Language {
    fn from(language: diag::Language) -> Self {
        match language {
            diag::Language::English => Self::English,
            diag::Language::Chinese => Self::Chinese,
        }
    }
}

impl Difference {
    /// Everything that changed: projects first, then files by kind.
    pub fn text(&self, language: diag::Language) -> String {
        let language = Language::from(language);
        let mut lines = vec![self.editions(language), self.summary(language)];
        for (year, project) in self.years.iter().flat_map(|year| year.projects.iter().map(|project| (year.year, project))) {
            let (head, below) = project.said(language);
            let first = (project.change != Change::Changed || head.is_empty()).then(|| project.change.said(language).to_owned());
            let head: Vec<String> = first.into_iter().chain(head).collect();
            lines.push(language.labelled(&project.name(language, year), &head.join(language.comma())));
            lines.extend(below.into_iter().map(|line| format!("  {line}")));
        }
        if !self.pages.is_empty() {
            lines.push(language.pick("文件，按类：", "files by kind:").to_owned());
            lines.extend(self.pages.iter().map(|pages| format!("  {}", pages.said(language))));
        }
        lines.extend(self.going(language));
        lines.push(self.files.said(language));
        lines.extend(
            self.unread.iter().map(|path| language.labelled(language.pick("无法读取，未作对照", "could not be read or compared"), path)),
        );
        let text = lines.join("\n") + "\n";
        text.chars().map(|c| if c.is_control() && c != '\n' { char::REPLACEMENT_CHARACTER } else { c }).collect()
    }

    /// Which sites are compared.
    pub(super) fn editions(&self, language: Language) -> String {
        let after = self.after.said(language);
        match &self.before {
            Some(before) => format!("{} → {after}", before.said(language)),
            None => language.pick(format!("首次：{after}"), format!("the first: {after}")),
        }
    }

    /// How many projects changed, in a sentence.
    pub(super) fn summary(&self, language: Language) -> String {
        let Counts { new, changed, withdrawn, gone } = self.projects;
        if self.is_empty() {
            return language.pick("没有任何变化", "nothing changed").to_owned();
        }
        let counts = [(Change::New, new), (Change::Changed, changed), (Change::Withdrawn, withdrawn), (Change::Gone, gone)];
        let said = counted(language, counts.map(|(change, count)| (change.said(language), count)));
        if said.is_empty() {
            return language.pick("项目没有变化", "no project changed").to_owned();
        }
        language.labelled(language.pick("项目", "projects"), &said.join(language.comma()))
    }

    /// How many pages go, where some do.
    pub(super) fn going(&self, language: Language) -> Option<String> {
        let count = self.gone_pages;
        (count > 0).then(|| language.pick(format!("撤下页面 {count} 个"), format!("pages that go: {count}")))
    }
}

impl Pages {
    fn said(&self, language: Language) -> String {
        language.labelled(self.kind.said(language), &parts(language, self.new, self.changed, self.removed).join(language.comma()))
    }
}

impl Files {
    /// Files and bytes in a sentence.
    pub(super) fn said(&self, language: Language) -> String {
        let mut parts = parts(language, self.new, self.changed, self.removed);
        let (unchanged, bytes) = (self.unchanged, self.bytes);
        parts.push(language.pick(format!("未变 {unchanged}"), format!("{unchanged} unchanged")));
        if bytes > 0 {
            parts.push(language.pick(format!("新内容 {bytes} 字节"), format!("{bytes} bytes are new")));
        }
        language.labelled(language.pick("文件", "files"), &parts.join(language.comma()))
    }
}

fn parts(language: Language, new: usize, changed: usize, removed: usize) -> Vec<String> {
    let words = [("新增", "new", new), ("变化", "changed", changed), ("移除", "removed", removed)];
    counted(language, words.map(|(chinese, english, count)| (language.pick(chinese, english), count)))
}

/// What there is any of: `新增 2`, `2 new`.
fn counted<const N: usize>(language: Language, counts: [(&str, usize); N]) -> Vec<String> {
    let some = counts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(word, count)| language.pick(format!("{word} {count}"), format!("{count} {word}"))).collect()
}
