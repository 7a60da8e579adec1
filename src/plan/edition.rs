//! The part of a site that may be shown on a day, with every figure computed: drafts, held-back records and whatever is
//! later than the day are not in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::site::{
    Site,
    date::PartialDate,
    model::{Programme, Project, Release},
    progress::{self, ProjectState},
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
        let own = site.as_of();
        let day = choice.as_of.or(own.map(PartialDate::end));
        let shown = match (choice.as_of, own) {
            (Some(cut), own) if own.is_none_or(|own| own.end() != cut) => Some(PartialDate::day(cut)),
            (_, own) => own,
        };
        let mut held_back = Vec::new();
        let mut visible = |release: &Release, name: &str| {
            let waiting = release.publish_on.filter(|date| day.is_none_or(|day| day < date.start()));
            let shown = choice.drafts || (!release.draft && waiting.is_none());
            if !shown {
                held_back.push((name.to_owned(), waiting.filter(|_| !release.draft)));
            }
            shown
        };
        let documents = site.documents.iter().map(|d| visible(&d.article.release, &d.article.path)).collect();
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

    /// Whether a dated remark, correction or event may be shown.
    pub fn reached(&self, date: PartialDate) -> bool {
        self.day.is_none_or(|day| date.start() <= day)
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

fn year<'a>(programme: &'a Programme, projects: Vec<&'a Project>, cut: Option<NaiveDate>) -> Year<'a> {
    use rayon::prelude::*;
    let day = progress::effective(programme, cut).unwrap_or_else(|| NaiveDate::from_ymd_opt(programme.year, 1, 1).unwrap_or_default());
    let shown = match (programme.latest(), cut) {
        (Some(own), Some(cut)) if own.end() > cut => Some(PartialDate::day(cut)),
        (own, _) => own,
    };
    let projects =
        projects.into_par_iter().map(|project| Shown { project, state: progress::project(programme.year, project, day) }).collect();
    Year { programme, day, shown, projects }
}
