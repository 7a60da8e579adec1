//! Which file is what, by its path alone.

use std::collections::BTreeMap;

use crate::{files::SitePath, source::Sources};

/// The content's files by what they are.
#[derive(Default)]
pub struct Roles<'s> {
    /// Free pages.
    pub pages: Vec<&'s SitePath>,
    /// Papers.
    pub documents: Vec<&'s SitePath>,
    /// Everything below a year's folder that is read.
    pub years: BTreeMap<i32, YearFiles<'s>>,
    /// Files beside a page.
    pub attachments: Vec<&'s SitePath>,
    /// Files nothing reads.
    pub unknown: Vec<&'s SitePath>,
}

/// The files of a year.
#[derive(Default)]
pub struct YearFiles<'s> {
    /// `index.md`.
    pub narrative: Option<&'s SitePath>,
    /// Projects.
    pub projects: Vec<&'s SitePath>,
    /// Narratives of projects by the project's stem.
    pub narratives: BTreeMap<&'s str, &'s SitePath>,
    /// Key work goals.
    pub goals: Vec<&'s SitePath>,
    /// Proposals, one by one.
    pub cases: Vec<&'s SitePath>,
    /// Narratives of proposals by the proposal's stem.
    pub case_narratives: BTreeMap<&'s str, &'s SitePath>,
    /// The year's single papers: `consultation/call.yaml`, `evaluation.yaml` and so on.
    pub papers: Vec<(Paper, &'s SitePath)>,
}

impl<'s> Roles<'s> {
    /// Sort every file by its path.
    pub fn of(sources: &'s Sources<'_>) -> Self {
        let mut roles = Self::default();
        for path in sources.paths() {
            match role(path) {
                Role::Registry => {}
                Role::Page => roles.pages.push(path),
                Role::Document => roles.documents.push(path),
                Role::Year(year) => drop(roles.years.entry(year).or_default()),
                Role::YearNarrative(year) => roles.years.entry(year).or_default().narrative = Some(path),
                Role::Project(year) => roles.years.entry(year).or_default().projects.push(path),
                Role::Narrative(year) => {
                    roles.years.entry(year).or_default().narratives.insert(path.stem(), path);
                }
                Role::Goal(year) => roles.years.entry(year).or_default().goals.push(path),
                Role::Case(year) => roles.years.entry(year).or_default().cases.push(path),
                Role::CaseNarrative(year) => {
                    roles.years.entry(year).or_default().case_narratives.insert(path.stem(), path);
                }
                Role::Paper(year, paper) => roles.years.entry(year).or_default().papers.push((paper, path)),
                Role::Attachment => roles.attachments.push(path),
                Role::Unknown => roles.unknown.push(path),
            }
        }
        for path in sources.attachments.keys() {
            match role(path) {
                Role::Attachment => roles.attachments.push(path),
                _ => roles.unknown.push(path),
            }
        }
        roles
    }
}

/// A single paper of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paper {
    /// `consultation/call.yaml`.
    Call,
    /// `consultation/results.yaml`.
    Results,
    /// `consultation/draft.yaml`.
    Draft,
    /// `consultation/note.yaml`.
    Note,
    /// `consultation/meeting.yaml`.
    Meeting,
    /// `consultation/decision.yaml`.
    Decision,
    /// `proposals.yaml`.
    Proposals,
    /// `evaluation.yaml`.
    Evaluation,
    /// `report.yaml`.
    Report,
}

impl Paper {
    /// The paper of a file name; `inside` is whether it stands in the folder of the consultation.
    fn named(name: &str, inside: bool) -> Option<Self> {
        Some(match (name, inside) {
            ("call.yaml", true) => Self::Call,
            ("results.yaml", true) => Self::Results,
            ("draft.yaml", true) => Self::Draft,
            ("note.yaml", true) => Self::Note,
            ("meeting.yaml", true) => Self::Meeting,
            ("decision.yaml", true) => Self::Decision,
            ("proposals.yaml", false) => Self::Proposals,
            ("evaluation.yaml", false) => Self::Evaluation,
            ("report.yaml", false) => Self::Report,
            _ => return None,
        })
    }
}

/// Where a content file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Read as a whole, by its name.
    Registry,
    Page,
    Document,
    Year(i32),
    YearNarrative(i32),
    Project(i32),
    Narrative(i32),
    Goal(i32),
    Case(i32),
    CaseNarrative(i32),
    Paper(i32, Paper),
    Attachment,
    Unknown,
}

fn role(path: &SitePath) -> Role {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten().filter(|y| (1900..=2200).contains(y));
    let extension = path.extension();
    match (&parts[..], parts.first().and_then(|first| year(first))) {
        (
            ["site.yaml" | "privacy.yaml" | "departments.yaml" | "places.yaml" | "categories.yaml"] | ["published", "publications.csv"],
            _,
        ) => Role::Registry,
        (["published", name], _) if name.strip_suffix(".csv").is_some_and(|stem| year(stem).is_some()) => Role::Registry,
        (["pages", _], _) if extension == "md" => Role::Page,
        (["documents", _], _) if extension == "md" => Role::Document,
        ([_, "year.yaml"], Some(year)) => Role::Year(year),
        ([_, "index.md"], Some(year)) => Role::YearNarrative(year),
        ([_, "projects", _], Some(year)) if extension == "yaml" => Role::Project(year),
        ([_, "projects", _], Some(year)) if extension == "md" => Role::Narrative(year),
        ([_, "goals", _], Some(year)) if extension == "yaml" => Role::Goal(year),
        ([_, "proposals", _], Some(year)) if extension == "yaml" => Role::Case(year),
        ([_, "proposals", _], Some(year)) if extension == "md" => Role::CaseNarrative(year),
        ([_, "consultation", name] | [_, name], Some(year)) if Paper::named(name, parts.len() == 3).is_some() => {
            Paper::named(name, parts.len() == 3).map_or(Role::Unknown, |paper| Role::Paper(year, paper))
        }
        (["pages" | "documents", _, _, ..], _) | ([_, "projects" | "proposals", _, _, ..] | [_, "index", _, ..], Some(_))
            if is_attachment(extension) =>
        {
            Role::Attachment
        }
        _ => Role::Unknown,
    }
}

fn is_attachment(extension: &str) -> bool {
    !matches!(extension, "md" | "yaml" | "yml")
}
