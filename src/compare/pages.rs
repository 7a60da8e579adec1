//! The files of a site by kind, as far as they changed.
//!
//! In: paths that are new, changed or gone. Out: counts by kind. A kind follows from the path alone.

use std::collections::BTreeMap;

use serde::Serialize;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The home page.
    Home,
    /// Pages of years.
    Years,
    /// Pages of projects.
    Projects,
    /// Key work goals.
    Goals,
    /// Calls for ideas and decisions.
    Consultation,
    /// Proposals of deputies.
    Proposals,
    /// Evaluations.
    Evaluation,
    /// Who has reported.
    Reporting,
    /// Work reports.
    WorkReport,
    /// Departments.
    Departments,
    /// Places.
    Places,
    /// Categories.
    Categories,
    /// Statuses.
    Statuses,
    /// Papers.
    Papers,
    /// Free pages and the other pages at the top.
    Pages,
    /// The search page and its index.
    Search,
    /// Files of data.
    Data,
    /// Feeds and the sitemap.
    Feeds,
    /// Cards for sharing.
    Cards,
    /// Styles, scripts, fonts.
    Assets,
    /// Everything else beside pages.
    Attachments,
}

/// How many files of a kind changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// The kind.
    pub kind: Kind,
    /// New ones.
    pub new: usize,
    /// Changed ones.
    pub changed: usize,
    /// Ones that go.
    pub removed: usize,
}

impl Kind {
    /// The kind of a file.
    pub fn of(path: &str) -> Self {
        let (folder, rest) = path.split_once('/').unwrap_or(("", path));
        let is_year = folder.len() == 4 && folder.bytes().all(|b| b.is_ascii_digit());
        let page = path.ends_with(".html");
        match folder {
            "data" => Self::Data,
            "search" => Self::Search,
            "assets" => Self::Assets,
            "cards" => Self::Cards,
            _ if path.ends_with(".xml") => Self::Feeds,
            _ if !page => Self::Attachments,
            "departments" => Self::Departments,
            "places" => Self::Places,
            "categories" => Self::Categories,
            "status" => Self::Statuses,
            "documents" => Self::Papers,
            _ if is_year => Self::of_year(rest),
            "" if rest == "index.html" => Self::Home,
            "" if rest == "search.html" => Self::Search,
            _ => Self::Pages,
        }
    }

    /// The kind of a page below a year.
    fn of_year(rest: &str) -> Self {
        match rest.split_once('/') {
            None if rest == "index.html" => Self::Years,
            None => Self::Projects,
            Some(("goals", _)) => Self::Goals,
            Some(("consultation", _)) => Self::Consultation,
            Some(("proposals", _)) => Self::Proposals,
            Some(("evaluation", _)) => Self::Evaluation,
            Some(("reporting", _)) => Self::Reporting,
            Some(("work-report", _)) => Self::WorkReport,
            Some(_) => Self::Attachments,
        }
    }
}

/// Count files by kind: those written, each with whether it was there before, and those that go.
pub(super) fn count<'a>(written: impl Iterator<Item = (&'a str, bool)>, removed: impl Iterator<Item = &'a str>) -> Vec<Pages> {
    let mut kinds: BTreeMap<Kind, Pages> = BTreeMap::new();
    let mut of = |path: &str, add: &dyn Fn(&mut Pages)| {
        let kind = Kind::of(path);
        add(kinds.entry(kind).or_insert(Pages { kind, new: 0, changed: 0, removed: 0 }));
    };
    for (path, had) in written {
        of(path, &|pages| if had { pages.changed += 1 } else { pages.new += 1 });
    }
    for path in removed {
        of(path, &|pages| pages.removed += 1);
    }
    kinds.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn kinds_follow_from_paths() {
        for (path, kind) in [
            ("index.html", Kind::Home),
            ("about.html", Kind::Pages),
            ("search.html", Kind::Search),
            ("search/2020.js", Kind::Search),
            ("2020/index.html", Kind::Years),
            ("2020/08.html", Kind::Projects),
            ("2020/08/plan.pdf", Kind::Attachments),
            ("2020/goals/index.html", Kind::Goals),
            ("2020/consultation/decision.html", Kind::Consultation),
            ("2020/work-report/index.html", Kind::WorkReport),
            ("departments/qmzj.html", Kind::Departments),
            ("departments/qmzj.xml", Kind::Feeds),
            ("documents/2020-goals.html", Kind::Papers),
            ("status/on-pace.html", Kind::Statuses),
            ("data/2020/projects/08.json", Kind::Data),
            ("data/index.html", Kind::Data),
            ("cards/2020/08.png", Kind::Cards),
            ("sitemap.xml", Kind::Feeds),
            ("assets/style.css", Kind::Assets),
            ("gongshi.pub", Kind::Attachments),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }
}
