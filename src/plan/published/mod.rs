//! What this edition shows against what was published before.
//!
//! In: an edition and the record of publications. Out: the figures that would be published for the first time, and a
//! finding for every published figure that was changed or taken away without a correction.

mod diagnostics;
mod excuse;
mod figures;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use self::{
    diagnostics as say,
    excuse::Correcting,
    figures::{Found, figures},
};
use super::{Plan, edition::At};
use crate::{
    diag::{Diagnostics, Span},
    files::SitePath,
    site::{
        SourceError,
        published::{Figure, Kind, Line, file_of},
    },
};

/// Figures of a project that were not published before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpublished {
    /// The year.
    pub year: i32,
    /// The project's id.
    pub project: String,
    /// The figures, in order; one without a value was taken away.
    pub figures: Vec<Figure>,
}

impl Plan<'_> {
    /// The figures that were not published before, by year and project; each published one that is no longer what it was
    /// is a finding. `Err` where a record cannot be read again.
    pub fn unpublished(&self, diags: &mut Diagnostics) -> Result<Vec<Unpublished>, SourceError> {
        let years = self.edition.years.iter().enumerate();
        let all: Vec<At> = years.flat_map(|(y, year)| (0..year.projects.len()).map(move |p| (y, p))).collect();
        let one = |at: &At| -> Result<(Unpublished, Diagnostics), SourceError> {
            let (year, shown) = self.edition.project(*at);
            let project = shown.project;
            let record = self.edition.site.record(project)?;
            let number = year.programme.year;
            let before = self.edition.site.published.lines(number, &project.id);
            let mut found = Diagnostics::default();
            let figures = fresh(&mut found, &project.path, &before, &figures(&self.edition, *at, &record));
            Ok((Unpublished { year: number, project: project.id.clone(), figures }, found))
        };
        let made = all.par_iter().map(one).collect::<Result<Vec<_>, SourceError>>()?;
        let mut unpublished = Vec::new();
        for (one, found) in made {
            diags.append(found);
            if !one.figures.is_empty() {
                unpublished.push(one);
            }
        }
        self.gone(diags);
        Ok(unpublished)
    }

    /// Published projects that are not shown any more.
    fn gone(&self, diags: &mut Diagnostics) {
        let site = self.edition.site;
        for (year, projects) in site.published.projects() {
            let shown = self.edition.years.iter().find(|shown| shown.programme.year == year);
            for id in projects {
                if shown.is_some_and(|year| year.projects.iter().any(|shown| shown.project.id == id)) {
                    continue;
                }
                let Some(last) = site.published.lines(year, id).pop() else { continue };
                let held = site.programmes.iter().find(|programme| programme.year == year);
                let path = held.map_or_else(|| file_of(year), |programme| programme.path.clone());
                let own = held.and_then(|programme| programme.projects.iter().find(|project| project.id == *id));
                let span = Span::file(own.map_or(&path, |project| &project.path));
                diags.push(say::project_gone(span, &format!("{year}/{id}"), &last));
            }
        }
    }
}

/// The figures that are to be added to the lines of a project.
fn fresh(diags: &mut Diagnostics, path: &SitePath, before: &[Line], now: &[Found]) -> Vec<Figure> {
    let standing = standing(before);
    let taken: BTreeSet<_> = standing.iter().map(|line| line.figure.key()).collect();
    let mut left = standing.clone();
    let mut take = |wanted: &dyn Fn(&Figure) -> bool| left.iter().position(|line| wanted(&line.figure)).map(|at| left.remove(at));
    // What says the same is the same, wherever it stands in the file.
    let mut olds: Vec<Option<&Line>> =
        now.iter().map(|found| take(&|old| old.place() == found.figure.place() && old.says(&found.figure))).collect();
    let rest = |olds: &[Option<&Line>], wanted: &dyn Fn(&Found) -> bool| -> Vec<usize> {
        (0..now.len()).filter(|at| olds[*at].is_none() && wanted(&now[*at])).collect()
    };
    // A correction in the place of another is no new one.
    for at in rest(&olds, &|found| found.corrects.is_some()) {
        olds[at] = take(&|old| old.place() == now[at].figure.place());
    }
    let corrections: Vec<&Correcting> = rest(&olds, &|_| true).into_iter().filter_map(|at| now[at].corrects.as_ref()).collect();
    let changes = |old: &Figure, new: &Figure| corrections.iter().any(|correction| correction.changes(old, new));
    for at in rest(&olds, &|_| true) {
        olds[at] = take(&|old| old.place() == now[at].figure.place() && changes(old, &now[at].figure));
    }
    for at in rest(&olds, &|_| true) {
        olds[at] = take(&|old| old.place() == now[at].figure.place());
    }
    let added: Vec<&Figure> = rest(&olds, &|_| true).into_iter().map(|at| &now[at].figure).collect();
    let mut figures = Vec::new();
    for old in left {
        let moved = |new: &&Figure| new.is_moved(&old.figure) && corrections.iter().any(|correction| correction.moves(&old.figure, new));
        if !corrections.iter().any(|correction| correction.removes(&old.figure)) && !added.iter().any(moved) {
            diags.push(say::published_gone(Span::file(path), old));
        }
        figures.push(Figure { value: String::new(), qualifier: String::new(), ..old.figure.clone() });
    }
    let mut numbered: BTreeSet<(String, Kind, String, String)> = taken.into_iter().map(owned).collect();
    let mut fresh = Vec::new();
    for (Found { figure, loc, name, .. }, old) in now.iter().zip(olds) {
        let mut figure = figure.clone();
        if let Some(old) = old {
            figure.date.clone_from(&old.figure.date);
            if old.figure == figure {
                continue;
            }
            if !changes(&old.figure, &figure) {
                diags.push(say::published_changed(Span::new(path, *loc), name, (&old.figure, &figure), old, !corrections.is_empty()));
            }
        } else {
            let day = figure.date.clone();
            let dates = std::iter::once(day.clone()).chain((2..).map(|n: u32| format!("{day}#{n}")));
            for date in dates {
                figure.date = date;
                if numbered.insert(owned(figure.key())) {
                    break;
                }
            }
        }
        fresh.push(figure);
    }
    fresh.append(&mut figures);
    fresh
}

fn owned((indicator, kind, date, part): (&str, Kind, &str, &str)) -> (String, Kind, String, String) {
    (indicator.to_owned(), kind, date.to_owned(), part.to_owned())
}

/// The lines that hold, in the order of the record: of each figure the last, unless it was taken away.
fn standing(before: &[Line]) -> Vec<&Line> {
    let last: BTreeMap<_, usize> = before.iter().enumerate().map(|(at, line)| (line.figure.key(), at)).collect();
    let mut last: Vec<usize> = last.into_values().collect();
    last.sort_unstable();
    last.into_iter().map(|at| &before[at]).filter(|line| !line.figure.value.is_empty()).collect()
}
