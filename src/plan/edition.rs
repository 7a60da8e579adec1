//! The part of a site that may be shown on a day, with every figure computed: drafts, held-back records and whatever is
//! later than the day are not in it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::standing::{self, Standing};
use crate::{
    files::SitePath,
    memo::{Key, Table},
    site::{
        Site, SourceError,
        date::PartialDate,
        language::Language,
        model::{
            Document, Dossier, Page, Programme, Release,
            proceedings::{FileHead, Proceedings},
        },
        progress::Days,
    },
};

/// What a build may show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// The day to build for; the latest figure's where none is given.
    pub as_of: Option<NaiveDate>,
    /// Whether drafts and held-back records are shown.
    pub drafts: bool,
    /// Whether only the pages of drafts and held-back records say that they are, and not every page of the site.
    pub preview: bool,
    /// Where the site will be published, instead of what the site says.
    pub base_url: Option<String>,
    /// Whether it is looked at as it would be published: figures are held against those published before, and personal
    /// data is a fault, which is a warning otherwise.
    pub publishing: bool,
    /// The one year to show, with the papers it rests on and the free pages; all where none is given.
    pub only: Option<i32>,
}

/// A programme that is shown.
#[derive(Debug)]
pub struct Year<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// The day its figures are computed for.
    pub day: NaiveDate,
    /// The same with the day decisions are known at.
    pub days: Days,
    /// The date shown with its figures, with the precision it was given.
    pub shown: Option<PartialDate>,
    /// Its projects.
    pub projects: Vec<Shown<'a>>,
    /// What its papers say besides, as far as it is shown and known.
    pub proceedings: Cow<'a, Proceedings>,
}

/// A project that is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The project.
    pub project: &'a Dossier,
    /// Its figures, as far as other pages show them.
    pub state: Arc<Standing>,
    /// What they were made from.
    pub key: Key,
}

/// Position of a shown project: year, project.
pub type At = (usize, usize);

/// Everything that is shown.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The site.
    pub site: &'a Site<'a>,
    /// The day of the build; `None` where the site has no date at all.
    pub day: Option<NaiveDate>,
    /// The day asked for, to which decisions are known; `None`: all that is written.
    pub known: Option<NaiveDate>,
    /// The one year asked for; `None`: all.
    pub(super) only: Option<i32>,
    /// The date shown for the whole site.
    pub shown: Option<PartialDate>,
    /// The years, the latest first.
    pub years: Vec<Year<'a>>,
    /// Which documents are shown, by position in the site.
    pub documents: Vec<bool>,
    /// Which free pages are shown, by position in the site.
    pub pages: Vec<bool>,
    /// Shown projects by department, groups' members included.
    pub by_department: BTreeMap<usize, Vec<At>>,
    /// Shown projects by place.
    pub by_place: BTreeMap<usize, Vec<At>>,
    /// Shown projects by category.
    pub by_category: BTreeMap<usize, Vec<At>>,
    /// What is held back, and from when it will be shown; with drafts, what would be.
    pub held_back: Vec<(String, Option<PartialDate>)>,
    /// Whether something is shown that a build without drafts holds back.
    pub unreleased: bool,
    /// Files of years' proceedings that are held back.
    withheld_files: BTreeSet<SitePath>,
    /// Those that are dated after the day asked for.
    pub later_files: BTreeSet<SitePath>,
    /// What names each shown project in years' proceedings.
    pub named_by: BTreeMap<At, Vec<Naming>>,
    /// The folders of attachments whose page is not shown: drafts, what is held back, what appeared later, other years.
    pub hidden_folders: Vec<String>,
    /// Where the records stand that are left out because one year was asked for: a file, or a folder ending in `/`.
    pub(super) apart: Vec<String>,
}

impl<'a> Edition<'a> {
    /// The edition of a day. What is known of projects' figures is not computed again.
    pub fn new(site: &'a Site<'a>, choice: &Choice, known: &mut Table<Standing>) -> Result<Self, SourceError> {
        let own = own_date(site, choice);
        let day = choice.as_of.or(own.map(PartialDate::end));
        let shown = match (choice.as_of, own) {
            (Some(cut), own) if own.is_none_or(|own| own.end() != cut) => Some(PartialDate::day(cut)),
            (_, own) => own,
        };
        let mut held_back = Vec::new();
        let mut visible = |release: &Release, name: &str| {
            let released = is_shown(*release, day, false);
            if !released {
                held_back.push((name.to_owned(), release.publish_on.filter(|_| !release.draft)));
            }
            released || choice.drafts
        };
        let appeared = |document: &Document| choice.as_of.is_none_or(|cut| document.appeared().is_none_or(|date| date.start() <= cut));
        let documents: Vec<bool> = site.documents.iter().map(|d| visible(&d.article.release, &d.article.path) && appeared(d)).collect();
        let pages: Vec<bool> = site.pages.iter().map(|p| visible(&p.article.release, &p.article.path)).collect();
        let folder = |path: &SitePath| format!("{}/{}/", path.parent(), path.stem());
        let mut hidden_folders: Vec<String> = Vec::new();
        hidden_folders.extend(site.documents.iter().zip(&documents).filter(|(_, s)| !**s).map(|(d, _)| folder(&d.article.path)));
        hidden_folders.extend(site.pages.iter().zip(&pages).filter(|(_, s)| !**s).map(|(p, _)| folder(&p.article.path)));
        let (mut withheld_files, mut later_files) = (BTreeSet::new(), BTreeSet::new());
        let reached = |date: PartialDate| choice.as_of.is_none_or(|cut| date.start() <= cut);
        let mut years = Vec::new();
        let mut standings = Vec::new();
        let mut apart = Vec::new();
        for programme in &site.programmes {
            if choice.leaves_out(programme) {
                apart.push(format!("content/{}/", programme.year));
                hidden_folders.push(format!("content/{}/", programme.year));
                continue;
            }
            if !visible(&programme.release, &programme.path) {
                hidden_folders.push(format!("content/{}/", programme.year));
                continue;
            }
            let (shown, hidden): (Vec<&Dossier>, Vec<&Dossier>) =
                programme.projects.iter().partition(|project| visible(&project.release, &project.path));
            hidden_folders.extend(hidden.into_iter().map(|project| folder(&project.path)));
            let papers = programme.proceedings.papers();
            let withheld = papers.iter().filter(|own| !visible(&own.release, &own.path)).map(|own| own.path.clone());
            let withheld: BTreeSet<SitePath> = withheld.collect();
            let later = papers.iter().filter(|own| known_from(site, own).is_some_and(|date| !reached(date))).map(|own| own.path.clone());
            let later: BTreeSet<SitePath> = later.collect();
            hidden_folders.extend(withheld.union(&later).map(folder));
            let shows = |own: &FileHead| !withheld.contains(&own.path) && !later.contains(&own.path);
            let whole = withheld.is_empty() && choice.as_of.is_none();
            let proceedings = &programme.proceedings;
            let proceedings = if whole { Cow::Borrowed(proceedings) } else { Cow::Owned(proceedings.known(&shows, &reached)) };
            let of_year = year(site, programme, shown, choice.as_of, (known, &mut standings))?;
            years.push(Year { proceedings, ..of_year });
            withheld_files.extend(withheld);
            later_files.extend(later);
        }
        known.renew(standings);
        let mut edition = Self {
            site,
            day,
            known: choice.as_of,
            only: choice.only,
            shown,
            years,
            documents,
            pages,
            by_department: BTreeMap::new(),
            by_place: BTreeMap::new(),
            by_category: BTreeMap::new(),
            unreleased: choice.drafts && !held_back.is_empty(),
            held_back,
            withheld_files,
            later_files,
            named_by: BTreeMap::new(),
            hidden_folders,
            apart,
        };
        edition.leave_out_papers();
        edition.index();
        edition.named_by = naming(&edition);
        Ok(edition)
    }

    /// Whether a record is shown although a build without drafts would hold it back.
    pub fn is_unreleased(&self, release: Release) -> bool {
        !is_shown(release, self.day, false)
    }

    /// Whether a programme's own date is reached, so that its totals may be shown.
    pub fn is_over(&self, programme: &Programme) -> bool {
        self.known.is_none() || programme.as_of.is_some_and(|date| self.over(date))
    }

    /// Whether a file of a year's proceedings is shown.
    pub fn shows(&self, own: &FileHead) -> bool {
        !self.withheld_files.contains(&own.path) && !self.later_files.contains(&own.path)
    }

    /// Whether a notice holds no longer.
    pub fn is_expired(&self, page: &Page) -> bool {
        page.expires_on.is_some_and(|last| self.day.is_some_and(|day| day > last.end()))
    }

    /// Whether a document is left out only because it appeared after the day asked for.
    pub fn is_later(&self, document: usize) -> bool {
        !self.documents[document] && !self.site.documents[document].article.release.draft
    }

    /// A shown project.
    pub fn project(&self, (year, project): At) -> (&Year<'a>, &Shown<'a>) {
        (&self.years[year], &self.years[year].projects[project])
    }

    /// Where a project of the site is shown, by programme and project position.
    pub fn find(&self, (programme, project): (usize, usize)) -> Option<At> {
        let programme = self.site.programmes.get(programme)?;
        let project = programme.projects.get(project)?;
        let year = self.years.iter().position(|year| year.programme.year == programme.year)?;
        let at = self.years[year].projects.iter().position(|shown| shown.project.id == project.id)?;
        Some((year, at))
    }

    /// Whether a dated remark, correction, event or withdrawal is known: everything written is, unless a day was asked for.
    pub fn reached(&self, date: PartialDate) -> bool {
        self.known.is_none_or(|known| date.start() <= known)
    }

    /// Whether a date is over on the day asked for, so that what it decided is known: everything is, unless one was.
    pub fn over(&self, date: PartialDate) -> bool {
        self.known.is_none_or(|known| date.end() <= known)
    }

    fn index(&mut self) {
        let site = self.site;
        for (y, year) in self.years.iter().enumerate() {
            for (p, shown) in year.projects.iter().enumerate() {
                let project = shown.project;
                let members = project.departments.iter().flat_map(|&at| site.departments[at].members.iter());
                insert(&mut self.by_department, project.departments.iter().chain(members).copied().collect(), (y, p));
                insert(&mut self.by_place, project.places.clone(), (y, p));
                insert(&mut self.by_category, project.categories.clone(), (y, p));
            }
        }
    }
}

/// From when a file of a year's proceedings is known: as it says itself, or else when the first paper it rests on appeared.
pub fn known_from(site: &Site<'_>, own: &FileHead) -> Option<PartialDate> {
    own.date.or_else(|| site.documents[own.sources.iter().find_map(|source| source.document)?].appeared())
}

/// A place in a year's proceedings that names a project.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Naming {
    /// Position of the shown year.
    pub year: usize,
    /// What names it.
    pub by: Namer,
}

/// What can name a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Namer {
    /// A key work goal, by position.
    Goal(usize),
    /// A statement of the work report, by position.
    Statement(usize),
    /// The decision.
    Decision,
}

/// What names each project, in the order of years, goals and statements.
fn naming(edition: &Edition<'_>) -> BTreeMap<At, Vec<Naming>> {
    let mut found: BTreeMap<At, Vec<Naming>> = BTreeMap::new();
    let mut add = |at: Option<(usize, usize)>, naming: Naming| {
        let all = at.and_then(|at| edition.find(at)).map(|at| found.entry(at).or_default());
        if let Some(all) = all.filter(|all| !all.contains(&naming)) {
            all.push(naming);
        }
    };
    for (year, shown) in edition.years.iter().enumerate() {
        let of = &shown.proceedings;
        for (at, goal) in of.goals.iter().enumerate() {
            for link in goal.projects.iter().chain(goal.differs.iter().map(|differs| &differs.project)) {
                add(link.at, Naming { year, by: Namer::Goal(at) });
            }
        }
        if let Some(decision) = &of.consultation.decision {
            for link in decision.ways.iter().filter_map(|way| way.project.as_ref()) {
                add(link.at, Naming { year, by: Namer::Decision });
            }
        }
        if let Some(report) = &of.work_report {
            for (at, statement) in report.statements.iter().enumerate() {
                for link in &statement.indicators {
                    add(link.project.at, Naming { year, by: Namer::Statement(at) });
                }
            }
        }
    }
    found
}

fn insert(table: &mut BTreeMap<usize, Vec<At>>, mut keys: Vec<usize>, at: At) {
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        table.entry(key).or_default().push(at);
    }
}

/// Whether a record may be shown on a day.
fn is_shown(release: Release, day: Option<NaiveDate>, drafts: bool) -> bool {
    let waiting = release.publish_on.is_some_and(|date| day.is_none_or(|day| day < date.start()));
    drafts || (!release.draft && !waiting)
}

/// The latest date any shown figure speaks of. What is held back until a day can itself move the day on, so this is asked
/// until nothing more appears.
fn own_date(site: &Site<'_>, choice: &Choice) -> Option<PartialDate> {
    let mut day = choice.as_of;
    loop {
        let shown = |release: Release| is_shown(release, day, choice.drafts);
        let programmes = site.programmes.iter().filter(|programme| !choice.leaves_out(programme) && shown(programme.release));
        let latest =
            programmes.filter_map(|p| latest(p, &mut p.projects.iter().filter(|p| shown(p.release)))).max_by_key(|date| date.end());
        let next = choice.as_of.or(latest.map(PartialDate::end));
        if next == day {
            return latest;
        }
        day = next;
    }
}

/// The date a programme's figures speak of: its own, or else the latest report of the projects given.
fn latest(programme: &Programme, projects: &mut dyn Iterator<Item = &Dossier>) -> Option<PartialDate> {
    programme.as_of.or_else(|| projects.filter_map(|project| project.latest).max_by_key(|date| date.end()))
}

/// Figures by the record and the days they were computed for, and those of this edition.
type Standings<'t> = (&'t Table<Standing>, &'t mut Vec<(Key, Arc<Standing>)>);

fn year<'a>(
    site: &'a Site<'a>,
    programme: &'a Programme,
    projects: Vec<&'a Dossier>,
    cut: Option<NaiveDate>,
    (known, standings): Standings<'_>,
) -> Result<Year<'a>, SourceError> {
    let own = latest(programme, &mut projects.iter().copied());
    let shown = match (own, cut) {
        (Some(own), Some(cut)) if own.end() > cut => Some(PartialDate::day(cut)),
        (own, _) => own,
    };
    let days = standing::days(programme, own, cut);
    let language = Language::of(&site.config.language);
    let compute = |project: &'a Dossier| {
        let key = standing::key(language, project, programme, days);
        let state = match known.get(key) {
            Some(known) => known,
            None => Arc::new(standing::of((language, &site.departments), programme, &*site.record(project)?, days)),
        };
        Ok((key, Shown { project, state, key }))
    };
    let computed = projects.into_par_iter().map(compute).collect::<Result<Vec<_>, SourceError>>()?;
    standings.extend(computed.iter().map(|(key, shown)| (*key, shown.state.clone())));
    let projects = computed.into_iter().map(|(_, shown)| shown).collect();
    let proceedings = Cow::Borrowed(&programme.proceedings);
    Ok(Year { programme, day: days.figures, days, shown, projects, proceedings })
}
