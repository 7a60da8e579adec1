//! The part of a site that may be shown on a day, with every figure computed: drafts, held-back records and whatever is
//! later than the day are not in it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    files::SitePath,
    site::{
        Site,
        date::PartialDate,
        model::{Document, Programme, Project, Release},
        progress::{self, Days, ProjectState},
    },
};

/// What a build may show.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// The day to build for; the latest figure's where none is given.
    pub as_of: Option<NaiveDate>,
    /// Whether drafts and held-back records are shown.
    pub drafts: bool,
    /// Where the site will be published, instead of what the site says.
    pub base_url: Option<String>,
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
}

/// A project that is shown.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its figures.
    pub state: ProjectState<'a>,
}

/// Position of a shown project: year, project.
pub type At = (usize, usize);

/// Everything that is shown.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The site.
    pub site: &'a Site,
    /// The day of the build; `None` where the site has no date at all.
    pub day: Option<NaiveDate>,
    /// The day asked for, to which decisions are known; `None`: all that is written.
    pub known: Option<NaiveDate>,
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
    /// What is held back, and from when it will be shown.
    pub held_back: Vec<(String, Option<PartialDate>)>,
}

impl<'a> Edition<'a> {
    /// The edition of a day.
    pub fn new(site: &'a Site, choice: &Choice) -> Self {
        let own = own_date(site, choice);
        let day = choice.as_of.or(own.map(PartialDate::end));
        let shown = match (choice.as_of, own) {
            (Some(cut), own) if own.is_none_or(|own| own.end() != cut) => Some(PartialDate::day(cut)),
            (_, own) => own,
        };
        let mut held_back = Vec::new();
        let mut visible = |release: &Release, name: &str| {
            let shown = is_shown(*release, day, choice.drafts);
            if !shown {
                held_back.push((name.to_owned(), release.publish_on.filter(|_| !release.draft)));
            }
            shown
        };
        let known = |document: &Document| choice.as_of.is_none_or(|cut| document.appeared().is_none_or(|date| date.start() <= cut));
        let documents = site.documents.iter().map(|d| visible(&d.article.release, &d.article.path) && known(d)).collect();
        let pages = site.pages.iter().map(|p| visible(&p.article.release, &p.article.path)).collect();
        let mut years = Vec::new();
        for programme in &site.programmes {
            if !visible(&programme.release, &programme.path) {
                continue;
            }
            let projects = programme.projects.iter().filter(|project| visible(&project.release, &project.path)).collect();
            years.push(year(programme, projects, choice.as_of));
        }
        let mut edition = Self {
            site,
            day,
            known: choice.as_of,
            shown,
            years,
            documents,
            pages,
            by_department: BTreeMap::new(),
            by_place: BTreeMap::new(),
            by_category: BTreeMap::new(),
            held_back,
        };
        edition.index();
        edition
    }

    /// Whether a programme's own date is reached, so that its totals may be shown.
    pub fn is_over(&self, programme: &Programme) -> bool {
        self.known.is_none_or(|known| programme.as_of.is_some_and(|date| date.end() <= known))
    }

    /// Whether a document is left out only because it appeared after the day asked for.
    pub fn is_later(&self, document: usize) -> bool {
        !self.documents[document] && !self.site.documents[document].article.release.draft
    }

    /// The folders of attachments whose page is not shown: drafts, what is held back, what appeared later.
    pub fn hidden_folders(&self) -> Vec<String> {
        let folder = |path: &SitePath| format!("{}/{}/", path.parent(), path.stem());
        let site = self.site;
        let documents = site.documents.iter().zip(&self.documents).filter(|(_, shown)| !**shown).map(|(d, _)| folder(&d.article.path));
        let pages = site.pages.iter().zip(&self.pages).filter(|(_, shown)| !**shown).map(|(p, _)| folder(&p.article.path));
        let mut hidden: Vec<String> = documents.chain(pages).collect();
        for programme in &site.programmes {
            match self.years.iter().find(|year| year.programme.year == programme.year) {
                None => hidden.push(format!("content/{}/", programme.year)),
                Some(year) => {
                    let shown: BTreeSet<&SitePath> = year.projects.iter().map(|shown| &shown.project.path).collect();
                    hidden.extend(programme.projects.iter().filter(|p| !shown.contains(&p.path)).map(|p| folder(&p.path)));
                }
            }
        }
        hidden
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

    fn index(&mut self) {
        let site = self.site;
        for (y, year) in self.years.iter().enumerate() {
            for (p, shown) in year.projects.iter().enumerate() {
                let project = shown.project;
                let own = project.lead.iter().chain(&project.partners);
                let mut departments: Vec<usize> =
                    own.chain(project.indicators.iter().flat_map(|i| i.lead.iter().chain(&i.partners))).copied().collect();
                let members: Vec<usize> = departments.iter().flat_map(|&at| site.departments[at].members.iter().copied()).collect();
                departments.extend(members);
                let spots = project.spots.iter().filter_map(|spot| spot.place);
                insert(&mut self.by_department, departments, (y, p));
                insert(&mut self.by_place, project.places.iter().copied().chain(spots).collect(), (y, p));
                insert(&mut self.by_category, project.categories.clone(), (y, p));
            }
        }
    }
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
fn own_date(site: &Site, choice: &Choice) -> Option<PartialDate> {
    let mut day = choice.as_of;
    loop {
        let shown = |release: Release| is_shown(release, day, choice.drafts);
        let programmes = site.programmes.iter().filter(|programme| shown(programme.release));
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
fn latest(programme: &Programme, projects: &mut dyn Iterator<Item = &Project>) -> Option<PartialDate> {
    programme.as_of.or_else(|| projects.flat_map(|p| &p.reports).map(|report| report.as_of).max_by_key(|date| date.end()))
}

fn year<'a>(programme: &'a Programme, projects: Vec<&'a Project>, cut: Option<NaiveDate>) -> Year<'a> {
    use rayon::prelude::*;
    let own = latest(programme, &mut projects.iter().copied());
    let figures = match (own.map(PartialDate::end), cut) {
        (Some(own), Some(cut)) => own.min(cut),
        (own, cut) => own.or(cut).or(NaiveDate::from_ymd_opt(programme.year, 1, 1)).unwrap_or_default(),
    };
    let shown = match (own, cut) {
        (Some(own), Some(cut)) if own.end() > cut => Some(PartialDate::day(cut)),
        (own, _) => own,
    };
    let days = Days { figures, known: cut };
    let compute = |project: &'a Project| Shown { project, state: progress::project(programme.year, project, days) };
    Year { programme, day: figures, days, shown, projects: projects.into_par_iter().map(compute).collect() }
}
