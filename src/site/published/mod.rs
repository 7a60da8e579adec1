//! What was published, and when: the record `gongshi publish` keeps in `content/published/`.
//!
//! In: `publications.csv` (a line for each publication) and `YEAR.csv` (a line for each figure of a year that was
//! published or replaced). Out: the publications, and the lines of any project. Lines are only ever added; nothing here
//! decides what is published, and no clock is read.

mod line;
mod publication;

use std::{collections::BTreeMap, fmt::Write as _, ops::Range, sync::Arc};

use rustc_hash::FxHashMap;

pub use line::{Figure, Kind, Line};
pub use publication::Publication;

use super::diagnostics as say;
use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
    memo::Key,
    source::{PUBLISHED, SourceError, Sources},
};

/// What the number of a publication should be.
const UNLISTED: &str = "a publication that stands in publications.csv";
/// What should stand there where the files of figures are not those the last publication left.
const OTHERS: &str = "the hash of the figures beside it; a file of theirs was changed or is missing";

/// Everything that is known of what was published.
#[derive(Debug, Default)]
pub struct Published {
    /// Every publication, the first first.
    pub publications: Vec<Publication>,
    years: BTreeMap<i32, OfYear>,
}

/// The figures of a year that were published.
#[derive(Debug)]
struct OfYear {
    text: Arc<str>,
    /// The latest publication it speaks of, and where.
    latest: Option<(u32, Loc)>,
    /// The bytes of each project's lines.
    projects: FxHashMap<String, Range<usize>>,
}

impl Published {
    /// Read the record. Faults of it are findings; a line at fault is not kept.
    pub fn read(diags: &mut Diagnostics, sources: &Sources<'_>) -> Result<Self, SourceError> {
        let paths = sources.paths().filter(|path| path.starts_with(PUBLISHED));
        let texts = paths.filter_map(|path| sources.text(path).transpose().map(|text| Ok((path.clone(), text?))));
        Ok(Self::parse(diags, texts.collect::<Result<Vec<_>, SourceError>>()?))
    }

    /// The record that these files hold.
    pub fn parse(diags: &mut Diagnostics, texts: Vec<(SitePath, Arc<str>)>) -> Self {
        let mut published = Self::default();
        let (mut listed, mut figures) = (Diagnostics::default(), Diagnostics::default());
        for (path, text) in texts {
            if *path == *publication::FILE {
                published.publications = publication::read(&mut listed, &path, &text);
            } else if let Some(year) = year_of(&path) {
                published.years.insert(year, OfYear::read(&mut figures, &path, text));
            }
        }
        if !listed.has_errors() && !figures.has_errors() {
            for (year, of_year) in &published.years {
                let unlisted = |at: &&(u32, Loc)| at.0 as usize > published.publications.len();
                if let Some((_, loc)) = of_year.latest.as_ref().filter(unlisted) {
                    figures.push(say::record_damaged(Span::new(&file_of(*year), *loc), UNLISTED));
                }
            }
        }
        let last = published.publications.last().filter(|_| !listed.has_errors() && !figures.has_errors());
        if last.is_some_and(|last| last.figures != published.figures(&BTreeMap::new())) {
            listed.push(say::record_damaged(Span::file(&list_of_publications()), OTHERS));
        }
        diags.append(figures);
        diags.append(listed);
        published
    }

    /// The SHA-256 of all files of figures, some of them with other texts: over a line `HASH YEAR.csv` for each, by year.
    pub fn figures(&self, others: &BTreeMap<i32, String>) -> String {
        let mut all: BTreeMap<i32, &str> = self.years.iter().map(|(year, of_year)| (*year, &*of_year.text)).collect();
        all.extend(others.iter().map(|(year, text)| (*year, text.as_str())));
        publication::figures(all)
    }

    /// Whether nothing was ever published.
    pub fn is_empty(&self) -> bool {
        self.publications.is_empty()
    }

    /// The publication this very build is for: the last one, as long as its manifest is not known.
    pub fn open(&self) -> Option<&Publication> {
        self.publications.last().filter(|last| last.manifest.is_empty())
    }

    /// The publications that are finished.
    pub fn closed(&self) -> &[Publication] {
        &self.publications[..self.publications.len() - usize::from(self.open().is_some())]
    }

    /// What was published of a project, in the order of its file; a line at fault is left out.
    pub fn lines(&self, year: i32, project: &str) -> Vec<Line> {
        self.text_of(year, project)
            .map(|text| line::parse(text).into_iter().filter_map(|(_, line)| line.ok()).map(|(_, line)| line).collect())
            .unwrap_or_default()
    }

    /// A key of what was published of a project; `None` where nothing was.
    pub fn key(&self, year: i32, project: &str) -> Option<Key> {
        self.text_of(year, project).map(|text| Key::of_bytes(text.as_bytes()))
    }

    /// Every line of a year with its project, in the order of the file.
    pub fn of_year(&self, year: i32) -> Vec<(String, Line)> {
        let Some(of_year) = self.years.get(&year) else { return Vec::new() };
        line::parse(line::body(&of_year.text).1).into_iter().filter_map(|(_, line)| line.ok()).collect()
    }

    /// The years with published figures, and the ids of the projects of each, sorted.
    pub fn projects(&self) -> Vec<(i32, Vec<&str>)> {
        self.years
            .iter()
            .map(|(year, of_year)| {
                let mut ids: Vec<&str> = of_year.projects.keys().map(String::as_str).collect();
                ids.sort_unstable();
                (*year, ids)
            })
            .collect()
    }

    /// The text of a year's file with more lines, by project: each project's new lines follow its old ones.
    pub fn with(&self, year: i32, fresh: &BTreeMap<String, Vec<Line>>) -> String {
        let mut out = String::from(line::HEADER);
        out.push('\n');
        let old = self.years.get(&year);
        let mut ids: Vec<&str> = old.into_iter().flat_map(|of_year| of_year.projects.keys()).map(String::as_str).collect();
        ids.extend(fresh.keys().map(String::as_str));
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            out.push_str(self.text_of(year, id).unwrap_or_default());
            // An editor may have taken the last line's end away.
            if !out.ends_with('\n') {
                out.push('\n');
            }
            for line in fresh.get(id).into_iter().flatten() {
                let _ = writeln!(out, "{}", line.written(id));
            }
        }
        out
    }

    fn text_of(&self, year: i32, project: &str) -> Option<&str> {
        let of_year = self.years.get(&year)?;
        of_year.text.get(of_year.projects.get(project)?.clone())
    }
}

impl OfYear {
    fn read(diags: &mut Diagnostics, path: &SitePath, text: Arc<str>) -> Self {
        let mut projects: FxHashMap<String, Range<usize>> = FxHashMap::default();
        let (start, body) = line::body(&text);
        let mut latest: Option<(u32, Loc)> = None;
        if start == 0 {
            diags.push(say::record_damaged(Span::new(path, Loc::new(0, text.find('\n').unwrap_or(text.len()))), line::HEADER));
        } else {
            let mut last = String::new();
            for (at, line) in line::parse(body) {
                let span = || Span::new(path, Loc::new(start + at.start, start + at.end));
                match line {
                    Err(why) => diags.push(say::record_damaged(span(), why)),
                    Ok((project, line)) => {
                        if latest.is_none_or(|(number, _)| line.publication > number) {
                            latest = Some((line.publication, span().loc));
                        }
                        if project != last && projects.contains_key(&project) {
                            diags.push(say::record_damaged(span(), "lines of one project that stand together"));
                        }
                        let range = projects.entry(project.clone()).or_insert(start + at.start..start + at.end);
                        range.end = start + at.end;
                        last = project;
                    }
                }
            }
        }
        Self { text, latest, projects }
    }
}

/// The path of a year's file.
pub fn file_of(year: i32) -> SitePath {
    SitePath::new(&format!("{PUBLISHED}{year}.csv"))
}

/// The path of the list of publications.
pub fn list_of_publications() -> SitePath {
    SitePath::new(publication::FILE)
}

/// The text of the list of publications.
pub fn written(publications: &[Publication]) -> String {
    publication::written(publications)
}

/// The year of a file of the record.
pub(in crate::site) fn year_of(path: &SitePath) -> Option<i32> {
    let name = path.strip_prefix(PUBLISHED)?.strip_suffix(".csv")?;
    (name.len() == 4).then(|| name.parse().ok()).flatten()
}
