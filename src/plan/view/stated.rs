//! The wording of figures as papers state them, and what the pages of a year's proceedings share: links to projects and
//! indicators, and a file's sources and remarks.

use serde::Serialize;

use super::{
    common::{Link, Maker, NoteView, Source},
    words::chinese,
};
use crate::{
    plan::route,
    site::{
        language::Language,
        model::{
            Goal, Qualifier,
            proceedings::{FileHead, Point, ProjectLink, Stated},
        },
        schema,
    },
};

/// A figure as a paper states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct StatedView {
    /// What is counted.
    pub name: String,
    /// What stands before the figure: its sort, such as `累计`.
    pub sort: &'static str,
    /// The paper's verb before it, such as `新增`.
    pub verb: String,
    /// Number or range with qualifier and unit, such as `1-3家`; `None` where there are words alone.
    pub figure: Option<String>,
    /// What is aimed at, such as `70%以上`.
    pub target: Option<String>,
    /// The figure it is a part of (其中).
    pub whole: String,
    /// Whether it is left to a higher authority.
    pub pending: bool,
    /// Whether the site counted it.
    pub counted: bool,
    /// In words.
    pub text: String,
    /// The project it speaks of.
    pub project: Option<Link>,
}

impl StatedView {
    /// Whether a sentence says the same in the same words: name and figure side by side, and there is nothing else to say.
    pub fn is_said_by(&self, sentence: &str) -> bool {
        let Some(figure) = &self.figure else { return false };
        let plain = self.target.is_none() && self.whole.is_empty() && !self.pending && !self.counted && self.text.is_empty();
        let (name, verb) = (&self.name, &self.verb);
        let ways = [format!("{name}{verb}{figure}"), format!("{verb}{figure}{name}"), format!("{figure}{name}")];
        plain && self.sort.is_empty() && self.project.is_none() && ways.iter().any(|said| sentence.contains(said.as_str()))
    }
}

/// What a section of a page made from one file rests on.
#[derive(Debug, Hash, Serialize)]
pub struct Grounds {
    /// The papers.
    pub sources: Vec<Source>,
    /// Remarks.
    pub notes: Vec<NoteView>,
}

/// A figure in words: number or range with qualifier and unit; `None` where there are words alone.
pub fn figure_text(language: Language, stated: &Stated) -> Option<String> {
    stated.value.as_ref().map(|value| goal_text(language, value, stated.qualifier, &stated.unit))
}

/// A number or range in words.
pub fn goal_text(language: Language, goal: &Goal, qualifier: Option<Qualifier>, unit: &str) -> String {
    match goal {
        Goal::Number(number) | Goal::Pending(_, Some(number)) => language.quantity(number, qualifier, unit),
        Goal::Range(min, max) => language.worded(&format!("{min}-{max}"), qualifier, unit),
        Goal::Coverage(value, of) => format!("{value}/{of}{unit}"),
        Goal::Binary(text) | Goal::Text(text) | Goal::Pending(text, None) => text.clone(),
    }
}

/// What is aimed at, in words. Where there is no figure, the qualifier is the target's.
fn target_text(language: Language, stated: &Stated) -> Option<String> {
    let qualifier = if stated.value.is_none() { stated.qualifier } else { None };
    stated.target.as_ref().map(|target| language.quantity(target, qualifier, &stated.unit))
}

/// The sort before a figure; one the name or the verb says already is not said twice.
fn sort(language: Language, stated: &Stated) -> &'static str {
    let kind = if stated.kind.is_empty() { "" } else { chinese(&schema::FIGURE_KINDS, stated.kind) };
    let says = |word: &str| stated.name.contains(word) || stated.verb.contains(word);
    let said = match stated.kind {
        "growth" => says("同比") || says("增长"),
        "share" => says("占") || says("比例") || says("比重"),
        _ => says(kind),
    };
    if said { "" } else { language.word(&schema::FIGURE_KINDS, stated.kind) }
}

impl Maker<'_, '_> {
    /// A figure as a paper states it.
    pub fn stated(&self, stated: &Stated) -> StatedView {
        StatedView {
            name: stated.name.clone(),
            sort: sort(self.language(), stated),
            verb: stated.verb.clone(),
            figure: figure_text(self.language(), stated),
            target: target_text(self.language(), stated),
            whole: stated.part_of.clone(),
            pending: stated.pending,
            counted: stated.counted,
            text: stated.text.clone(),
            project: stated.project.as_ref().and_then(|link| self.project_named(link)),
        }
    }

    /// Several of them.
    pub fn all_stated(&self, all: &[Stated]) -> Vec<StatedView> {
        all.iter().map(|stated| self.stated(stated)).collect()
    }

    /// The link of a project that is named; `None` where it is not shown.
    pub fn project_named(&self, link: &ProjectLink) -> Option<Link> {
        self.indicator_named(link, "")
    }

    /// The link of a project that is named, to one of its indicators where it has it; `None` where it is not shown.
    pub fn indicator_named(&self, link: &ProjectLink, indicator: &str) -> Option<Link> {
        let (year, shown) = self.edition.project(self.edition.find(link.at?)?);
        let (year, project) = (year.programme.year, shown.project);
        let page = route::project(year, &project.id);
        let anchor = format!("i-{indicator}");
        let href = if project.anchors.parts.binary_search(&anchor).is_ok() { format!("{page}#{anchor}") } else { page };
        Some(Link { title: self.language().in_year(year, &project.title), href })
    }

    /// Several projects, those that are shown.
    pub fn projects_named(&self, links: &[ProjectLink]) -> Vec<Link> {
        links.iter().filter_map(|link| self.project_named(link)).collect()
    }

    /// A file's sources and remarks; `prefix` keeps the ids of several files' remarks on a page apart.
    pub fn grounds(&self, own: &FileHead, prefix: &str) -> Grounds {
        Grounds { sources: self.sources(&own.sources), notes: self.notes_under(&own.notes, &format!("{prefix}-n")) }
    }
}

/// A name with a sentence.
#[derive(Debug, Hash, Serialize)]
pub struct PointView {
    /// The name.
    pub name: String,
    /// The sentence.
    pub text: String,
}

/// Several of them.
pub fn points(all: &[Point]) -> Vec<PointView> {
    all.iter().map(|point| PointView { name: point.name.clone(), text: point.text.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{figure_text, sort, target_text};
    use crate::site::{
        language::Language,
        model::{Goal, Qualifier, proceedings::Stated},
        number::Number,
    };

    fn number(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    fn stated(value: Goal, qualifier: Option<Qualifier>, unit: &str) -> Stated {
        Stated { value: Some(value), qualifier, unit: unit.to_owned(), ..Stated::default() }
    }

    #[test]
    fn numbers_and_ranges_are_worded_as_papers_print_them() {
        let range = || Goal::Range(number("1"), number("3"));
        for (goal, qualifier, unit, words) in [
            (Goal::Number(number("10")), None, "条", "10条"),
            (Goal::Number(number("4000")), Some(Qualifier::Over), "份", "4000余份"),
            (Goal::Number(number("100")), Some(Qualifier::AtLeast), "万平方米", "100万平方米以上"),
            (range(), None, "家", "1-3家"),
            (range(), Some(Qualifier::About), "家", "约1-3家"),
            (range(), Some(Qualifier::Over), "万人", "1-3万余人"),
        ] {
            assert_eq!(figure_text(Language::Chinese, &stated(goal, qualifier, unit)).as_deref(), Some(words));
        }
        assert_eq!(figure_text(Language::Chinese, &Stated::default()), None);
    }

    #[test]
    fn a_qualifier_without_a_figure_is_the_targets() {
        let target = Stated { target: Some(number("70")), qualifier: Some(Qualifier::AtLeast), unit: "%".to_owned(), ..Stated::default() };
        assert_eq!(target_text(Language::Chinese, &target).as_deref(), Some("70%以上"));
        let both = Stated { value: Some(Goal::Number(number("71"))), ..target };
        assert_eq!(target_text(Language::Chinese, &both).as_deref(), Some("70%"));
    }

    #[test]
    fn a_sort_is_not_said_twice() {
        let case = |name: &str, verb: &str, kind: &'static str| {
            sort(Language::Chinese, &Stated { name: name.to_owned(), verb: verb.to_owned(), kind, ..Stated::default() })
        };
        assert_eq!(case("隔离点", "", "total"), "累计");
        assert_eq!(case("税收同比增长", "", "growth"), "");
        assert_eq!(case("税收", "下降", "growth"), "同比");
        assert_eq!(case("占全区比重", "", "share"), "");
        assert_eq!(case("养老床位", "新增", ""), "");
    }
}
