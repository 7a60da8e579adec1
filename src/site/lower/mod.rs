//! From YAML trees to the model: one function a record, each reading its keys through the table of `schema`.
//!
//! In: one parsed file and the names it may use. Out: a record, or `None` with findings. References between projects
//! stay text here; everything else is resolved.

mod article;
mod fields;
mod figures;
mod hygiene;
mod privacy;
pub mod proceedings;
mod programme;
mod project;
mod reader;
mod registry;

pub use article::{document, or_empty, page};
pub use hygiene::{invisible, is_base_url, is_id};
pub use privacy::exceptions;
pub use programme::{programme, unread};
pub use project::project;
pub use reader::Cx;
pub use registry::{config, entries, members};

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{
    diagnostics as say,
    model::{Citation, Correction, Document, Entry, Note, Prose},
    schema,
};
use crate::{
    diag::{Code, Loc, did_you_mean, nearest, text},
    memo::Key,
    syntax::yaml::{Node, Value},
};

/// The names a file may use, each with the position of what it names.
#[derive(Debug, Default)]
pub struct Names {
    /// Department names and aliases.
    pub departments: FxHashMap<String, usize>,
    /// Official department names, for the wording of findings.
    pub official: Vec<String>,
    /// Place names and aliases.
    pub places: FxHashMap<String, usize>,
    /// Category names and aliases.
    pub categories: FxHashMap<String, usize>,
    /// Document ids, numbers and aliases.
    pub documents: BTreeMap<String, usize>,
    /// Whether a registry's file could not be read, so that its names are not missed.
    pub broken: Broken,
}

/// Which registries could not be read.
#[expect(clippy::struct_excessive_bools, reason = "one for each registry, never passed around singly")]
#[derive(Debug, Default, Clone, Copy, Hash)]
pub struct Broken {
    /// `departments.yaml`.
    pub departments: bool,
    /// `places.yaml`.
    pub places: bool,
    /// `categories.yaml`.
    pub categories: bool,
    /// Some document.
    pub documents: bool,
}

impl Names {
    /// A key of everything a record may learn from these names.
    pub fn key(&self) -> Key {
        let sorted = |table: &FxHashMap<String, usize>| {
            let mut entries: Vec<(String, usize)> = table.iter().map(|(name, at)| (name.clone(), *at)).collect();
            entries.sort_unstable();
            entries
        };
        let Self { departments, official, places, categories, documents, broken } = self;
        Key::of(&(sorted(departments), official, sorted(places), sorted(categories), documents, broken))
    }
}

/// The table from names and aliases to positions.
pub fn name_table(entries: &[Entry]) -> FxHashMap<String, usize> {
    let mut table = FxHashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            table.entry(folded(name)).or_insert(at);
        }
    }
    table
}

/// The table from ids, numbers and aliases of documents to positions.
pub fn document_table(documents: &[Document]) -> BTreeMap<String, usize> {
    let mut table = BTreeMap::new();
    for (at, document) in documents.iter().enumerate() {
        let names = [&document.article.id, &document.number, &document.article.title];
        for name in names.into_iter().chain(&document.aliases).filter(|name| !name.is_empty()) {
            table.entry(name.clone()).or_insert(at);
        }
    }
    table
}

/// A name as it is compared: without inner white space (`科 委`), brackets in full width (`各街(镇)`).
pub fn folded(name: &str) -> String {
    let wide = |c| match c {
        '(' => '（',
        ')' => '）',
        c => c,
    };
    name.chars().filter(|c| !c.is_whitespace()).map(wide).collect()
}

#[derive(Clone, Copy)]
struct Kind {
    code: Code,
    en: &'static str,
    zh: &'static str,
}

fn named(cx: &mut Cx<'_>, node: &Node<'_>, kind: Kind) -> Option<usize> {
    let value = cx.text(node)?;
    let (table, broken) = match kind.code {
        Code::UnknownDepartment => (&cx.names.departments, cx.names.broken.departments),
        Code::UnknownPlace => (&cx.names.places, cx.names.broken.places),
        _ => (&cx.names.categories, cx.names.broken.categories),
    };
    let found = table.get(&folded(&value)).copied();
    if found.is_none() && !broken {
        // Sorted, so that the nearest name does not follow the order of a hash table.
        let mut known: Vec<&str> = table.keys().map(String::as_str).collect();
        known.sort_unstable();
        let help = did_you_mean(&value, known);
        let finding = say::unknown_name(kind.code, cx.span(node.loc), kind.en, kind.zh, &value, help);
        cx.say(finding);
    }
    found
}

/// A department by name or alias.
pub fn department(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<usize> {
    named(cx, node, Kind { code: Code::UnknownDepartment, en: "department", zh: "部门" })
}

fn place(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<usize> {
    named(cx, node, Kind { code: Code::UnknownPlace, en: "place", zh: "街镇" })
}

fn category(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<usize> {
    named(cx, node, Kind { code: Code::UnknownCategory, en: "category", zh: "领域" })
}

/// A reference to a paper: `id 第8项`, or a mapping.
fn citation(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Citation> {
    if let Value::Scalar { .. } = node.value {
        let value = cx.text(node)?;
        let (name, place) = value.split_once(' ').map_or((value.as_str(), ""), |(name, place)| (name, place.trim()));
        let whole = cx.names.documents.contains_key(&value);
        let (name, place) = if whole { (value.as_str(), "") } else { (name, place) };
        let document = document_named(cx, name, node.loc)?;
        return Some(Citation { document: Some(document), place: place.to_owned(), ..Citation::default() });
    }
    let mut f = cx.open(node, &schema::SOURCE)?;
    let named = f.has("document");
    let document = f.read(cx, "document", |cx, node| {
        let name = cx.text(node)?;
        document_named(cx, &name, node.loc)
    });
    let citation =
        Citation { document, place: f.text(cx, "place"), title: f.text(cx, "title"), url: f.read(cx, "url", Cx::url).unwrap_or_default() };
    if !named && citation.title.is_empty() {
        f.need_text(cx, "title");
    }
    f.done();
    (!named || document.is_some()).then_some(citation)
}

fn document_named(cx: &mut Cx<'_>, name: &str, loc: Loc) -> Option<usize> {
    let found = cx.names.documents.get(name).copied();
    if found.is_none() && !cx.names.broken.documents {
        let help = did_you_mean(name, cx.names.documents.keys().map(String::as_str));
        let finding = say::unknown_name(Code::UnknownDocument, cx.span(loc), "document", "公文", name, help);
        cx.say(finding);
    }
    found
}

fn correction(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Correction> {
    let mut f = cx.open(node, &schema::CORRECTION)?;
    let date = f.need(cx, "date", Cx::date);
    let what = f.need_text(cx, "what");
    let reason = f.need_text(cx, "reason");
    let (was, now) = (f.text(cx, "was"), f.text(cx, "now"));
    let source = f.read(cx, "source", citation);
    f.done();
    Some(Correction { date: date?, what: what?, reason: reason?, was, now, source })
}

fn note(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Note> {
    let mut f = cx.open(node, &schema::NOTE)?;
    let text = f.need(cx, "text", Cx::prose);
    let sources = f.one_or_each(cx, "sources", citation);
    let date = f.read(cx, "date", Cx::date);
    f.done();
    Some(Note { text: text?, sources, date })
}

/// The nearest id of a project's indicators, for a finding's help.
fn nearest_indicator(value: &str, known: &[String]) -> Option<crate::diag::Text> {
    let near = nearest(value, known.iter().map(String::as_str));
    let quoted = |between: &str| known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(between);
    let all = || text(format!("its indicators are {}", quoted(", ")), format!("本项目的指标有 {}", quoted("、")));
    near.map(|near| text(format!("did you mean `{near}`?"), format!("是否想写 `{near}`？"))).or_else(|| (!known.is_empty()).then(all))
}

/// The position of an indicator named in a reading or milestone. An empty id among those known stands for indicators
/// that could not be read, so that they are not missed.
fn indicator_named(cx: &mut Cx<'_>, value: &str, loc: Loc, known: &[String]) -> Option<usize> {
    let found = known.iter().position(|id| id == value);
    if found.is_none() && !known.iter().any(String::is_empty) {
        let finding = say::unknown_indicator(cx.span(loc), value, nearest_indicator(value, known));
        cx.say(finding);
    }
    found
}

/// A file's stem becomes part of an address; `may_say` where its record may say another id.
pub fn check_stem(cx: &mut Cx<'_>, may_say: bool) {
    if !is_id(cx.path.stem()) {
        let found = say::bad_stem(crate::diag::Span::file(cx.path), cx.path.stem(), may_say);
        cx.say(found);
    }
}

/// The narrative of a Markdown file, from a byte on.
pub fn narrative(path: &crate::files::SitePath, text: &str, start: usize) -> Option<Prose> {
    let body = &text[start..];
    let loc = Loc::new(start, text.len());
    (!body.trim().is_empty()).then(|| Prose { text: body.to_owned(), path: path.clone(), loc, exact: true })
}
